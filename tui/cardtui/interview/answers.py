"""What a stored answer is worth to its question: its value, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from cardtui.bank.model import Question
from cardtui.bank.values import is_empty, logical_value, misfit
from cardtui.card.model import Answer
from cardtui.condition.facts import Blank, CellValue, Row
from cardtui.interview.findings import findings_about
from cardtui.interview.state import NO_ANSWER, Finding, Stored, Worth


def stored_state(question: Question, answer: Answer | None) -> Stored:
    """What the card stores, whether it fits or not."""
    if answer is None or question.type == "note":
        return Stored.UNANSWERED
    if answer.status is not None:
        return Stored(answer.status)
    if question.type == "table":
        is_blank = not _has_cells(answer) and is_empty(answer.value)
    else:
        is_blank = is_empty(answer.value) and not answer.rows
    return Stored.UNANSWERED if is_blank else Stored.ANSWERED


def _has_cells(answer: Answer) -> bool:
    return any(not is_empty(cell) for row in answer.rows for cell in row.cells.values())


def misfit_of(question: Question, answer: Answer) -> str | None:
    """Why what is stored does not fit its question; None where it fits."""
    if answer.status is not None:
        if answer.status in question.allow:
            return None
        return f'"{answer.status.replace("_", " ")}" is no answer to this question'
    if question.type == "table":
        if not is_empty(answer.value):
            return "expected rows"
        return None if _has_fitting_cells(question, answer) else "no cell fits its column"
    return "expected a value, found rows" if answer.rows else misfit(question, answer.value)


def _has_fitting_cells(question: Question, answer: Answer) -> bool:
    return any(fitting_cells(question, row.cells) for row in answer.rows)


def fitting_cells(question: Question, cells: Mapping[str, object]) -> Row:
    """The cells of a row that hold something that fits their column."""
    return {
        column.id: cast(CellValue, cells[column.id])
        for column in question.columns
        if not is_empty(cells.get(column.id)) and misfit(column, cells[column.id]) is None
    }


def worth_of(question: Question, answer: Answer | None) -> Worth:
    """The worth of what is stored for a question."""
    stored = stored_state(question, answer)
    if answer is None or stored is Stored.UNANSWERED:
        return NO_ANSWER
    if (said := misfit_of(question, answer)) is not None:
        return Worth(stored, Blank.OPEN, (Finding(question.id, said),))
    if answer.status is not None:
        blank = Blank.SAID_UNKNOWN if answer.status == "unknown" else Blank.NOTHING
        return Worth(stored, blank)
    findings = tuple(findings_about(question, answer))
    if question.type == "table":
        rows = tuple(fitting_cells(question, row.cells) for row in answer.rows)
        return Worth(stored, rows, findings)
    return Worth(stored, logical_value(question, answer.value), findings)
