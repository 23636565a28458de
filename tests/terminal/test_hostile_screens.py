"""Every screen that a key leads to, full of a stranger's text: what the terminal is sent."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.screen import Screen

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
from support.at_the_keyboard import installed_cardtui
from support.hostile import ATTACKS, COMMANDS, Hostile, hostile
from support.person import folders_of_a_person
from support.sent import commands_in
from support.terminal import Terminal
from support.walk import own_classes

FILE_NAME = "\x1b]52;c;cHduZWQ=\x07\u202e[@click=app.quit]\x9b7m"
PASTED = "\x1b[2J\x1b]52;c;x\x07\x9b7m\u202e[/]"
AS_ESCAPES = {"commands": rb"\x1b[2J\x1b]52;c;", "markup that acts": b"[@click=app.quit]x[/]"}


@dataclass(frozen=True)
class Front:
    """A screen in front of the interview."""

    screen: type[Screen[object]] | None
    """None for one that is Textual's own."""
    key: str
    words: str
    """What is on it and not behind it."""
    inside: tuple[str, ...] = ("down", "tab", "pagedown", "tab")
    """Keys pressed in it."""
    is_typed_in: bool = False
    at: str = ""
    """The question where the key does it; none where that does not matter."""
    leave: str = "escape"
    asks: str = ""
    """What it says before it drops what is typed."""


NOT_KEPT = "not kept yet"
FRONTS = (
    Front(ReasonScreen, "f2", "Not applicable, because", is_typed_in=True, asks=NOT_KEPT),
    Front(
        ReasonScreen, "f3", "Not known, because", is_typed_in=True, asks=NOT_KEPT, at="unknown_one"
    ),
    Front(NoteScreen, "ctrl+l", "Note to self", (), is_typed_in=True, asks=NOT_KEPT),
    Front(WhyScreen, "f1", "esc close", at="size"),
    Front(SetAsideScreen, "ctrl+k", "set aside and kept"),
    Front(HelpScreen, "f10", "One question at a time"),
    Front(None, "ctrl+p", "Search for commands", ("down", "pagedown"), is_typed_in=True),
    Front(FindScreen, "ctrl+f", "go there", ("down", "pagedown"), is_typed_in=True),
    Front(FindScreen, "ctrl+g", "go there", ("end", "pageup")),
    Front(VersionsScreen, "ctrl+t", "Take the other", ("right",), at="kind"),
    Front(
        RowScreen, "e", "Edit the row", ("tab", "tab"), is_typed_in=True, asks=NOT_KEPT, at="rows"
    ),
    Front(RowScreen, "a", "New row", ("tab",), is_typed_in=True, asks=NOT_KEPT, at="rows"),
    Front(ReadingScreen, "f11", "as it will be exported", ("end", "tab", "end"), leave="f11"),
    Front(ExportScreen, "f12", "Export the card", ("tab",), is_typed_in=True),
)
"""Every screen that a key of the interview leads to, or of the app."""
SAMPLE = tuple(f for f in FRONTS if f.screen in (WhyScreen, HelpScreen, VersionsScreen, RowScreen))
"""Those that `test_hostile_text.py` does not open."""
ELSEWHERE = (
    *(StartScreen, MessageScreen, ChangesScreen, InterviewScreen, ThemeScreen),
    *(BankPicker, ReadOnlyScreen),
)
"""Those on the way to it and around it, which have a passage of their own in these tests."""


def test_every_screen_is_among_these() -> None:
    """Who adds one adds it here."""
    assert {front.screen for front in FRONTS} - {None} | {*ELSEWHERE} == own_classes(Screen)


class Visit:
    """A person who looks at everything in one run of the program."""

    def __init__(self, terminal: Terminal, files: Hostile) -> None:
        self.terminal = terminal
        self._files = files

    def go_to(self, question: str) -> None:
        """By the search, with the word that only this question has."""
        word = self.search_for(question)
        self.terminal.wait_for(word)

    def search_for(self, question: str) -> str:
        """Find it and take it; gives back the word by which it was found."""
        (word,) = re.findall(rf'id = "{question}"\n.*?ask = "(T\d+)', self._files.bank, re.DOTALL)
        self.terminal.press("ctrl+f")
        self.terminal.wait_for("go there")
        self.terminal.type(word)
        self.terminal.wait_for(" found")
        self.terminal.press("enter")
        self.terminal.wait_while("go there")
        return word

    def look_at(self, front: Front) -> None:
        """Open it, go about in it, type into it, and leave it."""
        if front.at:
            self.go_to(front.at)
        self.terminal.press(front.key)
        self.terminal.wait_for(front.words)
        if front.is_typed_in:
            self.terminal.paste(PASTED)
        self.terminal.press(*front.inside)
        if front.asks:
            self.terminal.press(front.leave)
            self.terminal.wait_for(front.asks)
        self.leave(front.words, front.leave)

    def leave(self, words: str, key: str = "escape") -> None:
        """Close what these words are on; then the screen behind it says its keys again."""
        self.terminal.press(key)
        self.terminal.wait_while(words)
        self.terminal.wait_until(
            lambda: "ctrl+p all actions" in self.terminal.lines[-1], "the keys of what is behind"
        )


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a person who has a theme with a hostile name, of which they are told."""
    environment = folders_of_a_person(tmp_path / "home")
    themes = tmp_path / "home" / "config" / "cardtui" / "themes"
    themes.mkdir(parents=True)
    (themes / f"{FILE_NAME}.toml").write_text('primary = "#1f6feb"\n')
    return {**environment, "EDITOR": "true"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose banks are written into it by the test."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "cardtui.toml").write_text('bank = [{source = "bank.toml"}]')
    return work


def in_project(folder: Path, environment: dict[str, str], *arguments: str) -> Terminal:
    command = [installed_cardtui(), *arguments]
    return Terminal(command, rows=24, columns=100, folder=folder, environment=environment)


@pytest.mark.parametrize(
    ("attempt", "fronts"),
    [
        pytest.param("commands", SAMPLE, id="a sample"),
        pytest.param("commands", FRONTS, marks=pytest.mark.thorough, id="all"),
        pytest.param("markup that acts", FRONTS, marks=pytest.mark.thorough, id="all, with markup"),
    ],
)
def test_no_screen_sends_what_a_stranger_has_written(
    attempt: str, fronts: tuple[Front, ...], folder: Path, home: dict[str, str]
) -> None:
    """From the start to the last words, in one run."""
    files = hostile(ATTACKS[attempt])
    files.write_in(folder)
    card = folder / f"{FILE_NAME}.toml"
    (folder / "card.toml").rename(card)
    for name in (FILE_NAME, "[@click=app.quit]"):
        (folder / f"weights {name}.bin").touch()
    with in_project(folder, home) as terminal:
        visit = Visit(terminal, files)
        from_the_start(visit)
        for front in fronts:
            visit.look_at(front)
        complete_a_path(visit)
        choose_a_theme(visit)
        look_around(visit)
        fail_to_save(visit, card)
        terminal.wait_until_gone()
    assert list(folder.glob("*.unsaved.toml"))
    assert commands_in(terminal.written) == []
    assert AS_ESCAPES[attempt] in terminal.written


def from_the_start(visit: Visit) -> None:
    """A file that is not there, then the card: how it changes, and two versions of an answer."""
    terminal = visit.terminal
    terminal.wait_for("18 answered")
    terminal.press("end", "enter")
    terminal.wait_for("File of the card")
    terminal.paste(f"no such folder{PASTED}/x.toml")
    terminal.press("enter")
    terminal.wait_for("This cannot be opened")
    visit.leave("This cannot be opened")
    terminal.wait_for("18 answered")
    terminal.press("home", "enter")
    terminal.wait_for("The questions have changed")
    terminal.press("down", "pagedown", "enter")
    terminal.wait_for("Take the other")
    visit.leave("Take the other")
    terminal.wait_for("f1 why")


def complete_a_path(visit: Visit) -> None:
    """With the name of a file from a stranger; one with commands in it is not offered."""
    terminal = visit.terminal
    visit.go_to("weights")
    terminal.press("ctrl+u")
    terminal.type("weig")
    terminal.wait_for("right completes")
    terminal.press("right")
    terminal.wait_while("right completes")
    terminal.press("f4", "f8")
    terminal.wait_for("Undone:")
    terminal.press("ctrl+e")
    terminal.wait_for("f1 why")


def choose_a_theme(visit: Visit) -> None:
    """By the palette; each theme is seen, the terminal's own colours among them."""
    terminal = visit.terminal
    terminal.press("ctrl+p")
    terminal.wait_for("Search for commands")
    terminal.type("Change the theme")
    terminal.wait_for("light, dark and others")
    terminal.wait_while("key: ")
    terminal.press("enter")
    terminal.wait_for("the terminal's own")
    for key in ("home", "end", "pageup"):
        terminal.press(key)
    visit.leave("the terminal's own")


def look_around(visit: Visit) -> None:
    """Why one is not asked, the outline with all its sections open, the overview to its end."""
    terminal = visit.terminal
    visit.search_for("asked_because_too")
    terminal.wait_for("not decided yet whether it is asked")
    terminal.press("pagedown", "down")
    visit.leave("esc close")
    terminal.press("f5")
    terminal.wait_for("open or close")
    terminal.press("+", "end", "home", "escape")
    terminal.press("f7")
    terminal.wait_for("cardtui export")
    terminal.press("end")
    terminal.wait_while("cardtui export")
    terminal.press("escape")
    terminal.wait_for("f1 why")


def fail_to_save(visit: Visit, card: Path) -> None:
    """A folder has taken the place of the card: it is said at once, on leaving and afterwards."""
    terminal = visit.terminal
    card.unlink(missing_ok=True)
    card.mkdir()
    visit.go_to("name")
    terminal.type("x")
    terminal.press("ctrl+n")
    terminal.wait_for("The card could not be saved")
    visit.leave("The card could not be saved")
    terminal.press("ctrl+q")
    terminal.wait_for("Leave anyway")
    terminal.press("tab", "tab", "enter")


def test_choosing_a_bank_sends_nothing_of_it(folder: Path, home: dict[str, str]) -> None:
    """Its title, and then its first question."""
    files = hostile(COMMANDS)
    files.write_in(folder)
    (folder / "other.toml").write_text(files.bank.replace('id = "hostile"', 'id = "other"'))
    (folder / "cardtui.toml").write_text('bank = [{source = "bank.toml"}, {source = "other.toml"}]')
    with in_project(folder, home, "new.toml") as terminal:
        terminal.wait_for("Which questions should this card answer?")
        terminal.press("end", "home", "enter")
        terminal.wait_for("f1 why")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []


def test_a_card_that_can_only_be_read_sends_nothing(folder: Path, home: dict[str, str]) -> None:
    """Of a newer format."""
    files = hostile(COMMANDS)
    files.write_in(folder)
    card = folder / "card.toml"
    card.write_text(card.read_text().replace("format = 1", "format = 2", 1))
    with in_project(folder, home, "card.toml") as terminal:
        terminal.wait_for("read only")
        terminal.press("end", "tab", "end")
        terminal.wait_for("tab text")
        terminal.press("escape")
        terminal.wait_for("tab contents")
        terminal.press("escape")
        assert terminal.wait_until_gone() == 0
    assert commands_in(terminal.written) == []


def test_a_copy_is_the_one_command_and_holds_none(folder: Path, home: dict[str, str]) -> None:
    """What is pasted from the clipboard later can be a terminal's input."""
    hostile(COMMANDS).write_in(folder)
    with in_project(folder, home, "card.toml") as terminal:
        terminal.wait_for("The questions have changed")
        terminal.press("enter")
        terminal.wait_for("Take the other")
        terminal.press("escape")
        terminal.wait_while("Take the other")
        terminal.press("f12")
        terminal.wait_for("Export the card")
        terminal.press("tab", "tab", "enter")
        terminal.wait_for("Copied")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert len(commands_in(terminal.written)) == 2  # its beginning and its end
    (copied,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.written)
    document = base64.b64decode(copied)
    assert commands_in(document) == []
    assert b"\\x1b" in document
