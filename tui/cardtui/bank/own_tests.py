"""The rules for the `[[test]]` tables of a bank: they name what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from cardtui.bank.model import BankFile, Question, Status
from cardtui.bank.problems import Problems
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_STATUSES: tuple[Status, ...] = get_args(Status)
_KEYS_OF_STATUS = ("status", "reason")


def check_tests(bank: BankFile, problems: Problems) -> None:
    """Report names that do not exist, and answers that no card could hold."""
    questions = {q.id: q for section in bank.sections for q in section.questions}
    for i, test in enumerate(bank.tests):
        at: KeyPath = ("test", i)
        for name, given in test.given.items():
            if name not in questions:
                near = did_you_mean(name, questions)
                problems.add((*at, "given"), f"there is no question `{name}`", near)
            else:
                _check_given(questions[name], given, (*at, "given", name), problems)
        for key, names in (("asks", test.asks), ("skips", test.skips)):
            for name in names:
                _check_name(name, questions, (*at, key), problems)


def _check_name(
    name: str, questions: Mapping[str, Question], at: KeyPath, problems: Problems
) -> None:
    """A question, or a column as `table.column`."""
    question, dot, column = name.partition(".")
    if question not in questions:
        near = did_you_mean(question, questions)
        problems.add(at, f"there is no question `{question}`", near)
    elif dot and questions[question].type != "table":
        problems.add(at, f"`{question}` is not a table, so it has no column `{column}`")
    elif dot:
        _check_column(column, questions[question], at, problems)


def _check_column(column: str, table: Question, at: KeyPath, problems: Problems) -> None:
    columns = [each.id for each in table.columns]
    if column not in columns:
        near = did_you_mean(column, columns) or f"it has {join_words(columns)}"
        problems.add(at, f"`{table.id}` has no column `{column}`", near)


def _check_given(question: Question, given: object, at: KeyPath, problems: Problems) -> None:
    if isinstance(given, dict):
        _check_status(given, at, problems)
    if isinstance(given, list) and question.type == "table":
        for row in given:
            for column in row if isinstance(row, dict) else ():
                _check_column(column, question, at, problems)


def _check_status(given: Mapping[str, Any], at: KeyPath, problems: Problems) -> None:
    unknown = [key for key in given if key not in _KEYS_OF_STATUS]
    status = given.get("status")
    if unknown or "status" not in given:
        remedy = 'write { status = "unknown" }'
        problems.add(at, "a table stands for an answer without a value", remedy)
    elif status not in _STATUSES:
        near = did_you_mean(str(status), _STATUSES) or f"there are {join_words(_STATUSES)}"
        problems.add(at, f"there is no status `{status}`", near)
    elif not isinstance(given.get("reason", ""), str):
        problems.add(at, "`reason` is not a text", "put it in quotes")
