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

from cardtui.app.app import CardtuiApp
from cardtui.app.fields.too_long import TooLongField
from cardtui.app.screens.banks import BankPicker
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.read_only import ReadOnlyScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.screens.theme import ThemeScreen
from cardtui.app.widgets.greeting import Greeting
from cardtui.app.widgets.path_input import PathInput
from cardtui.app.widgets.search_row import SearchRow
from cardtui.bank.load import read_bank
from cardtui.files.reading import TextFile
from cardtui.sharing.opening import Opened, open_or_start
from support.drawn import faults, strips, text_of, widgets_in_sight
from support.hostile import ATTACKS, Hostile, hostile
from support.pilot import until
from support.walk import Walk, own_classes, settled

Size = tuple[int, int]
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
        assert not self.files.not_literal(text)
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
    """Look at what is shown before the interview, and agree to it."""
    app = pilot.app
    await settled(app)
    while not isinstance(app.screen, InterviewScreen):
        shown = app.screen
        seen.look(app)
        await seen.walk(pilot).in_front()
        if app.screen is shown:
            app.screen.query_one("Button.-primary", Button).press()
            await until(pilot, lambda shown=shown: app.screen is not shown)
        await settled(app)


async def through_interview(seen: Seen, size: Size, folder: Path) -> None:
    """A card of an older version, with answers in two versions: all questions, all keys."""
    seen.files.write_in(folder)
    app = CardtuiApp(open_or_start("card.toml", "bank.toml"), "bank.toml")
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        await agreed(pilot, seen)
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


async def shown_cards(pilot: Pilot[None]) -> OptionList:
    """The cards of the start screen, once they are found."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, StartScreen) and app.screen.is_mounted)
    cards = app.screen.query_one("#cards", OptionList)
    await until(pilot, lambda: bool(cards.display))
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
        await agreed(pilot, seen)
        app.action_change_theme()
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen))
        await settled(app)
        seen.look(app)
        await seen.walk(pilot).in_front()


Scene = Callable[[Seen, Size, Path], Awaitable[None]]
SCENES: dict[Scene, set[type[Screen[object]]]] = {
    start: {StartScreen, MessageScreen},
    banks: {BankPicker},
    read_only: {ReadOnlyScreen},
    not_saved: {MessageScreen},
    themes: {ThemeScreen},
}
"""What no key of the interview leads to, and the screens that are seen on the way."""
NOT_WALKED_TO: set[type] = {Greeting, PathInput, SearchRow, TooLongField}
"""What the walk does not get to: for a new card, a path, a search in the card, a huge answer."""
LEAST_WIDE = 60
"""Columns below which the text of an option is cut before its first word."""
KINDS_OF_TEXT = {
    *("ask", "label", "title", "why", "help", "source", "examples", "message", "unit"),
    *("value", "other", "reason", "cell"),
}
"""What of a bank and a card must have been seen, by the keys of their files."""


@pytest.mark.parametrize(
    ("attack", "size"),
    [
        ("commands", WIDE),
        ("markup that fails", (80, 24)),
        pytest.param("markup that acts", WIDE, marks=pytest.mark.thorough),
        pytest.param("no spaces", (60, 20), marks=pytest.mark.thorough),
        pytest.param("wide", WIDE, marks=pytest.mark.thorough),
        ("wide", (40, 12)),
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
            unseen = own_classes(kind) - seen.classes - elsewhere - NOT_WALKED_TO
            assert not unseen, "no key leads to these, and no scene of this test shows them"
    kinds = {seen.files.tokens[token] for token in seen.tokens}
    assert kinds >= (KINDS_OF_TEXT if size[0] >= LEAST_WIDE else KINDS_OF_TEXT - {"other"})


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
