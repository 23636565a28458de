"""Answers in rows: the grid, and the form for one row."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, Static

from cardtui.app.fields.choice_list import ChoiceList
from cardtui.card.file import read_card
from cardtui.card.model import Answer, Row
from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved


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


async def test_a_cell_is_emptied(session: Session) -> None:
    """Also one with options, from which no other key takes the choice away; its cell asks on."""
    session.set_rows("results", (Row(1, {"metric": "f1", "value": 0.5}),))
    async with running(session, at="results") as pilot:
        await press(pilot, "e", "f4")
        assert isinstance(pilot.app.focused, ChoiceList)
        assert pilot.app.focused.chosen == []
        await press(pilot, "enter", "f4")
        assert isinstance(pilot.app.focused, Input)
        await typed(pilot, "0.6")
        await press(pilot, "ctrl+s")
        await until_saved(pilot)
        assert stored(session, "results").rows == (Row(1, {"value": 0.6}),)


ROWS = tuple(Row(number, {"metric": "f1", "value": number / 10}) for number in (1, 2, 3))


def keys(pilot: Pilot[None]) -> str:
    """What stands below the grid."""
    return str(interview(pilot).query_one("TableField > .keys", Static).content)


def numbers(session: Session) -> list[int]:
    """The numbers of the rows, in their order."""
    return [row.number for row in session.card.answers["results"].rows]


def grid(pilot: Pilot[None]) -> list[list[str]]:
    """The cells on screen."""
    table = interview(pilot).query_one(DataTable)
    return [[str(cell) for cell in table.get_row_at(row)] for row in range(table.row_count)]


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste where the cursor is."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Paste(text))
    await pilot.pause()
    await press(pilot, "up")


def said(pilot: Pilot[None]) -> str:
    """What was said last."""
    return [each.message for each in pilot.app._notifications][-1]


async def test_rows_are_counted_and_the_keys_are_there(session: Session) -> None:
    """An empty table says how to begin."""
    async with running(session, at="results") as pilot:
        assert "a add a row" in keys(pilot)
        await paste(pilot, "f1\t0.9")
        assert keys(pilot).replace("\u00a0", " ").startswith("1 row   a add")


async def test_the_form_opens_at_the_cell_under_the_cursor(session: Session) -> None:
    """Which moves by cells and rows."""
    session.set_rows("results", ROWS)
    async with running(session, at="results") as pilot:
        await press(pilot, "down", "right", "e")
        focused = pilot.app.focused
        assert isinstance(focused, Input)
        assert focused.value == "0.2"
        await press(pilot, "5", "ctrl+s")
        assert session.card.answers["results"].rows[1].cells["value"] == 0.25
        await press(pilot, "c")
        assert session.card.answers["results"].rows[2].cells["value"] == 0.25


async def test_rows_are_moved_with_their_numbers(session: Session) -> None:
    """By which they merge; at an end nothing happens, and undo moves them back."""
    session.set_rows("results", ROWS)
    async with running(session, at="results") as pilot:
        await press(pilot, "k", "j")
        assert numbers(session) == [2, 1, 3]
        await press(pilot, "shift+down", "j")
        assert numbers(session) == [2, 3, 1]
        await press(pilot, "shift+up")
        assert numbers(session) == [2, 1, 3]
        await until_saved(pilot)
        assert [row.number for row in stored(session, "results").rows] == [2, 1, 3]
        await press(pilot, "f8", "f8", "f8")
        assert numbers(session) == [1, 2, 3]


async def test_a_row_is_copied_below_itself(session: Session) -> None:
    """Under a number that no row has had."""
    session.set_rows("results", ROWS)
    async with running(session, at="results") as pilot:
        await press(pilot, "end", "c", "d", "c")
        assert numbers(session) == [1, 2, 5, 3]


async def test_lines_of_a_spreadsheet_become_rows(session: Session) -> None:
    """Cell by cell as if typed, options by their label, in one step that can be undone."""
    async with running(session, at="results") as pilot:
        await paste(pilot, "Accuracy\t0.91\r\nf1\t0.5\trare words\r\n")
        assert [row.cells for row in session.card.answers["results"].rows] == [
            {"metric": "accuracy", "value": 0.91},
            {"metric": "f1", "value": 0.5, "gap": "rare words"},
        ]
        assert said(pilot) == "2 rows added: f8 takes it back."
        await press(pilot, "f8")
        assert session.card.answer("results") is None


async def test_what_does_not_fit_is_said_and_kept(session: Session) -> None:
    """In the grid with a mark, and below it with the row as it is counted on screen."""
    session.set_rows("results", (Row(7, {"value": 1.0}),))
    async with running(session, at="results") as pilot:
        await paste(pilot, "accuracy\t0,91\nrecall\t0.8\n")
        assert said(pilot).startswith("2 rows added, 2 cells to mend")
        findings = str(interview(pilot).query_one("#findings", Static).content)
        assert "! row 2, Value: expected a number: write 0.91" in findings
        assert '! row 3, Metric: "recall" is not an option' in findings
        assert grid(pilot)[1][:2] == ["accuracy", "! 0,91"]
        await until_saved(pilot)
        assert stored(session, "results").rows[1].cells["value"] == "0,91"


async def test_a_paste_that_would_lose_something_adds_nothing(session: Session) -> None:
    """It is said which line has too much; what is on the clipboard is still there."""
    async with running(session, at="results") as pilot:
        await paste(pilot, "f1,0.9\nf1,0.8,words,more\n")
        assert said(pilot) == "Line 2 has 4 values for 3 columns: nothing was pasted."
        assert session.card.answer("results") is None
        await paste(pilot, "f1\n" * 501)
        assert "at most 500" in said(pilot)
        await paste(pilot, "\n \n")
        assert session.card.answer("results") is None


async def test_cells_that_are_set_aside_are_dashes(session: Session) -> None:
    """Whatever they hold."""
    session.set_rows("results", (Row(1, {"value": 0.9, "gap": "kept"}), Row(2, {"value": 0.1})))
    async with running(session, at="results") as pilot:
        assert [row[2] for row in grid(pilot)] == ["–", ""]


async def test_checks_speak_in_the_form_after_a_pause(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the cell, not while a number is half typed, and gone when it is mended."""
    monkeypatch.setattr("cardtui.app.screens.row.SPEAK_AFTER", 0.01)
    session.set_rows("results", (Row(1, {"value": "many"}),))
    async with running(session, at="results") as pilot:
        await press(pilot, "right", "e")
        found = [s for s in pilot.app.screen.query(".finding").results(Static) if s.display]
        assert [str(each.content) for each in found] == ["! expected a number"]
        await press(pilot, "home", "shift+end", "minus")
        await until(pilot, lambda: not found[0].display)
        await press(pilot, "x")
        await until(pilot, lambda: found[0].display)


async def test_a_wide_table_scrolls_sideways(session: Session) -> None:
    """To the cell with the cursor, so that it is always in sight."""
    session.set_rows("results", (Row(1, {"value": 0.1, "gap": "words " * 9}),))
    async with running(session, size=(40, 12), at="results") as pilot:
        await press(pilot, "right", "right")
        assert interview(pilot).query_one(DataTable).scroll_offset.x > 0
