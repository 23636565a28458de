"""The names in the `[[test]]` tables of a bank: questions, and columns as `table.column`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cardtui.bank.model import BankFile, Question
from cardtui.bank.problems import Problems
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath


def check_tests(bank: BankFile, problems: Problems) -> None:
    """Report names that do not exist."""
    questions = {q.id: q for section in bank.sections for q in section.questions}
    for i, test in enumerate(bank.tests):
        at: KeyPath = ("test", i)
        for name in test.given:
            if name not in questions:
                near = did_you_mean(name, questions)
                problems.add((*at, "given"), f"there is no question `{name}`", near)
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
