"""`cardtui.toml`: the banks that a project uses.

[[bank]]
source = "banks/team"        # a bank file or folder beside this file, or the id of a shipped bank
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardtui.errors import FileError, Problem
from cardtui.files.reading import read_text_file
from cardtui.files.toml import parse_toml

if TYPE_CHECKING:
    from cardtui.files.positions import Positions

PROJECT_FILE = "cardtui.toml"


class Source(Struct, frozen=True):
    """A bank that a project uses: a file or folder beside the project's, or a shipped bank."""

    written: str
    line: int


class Project(Struct, frozen=True):
    """What a `cardtui.toml` says."""

    path: Path
    sources: tuple[Source, ...]


def find_project(folder: Path) -> Project | None:
    """The project of a folder: the nearest `cardtui.toml` in it or above it.

    Raises `FileError` or `TomlError` where the file cannot be used.
    """
    absolute = folder.absolute()
    for place in (absolute, *absolute.parents):
        if (place / PROJECT_FILE).is_file():
            return _read_project(place / PROJECT_FILE)
    return None


def _read_project(path: Path) -> Project:
    from cardtui.files.positions import Positions

    file = read_text_file(path)
    banks = parse_toml(file).get("bank", [])
    positions = Positions(file.content)
    if not isinstance(banks, list):
        message, line = "`bank` is not a list of tables", positions.of(("bank",)).line
        raise FileError(Problem(message, "write `[[bank]]`", str(path), line))
    return Project(path, tuple(_source(bank, i, path, positions) for i, bank in enumerate(banks)))


def _source(bank: object, index: int, path: Path, positions: Positions) -> Source:
    line = positions.of(("bank", index, "source")).line
    source = bank.get("source") if isinstance(bank, dict) else None
    if not isinstance(source, str) or not source:
        message = "`[[bank]]` needs a `source`"
        raise FileError(Problem(message, 'write source = "folder or file"', str(path), line))
    return Source(source, line)
