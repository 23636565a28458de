"""What can be shown of conditions: what is never asked, what is asked always."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW
from cardtui.condition.nodes import Call, Expression, Logic, children, question_names_in_order
from cardtui.condition.outcomes import FALSE, TRUE
from cardtui.condition.parse import MAX_CHARACTERS
from cardtui.files.findings import Remark
from cardtui.proof.causes import cause_of, cause_of_part
from cardtui.proof.own_tests import TestRun
from cardtui.proof.places import Place
from cardtui.proof.prover import Prover, Shown


def remarks_on_asking(place: Place, prover: Prover, runs: Sequence[TestRun]) -> Iterator[Remark]:
    """What is wrong with the condition of a place, as far as it can be shown.

    Nothing where what is around it is never true: then that is what has to be mended.
    """
    own = place.own
    shown = prover.shown(place)
    if own is None or (shown.is_whole and not shown.outcomes):
        return
    seen = set(shown.outcomes)
    if not shown.is_whole:
        # What the walk has left out, a test may have found.
        prover.budget.count(len(runs))
        seen |= set(_seen_in_tests(place, own, runs))
        yield from _not_proved(place, shown, seen)
    if TRUE not in seen:
        if shown.is_whole:
            cause = cause_of(place, prover)
            yield Remark(
                "never-asked", "error", place.when, _never(place, cause.message), cause.fix
            )
        return
    if shown.is_whole and seen == {TRUE}:
        yield _always_asked(place, own, prover)
        return
    parts = list(_parts_never_true(place, own, prover))
    yield from parts
    # That a cell is filled in cannot be said in another way than by what it can hold.
    if not parts and shown.is_whole and FALSE not in seen and not own.row_columns:
        message = f"the `when` of {place.words} is true whenever it is known"
        fix = _what_was_meant(place, own, prover)
        yield Remark("true-once-known", "warning", place.when, message, fix)


def _never(place: Place, cause: str) -> str:
    if place.kind == "section":
        return f"nothing in {place.words} is ever asked: {cause}"
    return f"{place.words} is never asked: {cause}"


def _always_asked(place: Place, own: Condition, prover: Prover) -> Remark:
    around = {"section": "the section around it", "question": "its section"}
    said = around.get(place.kind, "its table")
    message = f"{place.words} is asked whenever {said} is: its own `when` is always true then"
    if not place.column:
        alone = prover.last_of([prover.routes.condition(own)])
        if alone.is_whole and set(alone.outcomes) == {TRUE}:
            message = f"{place.words} is always asked: its `when` is true whatever is answered"
    return Remark("always-asked", "warning", place.when, message, "leave out `when`")


def _what_was_meant(place: Place, own: Condition, prover: Prover) -> str:
    """A plainer condition that is true in the same cases, if one of those at hand is."""
    names = question_names_in_order(own.node)
    for word in (" and ", " or "):
        source = word.join(f"answered({name})" for name in names)
        if len(source) <= MAX_CHARACTERS and prover.agree(place.around, own, source):
            return f"did you mean `{source}`?"
    return "say what must be answered, as in `answered(...)`"


def _parts_never_true(place: Place, own: Condition, prover: Prover) -> Iterator[Remark]:
    """Sides of an `or` that are there for nothing."""
    for part in _alternatives(own.node):
        cause = cause_of_part(place, part, prover)
        if cause is not None:
            message = f"a part of the `when` of {place.words} is for nothing: {cause.message}"
            yield Remark("never-true", "warning", place.when, message, cause.fix)


def _alternatives(node: Expression) -> Iterator[Expression]:
    """The sides of each `or`. Those in `any(...)` mean nothing outside of it."""
    if isinstance(node, Logic) and node.operator == "or":
        yield from node.parts
    if not isinstance(node, Call):
        for part in children(node):
            yield from _alternatives(part)


def _not_proved(place: Place, shown: Shown, seen: Iterable[int]) -> Iterator[Remark]:
    reason = shown.left_out[0]
    for outcome, done, does in ((TRUE, "asked", "asks"), (FALSE, "skipped", "skips")):
        if outcome not in seen:
            message = f"it was not shown whether {place.words} is ever {done}: {reason}"
            fix = f"write a `[[test]]` that {does} it"
            yield Remark("not-proved", "note", place.when, message, fix)


def _seen_in_tests(place: Place, own: Condition, runs: Iterable[TestRun]) -> Iterator[int]:
    for run in runs:
        facts = run.state.facts
        if any(condition.outcomes(facts, EMPTY_ROW) != TRUE for condition in place.around):
            continue
        if not place.column:
            yield own.outcomes(facts, EMPTY_ROW)
            continue
        assert place.question is not None
        rows = facts[place.question.id]
        for row in rows if isinstance(rows, tuple) else ():
            assert not isinstance(row, str)
            yield own.outcomes(facts, row)
