"""What the sources of a project hold now, beside what its lock pins: to be looked at, then taken.

Nothing is written before an offer is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE, read_bank
from cardtui.errors import BankError, CardtuiError, FileError, Problem
from cardtui.sharing.adding import required_project, source_named
from cardtui.sharing.address import InGit, InPackage
from cardtui.sharing.cache import cached, keep
from cardtui.sharing.contents import Contents
from cardtui.sharing.extended import BankFinder
from cardtui.sharing.lock import (
    LockedBank,
    locked_bank,
    locked_bases,
    read_lock,
    rewrite_lock,
    without,
)
from cardtui.sharing.lookup import extending_banks
from cardtui.sharing.origin import contents_now
from cardtui.sharing.pinned import PinnedBank, bases_outside, differing, pinned_contents
from cardtui.sharing.places import address_in
from cardtui.sharing.policy import is_frozen
from cardtui.sharing.project import LOCK_FILE, Project, Source
from cardtui.sharing.project_edit import set_rev


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

    With `rev` at that one. Raises `CardtuiError`, one bank after the other.
    """
    if is_frozen():
        message = f"{LOCK_FILE} is frozen, so no bank can be updated"
        raise FileError(Problem(message, "leave out --frozen, and unset CARDTUI_FROZEN"))
    if rev == "":
        raise FileError(Problem("the rev is empty", "name a tag, or all 40 characters of a commit"))
    project = required_project(here)
    sources = project.sources if name is None else (source_named(name, project),)
    for source in sources:
        yield _offer(project, source if rev is None else replace(source, rev=rev))


def take(offer: Offer) -> list[Path]:
    """Put an offer into the lock, and its rev into the project. Gives back what was written.

    Raises `CardtuiError`, mostly for a project file that cannot be edited, before the lock is touched.
    """
    folder = offer.project.path.parent
    read_lock(folder)  # what is wrong with it is told before the project is changed
    locked = locked_bank(offer.source, offer.contents, offer.bank, offer.extends)
    keep(offer.contents.texts)
    written = []
    if offer.is_of_another_rev:
        set_rev(offer.project.path, offer.source, offer.source.rev)
        written.append(offer.project.path)
    rewrite_lock(folder, lambda lock: [*without(offer.source, lock), locked])
    return [*written, folder / LOCK_FILE]


def extending(offer: Offer) -> Iterator[tuple[Bank, Bank | CardtuiError]]:
    """The banks of the project that extend the one on offer: as each is, and as it would be.

    Or why it could not be used any more.
    """
    for now in extending_banks(offer.bank.id, offer.project.path.parent):
        if isinstance(now, CardtuiError):
            continue  # it cannot be used as it is, which others tell
        try:
            finder = now.finder.offering(offer.bank.id, offer.contents)
            yield now.bank, read_bank(now.file, finder)
        except CardtuiError as error:
            yield now.bank, error


def _offer(project: Project, source: Source) -> Offer:
    contents = contents_now(address_in(project, source))
    bank = read_bank(contents.bank_file, BankFinder(project.path.parent, contents))
    lock = read_lock(project.path.parent)
    locked = next((each for each in lock if each.is_of(source)), None)
    if locked is not None and locked.id != bank.id:
        message = f"the bank at this source is `{bank.id}` now, and `{locked.id}` is locked"
        remedy = f"take that out, and add the other: cardtui bank remove {locked.id}"
        raise BankError(Problem(message, remedy, str(project.path), source.line))
    old = None if locked is None else _locked_bank(project, source, locked)
    return Offer(project, source, bank, contents, locked, old)


def _locked_bank(project: Project, source: Source, locked: LockedBank) -> Bank | None:
    """The bank as it is locked, as far as it is kept or can be had again."""
    folder = project.path.parent
    try:
        source = replace(source, rev=locked.rev)
        address = address_in(project, source)
        if isinstance(address, InGit | InPackage):
            contents = pinned_contents(PinnedBank(project.path, source, address, locked))
            return read_bank(contents.bank_file, BankFinder(folder, contents))
        text = cached(dict(locked.files)[BANK_FILE])
        if text is None:
            return None
        known = Contents({BANK_FILE: text}, "", f"{locked.id} {locked.version}")
        return read_bank(known.bank_file, BankFinder(folder, known))
    except CardtuiError:
        return None
