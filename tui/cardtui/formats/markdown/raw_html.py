"""Raw HTML made to show as it is written (CommonMark 4.6 and 6.6)."""

from __future__ import annotations

import re
from bisect import bisect_left

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BACKTICKS = re.compile(r"`+")
_WEB_ADDRESS = re.compile(
    r"<(?:(?:https?|mailto):[^<>\x00-\x20]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>",
    re.IGNORECASE,
)


def escaped_html(text: str, *, keep_code: bool = False) -> str:
    """Markdown in which every `<` that could open a tag is escaped.

    `keep_code` leaves code spans as they are; in an HTML block there are none.
    """
    skipped = code_ranges(text) if keep_code else []
    pieces = []
    at = 0
    for found in _TAG.finditer(text):
        place = found.start()
        is_code = any(start <= place < end for start, end in skipped)
        if is_code or is_escaped(text, place) or _WEB_ADDRESS.match(text, place):
            continue
        pieces += [text[at:place], "\\"]
        at = place
    return "".join([*pieces, text[at:]])


def is_escaped(text: str, place: int) -> bool:
    """Whether an odd number of backslashes stands before `place` (CommonMark 2.4)."""
    slashes = 0
    while place > slashes and text[place - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def code_ranges(text: str) -> list[tuple[int, int]]:
    """The code spans of running text: start and end of each (CommonMark 6.1)."""
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text)]
    by_length: dict[int, list[int]] = {}
    for start, end in runs:
        by_length.setdefault(end - start, []).append(start)
    ranges = []
    behind = 0
    for start, end in runs:
        if start < behind:
            continue
        opening = start + 1 if is_escaped(text, start) else start
        candidates = by_length.get(end - opening, [])
        following = bisect_left(candidates, end)
        if opening < end and following < len(candidates):
            behind = candidates[following] + end - opening
            ranges.append((opening, behind))
    return ranges
