"""What can be shown of checks: those that nothing passes, and those that everything passes."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import CheckedBy
from cardtui.condition.outcomes import FALSE, TRUE
from cardtui.files.findings import Level, Remark
from cardtui.files.positions import KeyPath
from cardtui.proof.places import Place
from cardtui.proof.prover import Prover, Shown


def remarks_on_checks(place: Place, prover: Prover) -> Iterator[Remark]:
    """What is wrong with the checks of a question or column. Nothing where it is never asked."""
    checks = _checks_of(place, prover.bank)
    is_sound = True
    for i, check in enumerate(checks):
        key: KeyPath = (*place.key, "check", i, "that")
        shown = _shown(place, check, prover)
        remarks = list(_remarks(place, check, key, shown))
        is_sound = is_sound and not remarks
        yield from remarks
    errors = [i for i, check in enumerate(checks) if check.is_error]
    if is_sound and len(errors) > 1 and not place.column:
        together = prover.checks(place.name, [checks[i] for i in errors])
        if together.is_whole and set(together.outcomes) == {FALSE}:
            message = f"no value of {place.words} passes all of its checks at once"
            key = (*place.key, "check", errors[-1], "that")
            fix = "change one of them, so that there is a value that all allow"
            yield Remark("check-never-passes", "error", key, message, fix)


def has_checks(place: Place, bank: Bank) -> bool:
    """Whether there is anything to look at."""
    return bool(_checks_of(place, bank))


def _checks_of(place: Place, bank: Bank) -> tuple[CheckedBy, ...]:
    if place.question is None:
        return ()
    if place.column:
        return bank.expressions.cell_checks.get((place.question.id, place.column), ())
    return bank.expressions.checks.get(place.name, ())


def _shown(place: Place, check: CheckedBy, prover: Prover) -> Shown:
    if place.question is not None and place.column:
        return prover.cell_check(place.question.id, place.column, check)
    return prover.checks(place.name, [check])


def _remarks(place: Place, check: CheckedBy, key: KeyPath, shown: Shown) -> Iterator[Remark]:
    said = f"the check `{check.condition.source}` of {place.words}"
    if not shown.is_whole:
        if not {TRUE, FALSE} <= set(shown.outcomes):
            verb = "passes" if TRUE not in shown.outcomes else "fails"
            message = f"it was not shown whether {said} ever {verb}: {shown.left_out[0]}"
            yield Remark("not-proved", "note", key, message, "make it simpler, or try it by hand")
    elif shown.outcomes and FALSE not in shown.outcomes:
        fix = "leave it out, or change it"
        yield Remark("check-never-fails", "warning", key, f"{said} never fails", fix)
    elif shown.outcomes and TRUE not in shown.outcomes:
        level: Level = "error" if check.is_error else "warning"
        when = "" if set(shown.outcomes) == {FALSE} else " whenever it can be judged"
        message = f"{said} never passes: every value fails it{when}"
        yield Remark("check-never-passes", level, key, message, "change it")
