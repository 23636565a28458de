"""The bank with an id: of a project, or a shipped one. No more is read of a bank than its id."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.bank.load import read_bank_file
from cardtui.bank.model import BANK_ID_PATTERN
from cardtui.errors import CardtuiError, FileError, TomlError
from cardtui.files.toml import parse_toml
from cardtui.sharing.places import located_sources
from cardtui.sharing.shipped import shipped_banks

if TYPE_CHECKING:
    from cardtui.sharing.pinned import Place


def place_with_id(bank_id: str, folder: Path) -> Place | None:
    """Where the bank with this id is: in the project of a folder, else among the shipped ones.

    Raises `TomlError` for a file that says that it is the one, and cannot be read.
    """
    for _, place in located_sources(folder):
        if not isinstance(place, CardtuiError) and _is_it(bank_id, place):
            return place
    return shipped_banks().get(bank_id)


def project_ids(folder: Path) -> list[str]:
    """The ids of the banks that the project of a folder names, as far as they can be read."""
    ids = []
    for _, place in located_sources(folder):
        if not isinstance(place, CardtuiError):
            with suppress(CardtuiError):
                ids.append(id_at(place))
    # A file that says another id is no bank: it is not to be offered, least of all to a shell.
    return [bank_id for bank_id in ids if re.fullmatch(BANK_ID_PATTERN, bank_id)]


def id_at(place: Place) -> str:
    """The id of the bank at a place, as its lock or its file says. Raises `CardtuiError`."""
    if not isinstance(place, Path):
        return place.locked.id
    return str(parse_toml(read_bank_file(place)).get("id", ""))


def _is_it(bank_id: str, place: Place) -> bool:
    if not isinstance(place, Path):
        return place.locked.id == bank_id
    try:
        file = read_bank_file(place)
    except FileError:
        return False
    if bank_id not in file.text:
        return False
    try:
        return bool(parse_toml(file).get("id") == bank_id)
    except TomlError:
        # Another bank under the same id, such as the shipped one, must not stand in for it.
        if re.search(
            rf"^id[ \t]*=[ \t]*[\"']{re.escape(bank_id)}[\"']", file.content, re.MULTILINE
        ):
            raise
        return False
