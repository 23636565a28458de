"""Numbers and dates: what a person types, what the arrow keys do, and when somebody objects."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved

SPEAK_AFTER = "cardtui.app.screens.answering.SPEAK_AFTER"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def said(pilot: Pilot[None]) -> str:
    """What is said to be wrong."""
    return str(interview(pilot).query_one("#findings", Static).content)


def shown(pilot: Pilot[None]) -> str:
    """What stands in the field."""
    return interview(pilot).query_one(Input).value


async def test_nobody_is_corrected_while_typing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before a pause; a visit later it is said at once."""
    monkeypatch.setattr(SPEAK_AFTER, 600)
    async with running(session, at="layers") as pilot:
        await typed(pilot, "six")
        await until_saved(pilot)
        assert said(pilot) == ""
        await press(pilot, "ctrl+n", "ctrl+b")
        assert "expected a whole number" in said(pilot)


@pytest.mark.parametrize(
    ("question", "keys"),
    [("layers", "-"), ("latency", "2e"), ("latency", "12.5 m"), ("released", "2026-0")],
)
async def test_what_is_half_typed_is_not_wrong_yet(
    session: Session, question: str, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long a person thinks; on the next visit it is."""
    monkeypatch.setattr(SPEAK_AFTER, 0.01)
    async with running(session, at=question) as pilot:
        await typed(pilot, keys)
        await until_saved(pilot)
        assert said(pilot) == ""
        await press(pilot, "ctrl+n", "ctrl+b")
        assert "expected" in said(pilot)


async def test_what_is_mended_is_no_longer_said(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes with the key that mends it, and another word waits for the pause."""
    async with running(session, at="layers") as pilot:
        await typed(pilot, "0")
        await until(pilot, lambda: "At least one." in said(pilot))
        await press(pilot, "home", "6")
        await until(pilot, lambda: said(pilot) == "")


@pytest.mark.parametrize(
    ("question", "keys", "expected"),
    [
        ("layers", ("5", "up", "up", "down"), "6"),
        ("layers", ("1", "comma", "0", "0", "0", "down"), "999"),
        ("latency", (*"12.55", "down"), "12.54"),
        ("latency", (*"0.9", "up"), "1.0"),
        ("layers", ("up",), ""),
        ("layers", ("x", "up"), "x"),
        ("latency", (*"9e300", "up"), "9e300"),
        ("released", (*"2024-02-28", "up"), "2024-02-29"),
        ("released", (*"9999-12-31", "up"), "9999-12-31"),
        ("released", (*"2024", "up"), "2024"),
    ],
)
async def test_the_arrow_keys_step(
    session: Session, question: str, keys: tuple[str, ...], expected: str
) -> None:
    """A number by its last decimal, a date by a day; what has no next one stays."""
    async with running(session, at=question) as pilot:
        await press(pilot, *keys)
        assert shown(pilot) == expected


@pytest.mark.parametrize("keys", [("up",), ("down",), tuple("Today")])
async def test_today_is_a_key_away(session: Session, keys: tuple[str, ...]) -> None:
    """Or its word."""
    earliest = datetime.now().astimezone().date()
    async with running(session, at="released") as pilot:
        await press(pilot, *keys, "enter")
        value = session.card.answers["released"].value
        assert isinstance(value, date)
        assert timedelta(0) <= value - earliest <= timedelta(1)


async def test_a_date_says_how_it_is_written(session: Session) -> None:
    """In the empty line, and below it how to get today's."""
    async with running(session, at="released") as pilot:
        assert "year-month-day" in str(interview(pilot).query_one(Input).placeholder)
        keys = interview(pilot).query_one("DateField .keys", Static)
        assert "up today" in str(keys.content)
