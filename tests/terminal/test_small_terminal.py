"""The interview in terminals of the sizes that people have."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cardtui import load_bank
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from support.at_the_keyboard import Person, block, installed_cardtui, line
from support.terminal import Terminal


@pytest.mark.parametrize(
    ("columns", "rows"), [(80, 24), (60, 20), (40, 12)], ids=["80x24", "60x20", "40x12"]
)
def test_questions_are_answered_in_a_small_terminal(
    columns: int, rows: int, tmp_path: Path
) -> None:
    """Question, progress and the field stay in sight, and what is typed is kept."""
    command = [installed_cardtui(), "card.toml"]
    bank = load_bank(shipped_banks()[DEFAULT_BANK])
    with Terminal(command, rows=rows, columns=columns, folder=tmp_path) as terminal:
        person = Person(terminal, bank, {"model_name": "tiny"})
        person.wait_for_question("model_name")
        person.answer(line("tiny"))
        person.wait_for_question("license")
        terminal.wait_until(lambda: "1 of " in terminal.lines[0], "progress in the first line")
        terminal.wait_until(lambda: "enter next" in terminal.lines[-1], "keys in the last line")
        person.answer(line("MIT"))
        person.wait_for_question("overview")
        person.answer(block("It is small.\nSo is the terminal."))
        person.wait_for_question("architecture")
        terminal.wait_until(lambda: "shift+tab back" in terminal.lines[-1], "keys in the last line")
        person.press("shift+tab")
        person.wait_for_question("overview")
        terminal.wait_for("So is the terminal.")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    answers = tomllib.loads((tmp_path / "card.toml").read_text())["answers"]
    assert {name: answer["value"] for name, answer in answers.items()} == {
        "model_name": "tiny",
        "license": "MIT",
        "overview": "It is small.\nSo is the terminal.\n",
    }


def test_sides_fold_away_at_80_columns_and_come_back_at_120(tmp_path: Path) -> None:
    """The card at the right goes first; growing the window brings it back."""
    command = [installed_cardtui(), "card.toml"]
    with Terminal(command, rows=24, columns=80, folder=tmp_path) as terminal:
        terminal.wait_for("What is the model called?")
        terminal.wait_for("Architecture")  # the outline
        assert "Not filled in yet." not in terminal.screen
        terminal.resize(40, 120)
        terminal.wait_for("Not filled in yet.")
        terminal.resize(24, 60)
        terminal.wait_while("Architecture")
        terminal.wait_for("What is the model called?")
        terminal.press("f5")
        terminal.wait_for("Architecture")
        terminal.press("escape")
        terminal.wait_while("Architecture")
        terminal.wait_for("What is the model called?")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert list(tmp_path.iterdir()) == []


def test_all_of_the_overview_can_be_read_in_a_small_terminal(tmp_path: Path) -> None:
    """What does not fit can be scrolled to."""
    command = [installed_cardtui(), "card.toml"]
    with Terminal(command, rows=12, columns=40, folder=tmp_path) as terminal:
        terminal.wait_for("What is the model called?")
        terminal.press("f7")
        terminal.wait_for("enter goes to the next open question")
        terminal.wait_for("cardtui export")
        terminal.press("pagedown")
        terminal.wait_for("Model name")
        terminal.press("end")
        terminal.wait_while("Model name")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
