"""What the bank suggests stands below the field, and one key takes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from cardtui.app.fields.choice_list import ChoiceList
from cardtui.interview.session import Session, new_session
from support.banks import bank_asking
from support.pilot import interview, press, running, typed, until, until_saved

BANK = bank_asking(
    """
[[section.question]]
id = "precision"
type = "select"
ask = "Which precision?"
label = "Precision"
options = ["FP32", "INT8"]
[[section.question]]
id = "bits"
type = "integer"
unit = "bits"
ask = "How many bits?"
suggest = "8 if precision == 'int8' else None"
[[section.question]]
id = "small"
type = "bool"
ask = "Is it small?"
suggest = "bits < 10"
[[section.question]]
id = "why"
type = "longtext"
ask = "Why?"
when = { small = true }
suggest = "'Because.'"
"""
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = new_session(BANK, str(tmp_path / "card.toml"))
    session.set_value("precision", "int8")
    return session


def suggested(pilot: Pilot[None]) -> str:
    return str(interview(pilot).query_one("#suggestion", Static).content)


async def test_one_key_takes_a_suggestion(session: Session) -> None:
    """It says where it comes from, and is gone when it is taken; one undo brings it back."""
    async with running(session, at="bits") as pilot:
        said = "Suggested: 8 bits (because Precision is INT8)   ctrl+s takes it"
        assert suggested(pilot) == said
        assert session.card.answer("bits") is None
        await press(pilot, "ctrl+s")
        assert interview(pilot).query_one(Input).value == "8"
        assert suggested(pilot) == ""
        await until_saved(pilot)
        await press(pilot, "f8")
        assert session.card.answer("bits") is None
        assert suggested(pilot) == said


async def test_it_goes_while_it_is_typed(session: Session) -> None:
    """And comes back where something else is; taking it then replaces that."""
    async with running(session, at="bits") as pilot:
        await typed(pilot, "8")
        await until(pilot, lambda: suggested(pilot) == "")
        await typed(pilot, "0")
        await until(pilot, lambda: "8 bits" in suggested(pilot))
        await press(pilot, "ctrl+s")
        assert session.card.answers["bits"].value == 8
        await press(pilot, "f8")
        assert session.card.answers["bits"].value == 80


async def test_it_works_in_every_field_that_has_one(session: Session) -> None:
    """In a choice, where a follow-up appears, and in a text of several lines."""
    session.set_value("bits", 8)
    async with running(session, at="small") as pilot:
        assert "Yes" in suggested(pilot)
        await press(pilot, "ctrl+s")
        assert interview(pilot).query_one(ChoiceList).chosen == ["yes"]
        assert "+ Now asked: Why" in str(interview(pilot).query_one("#follow-ups", Static).content)
        await press(pilot, "ctrl+n", "ctrl+s")
        assert session.card.answers["why"].value == "Because.\n"


async def test_without_a_suggestion_that_is_said(session: Session) -> None:
    """And nothing changes."""
    async with running(session, at="precision") as pilot:
        before = session.card
        await press(pilot, "ctrl+s")
        assert any("Nothing else is suggested" in n.message for n in pilot.app._notifications)
        assert session.card is before
