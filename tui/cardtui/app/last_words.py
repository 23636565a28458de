"""What is done when something else than its user ends the app: all that is typed is saved first.

Textual ends without a word to its widgets on SIGTERM, on SIGHUP and when the terminal is closed,
and an error in a handler ends it with a traceback. Here each of them first puts what is typed into
the card, also from the form that is open, and saves it; then the app ends as it always does, so
that the terminal is restored.
"""

from __future__ import annotations

import asyncio
import contextvars
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import ScreenStackError
from textual.screen import Screen
from textual.worker import WorkerFailed

from cardtui.app.screens.interview import InterviewScreen
from cardtui.files.crash_log import write_crash_log
from cardtui.interview.session import Session

if TYPE_CHECKING:
    from cardtui.app.app import CardtuiApp

_HANG_UP = 1
"""SIGHUP, where there is one."""
SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
CRASHED = 2
"""The exit code of an app that ended by an error in it."""
_LOOK_AFTER = 1.0
"""Seconds between two looks at whether the terminal is still there: not every terminal tells."""
_LOOKS_FOR_KEYS = 50
_BETWEEN_LOOKS = 0.01
"""Seconds that keys typed before a signal get to arrive, so many times."""
_LONGEST_END = 3.0
"""Seconds after which an app that does not end, its answers saved, is ended."""


@runtime_checkable
class HoldsTyped(Protocol):
    """A screen into which a person may have typed something that is nowhere else yet."""

    def keep_typed(self) -> None:
        """Put it where it belongs."""
        raise NotImplementedError


class LastWords:
    """Saves what is typed, and knows what is to be said once the terminal is restored."""

    def __init__(self, app: CardtuiApp) -> None:
        self._app = app
        self._crash = ""
        self._mentioned: list[str] = []
        self._sessions: list[Session] = []
        self._unsaved: dict[Session, str] = {}
        self._is_over = False
        self._ending: asyncio.Task[None] | None = None
        self._guard: threading.Thread | None = None

    @property
    def said(self) -> list[str]:
        """What is to be said on standard error, a line each."""
        crash = [self._crash] if self._crash else []
        return [*crash, *self._mentioned, *self._unsaved.values()]

    def mention(self, text: str) -> None:
        """Have something said that a person must know of after the app is gone."""
        self._mentioned.append(text)

    def listen(self) -> None:
        """From now on answer signals and look after the terminal. An ignored signal stays ignored.

        Not by way of the event loop alone: it stands still while a terminal that is stopped or
        gone takes no more output.
        """
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()

        def end_by(number: int) -> None:
            if self._guard is None:
                self._guard = _thread(self._make_sure, number, context)
                loop.call_soon_threadsafe(self._end_by, number)

        for number in (signal.Signals[name] for name in SIGNALS):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda received, _: end_by(received))
        _thread(_watch_terminal, lambda: end_by(_HANG_UP))

    def _make_sure(self, number: int, context: contextvars.Context) -> None:
        """End an app that does not end by itself."""
        time.sleep(_LONGEST_END)
        context.run(self.save_for_good)
        os._exit(128 + number)

    def _end_by(self, number: int) -> None:
        """Save at once; then let keys that are under way arrive, save again, and end."""
        self.save()
        if not _has_terminal():
            # There is nothing to restore, and Textual would wait for it.
            self.save_for_good()
            os._exit(128 + number)
        self._ending = asyncio.create_task(self._end(128 + number))

    async def _end(self, code: int) -> None:
        for _ in range(_LOOKS_FOR_KEYS):
            await asyncio.sleep(_BETWEEN_LOOKS)
            if not _has_keys_under_way():
                break
        await self._app.keys_have_acted()
        self.save_for_good()
        self._app.exit(return_code=code)

    def after_error(self, error: Exception) -> None:
        """Save, keep a log of the error, and have it told in a line. Only the first is told."""
        self.save_for_good()
        self._tell(*_told_and_logged(error))

    def after_mishap(self, error: Exception) -> str:
        """The same after an error with which the app goes on; gives back what is told."""
        self.save()
        return self._tell(*_told_and_logged(error))

    def after_panic(self, text: str) -> None:
        """The same where Textual tells the error as a text. It does so when the terminal is gone."""
        if _has_terminal():
            self.save_for_good()
            self._tell(text.strip().rpartition("\n")[2], text)
        else:
            self._end_by(_HANG_UP)

    def _tell(self, what: str, log: str) -> str:
        if not self._crash:
            path = write_crash_log(log)
            kept = f"report it with {path}" if path else "report it"
            saved = "" if self._unsaved else "your answers are saved; "
            self._crash = f"this is a bug in cardtui: {what}; {saved}please {kept}"
        return self._crash

    def save_for_good(self) -> None:
        """Save, together with what another program has saved meanwhile.

        Nobody is here to choose between two versions of an answer: both stay in the card. From
        then on nothing is taken from the screens, which show the card as it was before.
        """
        self.save()
        self._is_over = True
        for session in self._sessions:
            if not session.is_saved():
                self._save_together(session)

    def save(self) -> None:
        """Put what is typed into the card and save it, beside the card where nothing else goes."""
        self.keep_typed()
        for session in self._sessions:
            self._save(session)

    def keep_typed(self) -> None:
        """Put what is typed into the card, also from the form that is open in front of it."""
        for screen in [] if self._is_over else self._screens():
            if isinstance(screen, HoldsTyped):
                self._keep(screen)
            if isinstance(screen, InterviewScreen) and screen.session not in self._sessions:
                self._sessions.append(screen.session)

    def _screens(self) -> list[Screen[object]]:
        """The screens from the top: what a form gives to the question below it comes first."""
        try:
            return self._app.screen_stack[::-1] if self._app.is_running else []
        except ScreenStackError:
            return []

    def _keep(self, screen: HoldsTyped) -> None:
        try:
            screen.keep_typed()
        except Exception:
            # It may be just this screen that is broken. What is typed in the others still counts.
            write_crash_log(traceback.format_exc())

    def _save(self, session: Session) -> None:
        try:
            session.save()
            self._unsaved.pop(session, None)
        except Exception as error:
            try:
                kept = f"what you typed is in {session.save_beside()}"
            except Exception as worse:
                kept = f"what you typed since it was saved last is lost: {worse}"
            self._unsaved[session] = f"{error}; {kept}"

    def _save_together(self, session: Session) -> None:
        """Where that cannot be, what was typed is beside the card already."""
        with suppress(Exception):
            session.merge_from_disk()
            session.save()
            self._unsaved.pop(session, None)


def _told_and_logged(error: Exception) -> tuple[str, str]:
    """An error in a line, and all that is known of it."""
    cause = error.error if isinstance(error, WorkerFailed) else error
    return f"{type(cause).__name__}: {cause}", "".join(traceback.format_exception(cause))


def _thread(target: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=target, args=arguments, daemon=True)
    thread.start()
    return thread


def _watch_terminal(end: Callable[[], None]) -> None:
    while _has_terminal():
        time.sleep(_LOOK_AFTER)
    end()


def _has_keys_under_way() -> bool:
    """Whether keys are typed that Textual has not taken yet."""
    return _has_terminal() and bool(select.select([0], [], [], 0)[0])


def _has_terminal() -> bool:
    if sys.platform == "win32":
        return True
    import termios

    try:
        termios.tcgetattr(0)
    except termios.error:
        return False
    return True
