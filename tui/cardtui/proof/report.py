"""All that is found about one bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.card.model import Answer
from cardtui.files.findings import Finding, Remark, placed
from cardtui.files.reading import TextFile
from cardtui.proof.asking import remarks_on_asking
from cardtui.proof.checking import remarks_on_checks
from cardtui.proof.lookalikes import remarks_on_lookalikes
from cardtui.proof.own_tests import TestRun, run_tests
from cardtui.proof.places import Place, places_of
from cardtui.proof.prover import Prover
from cardtui.proof.testing import remarks_on_branches, remarks_on_tests
from cardtui.proof.writing import orders_of, remarks_on_writing


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


def check_bank(bank: Bank, file: TextFile) -> Report:
    """Show what can be shown of the bank in a file that has been read."""
    places = tuple(places_of(bank))
    prover = Prover(bank)
    runs = run_tests(bank)
    orders = orders_of(bank)
    remarks: list[Remark] = []
    for place in places:
        remarks += remarks_on_asking(place, prover, runs)
        remarks += remarks_on_checks(place, prover)
        remarks += remarks_on_writing(place, orders)
    remarks += remarks_on_lookalikes(bank)
    remarks += remarks_on_tests(runs)
    remarks += remarks_on_branches(places, prover, runs)
    reached = {
        place.name: _reached(place, prover, runs) for place in places if place.kind == "question"
    }
    return Report(bank, placed(remarks, file, bank.merged), reached)


def report_on_tests(bank: Bank, file: TextFile) -> TestReport:
    """Run the tests that travel with the bank."""
    runs = run_tests(bank)
    places = tuple(places_of(bank))
    failures = placed(remarks_on_tests(runs), file, bank.merged)
    untested = placed(remarks_on_branches(places, Prover(bank), runs), file, bank.merged)
    failed = sum(bool(run.failures) for run in runs)
    return TestReport(bank, len(runs) - failed, failed, failures, untested)


def _reached(place: Place, prover: Prover, runs: tuple[TestRun, ...]) -> Reached:
    shown = prover.shown(place)
    if shown.way_to_true is not None:
        return Reached(True, shown.way_to_true.answers, shown.is_whole)
    for run in runs:
        if run.state.is_relevant(place.name):
            return Reached(True, run.answers, is_shortest=False)
    return Reached(False) if shown.is_whole else Reached(None)
