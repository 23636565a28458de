"""Which branches the tests of a bank take.

A condition has two branches. A test takes the true one by asking what stands under the condition,
and the false one by skipping something under it while all around the condition is true: then the
condition is why it is skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW
from cardtui.condition.outcomes import TRUE
from cardtui.proof.own_tests import Expectation, TestRun
from cardtui.proof.places import Place


@dataclass(frozen=True, slots=True)
class Branch:
    """One side of the condition of a place."""

    place: str
    """By name."""
    is_true: bool


def branches_taken(bank: Bank, places: Sequence[Place], runs: Iterable[TestRun]) -> set[Branch]:
    """The branches that some expectation takes that holds."""
    chains = _Chains(bank, places)
    return {branch for run in runs for branch in chains.taken_by(run)}


class _Chains:
    def __init__(self, bank: Bank, places: Sequence[Place]) -> None:
        by_name = {place.name: place for place in places if place.kind != "section"}
        sections = {place.name: place for place in places if place.kind == "section"}
        self._chains: dict[str, list[Place]] = {}
        for name, place in by_name.items():
            around = [sections[section.id] for section in bank.parents[place.section.id]]
            question, _, column = name.partition(".")
            inside = [by_name[question], place] if column else [place]
            chain = [*around, *inside]
            self._chains[name] = [each for each in chain if each.own is not None]

    def taken_by(self, run: TestRun) -> Iterator[Branch]:
        """The branches that one test takes."""
        for expectation in run.expectations:
            if expectation.failure:
                continue
            if expectation.kind == "asks":
                for place in self._chains[expectation.name]:
                    yield Branch(place.name, is_true=True)
            else:
                yield from self._skipped(expectation, run)

    def _skipped(self, expectation: Expectation, run: TestRun) -> Iterator[Branch]:
        question, _, column = expectation.name.partition(".")
        chain = self._chains[expectation.name]
        if column:
            rows = run.answers[question].rows if question in run.answers else ()
            if rows and run.state.is_relevant(question) and chain and chain[-1].column:
                yield Branch(chain[-1].name, is_true=False)
            return
        reason = next((place for place in chain if not _is_true(place.own, run)), None)
        if reason is not None:
            yield Branch(reason.name, is_true=False)


def _is_true(condition: Condition | None, run: TestRun) -> bool:
    return condition is None or condition.outcomes(run.state.facts, EMPTY_ROW) == TRUE
