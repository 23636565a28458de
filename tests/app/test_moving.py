"""Opening, going back and forth, stopping and resuming."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cardtui.app.app import CardtuiApp
from cardtui.app.screens import saving
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.widgets.document_view import DocumentView
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.card.file import read_card
from cardtui.interview.session import Session, open_session
from cardtui.sharing.opening import open_or_start
from support.every_type import EVERY_TYPE, every_type_session
from support.pilot import interview, press, running, typed, until, until_saved


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


async def test_the_first_question_has_the_cursor(session: Session) -> None:
    """A new card opens on the first required question, ready to type; no file is there yet."""
    async with running(session) as pilot:
        assert interview(pilot).current == "name"
        assert isinstance(pilot.app.focused, Input)
        assert not Path(session.path).exists()


async def test_an_answer_is_on_disk_before_the_screen_moves_on(session: Session) -> None:
    """When the next question is shown, the file holds the answer."""
    async with running(session) as pilot:
        await typed(pilot, "DistilBERT")
        await press(pilot, "enter")
        assert interview(pilot).current == "about"
        answer = read_card(session.path).card.answer("name")
        assert answer is not None
        assert answer.value == "DistilBERT"


async def test_a_pause_in_typing_saves(session: Session) -> None:
    """Without leaving the question."""
    async with running(session) as pilot:
        await typed(pilot, "Dis")
        await until_saved(pilot)
        assert interview(pilot).current == "name"
        answer = read_card(session.path).card.answer("name")
        assert answer is not None
        assert answer.value == "Dis"


async def test_back_and_forth(session: Session) -> None:
    """shift+tab goes back, ctrl+n goes on from anywhere, answers are there again."""
    async with running(session) as pilot:
        await typed(pilot, "X")
        await press(pilot, "enter", "ctrl+n", "shift+tab", "shift+tab")
        assert interview(pilot).current == "name"
        assert interview(pilot).query_one(Input).value == "X"
        await press(pilot, "shift+tab")
        assert interview(pilot).current == "name"


async def test_behind_the_last_question_is_the_overview(session: Session) -> None:
    """It says what is left; enter goes to the first open required question."""
    async with running(session, at="results") as pilot:
        await press(pilot, "ctrl+n")
        assert interview(pilot).current is None
        said = interview(pilot).query_one(Overview).text
        assert "1 required question open" in said
        assert "cardtui export" in said
        await press(pilot, "enter")
        assert interview(pilot).current == "name"


@pytest.mark.parametrize("question", ["name", "about", "snippet", "compression", "results"])
async def test_the_overview_is_a_key_away_from_every_field(session: Session, question: str) -> None:
    """Also where a text area has another use for that key."""
    async with running(session, at=question) as pilot:
        await press(pilot, "f7")
        assert interview(pilot).current is None


async def test_next_open_skips_what_is_answered(session: Session) -> None:
    """And begins again from the top."""
    session.set_value("name", "X")
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+o")
        assert interview(pilot).current == "about"
    async with running(session, at="results") as pilot:
        await press(pilot, "ctrl+o")
        assert interview(pilot).current == "about"


async def test_a_section_with_a_wrong_answer_says_so(session: Session) -> None:
    """Also where all in it is answered."""
    from cardtui.interview.navigation import asked_questions

    for question in asked_questions(session.bank, session.state):
        session.set_status(question, "unknown")
    for question, value in (("layers", 0), ("compression", ["none"])):
        session.set_value(question, value)
    async with running(session, at="origin") as pilot:
        outline = interview(pilot).query_one(Outline)
        await until(pilot, lambda: outline.entry_count > 0)
        sections = [shown for shown in outline.drawn if "Simple" in shown]
        assert sections[0].startswith("!")


async def test_a_narrow_screen_says_what_is_wrong_behind_it(session: Session) -> None:
    """Where the outline cannot show it, leaving a wrong answer is not silent."""
    async with running(session, size=(40, 12), at="layers") as pilot:
        await press(pilot, "0", "enter")
        assert interview(pilot).current == "latency"
        said = [each.message for each in pilot.app._notifications]
        assert said == ["Layers: At least one."]


@pytest.mark.parametrize("width", [100, 119, 120, 140, 200, 300])
async def test_the_question_has_room(session: Session, width: int) -> None:
    """At least 60 columns, and at least as many as what is beside it."""
    async with running(session, size=(width, 40)) as pilot:
        screen = interview(pilot)
        middle, card = screen.query_one("#question"), screen.query_one("#preview")
        assert card.display is (width >= 120)
        assert middle.outer_size.width >= max(card.outer_size.width, 60)


async def test_a_card_that_could_not_be_saved_is_saved_later(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without another key, once there is room again."""
    monkeypatch.setattr("cardtui.app.screens.saving._RETRY_EVERY", 0.05)
    from cardtui.errors import CardError, Problem

    save, full = session.save, [True]

    def save_or_fail() -> None:
        if full:
            raise CardError(Problem("no space left", "make room", session.path))
        save()

    monkeypatch.setattr(session, "save", save_or_fail)
    async with running(session) as pilot:
        await press(pilot, "X", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
        await press(pilot, "escape")
        full.clear()
        await until(pilot, session.is_saved)


async def test_the_outline_leads_anywhere(session: Session) -> None:
    """f5 goes there, enter opens what is highlighted, escape comes back."""
    async with running(session) as pilot:
        await press(pilot, "f5")
        assert isinstance(pilot.app.focused, Outline)
        await press(pilot, "end", "enter")
        assert interview(pilot).current == "origin"
        await press(pilot, "f5", "escape")
        assert not isinstance(pilot.app.focused, Outline)


async def test_not_applicable_because(session: Session) -> None:
    """A reason is asked for, the answer counts, and the question can still be answered."""
    async with running(session) as pilot:
        await press(pilot, "f2")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await typed(pilot, "a secret")
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).current == "about")
        answer = read_card(session.path).card.answer("name")
        assert answer is not None
        assert (answer.status, answer.reason) == ("not_applicable", "a secret")
        await press(pilot, "shift+tab")
        assert "not applicable: a secret" in str(interview(pilot).query_one("#status").content)  # type: ignore[attr-defined]
        await typed(pilot, "X")
        await press(pilot, "enter")
        answer = read_card(session.path).card.answer("name")
        assert answer is not None
        assert (answer.status, answer.value) == (None, "X")


async def test_do_not_know_keeps_what_was_typed(session: Session) -> None:
    """f4 brings it back."""
    session.set_value("layers", 6)
    async with running(session, at="layers") as pilot:
        await press(pilot, "f3")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).current == "latency")
        assert session.card.answers["layers"].status == "unknown"
        await press(pilot, "shift+tab", "f4")
        await pilot.pause()
        assert session.card.answers["layers"].status is None
        assert session.card.answers["layers"].value == 6


async def test_escape_says_nothing(session: Session) -> None:
    """Thinking better of it leaves the answer as it was."""
    async with running(session) as pilot:
        await press(pilot, "f3")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await press(pilot, "escape")
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
        assert session.card.answers == {}
        assert interview(pilot).current == "name"


async def test_a_question_that_must_be_answered_says_so(session: Session) -> None:
    """Where the bank allows no such answer, none is asked for."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "f3")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1
        assert session.card.answers == {}


async def test_stop_and_resume(session: Session) -> None:
    """The first open required question, else the first open one behind the last answered."""
    async with running(session) as pilot:
        await typed(pilot, "X")
        await press(pilot, "enter", "ctrl+n")
        await typed(pilot, "import x")
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    again = open_session(session.bank, session.path)
    async with running(again) as pilot:
        assert interview(pilot).current == "deployed"
        assert again.state.progress.answered == 2


async def test_what_was_typed_last_is_saved_on_the_way_out(session: Session) -> None:
    """ctrl+q does not wait for a pause."""
    async with running(session) as pilot:
        await typed(pilot, "last words")
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    answer = read_card(session.path).card.answer("name")
    assert answer is not None
    assert answer.value == "last words"


async def test_a_card_that_cannot_be_saved_is_said_and_nothing_is_lost(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message can be read and copied; the question stays, and saving works again later."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with running(session) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await typed(pilot, "X")
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
            assert "No space left on device" in pilot.app.screen.query_one("TextArea").text  # type: ignore[attr-defined]
            await press(pilot, "escape")
            await pilot.pause()
            assert interview(pilot).current == "name"
            assert interview(pilot).query_one(Input).value == "X"
        await press(pilot, "enter")
        assert interview(pilot).current == "about"
        assert read_card(session.path).card.answer("name") is not None


async def test_a_save_in_passing_that_fails_leaves_the_keyboard_alone(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed goes on in the question, and saving is tried again."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "_RETRY_EVERY", 0.01)
    async with running(session) as pilot:
        hints = interview(pilot).query_one(KeyHints)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await typed(pilot, "X")
            await until(pilot, lambda: hints.saved == "NOT SAVED")
            await typed(pilot, "Y")
            assert interview(pilot).query_one(Input).value == "XY"
            assert pilot.app.screen is interview(pilot)
        await until_saved(pilot)
    assert read_card(session.path).card.answers["name"].value == "XY"


async def test_a_project_with_several_banks_asks_which(tmp_path: Path) -> None:
    """For a new card only."""
    (tmp_path / "one.toml").write_text(EVERY_TYPE)
    (tmp_path / "two.toml").write_text(EVERY_TYPE.replace("every-type", "another"))
    (tmp_path / "cardtui.toml").write_text('bank = [{source = "one.toml"}, {source = "two.toml"}]')
    app = CardtuiApp(open_or_start(str(tmp_path / "card.toml")))
    async with app.run_test() as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert interview(pilot).session.bank.id == "another"


async def test_the_choice_of_a_bank_can_be_left(tmp_path: Path) -> None:
    """By the key that leaves everything."""
    (tmp_path / "one.toml").write_text(EVERY_TYPE)
    (tmp_path / "two.toml").write_text(EVERY_TYPE.replace("every-type", "another"))
    (tmp_path / "cardtui.toml").write_text('bank = [{source = "one.toml"}, {source = "two.toml"}]')
    app = CardtuiApp(open_or_start(str(tmp_path / "card.toml")))
    async with app.run_test() as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1)
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not app.is_running)


@pytest.mark.parametrize(
    ("width", "outline", "card"), [(120, True, True), (80, True, False), (60, False, False)]
)
async def test_narrow_terminals_fold_the_sides_away(
    session: Session, width: int, outline: bool, card: bool
) -> None:
    """A key brings either back over the question."""
    async with running(session, size=(width, 24)) as pilot:
        screen = interview(pilot)
        assert screen.query_one("#outline").display is outline
        assert screen.query_one("#preview").display is card
        await press(pilot, "f5")
        assert screen.query_one("#outline").display
        await press(pilot, "escape")
        assert screen.query_one("#question").display
        await press(pilot, "f6")
        assert screen.query_one("#preview").display


async def test_the_card_reads_along(session: Session) -> None:
    """The section at the right follows what is typed."""
    async with running(session) as pilot:
        await typed(pilot, "DistilBERT")
        await until(pilot, lambda: "DistilBERT" in preview_text(pilot))


def preview_text(pilot: Pilot[None]) -> str:
    """What the right side shows."""
    shown = interview(pilot).query("#preview DocumentView").results(DocumentView)
    return "\n".join(view.render_line(y).text for view in shown for y in range(view.size.height))
