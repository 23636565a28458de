"""A text without blank lines around it."""

from __future__ import annotations


def without_blank_ends(text: str) -> str:
    """A text without the blank lines at its start and end; the lines between stay as they are."""
    ink = text.strip(" \t\n")
    if not ink:
        return ""
    first = text.index(ink)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first + len(ink))
    return text[start:] if end < 0 else text[start:end]
