"""The problems of one bank file, collected so that its author sees many of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardtui.errors import BankError, ConditionError, Problem
from cardtui.files.reading import TextFile
from cardtui.files.spots import Spot, Spots, SpotsInFile

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

MOST = 50
"""Problems that an author is told at once. To look for what was meant takes time for each."""


class Problems:
    """What is wrong with a bank, each with the key that it is about.

    What reports one more than `MOST` raises `BankError` with these. `spots` finds keys of a bank
    that several files have a part in.
    """

    def __init__(self, file: TextFile, spots: Spots | None = None) -> None:
        self._file = file
        self._spots = spots or SpotsInFile(file)
        self._found: list[Problem] = []

    def add(self, key: KeyPath, message: str, remedy: str = "") -> None:
        """Report a problem at `key`."""
        self._add(key, Problem(message, remedy))

    def of_condition(self, key: KeyPath, error: ConditionError) -> None:
        """Report an expression at `key` that cannot be used."""
        self._add(key, Problem(f"`{key[-1]}`: {error.message}", excerpt=error.excerpt))

    def line_of(self, key: KeyPath) -> int:
        """The line in which `key` stands."""
        return self.spot_of(key).line

    def spot_of(self, key: KeyPath) -> Spot:
        """Where `key` stands."""
        return self._spots.of(key)

    def _add(self, key: KeyPath, problem: Problem) -> None:
        if len(self._found) == MOST:
            more = Problem("there is more that is wrong", "mend this first", self._file.path)
            raise BankError(*self._in_order(), more)
        spot = self.spot_of(key)
        own = self._file.path
        is_own = spot.path == own
        remedy = problem.remedy if is_own else f"mend it in {own}, which extends this bank"
        self._found.append(
            Problem(
                problem.message,
                remedy,
                spot.path,
                spot.line,
                spot.column,
                problem.excerpt,
            )
        )

    def raise_if_any(self) -> None:
        """Raise `BankError` with the problems, in the order of the file."""
        if self._found:
            raise BankError(*self._in_order())

    def _in_order(self) -> list[Problem]:
        own = self._file.path
        return sorted(self._found, key=lambda p: (p.path != own, p.path, p.line, p.column))
