"""Two versions of a note put together. Nobody has to choose: there is room for what both wrote.

A note is taken line by line. What one side did to a line, adding it or taking it away, is done; a
line that each has done something else to stays. Both sides come to the same text, whoever merges,
and merging again changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cardtui.card.merge_items import in_both_orders


def merge_notes(base: str, ours: str, theirs: str) -> str:
    """The note that is to stand, given what both were made from."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    old, mine, other = (Counter(_lines(note)) for note in (base, ours, theirs))
    kept = Counter({line: _times(old[line], mine[line], other[line]) for line in mine | other})
    whole = [note for note, lines in ((ours, mine), (theirs, other)) if lines == kept]
    if whole:
        return min(whole)
    first, second = sorted((ours, theirs), reverse=True)
    order = in_both_orders(_counted(first), _counted(second))
    return "\n".join(line for line, before in order if before < kept[line])


def joined_notes(notes: Iterable[str]) -> str:
    """All that is in several notes; what they share stands once."""
    joined = ""
    for note in notes:
        joined = merge_notes("", joined, note)
    return joined


def _lines(note: str) -> list[str]:
    return note.split("\n") if note else []


def _times(base: int, ours: int, theirs: int) -> int:
    """How often a line is there, given how often it was and is."""
    if ours == base:
        return theirs
    return ours if theirs == base else max(ours, theirs)


def _counted(note: str) -> list[tuple[str, int]]:
    """Each line, and how often it came before: two blank lines are not one."""
    seen: Counter[str] = Counter()
    counted = []
    for line in _lines(note):
        counted.append((line, seen[line]))
        seen[line] += 1
    return counted
