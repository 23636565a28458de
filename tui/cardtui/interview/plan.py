"""The order in which sections and questions are looked at, and what a change reaches.

A section comes after the questions that its condition names and the section it stands in; a
question after its section and those that it names itself. A condition of a section is judged
once, whatever the number of its questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.dependencies import evaluation_order, names_in_checks, names_in_conditions
from cardtui.bank.expressions import Expressions
from cardtui.bank.model import Question, Section
from cardtui.condition.leaves import Outcomes
from cardtui.interview.columns import Columns


class Step(NamedTuple):
    """A section or a question, where its turn comes."""

    name: str
    around: str | None
    """The section that it stands in."""
    outcomes: Outcomes | None
    """Of its own condition, if it has one."""
    question: Question | None
    """None for a section."""
    columns: Columns | None
    """Those of a table."""
    dependants: tuple[int, ...]
    """The places of the steps to look at again where this one changes, all of them later."""


class Plan(Struct, frozen=True):
    """All steps of a bank, each after those that it depends on."""

    steps: tuple[Step, ...]
    places: Mapping[str, int]
    """Where the turn of each section and question comes."""
    checked_with: Mapping[str, tuple[str, ...]]
    """For each question those whose checks name it."""

    def all_marked(self) -> bytearray:
        """A mark for every step: each is to be looked at."""
        return bytearray(b"\x01") * len(self.steps)

    def marked(self, places: Iterable[int]) -> bytearray:
        """A 1 for each of these steps, a 0 for the others. The next is found at the speed of C."""
        marks = bytearray(len(self.steps))
        for place in places:
            marks[place] = 1
        return marks

    def columns_of(self, table: str) -> Columns:
        """The columns of a table."""
        columns = self.steps[self.places[table]].columns
        assert columns is not None, "only a table has columns"
        return columns


def plan_of(bank: Bank) -> Plan:
    """The plan of a bank. Made once, it serves every card."""
    needs = _needs(bank)
    order = evaluation_order(needs)
    assert order is not None, "a bank with a cycle is not loaded"
    places = {name: place for place, name in enumerate(order)}
    dependants: dict[str, list[int]] = {name: [] for name in order}
    for place, name in enumerate(order):
        for needed in needs[name]:
            dependants[needed].append(place)
    steps = {step.name: step for step in _steps(bank, dependants)}
    checked_with: dict[str, list[str]] = {}
    for question in bank:
        for name in names_in_checks(question, bank.expressions):
            checked_with.setdefault(name, []).append(question.id)
    return Plan(
        tuple(steps[name] for name in order),
        places,
        {name: tuple(checked) for name, checked in checked_with.items()},
    )


def _around(bank: Bank, section: Section) -> str | None:
    """The section that a section stands in."""
    parents = bank.parents[section.id]
    return parents[-2].id if len(parents) > 1 else None


def _needs(bank: Bank) -> dict[str, frozenset[str]]:
    """For each section and question what has to be known before its turn."""
    found = {}
    for section in bank.sections:
        around, condition = _around(bank, section), bank.expressions.sections.get(section.id)
        needs = frozenset(() if around is None else (around,))
        found[section.id] = needs | condition.names if condition else needs
        for question in section.questions:
            found[question.id] = names_in_conditions(question, bank.expressions) | {section.id}
    return found


def _steps(bank: Bank, dependants: Mapping[str, list[int]]) -> Iterator[Step]:
    own = bank.expressions
    for section in bank.sections:
        condition = own.sections.get(section.id)
        outcomes = condition.outcomes if condition else None
        later = tuple(dependants[section.id])
        yield Step(section.id, _around(bank, section), outcomes, None, None, later)
        for question in section.questions:
            yield _step_of(question, section.id, own, tuple(dependants[question.id]))


def _step_of(question: Question, around: str, own: Expressions, later: tuple[int, ...]) -> Step:
    condition = own.questions.get(question.id)
    columns = Columns(question, own) if question.type == "table" else None
    outcomes = condition.outcomes if condition else None
    return Step(question.id, around, outcomes, question, columns, later)
