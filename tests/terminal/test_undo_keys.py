"""Undo and redo in a terminal, and a card of an older bank: what a person sees and what is kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

from support.at_the_keyboard import installed_cardtui
from support.terminal import Terminal
from support.versions import CARD, older_card


def test_undo_and_redo_typed_ahead(tmp_path: Path) -> None:
    """Keys that were sent at once act in their order; the file follows."""
    card = Path(older_card(tmp_path))
    card.unlink()
    with Terminal([installed_cardtui(), "card.toml"], folder=tmp_path) as terminal:
        terminal.wait_for("enter next")
        terminal.type("whisper\r8\r")
        terminal.wait_for("How is it compressed?")
        terminal.type("\x1b[19~\x1b[19~\x1b[20~-large\r")
        terminal.wait_for("How many bits per weight?")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    answers = tomllib.loads(card.read_text())["answers"]
    assert {name: answer["value"] for name, answer in answers.items()} == {"name": "whisper-large"}


def test_an_older_card_is_changed_only_after_a_yes(tmp_path: Path) -> None:
    """Escape leaves it; enter goes on to its questions."""
    card = Path(older_card(tmp_path))
    command = [installed_cardtui(), "card.toml"]
    with Terminal(command, folder=tmp_path) as terminal:
        terminal.wait_for("The questions have changed")
        terminal.press("escape")
        assert terminal.wait_until_gone() == 0
    assert card.read_text() == CARD
    with Terminal(command, folder=tmp_path) as terminal:
        terminal.wait_for("The questions have changed")
        terminal.press("enter")
        terminal.wait_for("To get the card as a document")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert 'version = "2.0.0"' in card.read_text()
