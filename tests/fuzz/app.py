"""Someone who presses anything, anywhere, at any speed: the app goes on, and the card can be read.

    python tests/fuzz/app.py [-n STEPS] [--first SEED]

In rounds of some hundred steps, each on a bank and a card of its own, keys are pressed and held,
texts pasted, places clicked, the terminal resized down to nothing, and the card saved by another
program meanwhile. After each step what is drawn must be harmless and in line; after each round the
card on disk must be readable. A round that fails is told with its seed, which `--first` repeats.
Exits 1 where one does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from textual import events
from textual.pilot import Pilot

from cardtui.app.actions import ACTION_OF
from cardtui.app.app import CardtuiApp
from cardtui.app.keys import MOVING_KEYS
from cardtui.app.screens.interview import InterviewScreen
from cardtui.bank.load import load_bank
from cardtui.card.file import read_card
from cardtui.errors import CardtuiError
from cardtui.interview.session import Session, new_session, open_session
from cardtui.sharing.opening import Opened
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from support.drawn import faults, strips
from support.every_type import EVERY_TYPE
from support.hostile import ATTACKS, hostile
from support.mouse import mouse
from support.walk import settled
from support.wild_banks import RandomChoice, Wild

STEPS_OF_A_ROUND = 200
_LONGEST_ROUND = 240
"""Seconds: ten times what one takes."""
_LEAVING = "app.quit"
_DECLARED = {k for name, a in ACTION_OF.items() if name != _LEAVING for k in a.key.split(",")}
KEYS = (
    *sorted(key for key in _DECLARED if key not in ("1-9", "a-z")),
    *MOVING_KEYS,
    *("enter", "tab", "shift+tab", "escape", "space", "backspace", "delete", "insert"),
    *("a", "e", "d", "x", "5", "-", ".", "[", "é", "漢", "\ufe0f"),
    *("ctrl+a", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+x", "ctrl+c", "ctrl+v", "ctrl+z", "ctrl+y"),
    *("shift+left", "shift+right", "shift+up", "shift+down", "ctrl+left", "ctrl+right"),
)
PASTES = ("", "\n", "one\r\ntwo\tthree", "7", "2026-01-31", "no", *ATTACKS.values(), "long " * 5000)
SIZES = ((120, 40), (80, 24), (60, 20), (40, 12), (200, 60), (20, 5), (3, 2), (1, 1), (0, 0))


class Monkey:
    """One round: a person without a plan at the app."""

    def __init__(self, random: Random, folder: Path) -> None:
        self._random = random
        self._folder = folder
        self.did: Counter[str] = Counter()
        self.last: list[str] = []
        """The last steps, for the report."""
        self._ways: tuple[tuple[int, Callable[[Pilot[None]], Awaitable[str]]], ...] = (
            (60, self._press),
            (12, self._press_fast),
            (8, self._paste),
            (12, self._click),
            (5, self._resize),
            (1, self._save_elsewhere),
        )

    async def round(self, steps: int) -> None:
        """So many steps, in one app after another where one is left."""
        while steps > 0:
            steps -= await self._in_one_app(steps)
        self._require_readable()

    async def _in_one_app(self, steps: int) -> int:
        session = self._session()
        app = CardtuiApp(Opened(session.path, session))
        app.animation_level = "none"
        done = 0
        async with app.run_test(size=self._random.choice(SIZES[:5]), notifications=True) as pilot:
            await settled(app)
            while done < steps and not app._exit and app.screen_stack:
                done += 1
                await self._step(pilot)
        return max(done, 1)

    async def _step(self, pilot: Pilot[None]) -> None:
        weights = [weight for weight, _ in self._ways]
        (_, way) = self._random.choices(self._ways, weights)[0]
        said = await way(pilot)
        self.did[way.__name__.strip("_")] += 1
        self.last = [*self.last[-30:], said]
        if self._random.random() < 0.7 and not pilot.app._exit:
            await settled(pilot.app)
            if pilot.app._exit or not pilot.app.screen_stack:
                return
            found = faults(strips(pilot.app), pilot.app.screen.size.width)
            assert not found, found

    async def _press(self, pilot: Pilot[None]) -> str:
        key = self._random.choice(KEYS)
        pilot.app.simulate_key(key)
        return key

    async def _press_fast(self, pilot: Pilot[None]) -> str:
        keys = [self._random.choice(KEYS) for _ in range(self._random.randint(2, 12))]
        for key in keys:
            pilot.app.simulate_key(key)
        return f"fast {keys}"

    async def _paste(self, pilot: Pilot[None]) -> str:
        text = self._random.choice(PASTES)
        pilot.app.post_message(events.Paste(text))
        return f"paste {text[:20]!a}"

    async def _click(self, pilot: Pilot[None]) -> str:
        width, height = pilot.app.screen.size
        if width * height == 0:
            return "no click"
        x, y = self._random.randrange(width), self._random.randrange(height)
        kind = self._random.choice(["click", "click", "drag", "up", "down", "twice"])
        mouse(pilot.app, events.MouseMove, x, y, 0)
        if kind in ("up", "down"):
            scroll = events.MouseScrollUp if kind == "up" else events.MouseScrollDown
            mouse(pilot.app, scroll, x, y, 0)
        else:
            for _ in range(2 if kind == "twice" else 1):
                mouse(pilot.app, events.MouseDown, x, y, 1)
                if kind == "drag":
                    x, y = self._random.randrange(width), self._random.randrange(height)
                    mouse(pilot.app, events.MouseMove, x, y, 1)
                mouse(pilot.app, events.MouseUp, x, y, 1)
        return f"{kind} at {x}, {y}"

    async def _resize(self, pilot: Pilot[None]) -> str:
        width, height = self._random.choice(SIZES)
        await pilot.resize_terminal(width, height)
        return f"resize {width}x{height}"

    async def _save_elsewhere(self, pilot: Pilot[None]) -> str:
        """Another program changes some answers on disk."""
        interviews = [s for s in pilot.app.screen_stack if isinstance(s, InterviewScreen)]
        if not interviews:
            return "nothing saved elsewhere"
        bank = interviews[0].session.bank
        try:
            other = open_session(bank, str(self._card))
            name = self._random.choice([q for q in bank.questions.values() if q.type != "note"]).id
            other.set_status(name, "unknown", "said elsewhere")
            other.save()
        except CardtuiError as error:
            return f"nothing saved elsewhere: {error}"
        return f"saved elsewhere: {name}"

    @property
    def _card(self) -> Path:
        return self._folder / "card.toml"

    def _session(self) -> Session:
        """On the card of this round, or on a new one with a bank of one of several kinds."""
        path = self._folder / "bank.toml"
        if not path.exists():
            kind = self._random.choice(["every type", "hostile", "wild", "shipped"])
            self.did[f"rounds with a bank that is {kind}"] += 1
            if kind == "hostile":
                hostile(self._random.choice(list(ATTACKS.values()))).write_in(self._folder)
            elif kind == "wild":
                path.write_text(Wild(RandomChoice(self._random)).bank().toml, encoding="utf-8")
            elif kind == "shipped":
                path.write_bytes(Path(shipped_banks()[DEFAULT_BANK]).read_bytes())
            else:
                path.write_text(EVERY_TYPE, encoding="utf-8")
        bank = load_bank(path)
        if self._card.exists():
            return open_session(bank, str(self._card))
        return new_session(bank, str(self._card))

    def _require_readable(self) -> None:
        if self._card.exists():
            read_card(str(self._card))


def round_of(seed: int, steps: int = STEPS_OF_A_ROUND) -> Counter[str]:
    """One round, and what was done in it. Raises what went wrong, with the last steps."""
    with tempfile.TemporaryDirectory() as folder:
        monkey = Monkey(Random(seed), Path(folder))
        try:
            asyncio.run(monkey.round(steps))
        except Exception as error:
            error.add_note(f"seed {seed}, after {monkey.last[-12:]}")
            raise
        return monkey.did


def main() -> int:
    """Print what was done, and every round that failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", "--steps", type=int, default=20_000, help="how many (20000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for name in ("STATE", "CONFIG", "CACHE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = home
        return _rounds(given.first, given.steps)


def _give_up(*_: object) -> None:
    raise TimeoutError(f"the round took more than {_LONGEST_ROUND} seconds")


def _rounds(first: int, steps: int) -> int:
    did: Counter[str] = Counter()
    failed = 0
    start = perf_counter()
    seeds = range(first, first + max(steps // STEPS_OF_A_ROUND, 1))
    signal.signal(signal.SIGALRM, _give_up)
    for seed in seeds:
        # Once more if the end of the round hangs, too.
        signal.setitimer(signal.ITIMER_REAL, _LONGEST_ROUND, _LONGEST_ROUND)
        try:
            did += round_of(seed, min(steps, STEPS_OF_A_ROUND))
        except BaseException:
            failed += 1
            print(f"seed {seed}:")
            traceback.print_exc(file=sys.stdout)
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(f"{len(seeds)} rounds in {perf_counter() - start:.0f} s, {failed} failed")
    print(*(f"{count:,} {what}" for what, count in sorted(did.items())), sep=", ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
