"""All ways to answer a small bank, one after the other, and what the interview says of each.

It knows no shortcut: no order of questions, no merging, no cuts but those of the values that it is
given. What the prover says without looking at everything is compared with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, combinations_with_replacement, product
from typing import Any

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import CheckedBy
from cardtui.bank.model import Column, Question
from cardtui.condition.facts import EMPTY_ROW, Row
from cardtui.condition.outcomes import TRUE
from cardtui.interview.interview import Interview
from cardtui.interview.relevance import conditions_of_section
from cardtui.interview.state import State
from support.banks import card_of

NO_ANSWER = object()
WORDS = ("ape", "bee", "cat", "other")


def every_answer(question: Question, most_rows: int) -> list[Any]:
    """No answer, what may be said instead, and values that stand for all that is compared."""
    if question.type == "note":
        return [NO_ANSWER]
    said = {"unknown": "?", "not_applicable": "-"}
    blank = [NO_ANSWER, *(said[status] for status in question.allow)]
    match question.type:
        case "multiselect":
            return [*blank, *_selections(question)]
        case "table":
            return [*blank, *_tables(question, most_rows)]
        case "list":
            return [*blank, *_lists()]
        case _:
            return [*blank, *_values(question)]


def _values(asked: Question | Column) -> list[Any]:
    match asked.type:
        case "bool":
            return [True, False]
        case "select":
            return [option.id for option in asked.choices]
        case "integer":
            return list(range(-1, 6))
        case "number":
            return [-1, 0, 0.5, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]
        case "date":
            days = (date(2026, 1, day) for day in (1, 2, 15, 16, 31))
            return [date(2025, 12, 30), *days, date(2026, 2, 1)]
        case _:
            return ["\0", "!", "ape", "b", "bee", "c", "cat", "d", "e", "other"]


def _lists() -> list[list[str]]:
    sizes = range(1, 5)
    return [list(items) for size in sizes for items in combinations_with_replacement(WORDS, size)]


def _selections(question: Question) -> Iterator[list[str]]:
    free = [option.id for option in question.choices if not option.exclusive]
    yield from ([option.id] for option in question.choices if option.exclusive)
    for size in range(1, len(free) + 1):
        yield from map(list, combinations(free, size))


def _tables(question: Question, most_rows: int) -> Iterator[list[dict[str, Any]]]:
    cells = [[NO_ANSWER, *_values(column)] for column in question.columns]
    names = [column.id for column in question.columns]
    rows = [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not NO_ANSWER}
        for row in product(*cells)
    ]
    for size in range(1, most_rows + 1):
        for chosen in combinations_with_replacement(rows, size):
            if any(chosen):
                yield list(chosen)


def ways_to_answer(bank: Bank, most_rows: int = 3) -> int:
    """How many there are."""
    return math.prod(_number_of_answers(question, most_rows) for question in bank)


def _number_of_answers(question: Question, most_rows: int) -> int:
    if question.type != "table":
        return len(every_answer(question, most_rows))
    rows = math.prod(len(_values(column)) + 1 for column in question.columns)
    blank = 1 + len(question.allow)
    return blank + sum(math.comb(rows + size - 1, size) - 1 for size in range(1, most_rows + 1))


Seen = dict[int, int]
"""What a condition was seen to come to, with the fewest answers that lead there."""


@dataclass
class Found:
    """What was seen of everything that can be true or false in a bank, by name."""

    conditions: dict[str, Seen] = field(default_factory=dict)
    """Of each section, question and `table.column`, where all around it is true."""
    checks: dict[tuple[str, int], Seen] = field(default_factory=dict)
    """Of each check of a question or `table.column`, where that has a value."""
    relevant: dict[str, int] = field(default_factory=dict)
    """The fewest answers with which each question is asked."""


def found_by_brute_force(bank: Bank, most_rows: int = 3) -> Found:
    """Every way to answer it, none left out but for tables of more rows."""
    interview = Interview(bank)
    names = list(bank.questions)
    found = Found()
    for values in product(*(every_answer(question, most_rows) for question in bank)):
        answers = {n: v for n, v in zip(names, values, strict=True) if v is not NO_ANSWER}
        state = interview.state(card_of(answers, bank.id))
        _Look(bank, state, len(answers), found).at_everything()
    return found


class _Look:
    def __init__(self, bank: Bank, state: State, count: int, found: Found) -> None:
        self._bank = bank
        self._state = state
        self._count = count
        self._found = found

    def at_everything(self) -> None:
        own = self._bank.expressions
        for section in self._bank.sections:
            around = conditions_of_section(self._bank, section)
            outcomes = [condition.outcomes(self._state.facts, EMPTY_ROW) for condition in around]
            if section.id not in own.sections:
                outcomes.append(TRUE)
            if all(outcome == TRUE for outcome in outcomes[:-1]):
                self._saw(section.id, outcomes[-1])
            if all(outcome == TRUE for outcome in outcomes):
                for question in section.questions:
                    self._at_question(question)
        for name in self._bank.questions:
            if self._state.is_relevant(name):
                seen = self._found.relevant
                seen[name] = min(self._count, seen.get(name, self._count))

    def _at_question(self, question: Question) -> None:
        own = self._bank.expressions
        facts = self._state.facts
        condition = own.questions.get(question.id)
        outcome = condition.outcomes(facts, EMPTY_ROW) if condition else TRUE
        self._saw(question.id, outcome)
        fact = facts[question.id]
        if outcome != TRUE or question.id not in self._state.settled:
            return
        self._at_checks(question.id, own.checks.get(question.id, ()), fact, EMPTY_ROW)
        if question.type == "table" and isinstance(fact, tuple):
            for row in fact:
                self._at_row(question, row)

    def _at_row(self, question: Question, row: Any) -> None:
        own = self._bank.expressions
        for column in question.columns:
            key = (question.id, column.id)
            condition = own.columns.get(key)
            outcome = condition.outcomes(self._state.facts, row) if condition else TRUE
            self._saw(".".join(key), outcome)
            if column.id in row:
                checks = own.cell_checks.get(key, ())
                self._at_checks(".".join(key), checks, row[column.id], row)

    def _at_checks(self, name: str, checks: tuple[CheckedBy, ...], value: Any, row: Row) -> None:
        if value.__class__.__name__ == "Blank":
            return
        for i, check in enumerate(checks):
            outcome = check.condition.outcomes({**self._state.facts, "value": value}, row)
            _keep(self._found.checks.setdefault((name, i), {}), outcome, self._count)

    def _saw(self, name: str, outcome: int) -> None:
        _keep(self._found.conditions.setdefault(name, {}), outcome, self._count)


def _keep(seen: Seen, outcome: int, count: int) -> None:
    seen[outcome] = min(count, seen.get(outcome, count))
