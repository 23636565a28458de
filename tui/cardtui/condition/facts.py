"""What an expression is evaluated on: one fact for each question it names.

A fact is the value of a question, or a `Blank` that says why there is none, or `Either` where it
is not settled which of several it will be. Values are bool, int, float, str, date, a tuple of
strings (several options, or a list), or a tuple of rows (a table; each row maps the ids of its
cells that are not empty to their values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

CellValue = bool | int | float | str | date
Row = Mapping[str, "CellValue | Blank"]
Value = CellValue | tuple[str, ...] | tuple[Row, ...]


class Blank(Enum):
    """Why a question has no value that an expression could use."""

    NOTHING = "irrelevant, not applicable, or a value that does not fit"
    SAID_UNKNOWN = "answered: unknown"
    OPEN = "not answered yet; any value could come"
    ANYTHING = "one of the values the question can hold, not known which"


class Either(Struct, frozen=True):
    """One of several facts, not settled which."""

    facts: tuple[Value | Blank, ...]


Fact = Value | Blank | Either
BLANKS = (Blank, Either)
"""What is no value."""
Facts = Mapping[str, Fact]


class _OpenRow(Mapping[str, CellValue | Blank]):
    """A row of a table that is not answered yet: each of its cells is open."""

    def __getitem__(self, column: str) -> Blank:
        return Blank.OPEN

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


OPEN_ROW: Row = _OpenRow()
EMPTY_ROW: Row = {}
