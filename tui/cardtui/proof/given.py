"""Answers as the `[[test]]` tables of a bank write them, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.card.model import Answer, Row
from cardtui.files.toml_values import toml_of
from cardtui.interview.wording import answer_words, value_words
from cardtui.text.words import count_of, join_words

Given = bool | int | float | str | date | list[str] | list[dict[str, object]] | dict[str, str]
"""What stands for an answer in a test: a value, rows, or `{ status = "unknown" }`."""


def answer_of(given: object) -> Answer:
    """The answer that a test means."""
    if isinstance(given, dict):
        return Answer(status=given["status"], reason=given.get("reason", ""))
    if isinstance(given, list) and given and all(isinstance(row, dict) for row in given):
        rows = tuple(Row(number, row) for number, row in enumerate(given, start=1))
        return Answer(rows=rows, last_row=len(rows))
    return Answer(given)


def given_of(answer: Answer) -> object:
    """How a test gives an answer."""
    if answer.status is not None:
        return {"status": answer.status}
    return [dict(row.cells) for row in answer.rows] if answer.rows else answer.value


def as_test(answers: Mapping[str, Answer], expectation: str) -> str:
    """The keys of a test that gives these answers."""
    given = {name: given_of(answer) for name, answer in answers.items()}
    return f"given = {toml_of(given)} and {expectation}" if given else expectation


def in_words(bank: Bank, answers: Mapping[str, Answer]) -> str:
    """Answers as a person would say them: `Compression: Quantization; Bits: 8 bits`."""
    return "; ".join(
        f"{bank.questions[name].name}: {_answer_words(bank.questions[name], answer)}"
        for name, answer in answers.items()
    )


def _answer_words(question: Question, answer: Answer) -> str:
    if not answer.rows:
        return answer_words(question, answer)
    names = {column.id: column for column in question.columns}
    rows = [
        join_words(
            f"{names[name].name} {value_words(names[name], cell)}"
            for name, cell in row.cells.items()
        )
        or "nothing"
        for row in answer.rows
    ]
    shown = dict.fromkeys(rows)
    if len(shown) == len(rows):
        return f"{count_of(len(rows), 'row')} with {', '.join(rows)}"
    return f"{count_of(len(rows), 'row')} with {', '.join(shown)}"
