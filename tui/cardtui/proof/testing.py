"""What the tests of a bank come to, and what they leave untried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cardtui.bank.bank import Bank
from cardtui.condition.outcomes import FALSE, TRUE, UNKNOWN
from cardtui.files.findings import Remark
from cardtui.proof.branches import Branch, branches_taken
from cardtui.proof.given import as_test
from cardtui.proof.own_tests import TestRun
from cardtui.proof.places import Place
from cardtui.proof.prover import Prover


def remarks_on_tests(runs: Sequence[TestRun]) -> Iterator[Remark]:
    """Everything that tests expect and that is not so."""
    for run in runs:
        for each in run.failures:
            message = f'test "{run.test.name}": {each.failure}'
            fix = "change the test, or the condition"
            yield Remark("test-fails", "error", each.key, message, fix)


def remarks_on_branches(
    places: Sequence[Place], prover: Prover, runs: Sequence[TestRun]
) -> Iterator[Remark]:
    """Branches that can be taken, and that no test takes."""
    taken = branches_taken(prover.bank, places, runs)
    inside = _questions_of_sections(places, prover.bank)
    for place in places:
        if place.own is None:
            continue
        shown = prover.shown(place)
        if shown.way_to_true is None or set(shown.outcomes) == {TRUE}:
            # Never asked, or always: there is nothing to try, and it is said already.
            continue
        asked = place if place.kind != "section" else _asked_in(inside[place.name], prover)
        if asked is None:
            continue
        if Branch(place.name, is_true=True) not in taken:
            way = prover.shown(asked).way_to_true
            assert way is not None
            yield _untested(place, "asks", as_test(way.answers, f'asks = ["{asked.name}"]'))
        way = shown.outcomes.get(FALSE) or shown.outcomes.get(UNKNOWN)
        if way is not None and Branch(place.name, is_true=False) not in taken:
            yield _untested(place, "skips", as_test(way.answers, f'skips = ["{asked.name}"]'))


def _questions_of_sections(places: Sequence[Place], bank: Bank) -> dict[str, list[Place]]:
    """The questions of each section, and of those below it, in the order of the bank."""
    found: dict[str, list[Place]] = {section.id: [] for section in bank.sections}
    for place in places:
        if place.kind == "question":
            for section in bank.parents[place.section.id]:
                found[section.id].append(place)
    return found


def _asked_in(questions: Iterable[Place], prover: Prover) -> Place | None:
    """The first of some questions that can be asked."""
    return next((each for each in questions if prover.shown(each).way_to_true is not None), None)


def _untested(place: Place, verb: str, test: str) -> Remark:
    what = "a question in " if place.kind == "section" else ""
    message = f"no test {verb} {what}{place.words}"
    fix = f"add a `[[test]]` with {test}"
    return Remark("branch-untested", "warning", place.when, message, fix)
