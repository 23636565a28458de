"""Undo and redo of answers, across questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from cardtui.app.settings import Settings
from cardtui.card.file import read_card
from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


@pytest.fixture(autouse=True)
def _said_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app says does not go away while a slow machine gets there."""
    monkeypatch.setattr("cardtui.app.screens.changing.SAID", 600)
    monkeypatch.setattr("cardtui.app.screens.interview._NOTICE", 600)


def told(pilot: Pilot[None]) -> list[str]:
    """What the app says at the moment, beside the screen."""
    return [each.message for each in pilot.app._notifications]


async def test_undo_goes_to_the_question_that_changes(session: Session) -> None:
    """And says which it is; the file follows."""
    async with running(session) as pilot:
        await typed(pilot, "DistilBERT")
        await press(pilot, "enter", "ctrl+n", "ctrl+n", "ctrl+n")
        assert interview(pilot).current == "layers"
        await press(pilot, "f8")
        assert interview(pilot).current == "name"
        assert interview(pilot).query_one(Input).value == ""
        assert told(pilot) == ["Undone: Name"]
        assert read_card(session.path).card.answer("name") is None
        await press(pilot, "f9")
        assert told(pilot) == ["Redone: Name"]
        assert interview(pilot).query_one(Input).value == "DistilBERT"
        assert read_card(session.path).card.answers["name"].value == "DistilBERT"


async def test_what_is_typed_is_one_step(session: Session) -> None:
    """Also what was typed before a pause; leaving the question ends the step."""
    async with running(session, at="name") as pilot:
        await typed(pilot, "Dis")
        await until(pilot, session.is_saved)
        await typed(pilot, "til")
        await press(pilot, "enter", "shift+tab")
        await typed(pilot, "!")
        await press(pilot, "f8")
        assert interview(pilot).query_one(Input).value == "Distil"
        await press(pilot, "f8")
        assert interview(pilot).query_one(Input).value == ""
        await press(pilot, "f8")
        assert told(pilot) == ["There is nothing to undo."]


async def test_undo_takes_back_what_was_typed_just_now(session: Session) -> None:
    """Before it had the time to go into the card; the text does not come back by itself."""
    async with running(session, at="layers") as pilot:
        await pilot.press("6", "f8")
        await until(pilot, lambda: told(pilot) == ["Undone: Layers"])
        await press(pilot, "ctrl+n")
        assert session.card.answer("layers") is None


async def test_each_choice_is_a_step(session: Session) -> None:
    """What it brought leaves with it, and comes back with it."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "space", "down", "space")
        assert session.card.answers["compression"].value == ["quantization", "pruning"]
        await press(pilot, "f8")
        assert session.card.answers["compression"].value == ["quantization"]
        await press(pilot, "f8")
        assert session.card.answer("compression") is None
        follow_ups = interview(pilot).query_one("#follow-ups")
        assert "- Not asked any more: Bits" in str(follow_ups.content)  # type: ignore[attr-defined]
        await press(pilot, "f9")
        assert "+ Now asked: Bits" in str(follow_ups.content)  # type: ignore[attr-defined]


async def test_a_status_and_a_cleared_answer_can_be_undone(session: Session) -> None:
    """The whole answer is there again."""
    session.set_value("layers", 6)
    async with running(session, at="layers") as pilot:
        await press(pilot, "f3")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).current == "latency")
        await press(pilot, "f8")
        assert interview(pilot).current == "layers"
        answer = session.card.answers["layers"]
        assert (answer.status, answer.value) == (None, 6)
        await press(pilot, "f4", "f8")
        assert session.card.answers["layers"].value == 6


async def test_a_change_after_undoing_cannot_be_redone_over(session: Session) -> None:
    """The new answer counts."""
    async with running(session, at="layers") as pilot:
        await typed(pilot, "6")
        await press(pilot, "enter", "f8")
        await typed(pilot, "7")
        await press(pilot, "f9")
        assert told(pilot) == ["There is nothing to redo."]
        assert session.card.answers["layers"].value == 7


async def test_rows_are_undone_one_by_one(session: Session) -> None:
    """Each row that was added, changed or deleted."""
    async with running(session, at="results") as pilot:
        for value in ("0.9", "0.8"):
            await press(pilot, "a")
            await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
            await press(pilot, "tab")
            await typed(pilot, value)
            await press(pilot, "ctrl+s")
            await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        assert len(session.card.answers["results"].rows) == 2
        await press(pilot, "f8")
        assert [row.cells["value"] for row in session.card.answers["results"].rows] == [0.9]
        await press(pilot, "d", "f8")
        assert [row.cells["value"] for row in session.card.answers["results"].rows] == [0.9]


async def test_the_palette_has_both(session: Session) -> None:
    """From the one declaration of actions."""
    async with running(session) as pilot:
        titles = [each.action.help for each in pilot.app.palette_entries(pilot.app.screen)]
        assert any("Undo" in title for title in titles)
        assert any("undone" in title for title in titles)


@pytest.mark.parametrize("question", ["name", "layers", "origin", "compression", "results"])
async def test_the_usual_key_tells_which_one_undoes(question: str, session: Session) -> None:
    """In every field that does not undo by itself; nothing changes by it."""
    session.set_value("name", "DistilBERT")
    before = session.card
    async with running(session, at=question) as pilot:
        await press(pilot, "ctrl+z")
        assert told(pilot) == ["f8 undoes the last change of an answer, wherever it was."]
        assert session.card == before


async def test_in_a_long_text_the_usual_key_undoes_what_was_typed(session: Session) -> None:
    """The text area has its own."""
    async with running(session, at="about") as pilot:
        await typed(pilot, "x")
        await press(pilot, "ctrl+z")
        assert told(pilot) == []
        assert interview(pilot).query_one(TextArea).text == ""


async def test_the_usual_key_can_be_given_to_it(session: Session) -> None:
    """Then it undoes, also where a text area would."""
    chosen = Settings(keys={"interview.undo": "ctrl+z"})
    async with running(session, at="name", settings=chosen) as pilot:
        await typed(pilot, "DistilBERT")
        await press(pilot, "enter", "ctrl+z")
        assert told(pilot) == ["Undone: Name"]
