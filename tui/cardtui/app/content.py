"""Text for widgets: always cleaned, never markup, as wide as Textual takes it to be."""

from __future__ import annotations

from textual.content import Content

from cardtui.card.model import Answer
from cardtui.interview.wording import note_words
from cardtui.text.cells import steady
from cardtui.text.clean import one_line, visible
from cardtui.text.words import cut

_LONGEST_LINE = 10_000
_LONGEST = 60_000
"""Characters of what is drawn at once: more would keep the keys waiting."""

NOTED = "✎"
"""Stands in front of what a person has noted for themselves."""


def shown(text: str) -> str:
    """Text of several lines as it may be drawn, for what takes no `Content`."""
    return steady(visible(cut(text, _LONGEST)))


def shown_line(text: str) -> str:
    """The same on one line."""
    return steady(one_line(cut(text, _LONGEST_LINE)))


def plain(text: str, style: str = "") -> Content:
    """Text of several lines as it is, in one style."""
    return Content.styled(shown(text), style) if style else Content(shown(text))


def noted(answer: Answer | None) -> Content:
    """What is noted beside an answer, on one line behind its mark; empty where nothing is."""
    words = note_words(answer)
    return line(f"{NOTED} {words}", "$text-secondary") if words else Content("")


def line(text: str, style: str = "") -> Content:
    """Text on one line, in one style."""
    return plain(one_line(cut(text, _LONGEST_LINE)), style)
