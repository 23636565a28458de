"""Where the banks are that can be used in a folder, without more being read than is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from cardtui.sharing.lookup import load_bank
from cardtui.sharing.places import project_places
from cardtui.sharing.project import find_project
from cardtui.sharing.shipped import shipped_banks


class Described(Struct, frozen=True):
    """A bank by its names and its origin."""

    id: str
    version: str
    source: str
    """As the project names it; empty for a bank that comes with the program."""
    rev: str = ""
    path: str = ""
    commit: str = ""
    is_locked: bool = False

    @property
    def origin(self) -> str:
        """The source with its rev, path and commit, in words."""
        if not self.source:
            return "shipped"
        at = f" at {self.rev}" if self.rev and self.rev != self.commit else ""
        commit = f" (commit {self.commit[:12]})" if self.commit else ""
        return f"{self.source}{f' {self.path}' if self.path else ''}{at}{commit}"


def described_banks(folder: Path) -> Iterator[Described]:
    """The banks of the project of a folder, in its order, then the shipped ones.

    Raises `CardtuiError`, where it comes to a bank that cannot be used.
    """
    ids = set()
    for bank in _of_project(folder):
        ids.add(bank.id)
        yield bank
    for name, path in shipped_banks().items():
        if name not in ids:
            yield Described(name, load_bank(path).version, source="")


def _of_project(folder: Path) -> Iterator[Described]:
    project = find_project(folder)
    if project is None:
        return
    for source, place in zip(project.sources, project_places(folder), strict=True):
        if isinstance(place, Path):
            bank = load_bank(place)
            yield Described(bank.id, bank.version, source.written)
        else:
            known = place.locked
            where = source.written, source.rev, source.path
            yield Described(known.id, known.version, *where, known.commit, is_locked=True)
