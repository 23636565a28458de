"""All that is found about one bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer
from cardtui.files.findings import Finding, Remark, placed
from cardtui.files.reading import TextFile
from cardtui.proof.asking import remarks_on_asking
from cardtui.proof.budget import SPENT, Budget
from cardtui.proof.checking import has_checks, remarks_on_checks
from cardtui.proof.lookalikes import remarks_on_lookalikes
from cardtui.proof.own_tests import TestRun, run_tests
from cardtui.proof.places import Place, places_of
from cardtui.proof.prover import Prover
from cardtui.proof.testing import remarks_on_branches, remarks_on_tests
from cardtui.proof.writing import orders_of, remarks_on_writing
from cardtui.text.words import count_of


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether a question can be asked, and how soon."""

    is_asked: bool | None
    """None where it was not shown."""
    answers: Mapping[str, Answer] | None = None
    """A shortest set of answers with which it is asked."""
    is_shortest: bool = True
    """Whether no smaller set does."""


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of a bank."""

    bank: Bank
    findings: tuple[Finding, ...]
    questions: Mapping[str, Reached]
    """For every question, notes too."""
    steps: int = 0
    """Of the budget, so many were taken."""

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to mend; notes are nothing to mend."""
        return all(finding.level == "note" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class TestReport:
    """What the tests of a bank have come to."""

    __test__ = False
    """No test of ours: pytest would take it for one."""

    bank: Bank
    passed: int
    failed: int
    failures: tuple[Finding, ...]
    untested: tuple[Finding, ...]
    """Branches that no test takes."""

    @property
    def is_clean(self) -> bool:
        """Whether all tests pass and take all branches."""
        return not self.failures and not self.untested


def check_bank(bank: Bank, file: TextFile, budget: Budget | None = None) -> Report:
    """Show what can be shown of the bank in a file that has been read.

    Where the budget is spent before all is shown, what was not reached is told.
    """
    places = tuple(places_of(bank))
    budget = budget or Budget()
    prover = Prover(bank, budget)
    runs = run_tests(bank, budget)
    orders = orders_of(bank)
    remarks: list[Remark] = []
    not_reached = []
    for place in places:
        if not budget.is_spent:
            remarks += remarks_on_asking(place, prover, runs)
            remarks += remarks_on_checks(place, prover)
        elif place.own is not None or has_checks(place, bank):
            not_reached.append(place)
        remarks += remarks_on_writing(place, orders)
    remarks += _beyond_budget(bank, runs, not_reached)
    remarks += remarks_on_lookalikes(bank)
    remarks += remarks_on_tests(runs)
    remarks += remarks_on_branches(places, prover, runs)
    reached = {
        place.name: _reached(place, prover, runs) for place in places if place.kind == "question"
    }
    return Report(bank, placed(remarks, file, bank.merged), reached, budget.taken)


def report_on_tests(bank: Bank, file: TextFile) -> TestReport:
    """Run the tests that travel with the bank."""
    runs = run_tests(bank)
    places = tuple(places_of(bank))
    failures = placed(remarks_on_tests(runs), file, bank.merged)
    untested = placed(remarks_on_branches(places, Prover(bank), runs), file, bank.merged)
    failed = sum(bool(run.failures) for run in runs)
    return TestReport(bank, len(runs) - failed, failed, failures, untested)


def _beyond_budget(bank: Bank, runs: tuple[TestRun, ...], places: list[Place]) -> Iterator[Remark]:
    """That some tests were not run, and that some places were not looked at."""
    if left := len(bank.file.tests) - len(runs):
        what = count_of(left, "test was", "tests were")
        fix = "run them with `cardtui bank test`"
        yield Remark("not-proved", "note", ("test", len(runs)), f"{what} not run: {SPENT}", fix)
    if places:
        first = places[0]
        others = f" and of {len(places) - 1:,} more behind it" if len(places) > 1 else ""
        message = f"the conditions and checks of {first.words}{others} were not looked at: {SPENT}"
        fix = "make the conditions before it simpler, or part the bank"
        yield Remark("not-proved", "note", (*first.key, "id"), message, fix)


def _reached(place: Place, prover: Prover, runs: tuple[TestRun, ...]) -> Reached:
    shown = prover.shown(place)
    if shown.way_to_true is not None:
        return Reached(True, shown.way_to_true.answers, shown.is_whole)
    for run in runs:
        if run.state.is_relevant(place.name):
            return Reached(True, run.answers, is_shortest=False)
    return Reached(False) if shown.is_whole else Reached(None)
