"""What stands in another order: as few as say it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def moved(now: Sequence[str], place_before: Mapping[str, int]) -> list[str]:
    """The names that would have to be moved to put the others in the order that they had.

    Those that stay are a longest rising sequence of places: Schensted 1961.
    """
    known = [name for name in now if name in place_before]
    ends: list[int] = []
    """The lowest place at which a rising sequence of each length ends."""
    lengths = []
    for name in known:
        place = place_before[name]
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    staying: set[str] = set()
    wanted = len(ends) - 1
    for name, length in zip(reversed(known), reversed(lengths), strict=True):
        if length == wanted:
            staying.add(name)
            wanted -= 1
    return [name for name in known if name not in staying]
