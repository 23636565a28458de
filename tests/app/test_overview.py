"""The overview: what is left, a way to each of it, and a command that works."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.why import WhyScreen
from cardtui.app.widgets.overview import Overview
from cardtui.interview.session import Session
from cardtui.sharing.opening import Opened
from support.every_type import every_type_session
from support.pilot import interview, press, running, until


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    return every_type_session(Path())


@pytest.mark.parametrize("key", ["escape", "f7"])
async def test_a_key_leads_back(session: Session, key: str) -> None:
    """To the question from which it was opened."""
    async with running(session, at="layers") as pilot:
        await press(pilot, "f7", key)
        assert interview(pilot).current == "layers"


async def test_an_open_and_a_wrong_answer_lead_to_their_questions(session: Session) -> None:
    """The arrow keys go from one to the next, enter opens it."""
    session.set_value("layers", 0)
    async with running(session) as pilot:
        await press(pilot, "f7", "down", "enter")
        assert interview(pilot).current == "name"
        await press(pilot, "f7", "down", "down", "enter")
        assert interview(pilot).current == "layers"


async def test_what_is_set_aside_is_listed(session: Session) -> None:
    """By name; enter says why it is not asked."""
    session.set_value("compression", ["quantization"])
    session.set_value("bits", 8)
    session.set_value("compression", ["none"])
    async with running(session) as pilot:
        await press(pilot, "f7")
        overview = interview(pilot).query_one(Overview)
        assert "1 answer set aside and kept:\n  – Bits" in overview.text
        await press(pilot, "down", "up", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))


def command(overview: Overview) -> list[str]:
    """The words of the command that it tells to run."""
    said = next(each for each in overview.text.splitlines() if "cardtui export" in each)
    return shlex.split(said)


async def test_the_command_can_be_run_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the name quoted, the bank that was given, and no file of anyone overwritten."""
    monkeypatch.chdir(tmp_path)
    Path("my cards").mkdir()
    session = every_type_session(Path("my cards"))
    app = CardtuiApp(Opened(session.path, session), "my bank.toml")
    async with app.run_test() as pilot:
        await press(pilot, "f7")
        words = ["cardtui", "export", "my cards/card.toml", "--bank", "my bank.toml", "-o"]
        assert command(interview(pilot).query_one(Overview)) == [*words, "my cards/card.md"]
        Path("my cards/card.md").write_text("# Mine\n")
        await press(pilot, "f7", "f7")
        assert command(interview(pilot).query_one(Overview)) == [*words, "my cards/card-2.md"]


async def test_nothing_lies_over_the_list(session: Session) -> None:
    """What was said of a step before goes; a warning is not taken away before it was read."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+b")
        assert told(pilot) == ["This is the first question."]
        await press(pilot, "f7")
        assert told(pilot) == []
        pilot.app.notify("Read me.", severity="warning", timeout=20)
        await press(pilot, "f7")
        assert told(pilot) == ["Read me."]


def told(pilot: Pilot[None]) -> list[str]:
    """What is said in passing."""
    return [each.message for each in pilot.app._notifications]
