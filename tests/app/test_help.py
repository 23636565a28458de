"""The help panel of each screen, and what is said when the app is opened for the first time."""

from __future__ import annotations

import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Label, TextArea

from cardtui.app.action import Action
from cardtui.app.actions import GROUP_OF
from cardtui.app.app import CardtuiApp
from cardtui.app.fields.line import LineInput
from cardtui.app.first_run import MARKER, is_first_run
from cardtui.app.screens.help import HelpScreen
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.settings import Settings
from cardtui.app.widgets.greeting import Greeting
from cardtui.interview.session import Session
from support.distilbert import distilbert_session
from support.every_type import every_type_session
from support.person import newcomer
from support.pilot import drawn, help_lines, interview, picture, press, running, typed, until

SamePicture = Callable[[str, str], None]
WIDE, SMALL, LOW = (120, 40), (80, 24), (40, 12)
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x40", "80x24"])


def named(what: str, size: tuple[int, int]) -> str:
    return f"{what}-{size[0]}x{size[1]}"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


async def helped(pilot: Pilot[None]) -> None:
    await press(pilot, "f10")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))


def nearest(group: str, groups: list[str]) -> list[Action]:
    """The actions of a group that have a key which means nothing else nearer to the cursor."""
    inner = [GROUP_OF[each] for each in groups[: groups.index(group)]]
    nearer = {k for g in inner for a in (*g.actions, *g.always) for k in a.key.split(",")}
    here = GROUP_OF[group]
    return [a for a in (*here.always, *here.actions) if not set(a.key.split(",")) <= nearer]


@pytest.mark.parametrize(
    ("question", "keys", "title", "groups"),
    [
        ("name", [], "The interview", ["interview", "app"]),
        ("about", [], "The interview", ["block", "interview", "app"]),
        ("results", [], "The interview", ["table", "interview", "app"]),
        ("remark", [], "The interview", ["interview", "app"]),
        ("name", ["f5"], "The outline", ["outline", "interview", "app"]),
        ("name", ["f7"], "The overview", ["overview", "interview", "app"]),
        ("layers", ["f2"], "No answer, because", ["reason", "app"]),
        ("layers", ["f1"], "Why this question", ["why", "app"]),
        ("results", ["a"], "A row", ["choice", "row", "app"]),
    ],
)
async def test_each_screen_has_its_help(
    question: str, keys: list[str], title: str, groups: list[str], session: Session
) -> None:
    """What it is for, and every action that works there, by groups; no other."""
    async with running(session, at=question) as pilot:
        await press(pilot, *keys)
        before = pilot.app.screen
        await helped(pilot)
        labels = [str(label.content) for label in pilot.app.screen.query(Label)]
        assert labels[0] == title
        assert [GROUP_OF[each].title for each in groups] == [
            label for label in labels[1:] if label in {g.title for g in GROUP_OF.values()}
        ]
        listed = help_lines(pilot)
        declared = [a for group in groups for a in nearest(group, groups)]
        assert [line[1] for line in listed] == [action.help for action in declared]
        keys = [key for line in listed for key in line[0].split(", ")]
        assert len(keys) == len(set(keys))
        await press(pilot, "escape")
        assert pilot.app.screen is before


async def test_help_of_the_start_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before there is a card."""
    monkeypatch.chdir(tmp_path)
    app = CardtuiApp()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await helped(pilot)
        assert str(app.screen.query(Label).first().content) == "The start"


async def test_what_is_wrong_is_told_in_front_of_the_start_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the app opens without a card, too."""
    monkeypatch.chdir(tmp_path)
    app = CardtuiApp(settings=Settings(keys={"interview.undo": "u"}))
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(app.screen.query("MessageScreen TextArea")))
        assert app.screen.query_one(TextArea).text.startswith("`u` is needed for typing")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        assert app.is_running


async def test_help_can_be_read_to_its_end_in_a_small_terminal(session: Session) -> None:
    """With the arrow keys, a page at a time, and all at once."""
    async with running(session, size=LOW, at="results") as pilot:
        await helped(pilot)
        scroll = pilot.app.screen.query_one(VerticalScroll)
        await until(pilot, lambda: scroll.max_scroll_y > 0)
        assert pilot.app.screen.region.contains_region(scroll.region)
        assert scroll.region.height >= 5
        await press(pilot, "down")
        await until(pilot, lambda: scroll.scroll_offset.y == 1)
        await press(pilot, "end")
        await until(pilot, lambda: scroll.scroll_offset.y == scroll.max_scroll_y)


async def test_there_is_no_help_for_help(session: Session) -> None:
    """The same key closes it, and the palette keeps its keys to itself."""
    async with running(session, at="name") as pilot:
        await helped(pilot)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, InterviewScreen)
        await press(pilot, "ctrl+p", "f10", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))


async def test_help_covers_a_form_and_keeps_what_is_typed(session: Session) -> None:
    """Reading it costs nothing."""
    async with running(session, at="layers") as pilot:
        await press(pilot, "f2")
        await typed(pilot, "later")
        await helped(pilot)
        await press(pilot, "escape", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        answer = session.card.answer("layers")
        assert answer is not None
        assert answer.reason == "later"


async def test_ctrl_c_says_how_to_leave(session: Session) -> None:
    """As whoever presses it wants to know."""
    async with running(session, at="remark") as pilot:
        await press(pilot, "ctrl+c")
        said = [notice.message for notice in pilot.app._notifications]
        assert said == ["ctrl+q saves and leaves."]


# The first time


@pytest.fixture
def first_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The marker that the app has been opened; it is not there yet."""
    for name, folder in newcomer(tmp_path / "newcomer").items():
        monkeypatch.setenv(name, folder)
    return tmp_path / "newcomer" / "state" / "cardtui" / MARKER


async def greeted(pilot: Pilot[None]) -> str:
    await until(pilot, lambda: bool(interview(pilot).query(Greeting)))
    return str(interview(pilot).query_one(Greeting).content)


async def test_a_newcomer_is_told_three_keys(session: Session, first_time: Path) -> None:
    """Until the first question is left; and never again."""
    async with running(session, at="name") as pilot:
        assert await greeted(pilot) == (
            "New here?  enter goes on, ctrl+p finds every action, ctrl+q saves and leaves. "
            "Everything is saved as you type."
        )
        assert first_time.exists()
        await typed(pilot, "A model")
        await press(pilot, "f10", "escape", "f5", "escape")
        assert interview(pilot).query(Greeting)
        await press(pilot, "enter")
        await until(pilot, lambda: not interview(pilot).query(Greeting))
        await press(pilot, "shift+tab")
        assert not interview(pilot).query(Greeting)
    async with running(session, at="name") as pilot:
        await until(pilot, lambda: not list(pilot.app.workers))
        assert not interview(pilot).query(Greeting)


async def test_the_key_that_goes_on_is_that_of_the_field(
    session: Session, first_time: Path
) -> None:
    """And the others are those of the settings."""
    settings = Settings(keys={"app.quit": "ctrl+f12", "app.command_palette": "ctrl+f11"})
    async with running(session, at="about", settings=settings) as pilot:
        assert (await greeted(pilot)).startswith(
            "New here?  tab goes on, ctrl+f11 finds every action, ctrl+f12 saves"
        )


async def test_who_has_opened_it_before_is_not_greeted(session: Session) -> None:
    async with running(session, at="name") as pilot:
        await until(pilot, lambda: not list(pilot.app.workers))
        assert not interview(pilot).query(Greeting)


@pytest.mark.parametrize("home", ["missing", "a file", "a cross"])
async def test_a_folder_that_cannot_be_made_is_no_error(
    home: str, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said that would be said every time."""
    place = tmp_path / "place"
    if home == "a file":
        place.touch()
    elif home == "a cross":
        place.symlink_to(place)
    state = "~/nowhere" if home == "missing" else str(place / "state")
    monkeypatch.setenv("XDG_STATE_HOME", state)
    async with running(session, at="name") as pilot:
        await until(pilot, lambda: not list(pilot.app.workers))
        assert not interview(pilot).query(Greeting)


async def test_a_slow_disk_keeps_nobody_waiting(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is the first time is asked behind the first question, and nobody waits for it."""
    answers = threading.Event()
    asked = threading.Event()

    def slowly() -> bool:
        asked.set()
        return answers.wait(20)

    monkeypatch.setattr("cardtui.app.first_run.is_first_run", slowly)
    try:
        async with running(session, at="name") as pilot:
            await until(pilot, asked.is_set)
            await typed(pilot, "A model")
            assert interview(pilot).query_one(LineInput).text == "A model"
            assert not interview(pilot).query(Greeting)
            answers.set()
            await greeted(pilot)
    finally:
        answers.set()


def test_the_first_time_is_once(first_time: Path) -> None:
    """Also where two windows are opened at the same moment."""
    assert [is_first_run() for _ in range(3)] == [True, False, False]
    assert os.stat(first_time).st_size == 0


# Pictures


async def outline(pilot: Pilot[None]) -> None:
    await press(pilot, "f5")


async def overview(pilot: Pilot[None]) -> None:
    await press(pilot, "f7")


async def form(pilot: Pilot[None]) -> None:
    await press(pilot, "e")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)


async def nothing(pilot: Pilot[None]) -> None:
    pass


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for settings that reads as one; nothing is there."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "/home/you/.config")


@pytest.mark.parametrize(
    ("what", "do", "size"),
    [
        *(("help-table", nothing, size) for size in (WIDE, SMALL, LOW)),
        *(("help-overview", overview, size) for size in (WIDE, SMALL)),
        *(("help-row", form, size) for size in (WIDE, SMALL)),
    ],
    ids=lambda value: f"{value[0]}x{value[1]}" if isinstance(value, tuple) else None,
)
async def test_help(
    what: str,
    do: Callable[[Pilot[None]], Awaitable[None]],
    size: tuple[int, int],
    tmp_path: Path,
    at_home: None,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What this screen is for, and its keys."""
    # The overview behind it names the card.
    monkeypatch.chdir(tmp_path)
    async with running(distilbert_session(Path()), size=size, at="results") as pilot:
        await do(pilot)
        await until(pilot, lambda: not [w for w in pilot.app.workers if w.group == "preview"])
        await helped(pilot)
        await until(pilot, lambda: pilot.app.screen.query_one(VerticalScroll).size.height > 1)
        same_picture(named(what, size), await picture(pilot))


@pytest.mark.parametrize("size", [WIDE, SMALL, LOW], ids=["120x40", "80x24", "40x12"])
async def test_the_first_time(
    size: tuple[int, int], tmp_path: Path, first_time: Path, same_picture: SamePicture
) -> None:
    """One line that names what one needs."""
    session = distilbert_session(tmp_path)
    for question in session.bank.questions:
        session.clear(question)
    async with running(session, size=size) as pilot:
        await greeted(pilot)
        await drawn(pilot)
        same_picture(named("first-run", size), await picture(pilot))
