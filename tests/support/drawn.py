"""What is drawn on a screen, cell by cell, and what must never be among it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\u2028\u2029]")
"""What a terminal would obey, or what would turn a line around or end it."""


_OF_SCROLLBARS = frozenset({"grab", "scroll_up", "scroll_down"})
"""The actions of a click that Textual itself puts on cells."""


def strips(app: App[object]) -> list[Strip]:
    """The lines of the screen on top, as they go to the terminal."""
    screen = app.screen
    return screen._compositor.render_strips(screen.size)


def text_of(drawn: list[Strip]) -> str:
    """The text of lines."""
    return "\n".join(strip.text for strip in drawn)


def widgets_in_sight(app: App[object]) -> Iterator[Widget]:
    """The screen on top and every widget of which a cell can be seen on it."""
    yield app.screen
    yield from app.screen._compositor.visible_widgets


def is_in_sight(app: App[object], kind: type[Widget]) -> bool:
    """Whether a cell of such a widget can be seen on the screen on top."""
    return any(isinstance(widget, kind) for widget in widgets_in_sight(app))


def faults(drawn: list[Strip], width: int) -> list[str]:
    """What is wrong with what is drawn: commands, links, actions, lines of another width."""
    found = []
    for number, strip in enumerate(drawn, 1):
        told = sum(cell_len(segment.text) for segment in strip)
        if told != width:
            found.append(f"line {number} has {told} cells instead of {width}: {strip.text!r}")
        if command := _COMMANDS.search(strip.text):
            found.append(f"line {number} holds {command[0]!r}: {strip.text!r}")
        for segment in strip:
            style = segment.style
            if segment.control:
                found.append(f"line {number} commands {segment.control!r}")
            if style is not None and style.link:
                found.append(f"line {number} links to {style.link!r}")
            if style is not None and (acts := _actions(style.meta)):
                found.append(f"line {number} acts by {acts}: {segment.text!r}")
    return found


def _actions(meta: dict[str, object]) -> list[str]:
    """What a click on a cell would do by what is written in it."""
    return [
        f"{key}={value}"
        for key, value in meta.items()
        if key.startswith("@") and value not in _OF_SCROLLBARS
    ]
