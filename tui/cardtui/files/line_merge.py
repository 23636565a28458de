"""Lines that two people made from the same lines, put together."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.files.kept_lines import Lines, kept_lines


def merge_lines(base: str, ours: str, theirs: str) -> str:
    """What either side changed; ours where both have changed the same lines."""
    old, mine, other = (text.split("\n") for text in (base, ours, theirs))
    merged: list[str] = []
    b = o = t = 0
    for next_b, next_o, next_t in _kept_by_both(old, mine, other):
        merged += _merge_changed(old[b:next_b], mine[o:next_o], other[t:next_t])
        merged += old[next_b : next_b + 1]
        b, o, t = next_b + 1, next_o + 1, next_t + 1
    return "\n".join(merged)


def _merge_changed(old: Lines, mine: Lines, other: Lines) -> Lines:
    """Lines between two that nobody has changed; where none came or went, each for itself."""
    if len(old) == len(mine) == len(other):
        lines = zip(old, mine, other, strict=True)
        return [theirs if ours == before else ours for before, ours, theirs in lines]
    return other if mine == old else mine


def _kept_by_both(old: Lines, mine: Lines, other: Lines) -> Iterator[tuple[int, int, int]]:
    """The places in all three of each line that nobody has changed; last where they end."""
    ours, theirs = kept_lines(old, mine), kept_lines(old, other)
    for place, our_place in ours.items():
        if place in theirs:
            yield place, our_place, theirs[place]
    yield len(old), len(mine), len(other)
