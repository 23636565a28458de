"""Which lines of a text are still there in another version of it.

`difflib` compares each line with all that are equal to it, again and again: of two cards with
thousands of equal lines it took minutes. What both begin and end with is put aside first, and
where too much is left, the lines that are there once are enough.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

Lines = Sequence[str]
_MOST_PAIRS = 200_000
"""Pairs of equal lines, half a second's work."""


def kept_lines(old: Lines, new: Lines) -> dict[int, int]:
    """For each line of `old` that is kept, in order, its place in `new`."""
    before = _alike(old, new)
    after = _alike(old[before:][::-1], new[before:][::-1])
    old_end, new_end = len(old) - after, len(new) - after
    middle = _kept_between(old[before:old_end], new[before:new_end])
    return {
        **{place: place for place in range(before)},
        **{before + one: before + other for one, other in middle.items()},
        **{old_end + i: new_end + i for i in range(after)},
    }


def _alike(old: Lines, new: Lines) -> int:
    """With how many equal lines both begin."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _kept_between(old: Lines, new: Lines) -> dict[int, int]:
    olds, news = Counter(old), Counter(new)
    if sum(count * news[line] for line, count in olds.items()) > _MOST_PAIRS:
        return _kept_of_single(old, new, olds, news)
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}


def _kept_of_single(
    old: Lines, new: Lines, olds: Counter[str], news: Counter[str]
) -> dict[int, int]:
    """The most lines, each there once in both, that stand in one order: a longest rising series."""
    places = {line: i for i, line in enumerate(new) if news[line] == 1}
    single = [(i, places[line]) for i, line in enumerate(old) if olds[line] == 1 and line in places]
    ends: list[int] = []
    """Of each length of a series: the lowest place with which one ends."""
    last: list[int] = []
    """Of each length: which pair that is."""
    before: list[int] = []
    for number, (_, place) in enumerate(single):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    kept = []
    at = last[-1] if last else -1
    while at >= 0:
        kept.append(single[at])
        at = before[at]
    return dict(reversed(kept))
