"""Answers in rows: the grid, and the form for one row."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import DataTable

from cardtui.card.file import read_card
from cardtui.card.model import Answer, Row
from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until_saved


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def stored(session: Session, question: str) -> Answer:
    """What the file on disk holds for a question."""
    answer = read_card(session.path).card.answer(question)
    assert answer is not None
    return answer


async def test_a_table_is_filled_row_by_row(session: Session) -> None:
    """A form for each row; a cell whose condition is not true is not asked for."""
    async with running(session, at="results") as pilot:
        await press(pilot, "a", "down", "enter")
        await typed(pilot, "0.91")
        await press(pilot, "enter")
        await pilot.pause()
        await until_saved(pilot)
        assert stored(session, "results").rows == (Row(1, {"metric": "accuracy", "value": 0.91}),)
        await press(pilot, "a", "down", "down", "enter")
        await typed(pilot, "0.5")
        await press(pilot, "enter")
        await typed(pilot, "rare words")
        await press(pilot, "enter")
        await pilot.pause()
        await until_saved(pilot)
        assert stored(session, "results").rows[1].cells["gap"] == "rare words"
        assert interview(pilot).query_one(DataTable).row_count == 2


async def test_rows_are_edited_and_deleted(session: Session) -> None:
    """The number of a deleted row is never given again."""
    session.set_rows("results", (Row(1, {"value": 1.0}), Row(2, {"value": 2.0})))
    async with running(session, at="results") as pilot:
        await press(pilot, "down", "d", "a", "enter")
        await typed(pilot, "3")
        await press(pilot, "enter")
        await pilot.pause()
        await until_saved(pilot)
        assert stored(session, "results").rows == (Row(1, {"value": 1.0}), Row(3, {"value": 3}))
        await press(pilot, "home", "up", "e", "enter", "end", "backspace")
        await press(pilot, "escape")
        assert session.card.answers["results"].rows[0].cells == {"value": 1.0}
