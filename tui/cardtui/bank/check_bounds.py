"""The numbers or days that a check lets pass, where it says no more than bounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from msgspec import Struct

from cardtui.condition.nodes import (
    VALUE,
    Comparison,
    ComparisonOperator,
    Expression,
    Literal,
    Logic,
    Name,
)

_FLIPPED: dict[ComparisonOperator, ComparisonOperator] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}
Bound = tuple[Any, bool]
"""A number or a day, and whether it passes itself."""


class Bounds(Struct, frozen=True):
    """What lies between two bounds; None where there is none."""

    low: Bound | None = None
    high: Bound | None = None

    def holds(self, other: Bounds) -> bool:
        """Whether all that `other` lets pass passes here."""
        if self.low is not None and (other.low is None or not _is_within(other.low, self.low, 1)):
            return False
        return self.high is None or (
            other.high is not None and _is_within(other.high, self.high, -1)
        )


def _is_within(bound: Bound, limit: Bound, sign: int) -> bool:
    here, there = bound[0], limit[0]
    if here == there:
        return limit[1] or not bound[1]
    return bool(here > there) == (sign > 0)


def bounds_of(node: Expression) -> Bounds | None:
    """The bounds of the answer; None where the check says anything else."""
    return _joined(_single_bounds(node))


def _single_bounds(node: Expression) -> Iterable[Bounds | None]:
    match node:
        case Logic(operator="and"):
            for part in node.parts:
                yield from _single_bounds(part)
        case Comparison():
            for (left, right), operator in zip(
                pairwise(node.operands), node.operators, strict=True
            ):
                yield _bound(left, operator, right)
        case _:
            yield None


def _bound(left: Expression, operator: ComparisonOperator, right: Expression) -> Bounds | None:
    if isinstance(right, Name):
        if operator not in _FLIPPED:
            return None
        left, operator, right = right, _FLIPPED[operator], left
    limit = _constant(right)
    if not isinstance(left, Name) or left.name != VALUE or limit is None:
        return None
    if operator in (">", ">="):
        return Bounds(low=(limit, operator == ">="))
    return Bounds(high=(limit, operator == "<=")) if operator in ("<", "<=") else None


def _constant(node: Expression) -> float | date | None:
    is_one = isinstance(node, Literal) and not isinstance(node.constant, bool)
    constant = node.constant if is_one and isinstance(node, Literal) else None
    return constant if isinstance(constant, int | float | date) else None


def _joined(parts: Iterable[Bounds | None]) -> Bounds | None:
    """What all of several bounds let pass."""
    low: Bound | None = None
    high: Bound | None = None
    for part in parts:
        if part is None:
            return None
        if part.low is not None and (low is None or _is_within(part.low, low, 1)):
            low = part.low
        if part.high is not None and (high is None or _is_within(part.high, high, -1)):
            high = part.high
    return Bounds(low, high)
