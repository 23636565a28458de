"""Values that stand for all others: one for each constant, and enough in each gap."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cardtui.proof import cuts
from cardtui.text.cells import cells

LOWEST, HIGHEST = -(2**63), 2**63 - 1
constants = st.lists(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
wanted = st.integers(1, 5)


def gaps(points: list[Any]) -> list[tuple[Any, Any]]:
    """Between neighbours, and the ends."""
    ends = [None, *sorted(set(points)), None]
    return list(pairwise(ends))


def between(values: list[Any], low: Any, high: Any) -> list[Any]:
    """The values strictly between two."""
    return [v for v in values if (low is None or low < v) and (high is None or v < high)]


@given(constants, wanted)
def test_integers(points: list[Any], wanted: int) -> None:
    """Every gap holds as many as are wanted, or all that there are."""
    found = cuts.integers(points, wanted)
    assert found == sorted(set(found))
    assert all(isinstance(value, int) and LOWEST <= value <= HIGHEST for value in found)
    assert {int(p) for p in points if p == int(p) and LOWEST <= p <= HIGHEST} <= set(found)
    for low, high in gaps(points):
        first = LOWEST if low is None else max(math.floor(low) + 1, LOWEST)
        last = HIGHEST if high is None else min(math.ceil(high) - 1, HIGHEST)
        assert len(between(found, low, high)) >= min(wanted, max(last - first + 1, 0))


def floats_between(low: float, high: float, most: int) -> list[float]:
    """The first floats strictly between two."""
    found: list[float] = []
    value = math.nextafter(low, math.inf)
    while value < high and len(found) < most:
        found.append(value)
        value = math.nextafter(value, math.inf)
    return found


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)), wanted)
def test_numbers(points: list[float], wanted: int) -> None:
    """The same among all floats, of which there are only so many between two."""
    found = cuts.numbers(points, wanted, beside_integers=False)
    assert all(math.isfinite(value) for value in found)
    assert set(points) <= set(found)
    for low, high in gaps(points):
        there = floats_between(
            -math.inf if low is None else low, math.inf if high is None else high, wanted
        )
        assert len(between(found, low, high)) >= len(there)


@given(st.floats(-1e6, 1e6), st.integers(0, 4), wanted)
def test_numbers_in_a_narrow_gap(low: float, steps: int, wanted: int) -> None:
    """Where a gap holds few floats, all of them are given."""
    high = low
    for _ in range(steps + 1):
        high = math.nextafter(high, math.inf)
    found = cuts.numbers([low, high], wanted, beside_integers=False)
    assert len(between(found, low, high)) >= min(steps, wanted)


def test_numbers_beside_integers() -> None:
    """They can be equal to an integer, and between two."""
    found = cuts.numbers([3, 5], 1, beside_integers=True)
    assert {3, 4, 5} <= set(found)
    for low, high in [(3, 4), (4, 5)]:
        assert between(found, low, high)


def test_numbers_that_no_card_can_hold() -> None:
    """Integers of more than 63 bits are there as floats or not at all."""
    assert 10**30 not in cuts.numbers([10**30], 1, beside_integers=False)
    assert 2.0**70 in cuts.numbers([2**70], 1, beside_integers=False)
    assert cuts.numbers([10**400], 1, beside_integers=False) == [1]
    assert 2**53 + 1 in cuts.numbers([2**53, 2**53 + 2], 1, beside_integers=False)


@given(st.lists(st.dates()), wanted)
def test_days(points: list[date], wanted: int) -> None:
    """Days are counted like integers, from the first that there is to the last."""
    found = cuts.days(points, wanted)
    assert found
    assert set(points) <= set(found)
    for low, high in gaps(points) if points else []:
        first = date.min if low is None else low + timedelta(days=1) if low < date.max else None
        last = date.max if high is None else high - timedelta(days=1) if high > date.min else None
        there = 0 if first is None or last is None else max((last - first).days + 1, 0)
        assert len(between(found, low, high)) >= min(wanted, there)


@given(st.lists(st.text("\0 ab", max_size=3)), wanted)
def test_texts(points: list[str], wanted: int) -> None:
    """Between a text and itself with a NUL behind it there is none; else there is room."""
    found = cuts.texts(points, wanted)
    assert all(text.strip(" ") for text in found)
    assert {point for point in points if point.strip(" ")} <= set(found)
    for low, high in gaps([point for point in points if point]):
        start = low or ""
        if high is None or not high.startswith(start) or high[len(start) :].strip("\0"):
            there = wanted
        else:
            there = len(high) - len(start) - 1
        assert len(between(found, low, high)) >= min(wanted, there)


@given(st.lists(st.integers(-2, 40)), wanted, st.integers(1, 9))
def test_sizes(points: list[int], wanted: int, room: int) -> None:
    """From 1: of each gap the smallest and the largest, and one with room at the end."""
    found = cuts.sizes(points, wanted, room)
    assert min(found) == 1
    assert {point for point in points if point > 0} <= set(found)
    assert max(found) >= room
    for low, high in gaps([0, *(point for point in points if point > 0)])[1:]:
        inside = between(found, low, high)
        if high is None:
            assert len(inside) >= wanted
        elif high - low > 1:
            assert {low + 1, high - 1} <= set(inside)
            assert len(inside) >= min(wanted, high - low - 1)


def test_cells() -> None:
    """Wide letters take two, marks and joiners none."""
    assert cells("label") == 5
    assert cells("重み") == 4
    assert cells("e\u0301\u200d") == 1
    assert cells("") == 0
