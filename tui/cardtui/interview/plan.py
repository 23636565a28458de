"""The order in which sections and questions are looked at, and what a change reaches.

A section comes after the questions that its condition names and the section it stands in; a
question after its section and those that it names itself. A condition of a section is judged
once, whatever the number of its questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.bank.dependencies import evaluation_order, names_in_checks, names_in_conditions
from cardtui.bank.model import Question
from cardtui.condition.compile import Outcomes


@dataclass(frozen=True, slots=True)
class Step:
    """A section or a question, where its turn comes."""

    name: str
    around: str | None
    """The section that it stands in."""
    outcomes: Outcomes | None
    """Of its own condition, if it has one."""
    question: Question | None
    """None for a section."""


class Marks:
    """The steps that have to be looked at. Going through them, more can be marked further on."""

    def __init__(self, marked: bytearray) -> None:
        self._marked = marked

    def add(self, places: Iterable[int]) -> None:
        """Mark steps."""
        for place in places:
            self._marked[place] = 1

    def __iter__(self) -> Iterator[int]:
        place = self._marked.find(1)
        while place >= 0:
            yield place
            place = self._marked.find(1, place + 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps of a bank, each after those that it depends on."""

    steps: tuple[Step, ...]
    places: Mapping[str, int]
    """Where the turn of each section and question comes."""
    dependants: tuple[tuple[int, ...], ...]
    """For each step those that have to be looked at again where it changes."""
    checked_with: Mapping[str, tuple[str, ...]]
    """For each question those whose checks name it."""

    def all_marked(self) -> Marks:
        """Every step is to be looked at."""
        return Marks(bytearray(b"\x01") * len(self.steps))

    def marked(self, places: Iterable[int]) -> Marks:
        """These steps are to be looked at, and then whatever they reach."""
        marks = Marks(bytearray(len(self.steps)))
        marks.add(places)
        return marks


def plan_of(bank: Bank) -> Plan:
    """The plan of a bank. Made once, it serves every card."""
    steps = {step.name: step for step in _steps(bank)}
    needs = {name: _needs(bank, step) for name, step in steps.items()}
    order = evaluation_order(needs)
    assert order is not None, "a bank with a cycle is not loaded"
    places = {name: place for place, name in enumerate(order)}
    dependants: list[list[int]] = [[] for _ in order]
    for name in order:
        for needed in needs[name]:
            dependants[places[needed]].append(places[name])
    return Plan(
        tuple(steps[name] for name in order),
        places,
        tuple(map(tuple, dependants)),
        _checked_with(bank),
    )


def _steps(bank: Bank) -> Iterator[Step]:
    own = bank.expressions
    for section in bank.sections:
        around = [parent.id for parent in bank.parents[section.id][:-1]]
        condition = own.sections.get(section.id)
        yield Step(
            section.id,
            around[-1] if around else None,
            condition.outcomes if condition else None,
            None,
        )
        for question in section.questions:
            condition = own.questions.get(question.id)
            yield Step(question.id, section.id, condition.outcomes if condition else None, question)


def _needs(bank: Bank, step: Step) -> frozenset[str]:
    around = frozenset(() if step.around is None else (step.around,))
    if step.question is not None:
        return around | names_in_conditions(step.question, bank.expressions)
    condition = bank.expressions.sections.get(step.name)
    return around | condition.names if condition else around


def _checked_with(bank: Bank) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for question in bank:
        for name in names_in_checks(question, bank.expressions):
            found.setdefault(name, []).append(question.id)
    return {name: tuple(checked) for name, checked in found.items()}
