"""Answers that do not fit their question: kept and shown to their author, and never printed."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.card.model import Card
from cardtui.interview.state import State, Stored


def misfits(bank: Bank, card: Card, state: State) -> list[str]:
    """What of the relevant answers no document shows: `Licence`, `Results (row 2, Value)`."""
    return [name for question in bank for name in _misfits_of(question, card, state)]


def _misfits_of(question: Question, card: Card, state: State) -> Iterator[str]:
    is_printed = question.type != "note" and question.printed != "none"
    answer = card.answer(question.id)
    if not is_printed or answer is None or not state.is_relevant(question.id):
        return
    if question.id not in state.settled:
        if state.stored[question.id] is not Stored.UNANSWERED:
            yield question.name
        return
    rows = state.facts[question.id]
    if question.type != "table" or not isinstance(rows, tuple):
        return
    names = {column.id: column.name for column in question.columns}
    fitting = {row.number: cells for row, cells in zip(answer.rows, rows, strict=True)}
    for finding in state.findings_of(question.id):
        if finding.row and finding.column not in fitting[finding.row]:
            column = names.get(finding.column, finding.column)
            yield f"{question.name} (row {finding.row}, {column})"
