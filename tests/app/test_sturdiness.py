"""What a person, a terminal or a bank can do to the app: a message at most, and it goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.geometry import Region
from textual.widgets import Input

from cardtui.app import type_ahead
from cardtui.app.fields.base import Field
from cardtui.app.fields.field_input import FieldInput
from cardtui.app.screens.reason import ReasonScreen
from cardtui.app.widgets.question import QuestionView
from support.every_type import every_type_session
from support.mouse import click
from support.pilot import interview, press, running, until


async def test_what_is_typed_right_behind_a_dialog_is_there_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys do not wait for the dialog that has closed."""
    monkeypatch.setattr(type_ahead, "_LONGEST_WAIT", 3600.0)
    async with running(every_type_session(tmp_path), at="name") as pilot:
        await press(pilot, "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReasonScreen))
        for key in ("escape", "a", "b"):
            pilot.app.simulate_key(key)
        await until(pilot, lambda: interview(pilot).query_one(Input).value == "ab")


async def test_a_key_and_a_click_at_the_same_moment_show_one_question(tmp_path: Path) -> None:
    """The one that came last, with its own field alone."""
    async with running(every_type_session(tmp_path), at="name") as pilot:
        view = interview(pilot).query_one(QuestionView)
        questions = interview(pilot).session.bank.questions
        names = ("layers", None, "about", "origin", None, "results", "snippet", "name")
        shown = (view.show(questions[name] if name else None) for name in names)
        await asyncio.gather(*shown)
        await pilot.pause()
        assert view.question is questions["name"]
        assert [field for field in view.query(Field) if field.display] == [view.field]


@pytest.mark.parametrize("question", ["about", "compression", "results", "name"])
async def test_an_input_that_has_gone_may_be_drawn_once_more(question: str, tmp_path: Path) -> None:
    """A dialog in front shows what was below it, from before the input was taken away."""
    async with running(every_type_session(tmp_path), at=question) as pilot:
        view = interview(pilot).query_one(QuestionView)
        assert view.field is not None
        inputs = [each for each in view.field.query() if isinstance(each, FieldInput)]
        assert inputs
        await view.field.remove()
        for each in inputs:
            each.notify_style_update()
            drawn = each.render_lines(Region(0, 0, 8, 2))
            assert [line.text for line in drawn] == [" " * 8] * 2


@pytest.mark.parametrize("question", ["about", "compression", "results", "name"])
async def test_a_click_where_a_field_has_just_gone_does_nothing(
    question: str, tmp_path: Path
) -> None:
    """It is still drawn, as the next question is not ready yet, but it is not there any more."""
    async with running(every_type_session(tmp_path), at=question) as pilot:
        view = interview(pilot).query_one(QuestionView)
        assert view.field is not None
        region = view.field.region
        with pilot.app.batch_update():
            await view.show(None)
            for x, y in ((region.x + 1, region.y), (region.right - 2, region.bottom - 1)):
                click(pilot.app, x, y)
            await pilot.app.keys_have_acted()
        await view.show(interview(pilot).session.bank.questions[question])
        assert view.field is not None
        click(pilot.app, region.x + 1, region.y)
        await until(pilot, lambda: view.field is not None and view.field.has_focus_within)


async def test_two_clicks_beside_the_palette_close_the_palette_alone(tmp_path: Path) -> None:
    """The second finds it closed already, and must not close the interview."""
    async with running(every_type_session(tmp_path), at="name") as pilot:
        screen = interview(pilot)
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, CommandPalette)
        click(pilot.app, 0, 0)
        click(pilot.app, 0, 0)
        await until(pilot, lambda: pilot.app.screen is screen)
        await press(pilot, "x")
        assert screen.query_one(Input).value == "x"


async def test_lines_that_are_copied_here_are_one_in_the_palette(tmp_path: Path) -> None:
    """Its input is not our own, and would draw their ends."""
    async with running(every_type_session(tmp_path), at="name") as pilot:
        pilot.app.copy_to_clipboard("one\ntwo\x1b[2J")
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await press(pilot, "ctrl+v")
        value = pilot.app.screen.query_one(Input).value
        assert value.startswith("one")
        assert value.isprintable()
