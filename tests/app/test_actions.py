"""Every action that is declared can be done, by its key and from the palette."""

from __future__ import annotations

from pathlib import Path

from cardtui.app.actions import INTERVIEW_ACTIONS
from support.every_type import every_type_session
from support.pilot import interview, running


async def test_each_declared_action_is_bound_and_does_something(tmp_path: Path) -> None:
    """A key of its own for each, and nothing bound that is not declared."""
    async with running(every_type_session(tmp_path)) as pilot:
        screen = interview(pilot)
        keys = {key for action in INTERVIEW_ACTIONS for key in action.key.split(",")}
        assert len(keys) == sum(len(action.key.split(",")) for action in INTERVIEW_ACTIONS)
        assert keys <= set(screen._bindings.key_to_bindings)
        assert set(screen._does) == {action.id for action in INTERVIEW_ACTIONS}
