"""A terminal that sends what no terminal should: the app says so, and goes on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from support.at_the_keyboard import installed_cardtui
from support.every_type import EVERY_TYPE
from support.terminal import Terminal


def at_the_name(folder: Path, rows: int = 24, columns: int = 80) -> Terminal:
    """The app on a new card, at its first question, ready for keys."""
    (folder / "bank.toml").write_text(EVERY_TYPE)
    command = [installed_cardtui(), "card.toml", "--bank", "bank.toml"]
    terminal = Terminal(command, folder=folder, rows=rows, columns=columns)
    terminal.wait_for("What is it called?")
    terminal.wait_for("enter next")
    return terminal


def left(terminal: Terminal, folder: Path) -> object:
    """What the name is in the card, once the app is left."""
    terminal.press("ctrl+q")
    assert terminal.wait_until_gone() == 0
    assert "bug in cardtui" not in terminal.written.decode(errors="replace")
    return tomllib.loads((folder / "card.toml").read_text())["answers"]["name"]["value"]


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        (b"\xe9", "\ufffd"),
        (b"\x1b[200~Z\xfcrich\nBern\n" + b"more\n" * 2_000 + b"\x1b[201~", "Z\ufffdrich Bern more"),
        (b"\xc3\x28\xff", "\ufffd(\ufffd"),
    ],
    ids=["a key", "a long paste", "noise"],
)
def test_what_is_not_utf_8_is_taken_as_a_sign_that_says_so(
    sent: bytes, taken: str, tmp_path: Path
) -> None:
    """As a terminal set to Latin-1 sends it; a paste stays one."""
    with at_the_name(tmp_path) as terminal:
        terminal.type("be")
        terminal.wait_for("be")
        terminal.send(sent)
        terminal.type("rt")
        terminal.wait_for("rt ")
        name = str(left(terminal, tmp_path))
    assert name.startswith(f"be{taken}")
    assert name.endswith("rt")
