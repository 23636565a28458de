"""Running the app under Textual's Pilot: waiting for what is meant, never for a time."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import StringIO
from time import monotonic

from rich.console import Console
from rich.table import Table
from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.help import HelpScreen
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.settings import Settings
from cardtui.app.widgets.document_view import DocumentView
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.preview import Preview
from cardtui.interview.session import Session
from cardtui.sharing.opening import Opened
from support.drawn import strips

_LOOKS_ALIKE = 3
"""So many looks in a row must see the same."""
_MOST_LOOKS = 100
_LONGEST_WAIT = 20.0
"""Seconds until a condition that never comes true fails the test."""


@asynccontextmanager
async def running(
    session: Session,
    size: tuple[int, int] = (120, 40),
    at: str | None = None,
    settings: Settings | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The app on a session, its first question shown."""
    app = CardtuiApp(Opened(session.path, session), at=at, settings=settings)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app go on until `condition` is true."""
    end = monotonic() + _LONGEST_WAIT
    while not condition():
        if monotonic() > end:
            raise AssertionError(f"this never came true: {pilot.app.screen!r} is shown")
        await pilot.pause(0.01)


def interview(pilot: Pilot[None]) -> InterviewScreen:
    """The screen of the interview, also while something is asked in front of it."""
    return next(s for s in pilot.app.screen_stack if isinstance(s, InterviewScreen))


async def until_saved(pilot: Pilot[None]) -> None:
    """Wait until everything that was typed is on disk and the screen says so."""
    screen = interview(pilot)
    hints = screen.query_one(KeyHints)
    await until(
        pilot,
        lambda: (
            not screen._answering.is_due and screen.session.is_saved() and hints.saved == "saved"
        ),
    )


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text key by key."""
    await press(pilot, *("space" if character == " " else character for character in text))


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as fast as a terminal hands them over, and wait until each has acted.

    Pilot itself waits for an idle moment after each key: a name would take a second.
    """
    app = pilot.app
    assert isinstance(app, CardtuiApp)
    for key in keys:
        app.post_message(_key(key))
    await app.keys_have_acted()
    await pilot.pause()


def _key(name: str) -> events.Key:
    """A key by its name, or by the character that it types, as Pilot makes it."""
    key = _character_to_key(name) if len(name) == 1 else name
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return events.Key(key, name if len(name) == 1 else None)
    return events.Key(key, character)


async def drawn(pilot: Pilot[None]) -> None:
    """Wait until the section at the right is drawn as it is now, where there is room for it."""
    preview = interview(pilot).query_one(Preview)
    if preview.display and preview.size.width:
        await until(pilot, lambda: any(view.lines for view in preview.query(DocumentView)))
        await until(pilot, lambda: not preview.is_due)
        await until(pilot, lambda: not [w for w in pilot.app.workers if w.group == "preview"])
    await pilot.pause()


async def picture(pilot: Pilot[None]) -> str:
    """The screen as SVG once it stays as it is, its cursors shown and not blinking."""
    for widget in pilot.app.screen.query("Input, TextArea"):
        if isinstance(widget, Input | TextArea):
            widget.cursor_blink = False
    alike, shown = 0, None
    for _ in range(_MOST_LOOKS):
        await pilot.pause()
        before, shown = shown, strips(pilot.app)
        alike = alike + 1 if shown == before else 1
        if alike == _LOOKS_ALIKE:
            return pilot.app.export_screenshot(title="cardtui")
    raise AssertionError("the screen does not come to rest")


def help_lines(pilot: Pilot[None]) -> list[list[str]]:
    """The lines of the help panel in front: keys, sentence and, where there is room, id."""
    panel = pilot.app.screen
    assert isinstance(panel, HelpScreen)
    console = Console(width=200, file=StringIO())
    lines = []
    for static in panel.query(Static):
        if isinstance(static.content, Table):
            for drawn in console.render_lines(static.content):
                text = "".join(segment.text for segment in drawn)
                lines.append([part.strip() for part in text.split("  ") if part.strip()])
    return lines
