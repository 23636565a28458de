"""Paths: what is typed goes on with the names of files that are there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.app.fields.base import Field
from cardtui.app.fields.line import LineField, LineInput
from cardtui.bank.model import Column, Question
from cardtui.files.path_names import paths_beginning

_MOST_SHOWN = 5
_WHERE = "relative to the card"


class PathField(LineField):
    """A path, relative to the folder of the card. The right arrow takes what it could go on with."""

    GROUP: ClassVar[str] = "path"

    def __init__(
        self, question: Question | Column, value: object, placeholder: str, folder: str
    ) -> None:
        super().__init__(question, value, placeholder)
        self._paths = PathSuggester(lambda typed: paths_beginning(folder, typed), self._show_found)

    def compose(self) -> ComposeResult:
        """The line, and below it what it could go on with."""
        yield from super().compose()
        yield Static(line(_WHERE), classes="keys")

    def on_mount(self) -> None:
        """From now on look for files; what is stored needs no completion."""
        super().on_mount()
        self.query_one(LineInput).suggester = self._paths

    def become(self, other: Field) -> bool:
        """What it could go on with is of the other text."""
        self.query_one(".keys", Static).update(line(_WHERE))
        return super().become(other)

    def _show_found(self, typed: str, found: list[str]) -> None:
        """Show the names below the line, unless something else stands there by now."""
        if not self.is_attached or self.query_one(LineInput).value != typed:
            return
        names = [
            path.removesuffix("/").rpartition("/")[2] + "/" * path.endswith("/") for path in found
        ]
        more = f"   and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
        shown = f"right completes   {'   '.join(names[:_MOST_SHOWN])}{more}"
        self.query_one(".keys", Static).update(line(shown if names else _WHERE))


class PathSuggester(Suggester):
    """Finds the first path that goes on with what is typed, in a thread: a folder may be slow."""

    def __init__(
        self, look: Callable[[str], list[str]], show: Callable[[str, list[str]], None]
    ) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._look = look
        self._show = show
        self._is_looking = asyncio.Lock()
        self._latest = ""

    async def get_suggestion(self, value: str) -> str | None:
        """The path; None for none. What was typed before the latest key is not looked for."""
        self._latest = value
        async with self._is_looking:
            if value != self._latest:
                return None
            found = await _in_thread(lambda: self._look(value))
        others = [path for path in found if path != value]
        self._show(value, others)
        return next(iter(others), None)


async def _in_thread(look: Callable[[], list[str]]) -> list[str]:
    """What `look` finds. Its thread holds up nobody's leaving, as one of a pool would."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[list[str]] = loop.create_future()

    def hand_over(found: list[str]) -> None:
        if not future.done():
            future.set_result(found)

    def run() -> None:
        found = look()
        # The app may be gone by now, and its loop with it.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(hand_over, found)

    threading.Thread(target=run, daemon=True).start()
    return await future
