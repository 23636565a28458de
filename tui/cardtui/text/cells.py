"""How wide a text is in a terminal."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
"""Marks on the letter before them, and what is not seen."""


def cells(text: str) -> int:
    """The cells that `text` takes in a terminal (Unicode Standard Annex 11)."""
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if category(character) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
