"""Why nothing that is answered makes some conditions true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from cardtui.condition.condition import Condition
from cardtui.condition.facts import Value
from cardtui.condition.kinds import Number, Options, Table, Text, TextList
from cardtui.condition.nodes import Call, Expression, Logic, Name, constants_in, walk
from cardtui.condition.outcomes import TRUE
from cardtui.proof import cuts
from cardtui.proof.places import Place
from cardtui.proof.prover import Prover
from cardtui.proof.remainder import (
    Known,
    OverRows,
    Remainder,
    bound,
    joined,
    parts_of,
    references_in,
)
from cardtui.proof.routes import names_in


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is never true, and what to do about it."""

    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the things that must be true: a part of an `and`, or a whole condition."""

    source: str
    node: Expression
    rest: Remainder
    is_own: bool
    whose: str
    """Of what it is a condition, where it is not that of the place itself."""

    @property
    def shown(self) -> str:
        """How a message names it."""
        return f"`{self.source}`" if self.is_own else f"`{self.source}` (of {self.whose})"


def cause_of(place: Place, prover: Prover) -> Cause:
    """Why the conditions of a place are never true together."""
    parts = list(_parts(place, prover))
    own = [part for part in parts if part.is_own]
    for part in own:
        if _is_never_true(place, [part], prover):
            return _cause_in(part, prover)
    for left, right in combinations(parts, 2):
        if right.is_own and _is_never_true(place, [left, right], prover):
            message = f"{left.shown} and {right.shown} are never true together"
            return Cause(message, "change one of them")
    assert place.own is not None
    where = " and what is around it are never true together" if place.around else " is never true"
    return Cause(f"`{place.own.source}`{where}", "change it")


def cause_of_part(place: Place, node: Expression, prover: Prover) -> Cause | None:
    """Why a part of the condition of a place is never true; None where it can be."""
    assert place.own is not None
    part = _part(place, place.own, node, prover)
    return _cause_in(part, prover) if _is_never_true(place, [part], prover) else None


def _parts(place: Place, prover: Prover) -> Iterator[_Part]:
    assert place.own is not None
    for condition in (*place.around, place.own):
        for node in _conjuncts(condition.node):
            yield _part(place, condition, node, prover)


def _part(place: Place, condition: Condition, node: Expression, prover: Prover) -> _Part:
    is_own = condition is place.own
    table = place.question.id if is_own and place.column and place.question else ""
    source = condition.source[node.start : node.end]
    whose = "its table" if place.column else "the section around it"
    return _Part(source, node, prover.routes.part(node, table), is_own, whose)


def _conjuncts(node: Expression) -> Iterator[Expression]:
    if isinstance(node, Logic) and node.operator == "and":
        for part in node.parts:
            yield from _conjuncts(part)
    else:
        yield node


def _is_never_true(place: Place, parts: list[_Part], prover: Prover) -> bool:
    rest = joined("and", (part.rest for part in parts))
    if place.column and place.question is not None:
        shown = prover.in_a_row(place.question.id, rest)
    else:
        shown = prover.last_of([rest])
    return shown.is_whole and shown.way_to_true is None


def _cause_in(part: _Part, prover: Prover) -> Cause:
    """Why one part is never true by itself."""
    never = f"{part.shown} is never true"
    names = list(dict.fromkeys(names_in(part.rest)))
    for name in names:
        if prover.is_never_asked(name):
            return Cause(f"{never}, as `{name}` is never asked", f"mend `{name}` first")
    for name in names:
        if cause := _as_if_it_could_be(name, part, prover):
            return cause
    for name in _asked_for_unknown(part.node):
        if "unknown" not in prover.bank.questions[name].allow:
            fix = f'add "unknown" to the `allow` of `{name}`'
            return Cause(f'{never}: `{name}` does not allow "unknown"', fix)
    return Cause(f"no answer makes {part.shown} true", "change it")


def _asked_for_unknown(node: Expression) -> Iterator[str]:
    for part in walk(node):
        if isinstance(part, Call) and part.function == "unknown":
            yield from (name.name for name in part.arguments if isinstance(name, Name))


def _as_if_it_could_be(name: str, part: _Part, prover: Prover) -> Cause | None:
    """The cause, where a part waits for what no answer is: an empty list or text, or half a piece."""
    over_rows = any(isinstance(each, OverRows) for each in parts_of(part.rest))
    if over_rows or set(references_in(part.rest)) != {name}:
        return None
    never = f"{part.shown} is never true"
    fix = f"{never}: write `not answered({name})`"
    match prover.routes.kind_of(name):
        case Table():
            if _is_true_of(part, name, ()):
                return Cause("count() of a table without an answer is unknown, never 0", fix)
        case Options() | TextList():
            if _is_true_of(part, name, ()):
                return Cause("count() of a list without an answer is unknown, never 0", fix)
        case Text():
            if _is_true_of(part, name, ""):
                return Cause("an empty text is no answer", fix)
        case Number(whole=True):
            constants = [c for c in constants_in(part.node) if isinstance(c, int | float)]
            tried = cuts.numbers(constants, 1, beside_integers=False)
            if any(_is_true_of(part, name, number) for number in tried):
                return Cause(f"{never}: `{name}` holds whole numbers only", "change it")
    return None


def _is_true_of(part: _Part, name: str, value: Value) -> bool:
    return bound(part.rest, name, Known(value, value)) == TRUE
