"""Finding the banks that another extends, and what lies beside them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.bank.load import BANK_FILE, read_bank_file
from cardtui.errors import BankError, CardtuiError, FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.beside import Beside, beside_in, beside_on_disk
from cardtui.sharing.by_id import place_with_id
from cardtui.sharing.places import located_sources
from cardtui.sharing.shipped import shipped_banks
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.sharing.contents import Contents
    from cardtui.sharing.pinned import PinnedBank


class UnknownBank(BankError):  # noqa: N818 - it says what is the matter
    """No bank has the id that is asked for."""


class BankFinder:
    """Finds the banks that banks of the project of a folder extend, as `Parents` do.

    An entry of `extends` is a file or folder beside the bank that says it: on the disk, or in the
    same commit of a repository. Where there is none, it is the id of a bank of the project, or of a
    shipped one.
    """

    def __init__(self, folder: Path, *contents: Contents) -> None:
        """`contents` are those of banks that extend others, where they are known."""
        self._folder = folder
        self._contents: dict[TextFile, Contents] = {}
        for each in contents:
            self._known(each)

    def __call__(self, name: str, said_by: TextFile) -> TextFile:
        """The file of the bank that a name means in another. Raises `CardtuiError`."""
        contents = self._contents.get(said_by)
        if contents is not None and contents.bases is not None:
            return self._within(name, said_by, contents) or self._by_id(name, self._folder)
        own = Path(said_by.path).parent
        is_on_disk = self.is_on_disk(said_by)
        if is_on_disk and (beside := _beside(name, own)) is not None:
            return beside
        if os.sep in name or name.endswith(".toml"):
            on_disk, elsewhere = "a file or folder beside it", "a bank of the project by its id"
            remedy = f"name {on_disk if is_on_disk else elsewhere}"
            raise FileError(Problem("there is no such bank", remedy, name))
        return self._by_id(name, *([own] if is_on_disk else []), self._folder)

    def is_on_disk(self, file: TextFile) -> bool:
        """Whether a bank that was found is the file that its name says."""
        contents = self._contents.get(file)
        return contents is None or contents.is_on_disk

    def beside(self, file: TextFile) -> Beside:
        """What lies beside a bank that was found."""
        contents = self._contents.get(file)
        if contents is None:
            return beside_on_disk(file.path)
        path = contents.base_path(file)
        return beside_in(contents.beside_base(path) if path else contents.beside)

    def _within(self, name: str, said_by: TextFile, contents: Contents) -> TextFile | None:
        """The bank at a path of the same commit; None for a name that may be an id."""
        from cardtui.sharing.within import is_path, no_such_bank, path_from

        file = contents.bank_at(path_from(said_by.path.removeprefix(contents.root), name))
        if file is not None:
            self._contents[file] = contents
        elif is_path(name):
            raise no_such_bank()
        return file

    def _by_id(self, bank_id: str, *folders: Path) -> TextFile:
        for folder in dict.fromkeys(folders):
            if (file := self._file_of(bank_id, folder)) is not None:
                return file
        for _, place in located_sources(self._folder):
            if isinstance(place, CardtuiError):
                raise place  # it may be the one
        near = did_you_mean(bank_id, shipped_banks())
        remedy = near or "name a file or folder, or the id of a bank"
        raise UnknownBank(Problem(f'there is no bank "{bank_id}"', remedy))

    def _file_of(self, bank_id: str, folder: Path) -> TextFile | None:
        """The bank of this id that the project of a folder names, or that ships, if there is one."""
        place = place_with_id(bank_id, folder)
        if place is None or isinstance(place, Path):
            return None if place is None else read_bank_file(place)
        return self._known(self._contents_of(place))

    def _contents_of(self, place: PinnedBank) -> Contents:
        """The files of a bank that the lock of the project names."""
        from cardtui.sharing.pinned import pinned_contents

        return pinned_contents(place)

    def _known(self, contents: Contents) -> TextFile:
        """The bank of these contents, of which it is known from now on where they are from."""
        self._contents[contents.bank_file] = contents
        return contents.bank_file


def _beside(name: str, folder: Path) -> TextFile | None:
    if os.path.isabs(name):
        message, remedy = "the path is not relative", "say where it is from this bank's folder"
        raise FileError(Problem(message, remedy, name))
    path = os.path.join(folder, name)
    is_bank = os.path.isfile(path) or os.path.isfile(os.path.join(path, BANK_FILE))
    return read_bank_file(path) if is_bank else None
