"""Where what a person should look at was written: in which file, and where in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from cardtui.files.reading import TextFile

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath, Positions


class Spot(Struct, frozen=True):
    """A place in one of several files; `line` and `column` are counted from 1."""

    path: str
    """The file, as the user named it."""
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Spots(Protocol):
    """Finds where a key of something that was read was written."""

    def of(self, key: KeyPath) -> Spot:
        """Where `key` stands, or the nearest table around it."""


class SpotsInFile:
    """Those of one file, which is looked through once, when the first is asked for."""

    def __init__(self, file: TextFile) -> None:
        self._file = file
        self._positions: Positions | None = None

    def of(self, key: KeyPath) -> Spot:
        """Where `key` stands, or the nearest table around it."""
        if not key:
            return Spot(self._file.path, 1, 1)
        if self._positions is None:
            from cardtui.files.positions import Positions

            self._positions = Positions(self._file.content)
        place = self._positions.of(key)
        return Spot(self._file.path, place.line, place.column)
