"""A walk through the app that finds its screens and keys by itself.

It presses every key that the app has declared, wherever the key is to be had, pastes into every
input it meets, and looks after each step. What is added to the app is walked through without a
change here.
"""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from time import monotonic
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

import cardtui.app
from cardtui.app.app import CardtuiApp
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.widgets.question import QuestionView

_PATIENCE = 20.0
"""Seconds until a screen that is not drawn fails the walk."""
_BETWEEN_LOOKS = 0.002
_LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
"""Keys that end the app."""
_STEPS_IN_FRONT = ("down", "tab", "pagedown", "tab")
_MOST_ESCAPES = 8
_UNTIL_IN_SIGHT = 3
"""Times that a screen is drawn until the field of another question has been brought into sight."""


async def settled(app: App[None]) -> None:
    """Wait until all keys have acted and what they changed is drawn."""
    assert isinstance(app, CardtuiApp)
    await app.keys_have_acted()
    end = monotonic() + _PATIENCE
    screen: Screen[object] | None = None
    is_drawn = asyncio.Event()
    while app.is_running and app.screen_stack and not is_drawn.is_set():
        if app.screen is not screen:
            screen = app.screen
            is_drawn = asyncio.Event()
            screen.call_after_refresh(is_drawn.set)
        assert monotonic() < end, f"{screen!r} is not drawn"
        await asyncio.sleep(_BETWEEN_LOOKS)


def own_classes(kind: type[Widget]) -> set[type[Widget]]:
    """Every class of the app of this kind, all its modules read."""
    for module in pkgutil.walk_packages(cardtui.app.__path__, "cardtui.app."):
        importlib.import_module(module.name)
    return {found for found in _below(kind) if is_own(found)}


def _below(kind: type[Widget]) -> Iterator[type[Widget]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def is_own(kind: type) -> bool:
    """Whether a class is the app's own, not one of Textual or of a test."""
    return kind.__module__.startswith("cardtui.app.")


class Walk:
    """One walk through a running app; `look` is called after each step."""

    def __init__(self, pilot: Pilot[None], look: Callable[[App[None]], None], paste: str) -> None:
        self._pilot = pilot
        self._app = pilot.app
        self._look = look
        self._paste = paste
        self._pressed: set[tuple[type, str]] = set()
        self._been_in: set[type] = set()
        self._pasted_into: WeakSet[Widget] = WeakSet()

    async def through_interview(self) -> None:
        """Go to every question, and press every key that is to be had there."""
        await self.look()
        interview = self._interview()
        for question in list(interview.session.bank.questions):
            if not interview.session.state.is_relevant(question):
                continue
            await self._go_to(question)
            await self.look()
            view = interview.query_one(QuestionView)
            view.scroll_end(animate=False, immediate=True)
            await self.look()
            self._app.clear_notifications()  # in a small terminal one hides the field
            for line in view.query(Input):
                line.scroll_visible(animate=False, immediate=True)
                await self.look()
            await self._press_all(question)
            await self._paste_into_focused()
        await self._go_to(None)
        await self.look()
        await self._press_all(None)

    async def look(self) -> None:
        """Look at what is drawn now."""
        await settled(self._app)
        self._look(self._app)

    async def _press(self, key: str) -> None:
        self._app.simulate_key(key)
        await settled(self._app)

    def _interview(self) -> InterviewScreen:
        return next(s for s in self._app.screen_stack if isinstance(s, InterviewScreen))

    async def _go_to(self, question: str | None) -> None:
        await self._back()
        interview = self._interview()
        if interview.current != question or question is None:
            await interview._moving.go_to(question)
        for _ in range(_UNTIL_IN_SIGHT):
            await settled(self._app)

    async def _press_all(self, question: str | None) -> None:
        """Press each key once for each kind of widget that declares it."""
        while (key := self._next_key()) is not None:
            await self._press(key)
            await self.look()
            if not isinstance(self._app.screen, InterviewScreen):
                await self.in_front()
            await self._go_to(question)

    def _next_key(self) -> str | None:
        for key, active in self._app.screen.active_bindings.items():
            declared = (type(active.node), active.binding.action)
            if is_own(declared[0]) and key not in _LEAVING and declared not in self._pressed:
                self._pressed.add(declared)
                return key
        return None

    async def in_front(self) -> None:
        """Go about in what has opened in front, once in each kind of screen."""
        if type(self._app.screen) in self._been_in:
            return
        self._been_in.add(type(self._app.screen))
        for key in _STEPS_IN_FRONT:
            screen = self._app.screen
            await self._paste_into_focused()
            await self._press("tab" if isinstance(self._app.focused, Button) else key)
            await self.look()
            if self._app.screen is not screen:
                return

    async def _paste_into_focused(self) -> None:
        """Paste once into each input that gets the cursor."""
        focused = self._app.focused
        if isinstance(focused, Input | TextArea) and focused not in self._pasted_into:
            self._pasted_into.add(focused)
            self._app.post_message(events.Paste(self._paste))
            await self.look()

    async def _back(self) -> None:
        for _ in range(_MOST_ESCAPES):
            if isinstance(self._app.screen, InterviewScreen):
                return
            await self._press("escape")
            await self.look()
        raise AssertionError(f"escape does not leave {self._app.screen!r}")
