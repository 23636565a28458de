"""Why nothing that is answered makes some conditions true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from cardtui.condition.condition import Condition
from cardtui.condition.kinds import Options, Table, Text, TextList
from cardtui.condition.nodes import Call, Expression, Logic, Name, walk
from cardtui.condition.outcomes import TRUE
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

    @property
    def shown(self) -> str:
        """How a message names it."""
        return f"`{self.source}`" if self.is_own else f"`{self.source}` around it"


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
    return _Part(source, node, prover.routes.part(node, table), is_own)


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
    bank = prover.bank
    for name in dict.fromkeys(names_in(part.rest)):
        if prover.is_never_asked(name):
            return Cause(
                f"{part.shown} is never true, as `{name}` is never asked", f"mend `{name}` first"
            )
    for name in dict.fromkeys(names_in(part.rest)):
        empty = _as_if_empty(name, part, prover)
        if empty is not None:
            return empty
    for node in walk(part.node):
        if isinstance(node, Call) and node.function == "unknown":
            (asked,) = node.arguments
            if isinstance(asked, Name) and "unknown" not in bank.questions[asked.name].allow:
                message = f'{part.shown} is never true: `{asked.name}` does not allow "unknown"'
                return Cause(message, f'add "unknown" to the `allow` of `{asked.name}`')
    return Cause(f"{part.shown} is never true", "change it, or leave out what it stands at")


def _as_if_empty(name: str, part: _Part, prover: Prover) -> Cause | None:
    """The cause, where a part waits for an answer that is there and empty."""
    over_rows = any(isinstance(each, OverRows) for each in parts_of(part.rest))
    if over_rows or set(references_in(part.rest)) != {name}:
        return None
    kind = prover.routes.kind_of(name)
    if isinstance(kind, Table | Options | TextList):
        what = "table" if isinstance(kind, Table) else "list"
        rest = bound(part.rest, name, Known((), ()))
        said = f"count() of an unanswered {what} is unknown, never 0"
    elif isinstance(kind, Text):
        rest = bound(part.rest, name, Known("", ""))
        said = "an empty text is no answer"
    else:
        return None
    if rest != TRUE:
        return None
    return Cause(f"{part.shown} is never true: {said}", f"write `not answered({name})`")
