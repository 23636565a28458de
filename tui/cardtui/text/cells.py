"""How wide a text is in a terminal."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
"""Marks on the letter before them, and what is not seen."""

_JOINERS = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
"""What joins or changes the character before it: ZWJ, variation selector 16, the skin tones."""


def cells(text: str) -> int:
    """The cells that `text` takes in a terminal (Unicode Standard Annex 11)."""
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if category(character) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def steady(text: str) -> str:
    """`text` as wide in one terminal as in another.

    A family of emoji is two cells where a terminal joins its members, and eight where it does not;
    a warning sign that is to be an emoji is two cells or one. What moves all that follows on the
    line is left out: the members stand side by side, and the sign is a plain one.
    """
    return _JOINERS.sub("", text)


def joiners(text: str) -> set[str]:
    """The characters of `text` that `steady` leaves out."""
    return set(_JOINERS.findall(text))
