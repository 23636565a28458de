"""`cardtui.toml`: the banks that a project uses.

[[bank]]
source = "banks/team"        # a bank file or folder beside this file, or the id of a shipped bank

[[bank]]
source = "https://example.org/banks.git"     # or a git repository
rev = "v1.2.0"                               # at a tag or a whole commit; its newest if left out
path = "vision"                              # the bank file or folder in it, if not `bank.toml`

[[bank]]
source = "package:team-banks"                # or an installed package
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from cardtui.files.positions import Positions

PROJECT_FILE = "cardtui.toml"
LOCK_FILE = "cardtui.lock"
"""Beside it: which bytes its banks are made of."""
MOST_BANKS = 1000
_BANK = "bank"
_KEYS = ("source", "rev", "path")


class Source(Struct, frozen=True):
    """A bank that a project uses, as it is written there."""

    written: str
    line: int = 0
    rev: str = ""
    """The tag or commit of a git repository."""
    path: str = ""
    """Where the bank is in the repository."""


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
    return Project(path, sources_in(read_text_file(path)))


def sources_in(file: TextFile) -> tuple[Source, ...]:
    """The banks that the text of a `cardtui.toml` names. Raises `FileError` or `TomlError`."""
    from cardtui.files.positions import Positions

    tables = parse_toml(file)
    banks = tables.get(_BANK, [])
    positions = Positions(file.content)
    for name in tables:
        if name != _BANK:
            remedy = did_you_mean(name, [_BANK]) or "there is `[[bank]]` alone"
            line = positions.of((name,)).line
            raise FileError(Problem(f"a project has no key `{name}`", remedy, file.path, line))
    if not isinstance(banks, list):
        message, line = "`bank` is not a list of tables", positions.of(("bank",)).line
        raise FileError(Problem(message, "write `[[bank]]`", file.path, line))
    if len(banks) > MOST_BANKS:
        message, line = f"a project has at most {MOST_BANKS} banks", positions.of(("bank",)).line
        raise FileError(Problem(message, "take out those that no card needs", file.path, line))
    return tuple(_source(bank, i, file.path, positions) for i, bank in enumerate(banks))


def _source(bank: object, index: int, path: str, positions: Positions) -> Source:
    keys = bank if isinstance(bank, dict) else {}
    if not keys.get("source"):
        line = positions.of(("bank", index, "source")).line
        message, remedy = "`[[bank]]` needs a `source`", 'write source = "folder or file"'
        raise FileError(Problem(message, remedy, path, line))
    for name, value in keys.items():
        at = positions.of(("bank", index, name)).line
        if name not in _KEYS:
            remedy = did_you_mean(name, _KEYS) or f"there are {join_words(_KEYS)}"
            raise FileError(Problem(f"`[[bank]]` has no key `{name}`", remedy, path, at))
        if not isinstance(value, str):
            raise FileError(Problem(f"`{name}` is not a text", "put it in quotes", path, at))
    line = positions.of(("bank", index, "source")).line
    return Source(keys["source"], line, keys.get("rev", ""), keys.get("path", ""))
