"""Saving the card of an interview: soon after each change, and before the screen moves on.

What another program has saved in the meantime is taken in first, so that nobody's work is lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from msgspec.structs import replace
from textual.screen import Screen
from textual.timer import Timer

from cardtui.app.actions import SAID
from cardtui.app.pause import Pause
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.errors import CardChanged, CardtuiError
from cardtui.interview.session import Session
from cardtui.text.clean import one_line

_SAVE_AFTER = 0.5
"""Seconds without a change before the card is saved."""
_LONGEST_UNSAVED = 1.5
"""Seconds after which it is saved while changes go on."""
_RETRY_EVERY = 5.0
"""Seconds between two attempts to save what could not be saved."""


class Saving:
    """Saves one session in a thread, and says beside the hints how that stands."""

    def __init__(
        self,
        session: Session,
        screen: Screen[None],
        hints: KeyHints,
        take_in: Callable[[], Awaitable[None]],
    ) -> None:
        self._session = session
        self._screen = screen
        self._hints = hints
        self._take_in = take_in
        self._pause = Pause(screen, self._in_passing, after=_SAVE_AFTER, longest=_LONGEST_UNSAVED)
        self._retry: Timer | None = None
        """Runs while the card cannot be saved."""
        self._saving = asyncio.Lock()
        self._mentioned = ""

    def soon(self) -> None:
        """Save after a pause."""
        self._hints.saved = "…"
        self._pause.wish()

    async def _in_passing(self) -> None:
        """Save while a person types. Nothing takes the keyboard from them if that fails."""
        error = await self._outcome()
        if error is not None and str(error) != self._mentioned:
            said = one_line(str(error))
            self._screen.notify(said, title="Not saved", severity="error", markup=False)
        self._mentioned = str(error or "")

    async def now(self) -> bool:
        """Save, and wait for it. Whether it worked; if not, the person reads why."""
        error = await self._outcome()
        if error is not None:
            self._tell(error)
        self._mentioned = str(error or "")
        return error is None

    async def _outcome(self) -> CardtuiError | None:
        """Save what has changed, and show how that stands; what went wrong if something did."""
        self._pause.done()
        async with self._saving:
            if self._session.is_saved():
                self._hints.saved = "saved" if self._session.card.answers else ""
                error = None
            else:
                error = await self._save()
                is_saved = self._session.is_saved()
                self._hints.saved = "NOT SAVED" if error else "saved" if is_saved else "…"
        self._try_again_later(error)
        return error

    def _try_again_later(self, error: CardtuiError | None) -> None:
        """While the card cannot be saved, try again; say so once it can."""
        if error is not None and self._retry is None:
            self._retry = self._screen.set_interval(_RETRY_EVERY, self._in_passing)
        elif error is None and self._retry is not None:
            self._retry.stop()
            self._retry = None
            self._screen.notify("The card is saved now.", timeout=SAID, markup=False)

    async def _save(self) -> CardtuiError | None:
        """Save what is here with what is on disk; what went wrong if something did."""
        try:
            try:
                await asyncio.to_thread(self._session.save)
            except CardChanged:
                await self._take_in_or_save_beside()
                await asyncio.to_thread(self._session.save)
        except CardtuiError as error:
            return error
        return None

    async def _take_in_or_save_beside(self) -> None:
        try:
            await self._take_in()
        except CardtuiError as error:
            beside = await asyncio.to_thread(self._session.save_beside)
            problem = error.problems[0]
            kept = f"your answers are in {beside}; once the card can be read, it goes on here"
            remedy = f"{problem.remedy}; {kept}" if problem.remedy else kept
            raise CardtuiError(replace(problem, remedy=remedy)) from None

    def _tell(self, error: CardtuiError) -> None:
        from cardtui.app.screens.message import MessageScreen

        app = self._screen.app
        if not isinstance(app.screen, MessageScreen):
            app.push_screen(MessageScreen("The card could not be saved", str(error)))

    async def before_leaving(self) -> bool:
        """Save. Whether the person may leave; they are asked where it fails. Runs in a worker."""
        self._pause.done()
        async with self._saving:
            error = await self._save()
        if error is not None:
            from cardtui.app.screens.message import MessageScreen

            text = (
                f"{error}\n\nIf you leave now, all your answers go to another file, if that can be."
            )
            screen = MessageScreen("The card could not be saved", text, offer="Leave anyway")
            if not await self._screen.app.push_screen_wait(screen):
                return False
            await self._screen.app.run_action("save_beside")
        return True
