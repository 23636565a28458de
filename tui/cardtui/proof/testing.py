"""What the tests of a bank come to, and what they leave untried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardtui.bank.bank import Bank
from cardtui.condition.outcomes import FALSE, TRUE, UNKNOWN
from cardtui.proof.branches import Branch, branches_taken
from cardtui.proof.findings import Remark
from cardtui.proof.given import as_test
from cardtui.proof.own_tests import TestRun
from cardtui.proof.places import Place
from cardtui.proof.prover import Prover, Shown


def remarks_on_tests(runs: Sequence[TestRun]) -> Iterator[Remark]:
    """Everything that tests expect and that is not so."""
    fixes = {
        "given": "give an answer that the question can hold",
        "asks": "change the test, or the condition",
        "skips": "change the test, or the condition",
    }
    for run in runs:
        for each in run.failures:
            message = f'test "{run.test.name}": {each.failure}'
            yield Remark("test-fails", "error", each.key, message, fixes[each.kind])


def remarks_on_branches(
    places: Sequence[Place], prover: Prover, runs: Sequence[TestRun]
) -> Iterator[Remark]:
    """Branches that can be taken, and that no test takes."""
    taken = branches_taken(prover.bank, places, runs)
    for place in places:
        if place.own is None:
            continue
        shown = prover.shown(place)
        if shown.way_to_true is None or set(shown.outcomes) == {TRUE}:
            # Never asked, or always: there is nothing to try, and it is said already.
            continue
        if Branch(place.name, is_true=True) not in taken:
            yield _untested(place, "asks", _test_that_asks(place, places, prover))
        if _can_be_skipped(shown) and Branch(place.name, is_true=False) not in taken:
            yield _untested(place, "skips", _test_that_skips(place, shown, prover.bank))


def _can_be_skipped(shown: Shown) -> bool:
    return FALSE in shown.outcomes or UNKNOWN in shown.outcomes


def _untested(place: Place, verb: str, test: str) -> Remark:
    what = "a question in " if place.kind == "section" else ""
    fix = f"add a `[[test]]` with {test}"
    return Remark(
        "branch-untested", "warning", place.when, f"no test {verb} {what}{place.words}", fix
    )


def _test_that_asks(place: Place, places: Sequence[Place], prover: Prover) -> str:
    for each in places:
        inside = each.kind == "question" and place.section in prover.bank.parents[each.section.id]
        if each is place if place.kind != "section" else inside:
            way = prover.shown(each).way_to_true
            if way is not None:
                return as_test(way.answers, f'asks = ["{each.name}"]')
    return 'asks = ["..."]'


def _test_that_skips(place: Place, shown: Shown, bank: Bank) -> str:
    way = shown.outcomes.get(FALSE) or shown.outcomes[UNKNOWN]
    name = place.name
    if place.kind == "section":
        inside = (
            q.id for s in bank.sections if place.section in bank.parents[s.id] for q in s.questions
        )
        name = next(inside, "...")
    return as_test(way.answers, f'skips = ["{name}"]')
