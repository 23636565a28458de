"""How much work a check of a bank may be.

Steps are counted, and no seconds, so that the same bank comes to the same on each machine. A step is
about what takes a microsecond or two: to bind one condition, to look at one question on a way.
"""

from __future__ import annotations

MOST_STEPS = 5_000_000
SPENT = "the check of this bank is too much work"
"""Why something was not shown."""


class SpentError(Exception):
    """There are no steps left."""


class Budget:
    """The steps of one check, for all of its walks together."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._most = steps
        self._taken = 0

    @property
    def taken(self) -> int:
        """Steps so far."""
        return self._taken

    @property
    def is_spent(self) -> bool:
        """Whether there are none left."""
        return self._taken > self._most

    def count(self, steps: int) -> None:
        """Take steps that are not many at once."""
        self._taken += steps

    def spend(self, steps: int) -> None:
        """Take steps in the middle of more. Raises `SpentError` where there are none left."""
        self._taken += steps
        if self._taken > self._most:
            raise SpentError
