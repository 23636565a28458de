"""Every action that is declared can be done, by its key and from the palette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from cardtui.app.actions import ACTION_OF, GROUP_OF, GROUPS, HasActions, groups_at
from cardtui.app.app import CardtuiApp
from cardtui.app.fields.block import BlockArea
from cardtui.app.fields.choice_list import ChoiceList
from cardtui.app.fields.path import PathField
from cardtui.app.fields.stepped import DateField, NumberField
from cardtui.app.fields.table import TableField
from cardtui.app.keys import FIXED_KEYS
from cardtui.app.screens.banks import BankPicker
from cardtui.app.screens.changes import ChangesScreen
from cardtui.app.screens.export import ExportScreen
from cardtui.app.screens.find import FindScreen
from cardtui.app.screens.help import HelpScreen
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.note import NoteScreen
from cardtui.app.screens.read_only import ReadOnlyScreen
from cardtui.app.screens.reading import ReadingScreen
from cardtui.app.screens.reason import ReasonScreen
from cardtui.app.screens.row import RowScreen
from cardtui.app.screens.set_aside import SetAsideScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.screens.theme import ThemeScreen
from cardtui.app.screens.versions import VersionsScreen
from cardtui.app.screens.why import WhyScreen
from cardtui.app.settings import Settings
from cardtui.app.widgets.contents import Contents
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.app.widgets.reader import Reader
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until

PLACES: tuple[type, ...] = (
    *(CardtuiApp, InterviewScreen, Outline, Overview),
    *(BlockArea, ChoiceList, NumberField, DateField, PathField, TableField),
    *(BankPicker, ChangesScreen, FindScreen, HelpScreen, MessageScreen, ReadOnlyScreen),
    *(NoteScreen, ReasonScreen, RowScreen, SetAsideScreen, StartScreen, ThemeScreen),
    *(VersionsScreen, WhyScreen, ReadingScreen, Reader, Contents, ExportScreen),
)


def test_each_group_is_that_of_one_screen_or_widget() -> None:
    """Nothing is declared that is nowhere."""
    assert sorted(place.GROUP for place in PLACES) == sorted(GROUP_OF)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_each_declared_action_is_bound_and_does_something(place: type) -> None:
    """A key of its own for each, that the screen or widget knows what to do with."""
    group = GROUP_OF[place.GROUP]
    bound = place._merged_bindings.key_to_bindings
    for action in group.actions:
        does = group.call.format(action.id)
        for key in action.key.split(","):
            assert [binding.action for binding in bound[key]] == [does]
        assert hasattr(place, f"action_{does.partition('(')[0]}")


async def test_the_interview_does_what_is_declared_and_nothing_else(tmp_path: Path) -> None:
    """One line for each action, and none too many."""
    async with running(every_type_session(tmp_path)) as pilot:
        declared = {action.id for action in GROUP_OF["interview"].actions}
        assert set(interview(pilot)._does) == declared


def test_no_two_actions_of_a_group_share_a_key() -> None:
    """As declared. What is inside a screen goes before it, with keys that never change."""
    for group in GROUPS:
        keys = [key for action in group.actions for key in action.key.split(",")]
        outer = GROUP_OF.get(group.inside)
        around = [k for a in outer.actions for k in a.key.split(",")] if outer else []
        everywhere = [k for a in GROUP_OF["app"].actions for k in a.key.split(",")]
        keys += [key for key in around if key not in FIXED_KEYS]
        keys += everywhere if group.id != "app" else []
        assert len(keys) == len(set(keys)), group.id


async def nothing(pilot: Pilot[None]) -> None:
    pass


async def outline(pilot: Pilot[None]) -> None:
    await press(pilot, "f5")


async def overview(pilot: Pilot[None]) -> None:
    await press(pilot, "f7")


async def form(pilot: Pilot[None]) -> None:
    await press(pilot, "a")
    await until(pilot, lambda: isinstance(pilot.app.screen, RowScreen))


async def reason(pilot: Pilot[None]) -> None:
    await press(pilot, "f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReasonScreen))


async def note(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+l")
    await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))


FRONTS = pytest.mark.parametrize(
    ("question", "do", "groups"),
    [
        ("results", nothing, ["table", "interview", "app"]),
        ("name", nothing, ["interview", "app"]),
        ("layers", nothing, ["number", "interview", "app"]),
        ("compression", nothing, ["choice", "interview", "app"]),
        ("remark", nothing, ["interview", "app"]),
        ("results", outline, ["outline", "interview", "app"]),
        ("results", overview, ["overview", "interview", "app"]),
        ("results", form, ["choice", "row", "app"]),
        ("layers", reason, ["reason", "app"]),
        ("layers", note, ["note", "app"]),
    ],
)


def helps(groups: list[str]) -> set[str]:
    return {a.help for g in groups for a in GROUP_OF[g].actions if a.id != "command_palette"}


@FRONTS
async def test_the_palette_lists_what_can_be_done_where_the_cursor_is(
    question: str, do: Callable[[Pilot[None]], Awaitable[None]], groups: list[str], tmp_path: Path
) -> None:
    """With their keys; of the screen in front, and not of one behind it."""
    async with running(every_type_session(tmp_path), at=question) as pilot:
        await do(pilot)
        app = pilot.app
        assert [group.id for _, group in groups_at(app.focused or app.screen)] == groups
        commands = {c.action.help: c.remark for c in app.palette_entries(app.screen)}
        assert helps(groups) <= set(commands)
        assert all("theme" in other.lower() for other in set(commands) - helps(groups))
        assert commands["See what this screen is for, and its keys"] == "key: f10"


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("help", "app.help"),
        ("skip", "interview.next_question"),
        ("not applicable", "interview.not_applicable"),
        ("n/a", "interview.not_applicable"),
        ("not known", "interview.do_not_know"),
        ("next to mend", "interview.next_failing"),
        ("language", "app.help"),
        ("exit", "app.quit"),
        ("Markdown", "interview.export"),
    ],
)
async def test_the_palette_finds_what_people_call_it(
    wanted: str, first: str, tmp_path: Path
) -> None:
    """By words of the hints, of the page for readers and of newcomers; the best comes first."""
    async with running(every_type_session(tmp_path), at="layers") as pilot:
        assert (await found_in_palette(pilot, wanted))[0] == ACTION_OF[first].help


@pytest.mark.parametrize("wanted", ["color", "settings"])
async def test_the_palette_finds_the_theme(wanted: str, tmp_path: Path) -> None:
    """It has no key, and is found as the others are."""
    async with running(every_type_session(tmp_path), at="layers") as pilot:
        assert "Change the theme" in await found_in_palette(pilot, wanted)


async def found_in_palette(pilot: Pilot[None], wanted: str) -> list[str]:
    """The actions that are listed for what is typed."""
    await press(pilot, "ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
    await pilot.app.workers.wait_for_complete()
    await typed(pilot, wanted)
    await pilot.app.workers.wait_for_complete()
    options = pilot.app.screen.query_one(OptionList).options
    return [str(each.prompt).partition("\n")[0] for each in options]


async def chosen_in_palette(pilot: Pilot[None], action: str) -> None:
    await press(pilot, "ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
    await typed(pilot, ACTION_OF[action].help)
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count > 0)
    await press(pilot, "enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, CommandPalette))


@pytest.mark.parametrize(
    ("question", "before", "action", "screen"),
    [
        ("layers", nothing, "interview.not_applicable", ReasonScreen),
        ("layers", nothing, "app.help", HelpScreen),
        ("results", nothing, "table.add_row", RowScreen),
        ("results", form, "row.cancel", InterviewScreen),
        ("results", form, "app.help", HelpScreen),
    ],
)
async def test_the_palette_does_it(
    question: str,
    before: Callable[[Pilot[None]], Awaitable[None]],
    action: str,
    screen: type[Screen[object]],
    tmp_path: Path,
) -> None:
    """In the field, on the screen and in the dialog where the cursor is."""
    async with running(every_type_session(tmp_path), at=question) as pilot:
        await before(pilot)
        await chosen_in_palette(pilot, action)
        await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def test_keys_of_the_interview_act_in_every_field(tmp_path: Path) -> None:
    """Also one that a field would edit with, where it has been given to an action."""
    session = every_type_session(tmp_path)
    async with running(session, settings=Settings(keys={"app.help": "ctrl+u"})) as pilot:
        for question in session.bank.questions.values():
            if question.type == "note" or not session.state.is_relevant(question.id):
                continue
            await interview(pilot)._moving.go_to(question.id)
            await press(pilot, "ctrl+u")
            assert isinstance(pilot.app.screen, HelpScreen), question.id
            await press(pilot, "ctrl+u")
            assert isinstance(pilot.app.screen, InterviewScreen), question.id


def test_what_has_actions_says_so() -> None:
    """The chain from the cursor to the app is made of these."""
    assert all(isinstance(place, HasActions) for place in PLACES)
    assert not isinstance(App, HasActions)
