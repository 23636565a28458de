"""A line of source with the part that is meant marked below it, as a terminal can show it."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from cardtui.errors import Excerpt
from cardtui.text.clean import visible

_WIDTH = 76
"""Cells of a line, so that with its indentation it stays on one line of a narrow terminal."""
_CUT = "…"


def excerpt_lines(excerpt: Excerpt) -> tuple[str, str]:
    """The source on one line, cleaned, and under it `~~~^` below the part that is meant.

    Of a long source the part around it is shown.
    """
    start = min(max(excerpt.start, 0), len(excerpt.source))
    end = max(min(excerpt.end, len(excerpt.source)), start)
    before, meant, after = (
        _on_one_line(part)
        for part in (excerpt.source[:start], excerpt.source[start:end], excerpt.source[end:])
    )
    before = _tail(before, max(_WIDTH // 2, _WIDTH - _cells(meant + after)))
    shown = _head(meant, _WIDTH - _cells(before))
    after = _head(after, _WIDTH - _cells(before + shown)) if shown == meant else ""
    marks = "~" * (_cells(shown) - 1) + "^"
    return f"{before}{shown}{after}".rstrip(), " " * _cells(before) + marks


def _on_one_line(text: str) -> str:
    return visible("".join(" " if letter in "\t\n\r" else letter for letter in text))


def _cells(text: str) -> int:
    """The columns that a terminal gives to a text."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def _head(text: str, width: int) -> str:
    """As much of the beginning as fits."""
    if _cells(text) <= width:
        return text
    text = text[:width]
    while text and _cells(text) >= width:
        text = text[:-1]
    return text + _CUT


def _tail(text: str, width: int) -> str:
    """As much of the end as fits."""
    if _cells(text) <= width:
        return text
    text = text[max(len(text) - width, 0) :]
    while text and _cells(text) >= width:
        text = text[1:]
    return _CUT + text
