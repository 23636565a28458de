"""What a terminal gets to draw with: `NO_COLOR`, `TEXTUAL_ANIMATIONS`, and a theme by its name."""

from __future__ import annotations

import re
from pathlib import Path
from time import monotonic

import pytest

from support.at_the_keyboard import installed_cardtui
from support.person import SETTINGS, folders_of_a_person
from support.terminal import Terminal

_STYLE = re.compile(rb"\x1b\[([0-9;:]*)m")
_PLAIN = {"", "0", "1", "2", "3", "4", "7", "9", "22", "23", "24", "27", "29", "39", "49"}
"""Bold, dim, italic, underlined, reversed, struck, and the colours that a terminal has anyway."""
_LONGER_THAN_A_BLINK = 1.2


def colours_in(written: bytes) -> set[str]:
    """What a terminal was told about colours, such as `38;2;22;24;31`."""
    told = set()
    for found in _STYLE.finditer(written):
        parts = found[1].decode().split(";")
        while parts:
            size = 5 if parts[0] in {"38", "48"} and parts[1] == "2" else 1
            told.add(";".join(parts[:size]))
            del parts[:size]
    return told - _PLAIN


def look_around(terminal: Terminal) -> None:
    """See a question, a choice, the outline, a dialog, the palette, and what is said."""
    terminal.wait_for("What is the model called?")
    terminal.type("x")
    terminal.wait_for("saved")
    for key, shown in (("f5", "▸"), ("f1", "It is always asked."), ("ctrl+p", "Search for")):
        terminal.press(key)
        terminal.wait_for(shown)
        terminal.press("escape")
        terminal.wait_while(shown)
    terminal.press("f8")
    terminal.wait_for("Undone: ")


def test_without_colours_there_are_none_at_all(tmp_path: Path) -> None:
    """Where no theme is set: bold, dim and underlined text is left."""
    command = [installed_cardtui(), "card.toml"]
    with Terminal(command, folder=tmp_path, environment={"NO_COLOR": "1"}) as terminal:
        look_around(terminal)
        assert colours_in(bytes(terminal.written)) == set()


def test_a_theme_that_was_chosen_is_grey_without_colours(tmp_path: Path) -> None:
    """Its light and dark stay."""
    folders = folders_of_a_person(tmp_path / "home")
    settings = tmp_path / "home" / SETTINGS
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "paper"')
    command = [installed_cardtui(), "card.toml"]
    environment = {"NO_COLOR": "1", **folders}
    with Terminal(command, folder=tmp_path, environment=environment) as terminal:
        look_around(terminal)
        told = colours_in(bytes(terminal.written))
    assert told
    assert {colour for colour in told if len(set(colour.split(";")[2:])) != 1} == set()


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": ""}], ids=["not set", "empty"])
def test_otherwise_there_are_colours(environment: dict[str, str], tmp_path: Path) -> None:
    """An empty `NO_COLOR` means nothing."""
    command = [installed_cardtui(), "card.toml"]
    with Terminal(command, folder=tmp_path, environment=environment) as terminal:
        terminal.wait_for("What is the model called?")
        assert "38;2;122;162;247" in colours_in(bytes(terminal.written))


def test_the_colours_of_the_terminal_are_left_to_it(tmp_path: Path) -> None:
    """No exact colour is told, only which of the sixteen."""
    command = [installed_cardtui(), "card.toml", "--theme", "terminal"]
    with Terminal(command, folder=tmp_path) as terminal:
        look_around(terminal)
        told = colours_in(bytes(terminal.written))
    assert "34" in told
    assert {colour for colour in told if ";" in colour} == set()


@pytest.mark.parametrize(("motion", "is_still"), [("none", True), ("full", False)])
def test_nothing_moves_by_itself(motion: str, is_still: bool, tmp_path: Path) -> None:
    """Not even the cursor blinks; otherwise it does."""
    command = [installed_cardtui(), "card.toml"]
    environment = {"TEXTUAL_ANIMATIONS": motion}
    with Terminal(command, folder=tmp_path, environment=environment) as terminal:
        terminal.wait_for("What is the model called?")
        terminal.type("x")
        terminal.wait_for("saved")
        terminal.watch(monotonic() + _LONGER_THAN_A_BLINK)
        before = len(terminal.written)
        terminal.watch(monotonic() + _LONGER_THAN_A_BLINK)
        assert (len(terminal.written) == before) is is_still


def test_a_theme_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    """Before the app opens."""
    command = [installed_cardtui(), "card.toml", "--theme", "papr"]
    with Terminal(command, folder=tmp_path) as terminal:
        assert terminal.wait_until_gone() == 2
        assert terminal.screen.strip() == 'cardtui: there is no theme "papr"; did you mean `paper`?'


def test_a_theme_is_switched_and_there_from_the_first_frame_of_the_next_start(
    tmp_path: Path,
) -> None:
    """Seen while one looks for it, kept by enter."""
    slate, paper = "48;2;22;24;31", "48;2;250;247;240"
    folders = folders_of_a_person(tmp_path / "home")
    command = [installed_cardtui(), "card.toml"]
    with Terminal(command, folder=tmp_path, environment=folders) as terminal:
        terminal.wait_for("What is the model called?")
        assert paper not in colours_in(bytes(terminal.written))
        terminal.press("ctrl+p")
        terminal.wait_for("Search for")
        terminal.type("theme")
        terminal.wait_while("Go to the next question")
        terminal.press("enter")
        terminal.wait_for("enter keep")
        terminal.press("end", "up")
        terminal.wait_until(lambda: paper in colours_in(bytes(terminal.written)), "the other theme")
        terminal.press("enter")
        terminal.wait_while("enter keep")
        settings = tmp_path / "home" / SETTINGS
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert settings.read_text() == 'theme = "paper"\n'
    with Terminal(command, folder=tmp_path, environment=folders) as terminal:
        terminal.wait_for("What is the model called?")
        told = colours_in(bytes(terminal.written))
    assert paper in told
    assert slate not in told
