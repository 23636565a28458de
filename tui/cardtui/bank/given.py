"""Whether the answers that a bank's own tests give are answers that its questions can have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardtui.bank.model import BankFile, Question
from cardtui.bank.problems import Problems
from cardtui.bank.values import is_empty, misfit
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_STATUS = 'write { status = "unknown" }'


def check_given(bank: BankFile, problems: Problems) -> None:
    """Report every given answer that could be stored and would count for nothing."""
    questions = {q.id: q for section in bank.sections for q in section.questions}
    for i, test in enumerate(bank.tests):
        for name, value in test.given.items():
            at = ("test", i, "given", name)
            if name in questions:
                _check_answer(questions[name], value, at, problems)
        for name in {*test.asks} & {*test.skips}:
            problems.add(("test", i, "skips"), f"`{name}` cannot be asked and skipped at once")


def _check_answer(question: Question, value: object, at: KeyPath, problems: Problems) -> None:
    if question.type == "note":
        problems.add(at, f"`{question.id}` is a note: it has no answer", "remove it")
    elif isinstance(value, dict):
        _check_status(question, value, at, problems)
    elif question.type == "table":
        _check_rows(question, value, at, problems)
    elif not is_empty(value) and (said := misfit(question, value)):
        problems.add(at, f"`{question.id}` cannot have this answer: {said}", _way(question, value))


def _way(question: Question, value: object) -> str:
    """How to write a text that is nearly an answer."""
    if not isinstance(value, str):
        return ""
    if question.type in ("multiselect", "list"):
        return f'write ["{value}"]'
    is_quoted_date = question.type == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return "write it without quotes" if is_quoted_date else ""


def _check_status(
    question: Question, given: dict[str, object], at: KeyPath, problems: Problems
) -> None:
    status = given.get("status")
    if status is None or given.keys() - {"status", "reason"}:
        problems.add(at, f"`{question.id}`: expected an answer, or what stands for it", _STATUS)
    elif status not in question.allow:
        allowed = join_words((f'"{each}"' for each in question.allow), "or")
        remedy = f"its `allow` has {allowed}" if allowed else "its `allow` is empty"
        problems.add(at, f'`{question.id}` cannot be "{status}"', remedy)


def _check_rows(question: Question, rows: object, at: KeyPath, problems: Problems) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        first = question.columns[0].id
        problems.add(at, f"`{question.id}` is a table", f"give it rows: [{{ {first} = ... }}]")
        return
    columns = {column.id: column for column in question.columns}
    for i, row in enumerate(rows):
        for name, cell in row.items():
            column = columns.get(name)
            if column is None:
                near = did_you_mean(name, columns) or f"there are {join_words(columns)}"
                problems.add((*at, i, name), f"there is no column `{name}`", near)
            elif not is_empty(cell) and (said := misfit(column, cell)):
                problems.add((*at, i, name), f"`{name}` cannot have this cell: {said}")
