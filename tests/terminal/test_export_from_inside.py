"""A real terminal: the card is typed, read, searched and taken out, and is what the command prints."""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path

import pytest

from support.at_the_keyboard import installed_cardtui
from support.distilbert import distilbert_session
from support.terminal import Terminal

_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a half-finished card."""
    distilbert_session(tmp_path).save()
    return tmp_path


def exported(folder: Path, *arguments: str) -> bytes:
    """What the command says of the same card."""
    command = [installed_cardtui(), "export", "distilbert.toml", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


@pytest.mark.parametrize(("rows", "columns"), [(40, 120), (24, 80), (12, 40)])
def test_what_is_exported_inside_is_what_the_command_exports(
    rows: int, columns: int, folder: Path
) -> None:
    """Typed, read, found by a search, written and copied; the two files are the same."""
    command = [installed_cardtui(), "distilbert.toml", "--at", "intended_use"]
    with Terminal(command, rows=rows, columns=columns, folder=folder) as terminal:
        terminal.wait_for("Fine-tune it on your task")
        terminal.type(" Ünï 模型.")
        terminal.press("f11")
        terminal.wait_for("Ünï")
        terminal.press("/")
        terminal.wait_for("search the text")
        terminal.type("squad")
        terminal.wait_for("1 of 1")
        terminal.wait_for("SQuAD")
        terminal.press("enter")
        terminal.wait_for("n/N")
        terminal.press("f12")
        terminal.wait_for("Export the card")
        terminal.press("enter")
        terminal.wait_for("Written to distilbert.md")
        terminal.press("shift+tab", "enter")
        terminal.wait_for("Copied")
        terminal.press("f12")
        terminal.wait_while("Export the card")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    inside = (folder / "distilbert.md").read_bytes()
    exported(folder, "-o", "outside.md")
    assert inside == (folder / "outside.md").read_bytes()
    assert "Ünï 模型." in inside.decode()
    (copied,) = _COPIED.findall(terminal.written)
    assert base64.b64decode(copied) == exported(folder)


def test_the_command_writes_over_what_was_exported_inside(folder: Path) -> None:
    """And the other way: both know each other's files, and those that were changed since."""
    exported(folder, "-o", "distilbert.md")
    document = folder / "distilbert.md"
    with Terminal([installed_cardtui(), "distilbert.toml"], folder=folder) as terminal:
        terminal.wait_for(" next")
        terminal.press("f12")
        terminal.wait_for("distilbert.md")
        terminal.press("enter")
        terminal.wait_for("Written to distilbert.md")
        document.write_text(document.read_text().replace("faster", "slower"))
        terminal.press("shift+tab", "shift+tab", "enter")
        terminal.wait_for("was changed by hand")
        terminal.press("f12")
        terminal.wait_while("Export the card")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
    assert "slower" in document.read_text()
