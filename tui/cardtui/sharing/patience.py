"""How long a command waits for those who send banks: for each a while, and for all together no more
than that of three.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

ALL_TIME = 180.0
"""Seconds for all that a command fetches."""
_SHORTEST = 1.0
"""Seconds in which something can be fetched at all."""
_left = [math.inf]
"""Seconds that are left of each command that runs, the innermost last."""


@contextmanager
def patience_of_a_command() -> Iterator[None]:
    """Wait no longer than `ALL_TIME` in here."""
    _left.append(ALL_TIME)
    try:
        yield
    finally:
        _left.pop()


@contextmanager
def time_to_fetch(most: float, address: str) -> Iterator[float]:
    """The seconds there are for what is fetched in here; what it takes is gone.

    Raises `FileError` where none are left.
    """
    if _left[-1] < min(_SHORTEST, most):
        from cardtui.errors import FileError, Problem

        message = f"this command has fetched banks for {ALL_TIME:g} seconds, and waits no longer"
        raise FileError(Problem(message, "run it again, or take out who does not answer", address))
    start = monotonic()
    try:
        yield min(most, _left[-1])
    finally:
        _left[-1] -= monotonic() - start
