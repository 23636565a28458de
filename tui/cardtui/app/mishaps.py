"""Errors in the app itself that it can go on after: they are told, and everything is saved.

Textual ends an app by any error in it. But after one in a worker, in a timer or in what a key does,
all its parts still work. Where a part has broken, or errors follow one another as they do where
something cannot be drawn, the app does end; everything is saved then as well.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual._context import active_message_pump
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.worker import WorkerFailed, get_current_worker

if TYPE_CHECKING:
    from cardtui.app.app import CardtuiApp

_MOST = 3
"""So many errors within `_WHILE` seconds are lived on with."""
_WHILE = 10.0
_TOLD = 15
"""Seconds for which it is told."""
_UNTIL_BROKEN = 0.2
"""Seconds after an error by which a part that breaks of it has ended."""


class Mishaps:
    """What has gone wrong in one app."""

    def __init__(self, app: CardtuiApp) -> None:
        self._app = app
        self._lately: deque[float] = deque(maxlen=_MOST)

    def lives_on_after(self, error: Exception) -> bool:
        """Save and tell it. Whether the app can go on, as far as that is known yet."""
        now = monotonic()
        if len(self._lately) == _MOST and now - self._lately[0] < _WHILE:
            return False
        self._lately.append(now)
        said = self._app.last_words.after_mishap(error)
        self._app.notify(said, title="Something went wrong", severity="error", timeout=_TOLD)
        asyncio.get_running_loop().call_later(_UNTIL_BROKEN, self._end_if_broken, error)
        return True

    def _end_if_broken(self, error: Exception) -> None:
        app = self._app
        is_left = app.return_code is not None
        if (
            app.is_attached
            and not is_left
            and not all(part.is_running for part in (app, *app.screen_stack))
        ):
            app.end_by(error)


def is_of_something_gone(error: Exception) -> bool:
    """Whether the part that failed did so only as it is taken away while it still has work.

    A widget that goes while it arrives gets no children any more, but Textual still tells it that
    it is mounted; its workers go on for a moment; and keys arrive at an app that is left.
    """
    part: object = active_message_pump.get(None)
    cause: BaseException = error
    if isinstance(error, WorkerFailed):
        part, cause = get_current_worker().node, error.error
    if not isinstance(cause, NoMatches | ScreenStackError) or not isinstance(part, MessagePump):
        return False
    if not part.app.is_running:
        return True
    if not isinstance(part, Widget):
        return False
    return not part.is_attached or part.screen not in part.app.screen_stack
