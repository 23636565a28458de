"""`cardtui.toml`: the banks that a project uses.

[[bank]]
source = "banks/team"        # a bank file or folder beside this file, or the id of a shipped bank
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cardtui.errors import FileError, Problem
from cardtui.files.reading import read_text_file
from cardtui.files.toml import parse_toml

PROJECT_FILE = "cardtui.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """What a `cardtui.toml` says; `sources` are absolute paths, or ids of shipped banks."""

    path: Path
    sources: tuple[str, ...]


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
    tables = parse_toml(read_text_file(path))
    banks = tables.get("bank", [])
    if not isinstance(banks, list) or not all(
        isinstance(bank, dict) and isinstance(bank.get("source"), str) for bank in banks
    ):
        message = "`[[bank]]` needs a `source`"
        raise FileError(Problem(message, 'write source = "folder or file"', str(path)))
    sources = [bank["source"] for bank in banks]
    return Project(path, tuple(_resolved(source, path.parent) for source in sources))


def _resolved(source: str, folder: Path) -> str:
    beside = folder / source
    return str(beside) if beside.exists() or "/" in source or source.endswith(".toml") else source
