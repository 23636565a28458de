"""Where the banks are that can be used in a folder, without more being read than is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardtui.errors import CardtuiError
from cardtui.sharing.lookup import load_bank
from cardtui.sharing.places import located_sources
from cardtui.sharing.project import Source
from cardtui.sharing.shipped import shipped_banks

if TYPE_CHECKING:
    from cardtui.sharing.pinned import Place


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
        path = f" {self.path}" if self.path else ""
        return f"{self.source}{path}{at_rev(self.rev, self.commit)}"


def at_rev(rev: str, commit: str) -> str:
    """` at v1.0.0 (commit 0123456789ab)`, as far as there is either."""
    at = f" at {rev}" if rev and rev != commit else ""
    return f"{at}{f' (commit {commit[:12]})' if commit else ''}"


def described_banks(folder: Path) -> Iterator[Described | CardtuiError]:
    """The banks of the project of a folder, in its order, then the shipped ones.

    Or why one cannot be used. Raises `CardtuiError` where the project or its lock cannot be.
    """
    ids = set()
    for source, place in located_sources(folder):
        try:
            bank = _described(source, place)
        except CardtuiError as error:
            yield error
        else:
            ids.add(bank.id)
            yield bank
    for name, path in shipped_banks().items():
        if name not in ids:
            yield Described(name, load_bank(path).version, source="")


def _described(source: Source, place: Place | CardtuiError) -> Described:
    if isinstance(place, CardtuiError):
        raise place
    if isinstance(place, Path):
        bank = load_bank(place)
        return Described(bank.id, bank.version, source.written)
    from cardtui.sharing.pinned import require_same_rev

    require_same_rev(place)
    known = place.locked
    where = source.written, source.rev, source.path
    return Described(known.id, known.version, *where, known.commit, is_locked=True)
