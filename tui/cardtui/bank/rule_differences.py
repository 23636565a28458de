"""Conditions, checks and suggestions that are not the same in two versions of a bank."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.bank.check_bounds import bounds_of
from cardtui.bank.compared_fields import Banks, Pair
from cardtui.bank.difference_kinds import Difference, Kind, Weight
from cardtui.bank.expressions import CheckedBy, Expressions
from cardtui.bank.names import names_for_check, names_of
from cardtui.bank.same_condition import Owner, shape
from cardtui.condition.condition import Condition
from cardtui.condition.words import condition_words, suggestion_words


def when_difference(pair: Pair) -> Iterator[Difference]:
    """What has changed in when a question, or a cell, is asked for."""
    banks = pair.banks
    old = _condition(banks.old.expressions, pair.old_table, pair.old.id)
    new = _condition(banks.new.expressions, pair.table, pair.new.id)
    said = condition_change(banks, old, new, (pair.old_table, pair.table))
    if said:
        is_note = pair.question.type == "note"
        asked = "shown" if is_note else "asked for" if pair.is_column else "asked"
        yield pair.tell("condition", Weight.ASKS, f"{asked} {said}")


def _condition(expressions: Expressions, table: str, name: str) -> Condition | None:
    return expressions.columns.get((table, name)) if table else expressions.questions.get(name)


def condition_change(
    banks: Banks, old: Condition | None, new: Condition | None, tables: tuple[str, str] = ("", "")
) -> str:
    """How a condition has changed, as words behind "asked"; empty where it says the same.

    `tables` are those, in the older and in the newer bank, whose cells are `row`.
    """
    shapes = (
        old and shape(old.node, Owner(tables[0]), banks.names),
        new and shape(new.node, Owner(tables[1]), None),
    )
    if shapes[0] == shapes[1]:
        return ""
    before = old and condition_words(old.node, names_of(banks.old, tables[0]))
    after = new and condition_words(new.node, names_of(banks.new, tables[1]))
    if before is None:
        return f"only when {after}, before without a condition"
    if after is None:
        return f"without a condition, before only when {before}"
    if before == after and old and new:
        return f"when `{new.source}`, before when `{old.source}`"
    return f"when {after}, before when {before}"


# Checks


def check_differences(pair: Pair) -> Iterator[Difference]:
    """Checks that are new, gone or not the same. Those that say the same are found first."""
    old_owner = Owner(pair.old_table, pair.old_name)
    new_owner = Owner(pair.table, pair.new_name)
    gone: dict[int, CheckedBy] = dict(
        enumerate(_checks(pair.banks.old.expressions, pair.old_table, pair.old.id))
    )
    places: dict[object, list[int]] = {}
    for place, check in gone.items():
        old = shape(check.condition.node, old_owner, pair.banks.names)
        places.setdefault(old, []).append(place)
    left = []
    for check in _checks(pair.banks.new.expressions, pair.table, pair.new.id):
        same = places.get(shape(check.condition.node, new_owner, None))
        if same:
            yield from _same_check(pair, gone.pop(same.pop(0)), check)
        else:
            left.append(check)
    is_one_for_one = len(gone) == len(left) == 1
    for check in left:
        alike = (n for n, each in gone.items() if is_one_for_one or each.message == check.message)
        before = next(alike, None)
        if before is not None:
            yield _changed_check(pair, gone.pop(before), check)
        else:
            said = f"{_wants(check)} that {_new_words(pair, check)}"
            yield pair.tell("check stricter", Weight.ANSWERS, said)
    for check in gone.values():
        said = f"does not {_want(check)} any more that {_old_words(pair, check)}"
        yield pair.tell("check looser", Weight.ASKS, said)


def _checks(expressions: Expressions, table: str, name: str) -> list[CheckedBy]:
    checks = expressions.cell_checks.get((table, name)) if table else expressions.checks.get(name)
    return list(checks or ())


def _same_check(pair: Pair, old: CheckedBy, new: CheckedBy) -> Iterator[Difference]:
    words = _new_words(pair, new)
    if old.is_error != new.is_error:
        kind: Kind = "check stricter" if new.is_error else "check looser"
        weight = Weight.ANSWERS if new.is_error else Weight.ASKS
        yield pair.tell(kind, weight, f"{_wants(new)} that {words}, before it {_wants(old)} it")
    if old.message != new.message:
        said = f'says "{new.message}" instead of "{old.message}"'
        yield pair.tell("reworded", Weight.WORDING, said, fields=("check",))


def _changed_check(pair: Pair, old: CheckedBy, new: CheckedBy) -> Difference:
    before, after = _old_words(pair, old), _new_words(pair, new)
    if before == after:
        before, after = (f"`{check.condition.source}`" for check in (old, new))
    kind = _strictness(old, new)
    weight = Weight.ASKS if kind == "check looser" else Weight.ANSWERS
    return pair.tell(kind, weight, f"{_wants(new)} that {after}, before it {_wants(old)} {before}")


def _strictness(old: CheckedBy, new: CheckedBy) -> Kind:
    before, after = bounds_of(old.condition.node), bounds_of(new.condition.node)
    if before is None or after is None:
        return "check changed"
    if before.holds(after) and new.is_error >= old.is_error:
        return "check stricter"
    is_looser = after.holds(before) and new.is_error <= old.is_error
    return "check looser" if is_looser else "check changed"


def _wants(check: CheckedBy) -> str:
    return f"{_want(check)}s"


def _want(check: CheckedBy) -> str:
    return "demand" if check.is_error else "advise"


def _old_words(pair: Pair, check: CheckedBy) -> str:
    names = names_for_check(pair.banks.old, pair.old, pair.old_table)
    return condition_words(check.condition.node, names)


def _new_words(pair: Pair, check: CheckedBy) -> str:
    names = names_for_check(pair.banks.new, pair.new, pair.table)
    return condition_words(check.condition.node, names)


# Suggestions


def suggestion_difference(pair: Pair) -> Iterator[Difference]:
    """What is offered as the answer, where that has changed."""
    old = pair.banks.old.expressions.suggestions.get(pair.old.id)
    new = pair.banks.new.expressions.suggestions.get(pair.new.id)
    shapes = (
        old and shape(old.node, Owner("", pair.old_name), pair.banks.names),
        new and shape(new.node, Owner("", pair.new_name), None),
    )
    if pair.is_column or shapes[0] == shapes[1]:
        return
    if new is None:
        yield pair.tell("suggestion", Weight.WORDING, "nothing is suggested any more")
        return
    words = suggestion_words(new.node, names_for_check(pair.banks.new, pair.new))
    if old is None:
        yield pair.tell("suggestion", Weight.WORDING, f"suggests {words}, before nothing")
        return
    before = suggestion_words(old.node, names_for_check(pair.banks.old, pair.old))
    if before == words:
        before, words = f"`{old.source}`", f"`{new.source}`"
    yield pair.tell("suggestion", Weight.WORDING, f"suggests {words}, before {before}")
