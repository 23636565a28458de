"""Values that stand for all others: one for each constant, and enough in each gap between them.

What is compared with constants alone needs one value a gap. Where `wanted` things are compared
with each other too, a gap needs so many values that they can stand in it in any order. A gap may
hold fewer values than wanted, as between 3 and 4 for integers: then it gives all that it holds.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import count, islice, pairwise

Real = int | float
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
"""The integers that a card can hold."""
_PLAIN = 100
"""So many integers are tried in a gap before other numbers."""
_PLAIN_TEXT = "some text"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLAIN_DAY = date(2026, 1, 1).toordinal()


def integers(
    constants: Iterable[Real], wanted: int, lowest: int = _LOWEST, highest: int = _HIGHEST
) -> list[int]:
    """Integers from `lowest` to `highest`; plain ones first where nothing is compared."""
    points = sorted(set(constants))
    found = {int(point) for point in points if point == int(point) and lowest <= point <= highest}
    if not points:
        first = max(lowest, min(1, highest))
        return list(range(first, min(first + wanted - 1, highest) + 1))
    below = min(math.ceil(points[0]) - 1, highest)
    found |= set(range(max(below - wanted + 1, lowest), below + 1))
    for low, high in pairwise([*points, math.inf]):
        first = max(math.floor(low) + 1, lowest)
        last = highest if high == math.inf else min(math.ceil(high) - 1, highest)
        found |= set(range(first, min(first + wanted - 1, last) + 1))
    return sorted(found)


def sizes(constants: Iterable[Real], wanted: int, room: int) -> list[int]:
    """Numbers of items or rows, from 1: of each gap the smallest and the largest.

    The largest leave room for what must be there; the last gap goes up to `room` and beyond.
    """
    points = sorted({0, *(point for point in constants if point > 0)})
    found = {int(point) for point in points if point >= 1 and point == int(point)}
    for low, high in pairwise([*points, math.inf]):
        first = math.floor(low) + 1
        last = max(first, room) + wanted - 1 if high == math.inf else math.ceil(high) - 1
        found |= set(range(first, min(first + wanted - 1, last) + 1))
        found |= set(range(max(first, last - wanted + 1), last + 1))
    return sorted(found)


def numbers(constants: Iterable[Real], wanted: int, *, beside_integers: bool) -> list[Real]:
    """Numbers that a question can hold: 64-bit floats, and integers of at most 63 bits.

    Where they are compared with integers, those are there, and numbers between them.
    """
    points = sorted({point for point in constants if abs(point) <= sys.float_info.max})
    whole = integers(points, wanted) if beside_integers else []
    found: set[Real] = {number for point in points for number in _as_held(point)}
    found |= set(whole)
    for low, high in pairwise([None, *sorted({*points, *whole}), None]):
        found |= set(islice(_between(low, high), wanted))
    return sorted(found)


def _as_held(number: Real) -> Iterator[Real]:
    """The number as a card can hold it, if it can."""
    if isinstance(number, float) or _LOWEST <= number <= _HIGHEST:
        yield number
    elif float(number) == number:
        yield float(number)


def _between(low: Real | None, high: Real | None) -> Iterator[Real]:
    """Different numbers strictly between two, plain ones first, in the end all that there are."""
    bottom = -math.inf if low is None else low
    top = math.inf if high is None else high
    seen = set()
    for number in _candidates(low, high):
        fits = isinstance(number, float) or _LOWEST <= number <= _HIGHEST
        if fits and bottom < number < top and number not in seen:
            seen.add(number)
            yield number


def _candidates(low: Real | None, high: Real | None) -> Iterator[Real]:
    if low is None and high is None:
        yield from count(1)
        return
    if low is None:
        assert high is not None
        yield from (math.ceil(high) - i for i in range(1, _PLAIN))
        yield from _floats_beyond(high, -math.inf)
        return
    if high is None:
        yield from (math.floor(low) + i for i in range(1, _PLAIN))
        yield from _floats_beyond(low, math.inf)
        return
    yield from range(math.floor(low) + 1, min(math.floor(low) + 1 + _PLAIN, math.ceil(high)))
    for parts in (2, 4, 8, 16):
        for part in range(1, parts):
            yield float(Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction(part, parts))
    for number in _floats_beyond(low, math.inf):
        if number >= high:
            return
        yield number


def _floats_beyond(end: Real, way: float) -> Iterator[float]:
    """The floats from `end` on, one by one: a gap that holds few of them gives them all here."""
    number = math.nextafter(float(end), -way)
    while math.isfinite(number := math.nextafter(number, way)):
        yield number


def days(constants: Iterable[date], wanted: int) -> list[date]:
    """Calendar days."""
    ordinals = [day.toordinal() for day in constants] or [_PLAIN_DAY]
    last = date.max.toordinal()
    return [date.fromordinal(day) for day in integers(ordinals, wanted, 1, last)]


def texts(constants: Iterable[str], wanted: int) -> list[str]:
    """Texts that say something, in the order of code points. A blank text is no answer."""
    points = sorted({*constants} - {""})
    if not points:
        return [_PLAIN_TEXT, *(f"{_PLAIN_TEXT} {i}" for i in range(2, wanted + 1))]
    found = {point for point in points if point.strip()}
    for low, high in pairwise(["", *points, None]):
        found |= set(islice(_texts_between(low or "", high), wanted))
    return sorted(found)


def _texts_between(low: str, high: str | None) -> Iterator[str]:
    """Different texts strictly between two, plain ones first."""
    plain = (low + letter for letter in _LETTERS)
    # Nothing stands between a text and itself with a NUL behind it: this way every gap is filled.
    last = (low + "\0" * size for size in count(1))
    for text in plain:
        if text.strip() and (high is None or text < high):
            yield text
    for text in last:
        if high is not None and text >= high:
            return
        yield text
