"""A closed terminal and `kill` end a command as ctrl+c does: what it has started and made goes too."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn

_NAMES = ("SIGHUP", "SIGTERM")
"""SIGHUP is not there everywhere."""


class Ended(BaseException):
    """A signal has ended the command. click would take a `KeyboardInterrupt` for ctrl+c."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number
        """What the shell is told."""


def end_as_by_ctrl_c() -> None:
    """From now on raise `Ended`; the app and the interview have more to do, and listen themselves."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        # `nohup` has it ignored, and that stays.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> NoReturn:
    raise Ended(number)
