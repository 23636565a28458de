"""Banks as those who write them work on them: what lies on this disk, taken or not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.bank.load import read_bank, read_bank_file
from cardtui.errors import CardtuiError
from cardtui.sharing.beside import beside_on_disk
from cardtui.sharing.extended import BankFinder
from cardtui.sharing.lookup import BankInFile, is_same_bank, load_in_file
from cardtui.sharing.origin import contents_now
from cardtui.sharing.places import project_places
from cardtui.sharing.policy import is_frozen

if TYPE_CHECKING:
    from cardtui.sharing.contents import Contents
    from cardtui.sharing.pinned import PinnedBank, Place


class Workshop:
    """Loads banks as they are on this disk, where they are; all others as they are locked."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """`tell` is called with a line for each bank of which the lock has another version."""
        self._tell = tell
        self._told: set[str] = set()

    def __call__(self, place: str | Place) -> BankInFile:
        """Load a bank. Raises `CardtuiError`."""
        if is_frozen():
            return load_in_file(place)
        if isinstance(place, str | Path):
            return self._on_disk(place)
        if place.path is None:
            return load_in_file(place)
        self.tell_if_edited(place)
        return self._on_disk(place.path)

    def tell_if_edited(self, bank: PinnedBank) -> None:
        """Say of a bank on this disk that the lock has another version of it, once."""
        from cardtui.sharing.pinned import differing

        now = contents_now(bank.address)
        if differing(now.hashes, dict(bank.locked.files)) and bank.locked.id not in self._told:
            self._told.add(bank.locked.id)
            self._tell(
                f"{bank.source.written} is looked at as it is now, and the lock has another version "
                f"of it: cards open again once it is taken: {bank.update}"
            )

    def _on_disk(self, place: str | Path) -> BankInFile:
        file = read_bank_file(place)
        finder = _OnDisk(self, Path(file.path).parent)
        return BankInFile(read_bank(file, finder), file, beside_on_disk(file.path), place, finder)


def locked_at(path: str, folder: Path) -> PinnedBank | None:
    """What the lock of the project of a folder says of the bank in a file on this disk.

    None where it says nothing, or cannot be read, which others tell. Raises nothing.
    """
    with suppress(CardtuiError):
        for place in project_places(folder):
            if isinstance(place, Path) or place.path is None:
                continue
            if is_same_bank(place.path, Path(path)):
                return place
    return None


class _OnDisk(BankFinder):
    """Finds the banks that others extend as they are on this disk, where they are."""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        super().__init__(folder)
        self._workshop = workshop

    def _contents_of(self, place: PinnedBank) -> Contents:
        if place.path is None:
            return super()._contents_of(place)
        self._workshop.tell_if_edited(place)
        return contents_now(place.address)
