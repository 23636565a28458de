"""What the sources of a project hold now, beside what its lock pins: to be looked at, then taken.

Nothing is written before an offer is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE, read_bank
from cardtui.errors import BankError, CardtuiError, FileError, Problem
from cardtui.sharing.adding import required_project, source_named
from cardtui.sharing.address import InGit
from cardtui.sharing.as_locked import NotKept, bank_as_locked
from cardtui.sharing.contents import Contents
from cardtui.sharing.extended import BankFinder
from cardtui.sharing.lock import (
    LockedBank,
    locked_bank,
    locked_bases,
    locked_for,
    read_lock,
    rewrite_lock,
    without,
)
from cardtui.sharing.origin import contents_now
from cardtui.sharing.pinned import bases_outside, differing, keep_all
from cardtui.sharing.places import address_in
from cardtui.sharing.policy import is_frozen
from cardtui.sharing.project import LOCK_FILE, Project, Source
from cardtui.sharing.project_edit import set_rev
from cardtui.sharing.version_tags import numbers_of


class Offer(Struct, frozen=True):
    """What a source of a project holds, at the rev that is asked for."""

    project: Project
    source: Source
    """With the rev that it would have."""
    bank: Bank
    contents: Contents
    locked: LockedBank | None
    """What the lock says so far."""
    old: Bank | None
    """The bank that is locked; None where there is none, or it cannot be had any more."""
    lost: str = ""
    """The id of what cannot be had any more then: that bank, or one that it extends."""

    @property
    def extends(self) -> tuple[tuple[str, str], ...]:
        """The banks that it extends, as far as the lock has to name them with it."""
        return bases_outside(self.bank, self.contents, self.project.path.parent)

    @property
    def is_news(self) -> bool:
        """Whether taking it would change anything."""
        if self.locked is None:
            return True
        is_same = dict(self.locked.files) == self.contents.hashes
        is_same = is_same and set(self.extends) <= set(self.locked.extends)
        is_same = is_same and self.locked.bases == locked_bases(self.contents, self.bank)
        return not is_same or self.locked.rev != self.source.rev or self.is_of_another_rev

    @property
    def is_of_another_rev(self) -> bool:
        """Whether the project names another tag or commit, or none."""
        source = self.source
        return not any(
            (each.written, each.rev, each.path) == (source.written, source.rev, source.path)
            for each in self.project.sources
        )

    @property
    def other_files(self) -> list[str]:
        """The names of translations that are new, gone or not the same, and the paths of such files
        of extended banks of the same commit.
        """
        if self.locked is None:
            return []
        files = differing(self.contents.hashes, dict(self.locked.files))
        bases = differing(self.contents.base_hashes, self.locked.base_hashes)
        return [*(name for name in files if name != BANK_FILE), *bases]


def offers(name: str | None, rev: str | None, here: Path) -> Iterator[Offer]:
    """What the bank of that name, or each bank of the project of a folder, is now at its source.

    With `rev` at that one. Raises `CardtuiError`, after all that can be offered.
    """
    if is_frozen():
        message = f"{LOCK_FILE} is frozen, so no bank can be updated"
        raise FileError(Problem(message, "leave out --frozen, and unset CARDTUI_FROZEN"))
    if rev == "":
        raise FileError(Problem("the rev is empty", "name a tag, or all 40 characters of a commit"))
    project = required_project(here)
    if name is not None:
        source = source_named(name, project)
        yield _offer(project, source if rev is None else replace(source, rev=rev))
        return
    waiting = list(project.sources)
    while waiting:
        lock = read_lock(project.path.parent)
        left: list[tuple[Source, CardtuiError]] = []
        for source in waiting:
            try:
                offer = _offer(project, source)
            except CardtuiError as error:
                left.append((source, error))
            else:
                yield offer
        if left and read_lock(project.path.parent) == lock:
            raise left[0][1]
        # One of them may extend another that has been taken only now.
        waiting = [source for source, _ in left]


def newer_tag(offer: Offer) -> str:
    """The tag of a higher version that the repository of an offer has; empty where there is none,
    or where it is not at the tag of a version. Raises nothing: it is only good to know.
    """
    address = address_in(offer.project, offer.source)
    if not isinstance(address, InGit) or not (now := numbers_of(address.rev)):
        return ""
    from cardtui.sharing.git import newest_tag

    with suppress(FileError):
        tag = newest_tag(address)
        return tag if numbers_of(tag) > now else ""
    return ""


def take(offer: Offer) -> list[Path]:
    """Put an offer into the lock, and its rev into the project. Gives back what was written.

    Raises `CardtuiError`, mostly for a project file that cannot be edited, before the lock is touched.
    """
    folder = offer.project.path.parent
    read_lock(folder)  # what is wrong with it is told before the project is changed
    locked = locked_bank(offer.source, offer.contents, offer.bank, offer.extends)
    keep_all(offer.contents, offer.bank)
    written = []
    if offer.is_of_another_rev:
        set_rev(offer.project.path, offer.source, offer.source.rev)
        written.append(offer.project.path)
    rewrite_lock(folder, lambda lock: [*without(offer.source, lock), locked])
    return [*written, folder / LOCK_FILE]


def _offer(project: Project, source: Source) -> Offer:
    contents = contents_now(address_in(project, source))
    bank = read_bank(contents.bank_file, BankFinder(project.path.parent, contents))
    lock = read_lock(project.path.parent)
    locked = locked_for(source, lock)
    if locked is not None and locked.id != bank.id:
        message = f"the bank at this source is `{bank.id}` now, and `{locked.id}` is locked"
        remedy = f"take that out, and add the other: cardtui bank remove {locked.id}"
        raise BankError(Problem(message, remedy, str(project.path), source.line))
    old, lost = _as_locked(project, source, locked)
    return Offer(project, source, bank, contents, locked, old, lost)


def _as_locked(
    project: Project, source: Source, locked: LockedBank | None
) -> tuple[Bank | None, str]:
    """The bank that is locked, and the id of what cannot be had any more of it."""
    if locked is None:
        return None, ""
    try:
        return bank_as_locked(project, source, locked), ""
    except NotKept as error:
        return None, error.bank_id
    except CardtuiError:
        return None, locked.id
