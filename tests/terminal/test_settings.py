"""The settings of a person and their first time, in a real terminal."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from support.at_the_keyboard import installed_cardtui
from support.person import SETTINGS, folders_of_a_person, newcomer
from support.terminal import Terminal
from support.translations import translated_folder

KEYS = """
[keys]
interview.undo = "ctrl+u"
interview.next_question = "ctrl+f12"
interview.do_not_know = "alt+n"
app.help = "ctrl+\\\\"
table.add_row = "n"
"""


def cardtui(folder: Path, home: dict[str, str]) -> Terminal:
    return Terminal([installed_cardtui(), "card.toml"], folder=folder, environment=home)


def settled(home: Path, text: str) -> dict[str, str]:
    """The environment of somebody with these settings."""
    environment = folders_of_a_person(home)
    (home / SETTINGS).parent.mkdir(parents=True)
    (home / SETTINGS).write_text(text)
    return environment


def test_the_language_of_a_file_is_spoken(tmp_path: Path) -> None:
    """By `cardtui CARD`; its own words stay English, and the option goes before the file."""
    home = settled(tmp_path / "home", 'language = "fr"\n')
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank"\n')
    translated_folder(tmp_path)
    with cardtui(tmp_path, home) as terminal:
        terminal.wait_for("De quel type de modèle s'agit-il ?")
        terminal.wait_for("next")
    command = [installed_cardtui(), "card.toml", "--language", "en"]
    with Terminal(command, folder=tmp_path, environment=home) as terminal:
        terminal.wait_for("Which kind of model is it?")


def test_keys_of_a_file_act_in_a_terminal(tmp_path: Path) -> None:
    """With ctrl, with alt and a function key, as the terminal sends them; the help names them."""
    with cardtui(tmp_path, settled(tmp_path / "home", KEYS)) as terminal:
        terminal.wait_for("What is the model called?")
        terminal.type("whisper")
        terminal.press("ctrl+f12")
        terminal.wait_for("Under which license")
        terminal.press("ctrl+u")
        terminal.wait_for("Undone: Model name")
        terminal.type("distilbert")
        terminal.press("ctrl+f12")
        terminal.wait_for("Under which license")
        terminal.type("\x1bn")
        terminal.wait_for("Not known, because")
        terminal.press("escape")
        terminal.wait_while("Not known, because")
        terminal.type("\x1c")
        terminal.wait_for("One question at a time.")
        terminal.wait_for("alt+n")
        terminal.wait_for("interview.do_not_know")
        terminal.press("escape")
        terminal.wait_while("One question at a time.")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    answers = tomllib.loads((tmp_path / "card.toml").read_text())["answers"]
    assert answers["model_name"]["value"] == "distilbert"


def test_a_key_waits_for_what_was_typed_before_it(tmp_path: Path) -> None:
    """All of it sent at once: in a line, on another line, and in a text of several."""
    with cardtui(tmp_path, settled(tmp_path / "home", KEYS)) as terminal:
        terminal.wait_for("enter next")
        terminal.type(
            "whisper\x1b[24;5~MIT\x1b[24;5~It listens.\rIt writes.\x1b[24;5~transformer\x1b[24;5~"
        )
        terminal.wait_for("question 5 of 8")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    answers = tomllib.loads((tmp_path / "card.toml").read_text())["answers"]
    assert [answers[name]["value"] for name in ("model_name", "license", "overview")] == [
        "whisper",
        "MIT",
        "It listens.\nIt writes.\n",
    ]


def test_a_wrong_file_is_told_and_the_app_lives(tmp_path: Path) -> None:
    """File, line, what is wrong and what to do; keys are as they were."""
    text = '[keys]\ninterview.undoo = "ctrl+f12"\ninterview.redo = "f8"\n'
    with cardtui(tmp_path, settled(tmp_path / "home", text)) as terminal:
        terminal.wait_for("Not all of your settings can be used")
        terminal.wait_for("`interview.undoo`")
        # The dialog breaks its lines where it must.
        for told in ("config.toml:2:1:", "config.toml:3:1:", "`f8`", "`interview.undo`"):
            assert told in terminal.screen
        terminal.press("enter")
        terminal.wait_while("Not all of your settings can be used")
        terminal.type("whisper")
        terminal.press("enter")
        terminal.wait_for("Under which license")
        terminal.press("f8")
        terminal.wait_for("Undone: Model name")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0


@pytest.mark.parametrize("text", ["theme = [", "keys = 3", "\x00"])
def test_a_broken_file_keeps_nobody_out(text: str, tmp_path: Path) -> None:
    """Whatever is in it."""
    with cardtui(tmp_path, settled(tmp_path / "home", text)) as terminal:
        terminal.wait_for("Not all of your settings can be used")
        terminal.press("escape")
        terminal.wait_while("Not all of your settings can be used")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0


def test_the_first_time_is_greeted_once(tmp_path: Path) -> None:
    """In a terminal as people open one."""
    home = newcomer(tmp_path / "home")
    with cardtui(tmp_path, home) as terminal:
        terminal.wait_for("New here?")
        terminal.type("whisper")
        terminal.press("enter")
        terminal.wait_for("Under which license")
        terminal.wait_while("New here?")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    with cardtui(tmp_path, home) as terminal:
        terminal.wait_for("tab next")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert b"New here?" not in bytes(terminal.written)


def test_a_home_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """A file where the folder for state would be."""
    home = newcomer(tmp_path / "home")
    Path(home["XDG_STATE_HOME"]).parent.mkdir()
    Path(home["XDG_STATE_HOME"]).write_text("no folder")
    with cardtui(tmp_path, home) as terminal:
        terminal.wait_for("enter next")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
