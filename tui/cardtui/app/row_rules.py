"""What a row of a table must know of the rest of its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Column
from cardtui.bank.values import is_empty, misfit
from cardtui.interview.state import Finding

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowRules:
    """The rules for the rows of one table in one card."""

    relevant: Callable[[Cells], frozenset[str]]
    """From the cells of a row to the columns that its own cells make relevant."""
    findings: Callable[[Cells], tuple[Finding, ...]]
    """From the cells of a row to what is wrong with them."""
    folder: str
    """Where the card is, which paths are relative to."""
    words: FixedWords
    """What is said of it in the language of the bank."""

    def finding(self, column: Column, cells: Cells) -> Finding | None:
        """What is wrong with a cell: it does not fit, or fails the first of its checks."""
        cell = cells.get(column.id)
        if is_empty(cell):
            return None
        if said := misfit(column, cell):
            return Finding("", said, column=column.id)
        return next((f for f in self.findings(cells) if f.column == column.id), None)
