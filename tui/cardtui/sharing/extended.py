"""Finding the banks that another extends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.bank.load import BANK_FILE, read_bank_file
from cardtui.errors import BankError, FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml
from cardtui.sharing.places import project_places
from cardtui.sharing.shipped import shipped_banks
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.bank.bases import Parents
    from cardtui.sharing.pinned import Place


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
            where = "beside it" if is_on_disk else "that the project names, by its id"
            raise FileError(Problem("there is no such bank", f"name a bank {where}", name))
        places = dict.fromkeys([own, folder] if is_on_disk else [folder])
        found = (file for place in places for file in _files_of(name, place))
        if (file := next(found, None)) is not None:
            return file
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


def _files_of(bank_id: str, folder: Path) -> list[TextFile]:
    """The bank of this id that the project of a folder names, or that ships, if there is one."""
    for place in (*project_places(folder), *shipped_banks().values()):
        if (file := _file_if(bank_id, place)) is not None:
            return [file]
    return []


def _file_if(bank_id: str, place: Place) -> TextFile | None:
    """The file of a bank if it is the one with this id; none is loaded to find out."""
    if isinstance(place, Path):
        file = read_bank_file(place)
        is_it = bank_id in file.text and parse_toml(file).get("id") == bank_id
        return file if is_it else None
    if place.locked.id != bank_id:
        return None
    from cardtui.sharing.pinned import pinned_contents

    return pinned_contents(place).bank_file
