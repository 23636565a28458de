"""A search in a page: what is found, which of it is looked at, and how it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cardtui.app.reading.lines import Line
from cardtui.app.reading.search import MOST_MATCHES, Index, Match

Spot = tuple[int, int, bool]
"""Where something that was found begins and ends in its line, and whether it is looked at."""


class Finder:
    """Searches lines for words; going on from the last match begins at the first again."""

    def __init__(self) -> None:
        self._lines: Sequence[Line] = ()
        self._length = 0
        self._index = Index(())
        self._matches: list[Match] = []
        self._at = 0
        self.words = ""
        """What is searched for; empty for nothing."""

    def find(self, lines: Sequence[Line], words: str, near: int) -> Match | None:
        """Search, and look at the first match at or behind the line `near`."""
        if lines is not self._lines or len(lines) != self._length:
            self._lines, self._length = lines, len(lines)
            self._index = Index(lines)
        self.words = words
        self._matches = self._index.find(words)
        behind = (i for i, each in enumerate(self._matches) if each.line >= near)
        self._at = next(behind, 0)
        return self.match

    @property
    def match(self) -> Match | None:
        """What is looked at."""
        return self._matches[self._at] if self._matches else None

    def step(self, by: int) -> Match | None:
        """Look at the next match, or the one before."""
        if self._matches:
            self._at = (self._at + by) % len(self._matches)
        return self.match

    @property
    def said(self) -> str:
        """`3 of 17`."""
        if not self.words.strip():
            return ""
        if not self._matches:
            return "not found"
        more = "+" if len(self._matches) == MOST_MATCHES else ""
        return f"{self._at + 1} of {len(self._matches):,}{more}"

    def spots(self) -> dict[int, list[Spot]]:
        """What is found, by line."""
        spots: dict[int, list[Spot]] = defaultdict(list)
        for number, match in enumerate(self._matches):
            for line, start, end in match.spots:
                spots[line].append((start, end, number == self._at))
        return dict(spots)
