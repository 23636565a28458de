"""The keys at the bottom are those of what is in front; small terminals show what matters."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Static

from cardtui.app.screens.row import RowScreen
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.interview.session import Session
from support.distilbert import distilbert_session
from support.every_type import every_type_session
from support.pilot import interview, press, running, until
from support.walk import settled


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def hints(pilot: Pilot[None]) -> str:
    """The line at the bottom."""
    return str(interview(pilot).query_one(KeyHints).content)


@pytest.mark.parametrize(
    ("question", "is_allowed"), [("layers", True), ("compression", False), ("remark", False)]
)
async def test_only_what_the_question_allows(
    session: Session, question: str, is_allowed: bool
) -> None:
    """No f2 and f3 where an answer is needed, or none is asked for."""
    async with running(session, at=question) as pilot:
        await until(pilot, lambda: "next" in hints(pilot))
        assert ("f2" in hints(pilot)) is is_allowed
        assert ("f3" in hints(pilot)) is is_allowed


async def test_the_hints_follow_the_cursor(session: Session) -> None:
    """Into the outline and the overview, and away while a form is open."""
    async with running(session, at="results") as pilot:
        await press(pilot, "f5")
        await until(pilot, lambda: "go there" in hints(pilot))
        assert "f2" not in hints(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: "f2" in hints(pilot))
        await press(pilot, "f7")
        await until(pilot, lambda: "go there" in hints(pilot))
        await press(pilot, "escape", "a")
        await until(pilot, lambda: not hints(pilot).strip())
        await press(pilot, "escape")
        await until(pilot, lambda: "f2" in hints(pilot))


async def test_question_and_field_are_in_sight_in_a_low_terminal(tmp_path: Path) -> None:
    """The first line of the question, and where its answer begins."""
    session = distilbert_session(tmp_path)
    first = next(iter(session.bank.questions))
    hidden = []
    async with running(session, size=(40, 12), at=first) as pilot:
        while (current := interview(pilot).current) is not None:
            await settled(pilot.app)
            await pilot.pause()
            view = interview(pilot).query_one("#question")
            top, bottom = view.scroll_offset.y, view.scroll_offset.y + view.size.height
            ask = view.query_one("#ask", Static).virtual_region
            field = interview(pilot)._view.field
            begins = field.virtual_region.y if field is not None else ask.y
            if not (top <= ask.y and begins + 1 <= bottom):
                hidden.append((current, top, ask, begins, bottom))
            await press(pilot, "ctrl+n")
    assert hidden == []


async def test_the_form_of_a_row_fits_a_low_terminal(session: Session) -> None:
    """With its keys and buttons."""
    async with running(session, size=(40, 12), at="results") as pilot:
        await press(pilot, "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        await pilot.pause()
        for button in pilot.app.screen.query(Button):
            assert pilot.app.screen.region.contains_region(button.region)
            assert button.region.height == 1
