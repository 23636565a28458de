"""A dialog that is closed holds no key back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from support.every_type import every_type_session
from support.pilot import interview, press, running, until


@pytest.mark.parametrize("key", ["f1", "f2", "ctrl+l", "ctrl+k"])
async def test_keys_behind_a_dialog_act_at_once(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for an answer of what is gone, however long one would wait at most."""
    monkeypatch.setattr("cardtui.app.type_ahead._LONGEST_WAIT", 600)
    async with running(every_type_session(tmp_path), at="name") as pilot:
        await press(pilot, key)
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await press(pilot, "escape", "x")
        assert len(pilot.app.screen_stack) == 1
        assert interview(pilot).query_one(Input).value == "x"
