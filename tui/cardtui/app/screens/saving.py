"""Saving the card of an interview: soon after each change, and before the screen moves on."""

from __future__ import annotations

import asyncio

from textual.screen import Screen
from textual.timer import Timer

from cardtui.app.actions import SAID
from cardtui.app.pause import Pause
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.errors import CardtuiError
from cardtui.interview.session import Session

_SAVE_AFTER = 0.5
"""Seconds without a change before the card is saved."""
_LONGEST_UNSAVED = 1.5
"""Seconds after which it is saved while changes go on."""

_RETRY_EVERY = 10.0
"""Seconds between two attempts to save what could not be saved."""


class Saving:
    """Saves one session in a thread, and says beside the hints how that stands."""

    def __init__(self, session: Session, screen: Screen[None], hints: KeyHints) -> None:
        self._session = session
        self._screen = screen
        self._hints = hints
        self._pause = Pause(screen, self.now, after=_SAVE_AFTER, longest=_LONGEST_UNSAVED)
        self._saving = asyncio.Lock()
        self._retry: Timer | None = None
        """Runs while the card cannot be saved."""

    def soon(self) -> None:
        """Save after a pause."""
        self._hints.saved = "…"
        self._pause.wish()

    async def now(self) -> bool:
        """Save. Whether it worked; if not, the person is told."""
        self._pause.done()
        async with self._saving:
            if self._session.is_saved():
                self._stop_retrying()
                self._hints.saved = "saved" if self._session.card.answers else ""
                return True
            try:
                await asyncio.to_thread(self._session.save)
            except CardtuiError as error:
                self._hints.saved = "NOT SAVED"
                self._tell(error)
                self._stop_retrying()
                self._retry = self._screen.set_interval(_RETRY_EVERY, self._try_again)
                return False
        self._stop_retrying()
        self._hints.saved = "saved" if self._session.is_saved() else "…"
        return True

    def _stop_retrying(self) -> None:
        if self._retry is not None:
            self._retry.stop()
            self._retry = None

    async def _try_again(self) -> None:
        """Save what could not be saved, without a word unless it works."""
        async with self._saving:
            try:
                await asyncio.to_thread(self._session.save)
            except CardtuiError:
                return
        self._stop_retrying()
        self._hints.saved = "saved"
        self._screen.notify("The card is saved now.", timeout=SAID, markup=False)

    def _tell(self, error: CardtuiError) -> None:
        from cardtui.app.screens.message import MessageScreen

        app = self._screen.app
        if not isinstance(app.screen, MessageScreen):
            app.push_screen(MessageScreen("The card could not be saved", str(error)))

    async def before_leaving(self) -> bool:
        """Save. Whether the person may leave; they are asked where it fails. Runs in a worker."""
        try:
            await asyncio.to_thread(self._session.save)
        except CardtuiError as error:
            from cardtui.app.screens.message import MessageScreen

            text = (
                f"{error}\n\nIf you leave now, all your answers go to another file, if that can be."
            )
            screen = MessageScreen("The card could not be saved", text, offer="Leave anyway")
            if not await self._screen.app.push_screen_wait(screen):
                return False
            await self._screen.app.run_action("save_beside")
        return True
