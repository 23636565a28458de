"""How long the event loop of a test was kept from its work, and by what."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from contextlib import suppress
from time import monotonic, sleep, thread_time
from types import TracebackType
from typing import Self

_TICK = 0.001
_SAMPLE = 0.004


class Watchdog:
    """Ticks in the event loop while its block runs, and keeps the longest time between two ticks.

    It is the processor time of the thread that counts, so that a busy machine fails no test.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        """Seconds of work of the event loop without a pause: while it lasts, no key acts."""
        self.longest_on_the_clock = 0.0
        self.culprit = ""
        """What was at work in the longest, innermost last: our own code and where it led."""
        self._stacks: list[str] = []
        self._thread = threading.main_thread().ident or 0
        self._ends = False

    async def __aenter__(self) -> Self:
        self._ticking = asyncio.create_task(self._tick())
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._sampler.start()
        await asyncio.sleep(0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.sleep(_TICK)
        self._ends = True
        self._ticking.cancel()
        with suppress(asyncio.CancelledError):
            await self._ticking
        self._sampler.join()

    async def _tick(self) -> None:
        worked, clock = thread_time(), monotonic()
        while True:
            await asyncio.sleep(_TICK)
            now_worked, now_clock = thread_time(), monotonic()
            if now_worked - worked > self.longest:
                self.longest = now_worked - worked
                self.culprit = self._stacks[len(self._stacks) // 2] if self._stacks else ""
            self.longest_on_the_clock = max(self.longest_on_the_clock, now_clock - clock)
            worked, clock = now_worked, now_clock
            self._stacks = []

    def _sample(self) -> None:
        while not self._ends:
            sleep(_SAMPLE)
            frame = sys._current_frames().get(self._thread)
            if frame is not None:
                calls = traceback.extract_stack(frame)[-14:]
                self._stacks.append(
                    " > ".join(
                        f"{call.filename.rpartition('/')[2]}:{call.lineno}" for call in calls
                    )
                )
