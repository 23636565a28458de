"""A terminal that is made small, smaller, and nothing at all, at every screen and field, and back.

`support.walk` goes through the app and finds the screens by itself. In the ordinary run
`test_going_anywhere` resizes one screen to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from cardtui.app.app import CardtuiApp
from cardtui.sharing.opening import open_or_start
from support.drawn import faults, strips, text_of
from support.hostile import ATTACKS, hostile
from support.walk import Walk, settled

USUAL = (100, 30)
SIZES = ((40, 12), (9, 3), (5, 1), (3, 2), (1, 1), (0, 0), (1, 40), (200, 1))


class Squeezed(Walk):
    """Resizes the terminal once for each kind of screen and for each kind of field on it."""

    def __init__(self, pilot: Pilot[None], look: Callable[[App[None]], None], paste: str) -> None:
        super().__init__(pilot, look, paste)
        self.seen: set[tuple[type, type]] = set()

    async def look(self) -> None:
        await super().look()
        app = self._app
        what = (type(app.screen), type(app.focused))
        if what in self.seen:
            return
        self.seen.add(what)
        for width, height in (*SIZES, USUAL):
            await self._pilot.resize_terminal(width, height)
            await settled(app)
            assert not faults(strips(app), width)
        assert (type(app.screen), type(app.focused)) == what
        assert text_of(strips(app)).strip()


@pytest.mark.thorough
async def test_every_screen_and_field_can_be_made_small_and_large_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was on it is on it again, and the cursor is where it was."""
    for name in ("STATE", "CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    hostile(ATTACKS["no spaces"]).write_in(tmp_path)
    open_or_start("card.toml", "bank.toml").session.save()
    app = CardtuiApp(open_or_start("card.toml", "bank.toml"), "bank.toml")
    app.animation_level = "none"
    async with app.run_test(size=USUAL, notifications=True) as pilot:
        await settled(app)
        walk = Squeezed(pilot, lambda app: None, "pasted")
        await walk.in_front()
        await walk.through_interview()
        assert len(walk.seen) > 12
