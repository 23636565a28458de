"""Texts of strangers in every screen, widget and message: shown as they are written, never obeyed.

`support.walk` finds the screens and the keys by itself. What no key of the interview leads to is
in a scene of its own below; a screen or widget that nothing shows fails the first test.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, OptionList
from textual.widgets._toast import Toast

from cardtui.app.app import CardtuiApp
from cardtui.app.fields.too_long import TooLongField
from cardtui.app.screens.banks import BankPicker
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.read_only import ReadOnlyScreen
from cardtui.app.screens.reading import ReadingScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.screens.theme import ThemeScreen
from cardtui.app.screens.versions import VersionsScreen
from cardtui.app.widgets.greeting import Greeting
from cardtui.app.widgets.path_input import PathInput
from cardtui.app.widgets.reader import Reader
from cardtui.app.widgets.search_row import SearchRow
from cardtui.bank.load import read_bank
from cardtui.files.reading import TextFile
from cardtui.sharing.opening import Opened, open_or_start
from support.drawn import faults, is_in_sight, strips, text_of, widgets_in_sight
from support.hostile import ATTACKS, Hostile, hostile
from support.pilot import interview, until
from support.walk import Walk, own_classes, settled

Size = tuple[int, int]
EDGE_OF_NOTICE = "▌"
WIDE: Size = (120, 26)
NAME = "[@click=app.quit]x[bold] \x1b]52;c;cHduZWQ=\x07\u202e\x9b7m 漢字 \u26a0\ufe0f \udcff"
"""What a file can be called."""


class Seen:
    """What was seen of hostile files; fails at the first thing that is obeyed or out of line."""

    def __init__(self, files: Hostile) -> None:
        self.files = files
        self.tokens: set[str] = set()
        self.classes: set[type] = set()

    def look(self, app: App[None]) -> None:
        drawn = strips(app)
        text = text_of(drawn)
        assert not faults(drawn, app.screen.size.width)
        over_it = EDGE_OF_NOTICE if is_in_sight(app, Toast) else ""
        assert not self.files.not_literal(text, over_it)
        self.tokens |= self.files.tokens_in(text)
        for widget in widgets_in_sight(app):
            self.classes |= set(type(widget).__mro__)

    def walk(self, pilot: Pilot[None]) -> Walk:
        return Walk(pilot, self.look, f"T900{self.files.attack}\nT901{self.files.attack}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a test works, with settings of the person that are hostile as well."""
    for name in ("STATE", "CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    themes = tmp_path / "CONFIG" / "cardtui" / "themes"
    themes.mkdir(parents=True)
    (themes / f"{NAME}.toml").write_text('primary = "[/] \\u001b[2J"\n')
    (themes / f"{NAME} good.toml").write_text('primary = "#1f6feb"\n')
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


async def agreed(pilot: Pilot[None], seen: Seen) -> None:
    """Look at what is shown before the first question, and agree to it."""
    app = pilot.app
    await settled(app)
    while not isinstance(app.screen, InterviewScreen | VersionsScreen):
        shown = app.screen
        seen.look(app)
        await seen.walk(pilot).in_front()
        if app.screen is shown:
            app.screen.query_one("Button.-primary", Button).press()
            await until(pilot, lambda shown=shown: app.screen is not shown)
        await settled(app)


async def at_a_question(pilot: Pilot[None], seen: Seen) -> None:
    """Agree, and put off the choice between two versions of an answer."""
    await agreed(pilot, seen)
    await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
    await settled(pilot.app)
    seen.look(pilot.app)
    pilot.app.simulate_key("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    await settled(pilot.app)


async def through_interview(seen: Seen, size: Size, folder: Path) -> None:
    """A card of an older version, with answers in two versions: all questions, all keys."""
    seen.files.write_in(folder)
    app = CardtuiApp(open_or_start("card.toml", "bank.toml"), "bank.toml")
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_a_question(pilot, seen)
        await seen.walk(pilot).through_interview()
        assert app.is_running


async def start(seen: Seen, size: Size, folder: Path) -> None:
    """Cards with hostile names; one is typed that cannot be opened, and one chosen."""
    seen.files.write_in(folder)
    (folder / "card.toml").rename(folder / f"{NAME}.toml")
    app = CardtuiApp()
    async with app.run_test(size=size, notifications=True) as pilot:
        cards = await shown_cards(pilot)
        await seen.walk(pilot).in_front()
        for leave in ("enter", "escape"):
            await settled(app)
            cards.focus()
            cards.highlighted = next(i for i, card in enumerate(cards.options) if not card.disabled)
            await settled(app)
            app.simulate_key("enter")
            await until(pilot, lambda: isinstance(app.screen, MessageScreen))
            await seen.walk(pilot).in_front()
            app.screen.query_one("#close").focus()
            await settled(app)
            app.simulate_key(leave)
            cards = await shown_cards(pilot)
        await settled(app)
        cards.focus()
        cards.highlighted = len(cards.options) - 1
        await settled(app)
        app.simulate_key("enter")
        await until(pilot, lambda: bool(app.screen.query_one(PathInput).region))
        await seen.walk(pilot).in_front()


async def shown_cards(pilot: Pilot[None]) -> OptionList:
    """The cards of the start screen, once they are found."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, StartScreen) and app.screen.is_mounted)
    cards = app.screen.query_one("#cards", OptionList)
    await until(pilot, lambda: bool(cards.display and cards.options))
    return cards


async def banks(seen: Seen, size: Size, folder: Path) -> None:
    """A project with two banks."""
    bank = read_bank(TextFile("bank.toml", seen.files.bank))
    app = CardtuiApp(Opened("new.toml", None, (bank, bank)))
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, BankPicker))
        await seen.walk(pilot).in_front()


async def read_only(seen: Seen, size: Size, folder: Path) -> None:
    """A card of a newer format."""
    seen.files.write_in(folder)
    card = folder / "card.toml"
    card.write_text(card.read_text().replace("format = 1", "format = 2", 1))
    app = CardtuiApp(open_or_start("card.toml", "bank.toml"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(app)
        seen.look(app)
        await seen.walk(pilot).in_front()


async def not_saved(seen: Seen, size: Size, folder: Path) -> None:
    """A card with a hostile name that cannot be saved any more: on leaving, and in passing."""
    seen.files.write_in(folder)
    path = folder / f"{NAME}.toml"
    app = CardtuiApp(open_or_start(path.name, "bank.toml"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await agreed(pilot, seen)
        path.mkdir()
        app.simulate_key("x")
        app.simulate_key("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, MessageScreen))
        await seen.walk(pilot).in_front()
        app.simulate_key("escape")
        await settled(app)
        app.simulate_key("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, MessageScreen))
        seen.look(app)


async def themes(seen: Seen, size: Size, folder: Path) -> None:
    """The choice of a theme, among them one with a hostile name."""
    seen.files.write_in(folder)
    app = CardtuiApp(open_or_start("card.toml", "bank.toml"), "bank.toml")
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_a_question(pilot, seen)
        app.action_change_theme()
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen))
        await settled(app)
        seen.look(app)
        await seen.walk(pilot).in_front()


async def new_card(seen: Seen, size: Size, folder: Path) -> None:
    """Nobody has opened the app before."""
    seen.files.write_in(folder)
    app = CardtuiApp(open_or_start("new.toml", "bank.toml"), "bank.toml")
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: bool(app.screen.query(Greeting)))
        await settled(app)
        seen.look(app)


async def searched(seen: Seen, size: Size, folder: Path) -> None:
    """The whole card, and a search in it."""
    seen.files.write_in(folder)
    app = CardtuiApp(open_or_start("card.toml", "bank.toml"), "bank.toml")
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_a_question(pilot, seen)
        app.simulate_key("f11")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await until(pilot, lambda: app.screen.query_one(Reader).is_whole)
        app.simulate_key("slash")
        await until(pilot, lambda: bool(app.screen.query(SearchRow)))
        for key in ("T", "2", "enter"):
            app.simulate_key(key)
            await settled(app)
            seen.look(app)


async def too_long(seen: Seen, size: Size, folder: Path) -> None:
    """An answer that no field takes."""
    seen.files.write_in(folder)
    opened = open_or_start("card.toml", "bank.toml")
    assert opened.session is not None
    opened.session.set_value("about", seen.files.attack * 20_000)
    app = CardtuiApp(opened, "bank.toml")
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_a_question(pilot, seen)
        await interview(pilot)._moving.go_to("about")
        await until(pilot, lambda: is_in_sight(app, TooLongField))
        seen.look(app)


Scene = Callable[[Seen, Size, Path], Awaitable[None]]
SCENES: dict[Scene, set[type]] = {
    start: {StartScreen, MessageScreen, PathInput},
    banks: {BankPicker},
    read_only: {ReadOnlyScreen},
    not_saved: {MessageScreen},
    themes: {ThemeScreen},
    new_card: {Greeting},
    searched: {ReadingScreen, SearchRow},
    too_long: {TooLongField},
}
"""What no key of the interview leads to, and what is seen there."""
KINDS_OF_TEXT = {
    *("ask", "label", "title", "why", "help", "source", "examples", "message", "unit"),
    *("value", "other", "reason", "cell"),
}
"""What of a bank and a card must have been seen, by the keys of their files."""


@pytest.mark.parametrize(
    ("attack", "size"),
    [
        ("commands", WIDE),
        pytest.param("markup that fails", (80, 24), marks=pytest.mark.thorough),
        pytest.param("markup that acts", WIDE, marks=pytest.mark.thorough),
        pytest.param("no spaces", (60, 20), marks=pytest.mark.thorough),
        pytest.param("wide", WIDE, marks=pytest.mark.thorough),
        pytest.param("wide", (40, 12), marks=pytest.mark.thorough),
    ],
)
async def test_the_interview_shows_it_as_it_is_written(
    attack: str, size: Size, folder: Path
) -> None:
    """At every question and behind every key; each class of the app is seen with it."""
    seen = Seen(hostile(ATTACKS[attack]))
    await through_interview(seen, size, folder)
    if attack == "commands":
        elsewhere: set[type] = set().union(*SCENES.values())
        for kind in (Screen, Widget):
            unseen = own_classes(kind) - seen.classes - elsewhere
            assert not unseen, "no key leads to these, and no scene of this test shows them"
    assert {seen.files.tokens[token] for token in seen.tokens} >= KINDS_OF_TEXT


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
@pytest.mark.parametrize(
    "attack",
    [
        "commands",
        pytest.param("markup that fails", marks=pytest.mark.thorough),
        pytest.param("wide", marks=pytest.mark.thorough),
    ],
)
async def test_what_stands_around_the_interview_shows_it_too(
    attack: str, scene: Scene, folder: Path
) -> None:
    """Starting, choosing, looking, and what is said where something fails."""
    seen = Seen(hostile(ATTACKS[attack]))
    await scene(seen, WIDE, folder)
    assert seen.classes >= SCENES[scene]
