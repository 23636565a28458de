"""Searching a page: what was broken into lines is found as one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cardtui.app.reading.lines import Line

MOST_MATCHES = 10_000


@dataclass(frozen=True, slots=True)
class Match:
    """Where something that is searched for stands: `start` to `end` of the characters of lines."""

    spots: tuple[tuple[int, int, int], ...]
    """Line, start, end; several where it goes over the end of a line."""

    @property
    def line(self) -> int:
        """Its first line."""
        return self.spots[0][0]


class Index:
    """The running text of a page, in which what was broken into lines is one again."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        texts = [line.glue + line.text[line.lead :] for line in lines]
        self._text = "".join(texts)
        self._starts = [0, *accumulate(map(len, texts))]

    def find(self, words: str) -> list[Match]:
        """Where `words` stand, be the letters small or capital; a space is any gap."""
        parts = words.split()
        if not parts:
            return []
        pattern = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)
        found = []
        for each in pattern.finditer(self._text):
            found.append(Match(tuple(self._spots(each.start(), each.end()))))
            if len(found) == MOST_MATCHES:
                break
        return found

    def _spots(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        number = bisect_right(self._starts, start) - 1
        while start < end:
            line = self._lines[number]
            begins = self._starts[number] + len(line.glue)
            stop = min(end, self._starts[number + 1])
            if stop > begins:
                shift = line.lead - begins
                yield number, max(start, begins) + shift, stop + shift
            start = self._starts[number + 1]
            number += 1
