"""The banks of a project as its lock names them, whatever lies at their sources by now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE, read_bank
from cardtui.errors import BankError, CardtuiError, Problem
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml
from cardtui.sharing.address import InGit, InPackage, Local
from cardtui.sharing.cache import cached
from cardtui.sharing.contents import Contents, bank_path, hash_of
from cardtui.sharing.extended import BankFinder
from cardtui.sharing.lock import LockedBank, locked_for, read_lock
from cardtui.sharing.origin import contents_now
from cardtui.sharing.pinned import PinnedBank, all_cached, pinned_contents
from cardtui.sharing.places import address_in
from cardtui.sharing.project import Project, Source
from cardtui.sharing.shipped import shipped_banks


class NotKept(BankError):  # noqa: N818 - it says what is the matter
    """What the lock names is in no cache, and its source holds something else by now."""

    def __init__(self, bank_id: str) -> None:
        message = f"the bank `{bank_id}` cannot be had any more as it was locked"
        super().__init__(Problem(message, "look at it in its history"))
        self.bank_id = bank_id


def locked_sources(project: Project) -> Iterator[tuple[Source, LockedBank | None]]:
    """The sources of a project, each with what its lock says of it."""
    lock = read_lock(project.path.parent)
    for source in project.sources:
        yield source, locked_for(source, lock)


def locked_contents(project: Project, source: Source, locked: LockedBank) -> Contents:
    """The files of a bank of a project that the lock names. Raises `CardtuiError`."""
    source = replace(source, rev=locked.rev)
    address = address_in(project, source)
    if isinstance(address, InGit | InPackage):
        return pinned_contents(PinnedBank(project.path, source, address, locked))
    place = address.path if isinstance(address, Local) else shipped_banks()[address.id]
    root, name = _split(place)
    if (files := all_cached(dict(locked.files))) is not None:
        return Contents(files, root, name, is_on_disk=True)
    now: Contents | None = None
    with suppress(CardtuiError):
        now = contents_now(address)
    if now is None or now.hashes != dict(locked.files):
        raise NotKept(locked.id)
    return now


def bank_as_locked(project: Project, source: Source, locked: LockedBank) -> Bank:
    """A bank of a project on the banks that it was locked with.

    Raises `CardtuiError`; `NotKept` where one of them cannot be had any more.
    """
    contents = locked_contents(project, source, locked)
    finder = _AsLocked(project, locked, contents)
    try:
        return read_bank(contents.bank_file, finder)
    except CardtuiError:
        # Who reads a bank tells of the line that names another: that one is what is meant here.
        if finder.lost:
            raise NotKept(finder.lost) from None
        raise


class LockedFinder(BankFinder):
    """Finds the banks of a project by their ids as the lock has them, edited or not, and those at a
    path as they are now; and some contents in the place of a bank.
    """

    def __init__(
        self, project: Project, *contents: Contents, instead: Contents | None = None
    ) -> None:
        """`contents` are those of banks that extend others; `instead`, a bank that is on offer."""
        super().__init__(project.path.parent, *contents, *([instead] if instead else []))
        self._project = project
        self._offered = instead
        self._offered_id = parse_toml(instead.bank_file).get("id") if instead else None

    def _file_of(self, bank_id: str, folder: Path) -> TextFile | None:
        if self._offered is not None and bank_id == self._offered_id:
            return self._offered.bank_file
        for source, locked in locked_sources(self._project):
            if locked is not None and locked.id == bank_id:
                return self._known(locked_contents(self._project, source, locked))
        return super()._file_of(bank_id, folder)


class _AsLocked(LockedFinder):
    """Finds the banks that a locked bank was locked with, by their hashes."""

    def __init__(self, project: Project, locked: LockedBank, contents: Contents) -> None:
        super().__init__(project, contents)
        lock = read_lock(project.path.parent)
        # What was locked with the bank itself comes last, and so is what counts.
        known = [(base.id, dict(base.files)[BANK_FILE]) for bank in lock for base in bank.bases]
        known += [(bank.id, dict(bank.files)[BANK_FILE]) for bank in lock]
        self._hashes = dict([*known, *locked.extends])
        self._alone = dict(locked.extends)
        self.lost = ""
        """The id of a bank that was looked for, and is not to be had."""

    def __call__(self, name: str, said_by: TextFile) -> TextFile:
        try:
            found = super().__call__(name, said_by)
        except CardtuiError:
            return self._moved(name, said_by)
        if found in self._contents:
            return found  # its hash was compared
        bank_id = str(parse_toml(found).get("id"))
        return self._by_hash(bank_id, found.path, found.text)

    def _moved(self, name: str, said_by: TextFile) -> TextFile:
        """A bank that is no longer where it was when the other was locked with it."""
        bank_id = PurePosixPath(name).stem
        if bank_id not in self._hashes and len(self._alone) == 1:
            bank_id = next(iter(self._alone))
        place = os.path.join(os.path.dirname(said_by.path), bank_path(name))
        return self._by_hash(bank_id, os.path.normpath(place), "")

    def _by_hash(self, bank_id: str, path: str, now: str) -> TextFile:
        sha256 = self._hashes.get(bank_id, "")
        text = now if hash_of(now) == sha256 else cached(sha256) if sha256 else None
        if text is None:
            self.lost = bank_id
            raise NotKept(bank_id)
        return TextFile(path, text)


def _split(place: Path) -> tuple[str, str]:
    """The folder of a bank's file as it stands before the name in messages, and its name."""
    path = str(place) if place.suffix == ".toml" and not place.is_dir() else str(place / BANK_FILE)
    name = os.path.basename(path)
    return path.removesuffix(name), name
