"""What the tests of a bank come to, and what they leave untried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    for place in places:
        if place.own is None:
            continue
        shown = prover.shown(place)
        if shown.way_to_true is None or set(shown.outcomes) == {TRUE}:
            # Never asked, or always: there is nothing to try, and it is said already.
            continue
        asked = [place] if place.kind != "section" else _questions_in(place, places, prover)
        if not asked:
            continue
        if Branch(place.name, is_true=True) not in taken:
            way = prover.shown(asked[0]).way_to_true
            assert way is not None
            yield _untested(place, "asks", as_test(way.answers, f'asks = ["{asked[0].name}"]'))
        way = shown.outcomes.get(FALSE) or shown.outcomes.get(UNKNOWN)
        if way is not None and Branch(place.name, is_true=False) not in taken:
            yield _untested(place, "skips", as_test(way.answers, f'skips = ["{asked[0].name}"]'))


def _questions_in(section: Place, places: Sequence[Place], prover: Prover) -> list[Place]:
    """The questions of a section, and of those below it, that can be asked."""
    return [
        place
        for place in places
        if place.kind == "question"
        and section.section in prover.bank.parents[place.section.id]
        and prover.shown(place).way_to_true is not None
    ]


def _untested(place: Place, verb: str, test: str) -> Remark:
    what = "a question in " if place.kind == "section" else ""
    message = f"no test {verb} {what}{place.words}"
    fix = f"add a `[[test]]` with {test}"
    return Remark("branch-untested", "warning", place.when, message, fix)
