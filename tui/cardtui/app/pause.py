"""Doing something once a person pauses, and not much later where they do not."""

from __future__ import annotations

from time import monotonic

from textual.message_pump import MessagePump
from textual.timer import Timer, TimerCallback

SPEAK_AFTER = 0.6
"""Seconds after a key before it is said what is wrong: nobody is corrected while typing."""
_AT_ONCE = 0.01
"""Seconds: a timer of Textual divides by its interval, so that it cannot be zero."""


class Pause:
    """Calls `do` after `after` seconds without a wish, at the latest `longest` after the first."""

    def __init__(
        self, pump: MessagePump, do: TimerCallback, *, after: float, longest: float
    ) -> None:
        self._pump = pump
        self._do = do
        self._after = after
        self._longest = longest
        self._timer: Timer | None = None
        self._wished_since: float | None = None

    @property
    def is_wished(self) -> bool:
        """Whether it is to be done soon."""
        return self._wished_since is not None

    def wish(self) -> None:
        """Do it soon: another wish puts it off."""
        now = monotonic()
        if self._wished_since is None:
            self._wished_since = now
        if self._timer is not None:
            self._timer.stop()
        left = self._wished_since + self._longest - now
        self._timer = self._pump.set_timer(max(min(self._after, left), _AT_ONCE), self._do)

    def done(self) -> None:
        """It is done already: forget the wishes."""
        self._wished_since = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
