"""Finding the banks that another extends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.bank.load import BANK_FILE, read_bank_file
from cardtui.errors import BankError, FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.by_id import file_at, place_with_id
from cardtui.sharing.shipped import shipped_banks
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.bank.bases import Parents


class UnknownBank(BankError):  # noqa: N818 - it says what is the matter
    """No bank has the id that is asked for."""


def parents_from(folder: Path) -> Parents:
    """What finds the banks that a bank of the project of a folder extends.

    An entry of `extends` is a file or folder beside the bank that says it, if that is on the disk;
    else the id of a bank of the project, or of a shipped one. It raises `CardtuiError`.
    """

    def parent(name: str, said_by: TextFile) -> TextFile:
        own = Path(said_by.path).parent
        is_on_disk = os.path.exists(said_by.path)
        if is_on_disk and (beside := _beside(name, own)) is not None:
            return beside
        if os.sep in name or name.endswith(".toml"):
            on_disk, elsewhere = "a file or folder beside it", "a bank of the project by its id"
            remedy = f"name {on_disk if is_on_disk else elsewhere}"
            raise FileError(Problem("there is no such bank", remedy, name))
        for project in [own, folder] if is_on_disk else [folder]:
            if (place := place_with_id(name, project)) is not None:
                return file_at(place)
        near = did_you_mean(name, shipped_banks()) or "name a file or folder, or the id of a bank"
        raise UnknownBank(Problem(f'there is no bank "{name}"', near))

    return parent


def _beside(name: str, folder: Path) -> TextFile | None:
    if os.path.isabs(name):
        message, remedy = "the path is not relative", "say where it is from this bank's folder"
        raise FileError(Problem(message, remedy, name))
    path = os.path.join(folder, name)
    is_bank = os.path.isfile(path) or os.path.isfile(os.path.join(path, BANK_FILE))
    return read_bank_file(path) if is_bank else None
