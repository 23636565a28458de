"""Doing something once a person pauses, and not much later where they do not."""

from __future__ import annotations

from time import monotonic

from textual.message_pump import MessagePump
from textual.timer import Timer, TimerCallback

SPEAK_AFTER = 0.6
"""Seconds after a key before it is said what is wrong: nobody is corrected while typing."""


class Pause:
    """Calls `do` after `after` seconds without a wish, and while wishes go on, every `longest`.

    Then it is called behind a wish, once that is drawn: the moment farthest from the next key.
    """

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
        if now - self._wished_since >= self._longest:
            self._wished_since = now
            self._pump.call_after_refresh(self._do)
        self._timer = self._pump.set_timer(self._after, self._do)

    def done(self) -> None:
        """It is done already: forget the wishes."""
        self._wished_since = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
