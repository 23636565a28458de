"""Signals as they are in a shell."""

from __future__ import annotations

import signal


def act_as_in_a_shell() -> None:
    """In a new process: let signals act, also where the tests themselves run in the background."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
