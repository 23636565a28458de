"""What is typed is kept: in forms that are left, in undone pastes, while typing goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.widgets import Label, OptionList, TextArea

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.reason import ReasonScreen
from cardtui.app.screens.row import RowScreen
from cardtui.card.file import read_card
from cardtui.card.model import Row
from cardtui.interview.session import Session
from cardtui.sharing.opening import Opened
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


async def test_leaving_keeps_the_cells_of_an_open_form(session: Session) -> None:
    """ctrl+q in the form of a row: the row is in the file."""
    async with running(session, at="results") as pilot:
        await press(pilot, "a", "tab")
        await typed(pilot, "0.9")
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert read_card(session.path).card.answers["results"].rows == (Row(1, {"value": 0.9}),)


async def test_leaving_keeps_a_reason(session: Session) -> None:
    """ctrl+q while a reason is typed: the status is in the file, with the reason."""
    async with running(session, at="layers") as pilot:
        await press(pilot, "f3")
        await typed(pilot, "nobody counted")
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    answer = read_card(session.path).card.answers["layers"]
    assert (answer.status, answer.reason) == ("unknown", "nobody counted")


@pytest.mark.parametrize(
    ("question", "key", "screen"), [("results", "a", RowScreen), ("layers", "f2", ReasonScreen)]
)
async def test_esc_asks_before_it_drops(
    session: Session, question: str, key: str, screen: type[RowScreen | ReasonScreen]
) -> None:
    """Once where something is typed; without that it leaves at once."""
    async with running(session, at=question) as pilot:

        def is_open() -> bool:
            return isinstance(pilot.app.screen, screen)

        await press(pilot, key)
        await until(pilot, is_open)
        await press(pilot, "escape")
        assert not is_open()
        await press(pilot, key)
        await until(pilot, is_open)
        await press(pilot, *(("tab",) if screen is RowScreen else ()), "7", "escape")
        assert is_open()
        assert "not kept yet" in str(pilot.app.screen.query_one(".keys", Label).content)
        await press(pilot, "8")
        assert "not kept yet" not in str(pilot.app.screen.query_one(".keys", Label).content)
        await press(pilot, "escape", "escape")
        assert not is_open()
        assert session.card.answers == {}


def pasted(lines: int) -> events.Paste:
    return events.Paste("\n".join(f"line {number}" for number in range(lines)))


async def test_a_long_paste_is_undone_and_redone(session: Session) -> None:
    """In a small terminal, where its lines bring a scrollbar that leaves with them."""
    async with running(session, size=(80, 24), at="about") as pilot:
        area = interview(pilot).query_one(TextArea)
        area.post_message(pasted(30))
        await pilot.pause()
        whole = area.text
        for key, text in (("z", ""), ("z", ""), ("y", whole), ("z", "")):
            await press(pilot, f"ctrl+{key}")
            assert area.text == text


@pytest.mark.parametrize("seed", range(3))
async def test_any_edits_are_undone_and_redone(session: Session, seed: int) -> None:
    """Typing, pasting, deleting and moving in any order: all back to nothing, and all again."""
    chance = Random(seed)
    async with running(session, size=(80, 24), at="about") as pilot:
        area = interview(pilot).query_one(TextArea)
        edits: tuple[Callable[[], object], ...] = (
            lambda: area.post_message(pasted(chance.randrange(1, 40))),
            lambda: area.insert("word " * chance.randrange(1, 60)),
            lambda: area.delete((0, 0), (chance.randrange(area.document.line_count), 0)),
            area.action_delete_line,
            area.action_cursor_up,
            area.action_cursor_line_end,
        )
        for _ in range(25):
            chance.choice(edits)()
            await pilot.pause()
        whole = area.text
        for _ in range(25):
            await press(pilot, "ctrl+z")
        assert area.text == ""
        for _ in range(25):
            await press(pilot, "ctrl+y")
        assert area.text == whole


async def test_typing_without_a_pause_is_saved_too(session: Session) -> None:
    """A text that goes on and on is in the file before its end."""
    async with running(session, at="about") as pilot:

        def is_on_disk() -> bool:
            return Path(session.path).exists() and bool(read_card(session.path).card.answers)

        keys = 0
        while not is_on_disk():
            await pilot.press("x")
            keys += 1
            assert keys < 2000


async def test_a_key_that_is_faster_than_a_list(session: Session) -> None:
    """A page further in a list that is not laid out yet: nothing happens, and the app lives."""
    async with running(session, at="name") as pilot:
        early = OptionList("one", "two")
        early.display = False
        await interview(pilot).mount(early)
        early.highlighted = 0
        with pytest.raises(KeyError):
            early.action_page_down()
        assert await pilot.app.run_action("page_down", early)


async def test_an_app_that_is_left_at_once_ends_quietly(tmp_path: Path) -> None:
    """While what is around the first question is still being put there."""
    session = every_type_session(tmp_path)
    async with CardtuiApp(Opened(session.path, session)).run_test():
        pass
