"""Keys that a person has chosen: they act, and everything that names a key names them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Label, Static, TextArea

from cardtui.app.fields.block import BlockArea
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.row import RowScreen
from cardtui.app.screens.why import WhyScreen
from cardtui.app.settings import Settings
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.overview import Overview
from cardtui.errors import Problem
from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import help_lines, interview, press, running, typed, until

CHOSEN = Settings(
    keys={
        "interview.undo": "ctrl+u",
        "interview.redo": "f8",
        "interview.next_open": "ctrl+f12",
        "interview.clear_answer": "ctrl+d",
        "interview.why": "ctrl+a",
        "table.add_row": "n",
        "row.keep": "f2",
        "app.quit": "ctrl+f11",
    }
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = every_type_session(tmp_path)
    session.set_value("about", "It listens.\nThen it writes.")
    session.end_step()
    return session


def hints(pilot: Pilot[None]) -> str:
    return str(interview(pilot).query_one(KeyHints).content)


def said(pilot: Pilot[None]) -> list[str]:
    return [notice.message for notice in pilot.app._notifications]


async def test_a_chosen_key_acts_and_the_old_one_does_not(session: Session) -> None:
    """In a text of several lines too, which would take ctrl+u and ctrl+d for itself."""
    answer = session.card.answer("about")
    async with running(session, at="about", settings=CHOSEN) as pilot:
        await press(pilot, "ctrl+d")
        assert session.card.answer("about") is None
        assert said(pilot)[-1] == "Answer cleared: ctrl+u brings it back."
        await press(pilot, "f4")
        await press(pilot, "ctrl+u")
        assert session.card.answer("about") == answer
        await press(pilot, "f8")
        assert session.card.answer("about") is None


async def test_as_declared_a_text_has_its_own_keys(session: Session) -> None:
    """Where they are no action's."""
    async with running(session, at="about") as pilot:
        before = interview(pilot).query_one(BlockArea).text
        await press(pilot, "ctrl+u")
        assert interview(pilot).query_one(TextArea).text != before


async def test_hints_follow(session: Session) -> None:
    """At the bottom, below a table and in its form."""
    async with running(session, (160, 40), at="results", settings=CHOSEN) as pilot:
        await until(pilot, lambda: "ctrl+f12 next open" in hints(pilot))
        assert "ctrl+a why" in hints(pilot)
        assert "ctrl+f11 quit" in hints(pilot)
        table = interview(pilot).query_one("TableField .keys", Static)
        assert str(table.content) == "n add a row   or paste lines of a spreadsheet"
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, InterviewScreen)
        await press(pilot, "n")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        keys = pilot.app.screen.query_one(".keys", Label)
        assert str(keys.content) == "enter next cell   f2 keep   esc cancel"
        await press(pilot, "space")
        await press(pilot, "escape")
        assert str(keys.content) == "not kept yet: f2 keep   esc drop it"
        await press(pilot, "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        answer = session.card.answer("results")
        assert answer is not None
        assert len(answer.rows) == 1


async def test_texts_follow(session: Session) -> None:
    """What is said about an answer, and about leaving."""
    session.set_status("layers", "unknown", "")
    async with running(session, at="layers", settings=CHOSEN) as pilot:
        status = interview(pilot).query_one("#status", Static)
        assert "or ctrl+d to take it back." in str(status.content)
        await press(pilot, "f7")
        overview = interview(pilot).query_one(Overview)
        await until(pilot, lambda: "leave with ctrl+f11 and run" in overview.text)
        await press(pilot, "ctrl+a")
        assert said(pilot)[-1].startswith("ctrl+a says why")


async def test_the_key_that_opens_closes(session: Session) -> None:
    """The explanation of a question, and the help."""
    async with running(session, at="layers", settings=CHOSEN) as pilot:
        await press(pilot, "ctrl+a")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))
        await press(pilot, "ctrl+a")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))


async def test_help_and_palette_follow(session: Session) -> None:
    """All keys of an action, the chosen one first."""
    async with running(session, at="layers", settings=CHOSEN) as pilot:
        commands = {c.action.help: c.remark for c in pilot.app.palette_entries(pilot.app.screen)}
        assert commands["Undo the last change of an answer, wherever it was"] == "key: ctrl+u"
        assert commands["Save and leave"] == "key: ctrl+f11 or ctrl+q"
        await press(pilot, "f10")
        listed = help_lines(pilot)
        assert [
            "ctrl+u",
            "Undo the last change of an answer, wherever it was",
            "interview.undo",
        ] in listed
        assert ["ctrl+f11, ctrl+q", "Save and leave", "app.quit"] in listed


@pytest.mark.parametrize("key", ["ctrl+f11", "ctrl+q"])
async def test_both_ways_out_lead_out(session: Session, key: str) -> None:
    """The chosen one, and the one that always does; from a form too, of which nothing is lost."""
    async with running(session, at="layers", settings=CHOSEN) as pilot:
        await typed(pilot, "7")
        await pilot.press(key)
        await until(pilot, lambda: not pilot.app.is_running)
    assert session.is_saved()


WRONG = Problem("there is no action `interview.undoo`", "did you mean ...?", "config.toml", 4, 1)


async def test_what_is_wrong_is_told_once_the_app_is_open(session: Session) -> None:
    """To be read and copied; what is right counts, and the rest is as it was."""
    settings = Settings(keys={"interview.undo": "ctrl+u", "interview.redo": "u"}, problems=(WRONG,))
    async with running(session, at="layers", settings=settings) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query("MessageScreen TextArea")))
        text = pilot.app.screen.query_one(TextArea).text
        assert text.splitlines() == [
            "config.toml:4:1: there is no action `interview.undoo`; did you mean ...?",
            "`u` is needed for typing; choose a function key, or one with ctrl",
        ]
        await press(pilot, "escape")
        await typed(pilot, "9")
        await press(pilot, "enter", "ctrl+u")
        assert said(pilot)[-1].startswith("Undone")
        await press(pilot, "f9")
        assert said(pilot)[-1].startswith("Redone")


async def test_what_may_not_work_is_said_in_passing(session: Session) -> None:
    """Nobody has to close anything for that."""
    settings = Settings(keys={"interview.undo": "ctrl+shift+u"})
    async with running(session, at="layers", settings=settings) as pilot:
        await until(pilot, lambda: bool(said(pilot)))
        assert said(pilot)[0].startswith("many terminals cannot send `ctrl+shift+u`")
        assert isinstance(pilot.app.screen, InterviewScreen)
        await typed(pilot, "9")
        await press(pilot, "enter", "ctrl+shift+u")
        assert said(pilot)[-1].startswith("Undone")


async def test_hostile_settings_are_shown_as_they_are(session: Session) -> None:
    """No markup, no control characters."""
    settings = Settings(keys={"[/]\x1b]52;c;x\x07[@click=app.quit]x": "ctrl+f12"})
    async with running(session, at="layers", settings=settings) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query("MessageScreen TextArea")))
        text = pilot.app.screen.query_one(TextArea).text
        assert text == r"there is no action `[/]\x1b]52;c;x\x07[@click=app.quit]x`"


async def test_two_apps_keep_their_own_keys(tmp_path: Path) -> None:
    """One after the other in one process, as in these tests."""
    for settings, key in ((CHOSEN, "ctrl+f12"), (None, "ctrl+o")):
        folder = tmp_path / key
        folder.mkdir()
        session = every_type_session(folder)
        async with running(session, (160, 40), at="layers", settings=settings) as pilot:
            await until(pilot, lambda key=key: f"{key} next open" in hints(pilot))
