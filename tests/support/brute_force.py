"""All ways to answer a small bank, one after the other, and what the interview says of each.

It knows no shortcut: no order of questions, no merging, no cuts but those of the values that it is
given. What the prover says without looking at everything is compared with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, combinations_with_replacement, product
from typing import Any

from cardtui.bank.bank import Bank
from cardtui.condition.facts import EMPTY_ROW
from cardtui.condition.outcomes import TRUE
from cardtui.interview.interview import Interview
from cardtui.interview.relevance import conditions_of_section
from support.banks import RandomBank, RandomColumn, RandomQuestion, card_of

NO_ANSWER = object()
MOST_ROWS = 3


def every_answer(question: RandomQuestion) -> list[Any]:
    """No answer, both statuses, and values that stand for all that a random bank compares."""
    if question.type == "note":
        return [NO_ANSWER]
    if question.type == "multiselect":
        return [NO_ANSWER, "?", "-", *_selections(question)]
    if question.type == "table":
        return [NO_ANSWER, "?", "-", *_tables(question)]
    return [NO_ANSWER, "?", "-", *_values(question)]


def _values(field: RandomQuestion | RandomColumn) -> list[Any]:
    match field.type:
        case "bool":
            return [True, False]
        case "select":
            return list(field.options)
        case "integer":
            return list(range(-2, 7))
        case "text":
            return ["!", "ape", "b", "bee", "c", "cat", "d", "e"]
        case "list":
            words = ("ape", "bee", "cat", "other")
            return [
                list(items)
                for size in range(1, 5)
                for items in combinations_with_replacement(words, size)
            ]
    raise ValueError(field.type)


def _selections(question: RandomQuestion) -> Iterator[list[str]]:
    free = list(question.options)
    if question.is_last_exclusive:
        yield [free.pop()]
    for size in range(1, len(free) + 1):
        yield from map(list, combinations(free, size))


def _tables(question: RandomQuestion) -> Iterator[list[dict[str, Any]]]:
    cells = [[NO_ANSWER, *_values(column)] for column in question.columns]
    names = [column.id for column in question.columns]
    rows = [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not NO_ANSWER}
        for row in product(*cells)
    ]
    for size in range(1, MOST_ROWS + 1):
        for chosen in combinations_with_replacement(rows, size):
            if any(chosen):
                yield list(chosen)


def ways_to_answer(bank: RandomBank) -> int:
    """How many there are."""
    return math.prod(map(_number_of_answers, bank.questions.values()))


def _number_of_answers(question: RandomQuestion) -> int:
    if question.type != "table":
        return len(every_answer(question))
    rows = math.prod(len(_values(column)) + 1 for column in question.columns)
    return 3 + sum(math.comb(rows + size - 1, size) - 1 for size in range(1, MOST_ROWS + 1))


@dataclass
class Found:
    """What each condition was seen to come to, with the fewest answers that lead there."""

    questions: dict[str, dict[int, int]] = field(default_factory=dict)
    """Of each question's own condition, where those of its sections are true; TRUE without one."""
    sections: dict[str, dict[int, int]] = field(default_factory=dict)
    columns: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    relevant: dict[str, int] = field(default_factory=dict)
    """The fewest answers with which a question is asked."""


def found_by_brute_force(random_bank: RandomBank) -> Found:
    """Every way to answer it, none left out."""
    bank = random_bank.loaded()
    interview = Interview(bank)
    names = list(random_bank.questions)
    found = Found()
    for values in product(*map(every_answer, random_bank.questions.values())):
        answers = {n: v for n, v in zip(names, values, strict=True) if v is not NO_ANSWER}
        state = interview.state(card_of(answers))
        _note(bank, state, answers, len(answers), found)
    return found


def _note(bank: Bank, state: Any, answers: dict[str, Any], count: int, found: Found) -> None:
    own = bank.expressions
    for section in bank.sections:
        around = conditions_of_section(bank, section)
        outcomes = [condition.outcomes(state.facts, EMPTY_ROW) for condition in around]
        if all(outcome == TRUE for outcome in outcomes[:-1]) and section.id in own.sections:
            _keep(found.sections.setdefault(section.id, {}), outcomes[-1], count)
        for question in section.questions:
            if any(outcome != TRUE for outcome in outcomes):
                continue
            condition = own.questions.get(question.id)
            outcome = condition.outcomes(state.facts, EMPTY_ROW) if condition else TRUE
            _keep(found.questions.setdefault(question.id, {}), outcome, count)
            rows = state.facts[question.id]
            if outcome == TRUE and question.columns and isinstance(rows, tuple):
                for row in rows:
                    for column in question.columns:
                        if found_one := own.columns.get((question.id, column.id)):
                            seen = found.columns.setdefault((question.id, column.id), {})
                            _keep(seen, found_one.outcomes(state.facts, row), count)
    for name in bank.questions:
        if state.is_relevant(name):
            found.relevant[name] = min(count, found.relevant.get(name, count))


def _keep(seen: dict[int, int], outcome: int, count: int) -> None:
    seen[outcome] = min(count, seen.get(outcome, count))
