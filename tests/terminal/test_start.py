"""`cardtui` alone, in a real terminal: a card is begun, left, and found again from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

from support.at_the_keyboard import installed_cardtui
from support.person import folders_of_a_person
from support.terminal import Terminal


def test_a_card_is_begun_and_found_again(tmp_path: Path) -> None:
    """With the keyboard alone, by what the screen says."""
    folders = {**folders_of_a_person(tmp_path / "home"), "HOME": str(tmp_path)}
    here, elsewhere = tmp_path / "models", tmp_path / "elsewhere"
    here.mkdir()
    elsewhere.mkdir()
    with Terminal([installed_cardtui()], folder=here, environment=folders) as terminal:
        terminal.wait_for("New card")
        assert "Recent" not in terminal.screen
        terminal.press("enter")
        terminal.wait_for("model-card.toml")
        terminal.type("whisper.toml")
        terminal.press("enter")
        terminal.wait_for("What is the model called?")
        terminal.type("Whisper")
        terminal.press("enter")
        terminal.wait_for("1 of ")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    with Terminal([installed_cardtui()], folder=elsewhere, environment=folders) as terminal:
        terminal.wait_for(os.path.join("~", "models", "whisper.toml"))
        terminal.wait_for("1 answered")
        terminal.wait_for("kaggle-model-card")
        terminal.press("enter")
        terminal.wait_for("1 of ")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert list(elsewhere.iterdir()) == []
