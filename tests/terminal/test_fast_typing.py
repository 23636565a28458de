"""Keys that come faster than the screen: nothing typed is lost, or lands in another answer."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cardtui import load_bank
from support.at_the_keyboard import Person, installed_cardtui
from support.terminal import Terminal

BANK = """
format = 1
id = "fast"
version = "1.0.0"
title = "Fast"

[[section]]
id = "first_section"
title = "First"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
label = "Name"
[[section.question]]
id = "license"
type = "text"
ask = "Under which license?"
label = "License"
[[section.question]]
id = "kind"
type = "select"
ask = "Of which kind is it?"
label = "Kind"
options = ["Encoder", "Decoder"]
[[section.question]]
id = "about"
type = "longtext"
ask = "What does it do?"
label = "About"
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
label = "Results"
[[section.question.column]]
id = "metric"
type = "text"
label = "Metric"
[[section.question.column]]
id = "value"
type = "number"
label = "Value"
"""


def begun(folder: Path, *more: str) -> Terminal:
    """The program on a new card of the small bank."""
    (folder / "bank.toml").write_text(BANK)
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", *more]
    return Terminal(command, folder=folder)


def left(terminal: Terminal, folder: Path) -> dict[str, dict[str, object]]:
    """What is stored once a person has left."""
    terminal.press("ctrl+q")
    assert terminal.wait_until_gone() == 0
    answers: dict[str, dict[str, object]] = tomllib.loads((folder / "card.toml").read_text())
    return answers["answers"]  # type: ignore[return-value]


def test_a_slip_mended_at_once_is_mended(tmp_path: Path) -> None:
    """The keys that edit act between the letters before and behind them, in a line and in a text."""
    with begun(tmp_path) as terminal:
        terminal.wait_for("enter next")
        terminal.type("whisk\x7fper\x1b[Hopenai-\x1b[F!\x7f\r")
        terminal.wait_for("Under which license?")
        terminal.type("\x0e")
        terminal.wait_for("Of which kind is it?")
        terminal.type("\x0e")
        terminal.wait_for("What does it do?")
        terminal.type("Transcribes.\x1b[D speech\x1b[F\x7f!")
        terminal.wait_for("Transcribes speech!")
        answers = left(terminal, tmp_path)
    assert answers["name"]["value"] == "openai-whisper"
    assert answers["about"]["value"] == "Transcribes speech!\n"


def test_answers_typed_ahead_go_to_their_own_questions(tmp_path: Path) -> None:
    """Two answers sent at once, with enter behind each, are the answers to two questions."""
    with begun(tmp_path) as terminal:
        terminal.wait_for("enter next")
        terminal.type("whisper\rMIT\r")
        terminal.wait_for("Of which kind is it?")
        answers = left(terminal, tmp_path)
    assert {name: answer["value"] for name, answer in answers.items()} == {
        "name": "whisper",
        "license": "MIT",
    }


def test_what_is_typed_behind_enter_goes_to_the_next_question(tmp_path: Path) -> None:
    """Keys that come while the answer is being saved are not lost."""
    with begun(tmp_path) as terminal:
        terminal.wait_for("enter next")
        terminal.type("whisper\rMI")
        terminal.wait_for("Under which license?")
        terminal.type("T\r")
        terminal.wait_for("Of which kind is it?")
        answers = left(terminal, tmp_path)
    assert answers["license"]["value"] == "MIT"


@pytest.mark.parametrize(
    ("keys", "end"),
    [
        (("enter",) * 3, "about"),
        (("enter", "tab"), "kind"),
        (("enter", "ctrl+b", "enter", "enter"), "kind"),
    ],
)
def test_keys_in_quick_succession_leave_one_field_on_screen(
    keys: tuple[str, ...], end: str, tmp_path: Path
) -> None:
    """However fast one moves, the field on screen is the question's own, and the only one."""
    with begun(tmp_path) as terminal:
        person = Person(terminal, load_bank(tmp_path / "bank.toml"), {})
        person.wait_for_question("name")
        terminal.wait_for("enter next")
        terminal.type("whisper")
        terminal.press(*keys)
        person.wait_for_question(end)
        person.walk({}, until="results")
        terminal.press("shift+tab")
        person.wait_for_question("about")
        assert terminal.screen.count("▊▔") == 1, terminal.screen
        answers = left(terminal, tmp_path)
    assert {name: answer["value"] for name, answer in answers.items()} == {"name": "whisper"}


def test_cells_typed_ahead_go_to_their_own_columns(tmp_path: Path) -> None:
    """A row sent at once is the row that was meant."""
    with begun(tmp_path, "--at", "results") as terminal:
        terminal.wait_for("What are the results?")
        terminal.press("a")
        terminal.wait_for("New row")
        terminal.type("accuracy\r0.91\r")
        terminal.wait_while("New row")
        answers = left(terminal, tmp_path)
    assert answers["results"]["rows"] == [{"_row": 1, "metric": "accuracy", "value": 0.91}]


@pytest.mark.parametrize(
    ("keys", "stored"),
    [
        (
            "\x1bOQno name yet\rMIT\r",
            {
                "name": {"status": "not_applicable", "reason": "no name yet"},
                "license": {"value": "MIT"},
            },
        ),
        ("\x0cask\rMaria\x13whisper\r", {"name": {"value": "whisper", "note": "ask\nMaria"}}),
        ("\x1bOP\x1bOPwhisper\r", {"name": {"value": "whisper"}}),
        ("whis\x0b\x0bper\rMIT\r", {"name": {"value": "whisper"}, "license": {"value": "MIT"}}),
    ],
    ids=["a reason", "a note", "why", "follow-ups"],
)
def test_keys_sent_at_once_through_a_dialog_go_where_they_were_meant(
    keys: str, stored: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    """Into it as it opens, and behind it as it closes."""
    with begun(tmp_path) as terminal:
        terminal.wait_for("enter next")
        terminal.type(keys)
        terminal.wait_until(
            lambda: (
                (tmp_path / "card.toml").exists()
                and all(
                    f"[answers.{name}]" in (tmp_path / "card.toml").read_text() for name in stored
                )
            ),
            "the answers in the card",
        )
        answers = left(terminal, tmp_path)
    for answer in answers.values():
        answer.pop("asked", None)
    assert answers == stored
