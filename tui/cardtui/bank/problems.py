"""The problems of one bank file, collected so that its author sees many of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardtui.errors import BankError, ConditionError, Problem
from cardtui.files.reading import TextFile

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath, Position, Positions

MOST = 50
"""Problems that an author is told at once. To look for what was meant takes time for each."""


class Problems:
    """What is wrong with a bank, each with the key that it is about.

    What reports one more than `MOST` raises `BankError` with these.
    """

    def __init__(self, file: TextFile) -> None:
        self._file = file
        self._positions: Positions | None = None
        self._found: list[Problem] = []

    def add(self, key: KeyPath, message: str, remedy: str = "") -> None:
        """Report a problem at `key`."""
        self._add(key, Problem(message, remedy))

    def of_condition(self, key: KeyPath, error: ConditionError) -> None:
        """Report an expression at `key` that cannot be used."""
        self._add(key, Problem(f"`{key[-1]}`: {error.message}", excerpt=error.excerpt))

    def line_of(self, key: KeyPath) -> int:
        """The line in which `key` stands."""
        return self._place(key).line

    def _place(self, key: KeyPath) -> Position:
        if self._positions is None:
            from cardtui.files.positions import Positions

            self._positions = Positions(self._file.content)
        return self._positions.of(key)

    def _add(self, key: KeyPath, problem: Problem) -> None:
        if len(self._found) == MOST:
            more = Problem("there is more that is wrong", "mend this first", self._file.path)
            raise BankError(*self._in_order(), more)
        place = self._place(key)
        self._found.append(
            Problem(
                problem.message,
                problem.remedy,
                self._file.path,
                place.line,
                place.column,
                problem.excerpt,
            )
        )

    def raise_if_any(self) -> None:
        """Raise `BankError` with the problems, in the order of the file."""
        if self._found:
            raise BankError(*self._in_order())

    def _in_order(self) -> list[Problem]:
        return sorted(self._found, key=lambda p: (p.line, p.column))
