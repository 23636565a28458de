"""Banks, answers and pastes of a size that nobody plans for: keys act at once all the same.

What counts is the processor time of the event loop without a pause. The limits are generous, as
Textual itself mounts and lays out in it; a quiet machine takes a fifth.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from cardtui.app.screens.changes import ChangesScreen
from cardtui.app.screens.reason import ReasonScreen
from cardtui.app.screens.row import RowScreen
from cardtui.app.screens.versions import VersionsScreen
from cardtui.card.model import Answer
from cardtui.interview.session import Session, open_session
from support.drawn import strips, text_of
from support.every_type import every_type_session
from support.huge import BANKS, huge_session
from support.pilot import interview, press, running, until
from support.sampling import one_in
from support.walk import settled
from support.watchdog import Watchdog

LIMIT = 0.3
"""Seconds."""
MEGABYTE = 1_000_000
PASTES = {
    "one line": "x" * MEGABYTE,
    "words": "word " * (MEGABYTE // 5),
    "lines": "a line of a long text\n" * (MEGABYTE // 22),
}


async def after(pilot: Pilot[None], *keys: str) -> float:
    """Press keys one by one; the longest time that the event loop took for one of them."""
    longest = 0.0
    for key in keys:
        async with Watchdog() as dog:
            pilot.app.simulate_key(key)
            await settled(pilot.app)
        longest = max(longest, dog.longest)
    return longest


@pytest.mark.thorough
@pytest.mark.parametrize("what", [name for name in BANKS if "table" not in name])
async def test_keys_act_at_once_in_a_huge_bank(what: str, tmp_path: Path) -> None:
    """It opens; answers, ways through it, outline, overview and palette are as fast as ever."""
    session = huge_session(what, tmp_path)
    async with running(session) as pilot:
        await press(pilot, "f7", "f7", "f1", "escape", "ctrl+p", "escape")
        walk = ("x", "space", "ctrl+n", "ctrl+n", "5", "ctrl+b", "f5", "down", "end", "escape")
        assert await after(pilot, *walk) < LIMIT
        assert await after(pilot, "f7", "down", "pagedown", "f7", "ctrl+o", "f8", "f1") < LIMIT
        assert pilot.app.is_running


@pytest.mark.thorough
async def test_a_huge_table_is_shown_and_changed(tmp_path: Path) -> None:
    """Moving in it is fluid; opening it and its form is one short wait."""
    session = huge_session("a table of 500 rows and 30 columns", tmp_path)
    async with running(session, at="q0") as pilot:
        assert await after(pilot, "down", "down", "pagedown", "end", "home") < LIMIT
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))
        await settled(pilot.app)
        assert await after(pilot, "x", "y", "enter", "z") < LIMIT
        await press(pilot, "ctrl+s")
        rows = interview(pilot).session.card.answers["q0"].rows
        changed = [row.cells for row in rows if row.cells["c0"] == "cell 0xy"]
        assert [cells["c1"] for cells in changed] == ["cell 1z"]


def shown_in(pilot: Pilot[None]) -> str:
    """What the field that has the cursor shows."""
    focused = pilot.app.focused
    assert isinstance(focused, Input | TextArea)
    return focused.value if isinstance(focused, Input) else focused.text


@pytest.mark.parametrize("paste", one_in(len(PASTES), PASTES))
@pytest.mark.parametrize(
    ("question", "keys", "screen"),
    [
        ("name", (), None),
        ("latency", (), None),
        ("about", (), None),
        ("snippet", (), None),
        ("languages", (), None),
        ("name", ("f2",), ReasonScreen),
        ("results", ("a", "tab"), RowScreen),
    ],
)
async def test_a_paste_of_a_megabyte_is_not_taken_and_that_is_said(
    paste: str, question: str, keys: tuple[str, ...], screen: type | None, tmp_path: Path
) -> None:
    """Whatever is typed afterwards acts at once, and what stood there before stands there."""
    async with running(every_type_session(tmp_path), at=question) as pilot:
        await press(pilot, *keys)
        assert screen is None or isinstance(pilot.app.screen, screen)
        await press(pilot, "1")
        async with Watchdog() as dog:
            pilot.app.post_message(events.Paste(PASTES[paste]))
            await settled(pilot.app)
        assert dog.longest < LIMIT
        assert any("Nothing was pasted" in n.message for n in pilot.app._notifications)
        assert await after(pilot, "2", "3", "backspace") < LIMIT
        assert shown_in(pilot) == "12"


@pytest.mark.thorough
@pytest.mark.parametrize("question", ["about", "languages", "snippet"])
async def test_what_a_field_takes_can_be_typed_in_at_once(question: str, tmp_path: Path) -> None:
    """A paste just below the limit."""
    async with running(every_type_session(tmp_path), at=question) as pilot:
        pilot.app.post_message(events.Paste("some words " * 1500 + "\n" + "a line\n" * 9000))
        await settled(pilot.app)
        assert await after(pilot, "x", "space", "backspace", "up", "y") < LIMIT
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: interview(pilot).current != question)
        await press(pilot, "ctrl+b")
        await until(pilot, lambda: interview(pilot).current == question)
        await settled(pilot.app)
        assert len(shown_in(pilot)) > 70_000


async def test_an_answer_of_a_megabyte_is_kept_and_told(tmp_path: Path) -> None:
    """It is said that it cannot be changed here; the questions that name it can be read."""
    session = every_type_session(tmp_path)
    long = {"name": "word " * (MEGABYTE // 5), "about": PASTES["lines"]}
    for name, text in long.items():
        session.set_value(name, text)
    session.set_status("released", "unknown", "because " * (MEGABYTE // 8))
    session.save()
    before = Path(session.path).read_bytes()
    async with running(session, at="name") as pilot:
        for name in ("name", "about"):
            await settled(pilot.app)
            assert interview(pilot).current == name
            assert "cannot be changed here" in text_of(strips(pilot.app))
            assert await after(pilot, "x", "enter") < LIMIT
        assert await after(pilot, "ctrl+b", "ctrl+b", "f7", "down", "f7", "f5", "escape") < LIMIT
        for _ in range(7):
            assert await after(pilot, "ctrl+n") < LIMIT
        assert Path(session.path).read_bytes() == before


async def test_two_versions_of_a_megabyte_can_be_chosen_from(tmp_path: Path) -> None:
    """The beginning of each is shown."""
    session = every_type_session(tmp_path)
    session.set_value("about", PASTES["lines"])
    session.save()
    other = open_session(session.bank, session.path)
    other.set_value("about", PASTES["lines"] + "more")
    other.save()
    session.set_value("about", PASTES["words"])
    session.merge_from_disk()
    async with running(session, at="name") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        async with Watchdog() as dog:
            await settled(pilot.app)
        assert dog.longest < LIMIT
        await press(pilot, "enter")
        assert session.card.answers["about"].value == PASTES["words"] + "\n"


def with_answers_that_are_gone(folder: Path) -> Session:
    """A card of an older version, with 5,000 answers that nothing asks for."""
    session = every_type_session(folder)
    path = Path(session.path)
    session.set_answer("name", Answer("x"))
    session.save()
    gone = "".join(f"[answers.gone_{number}]\nvalue = {number}\n" for number in range(5000))
    path.write_text(path.read_text().replace("1.0.0", "0.1.0") + gone)
    return open_session(session.bank, session.path)


async def test_thousands_of_changes_are_counted(tmp_path: Path) -> None:
    """The first are shown, and how many more there are."""
    session = with_answers_that_are_gone(tmp_path)
    async with running(session) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, ChangesScreen))
        await settled(pilot.app)
        await press(pilot, *["pagedown"] * 50)
        assert "… and 4800 more changes." in text_of(strips(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).is_active)
        assert len(session.card.retired) == 5000
