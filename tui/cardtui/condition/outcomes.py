"""Three-valued logic on sets of outcomes (Kleene, "Introduction to Metamathematics", 1952).

An outcome set says what a condition can come to: a small integer of three bits. A settled
condition has one bit; one that depends on an open question has several, UNKNOWN among them, since
the question may be left without a value. The sets of the parts are combined as if the parts were
independent of each other.
"""

from __future__ import annotations

TRUE = 1
FALSE = 2
UNKNOWN = 4
ANY = TRUE | FALSE | UNKNOWN

_ALL_SETS = range(8)
_EACH = (TRUE, FALSE, UNKNOWN)


def _kleene_and(left: int, right: int) -> int:
    if FALSE in (left, right):
        return FALSE
    return TRUE if left == right == TRUE else UNKNOWN


def _negated(outcome: int) -> int:
    return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[outcome]


def _members(outcomes: int) -> list[int]:
    return [outcome for outcome in _EACH if outcomes & outcome]


NOT = tuple(sum(map(_negated, _members(outcomes))) for outcomes in _ALL_SETS)
"""`NOT[s]`: the outcomes of `not x` where x has the outcomes s."""

AND = tuple(
    tuple(
        sum({_kleene_and(a, b) for a in _members(left) for b in _members(right)})
        for right in _ALL_SETS
    )
    for left in _ALL_SETS
)
"""`AND[s][t]`: the outcomes of `x and y`."""

OR = tuple(tuple(NOT[AND[NOT[left]][NOT[right]]] for right in _ALL_SETS) for left in _ALL_SETS)
"""`OR[s][t]`: the outcomes of `x or y`."""


def truth(outcomes: int) -> bool | None:
    """The value as things stand: None while it is unknown."""
    if outcomes == TRUE:
        return True
    return False if outcomes == FALSE else None


def is_undecided(outcomes: int) -> bool:
    """Whether it is unknown now, and values of open questions could make it true or false."""
    return bool(outcomes & UNKNOWN) and bool(outcomes & (TRUE | FALSE))
