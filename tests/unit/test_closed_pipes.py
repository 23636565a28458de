"""`cardtui ... | head -1`: nothing is said of the reader that leaves, and the exit code stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.cli import main
from support.every_type import EVERY_TYPE

CARDTUI = [sys.executable, "-m", "cardtui"]
MANY = 2000
"""Cards whose lines do not fit into a pipe that nobody reads."""


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A complete card, one with an open required question, and one that is none."""
    (tmp_path / "bank.toml").write_text(EVERY_TYPE, encoding="utf-8")
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n', encoding="utf-8")
    (tmp_path / "none.toml").write_text("bank = {", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for card in (["good.toml", "name=x"], ["bad.toml", "layers=12"]):
        with pytest.raises(SystemExit):
            main(["set", *card])
    return tmp_path


def unread(*arguments: str, stdin: str = "") -> tuple[int, str]:
    """The exit code and the errors of a command whose output nobody has ever read."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*CARDTUI, *arguments],
            input=stdin,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "good.toml"], 0),
        (["check", "bad.toml"], 1),
        (["check", *["good.toml"] * MANY], 0),
        (["check", *["good.toml"] * MANY, "bad.toml"], 1),
        (["check", "--format", "json", "bad.toml", *["good.toml"] * MANY], 1),
        (["diff", "good.toml", "bad.toml"], 1),
        (["status", *["bad.toml"] * MANY], 0),
        (["status", "--json", *["bad.toml"] * MANY], 0),
        (["export", "bad.toml"], 0),
        (["bank", "schema"], 0),
        (["--help"], 0),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, list) else str(value),
)
def test_a_reader_that_leaves_changes_nothing(arguments: list[str], code: int) -> None:
    """No message, no traceback, and the exit code of the same command in a terminal."""
    assert unread(*arguments) == (code, "")


def test_what_is_wrong_is_still_told_and_counts() -> None:
    """Standard error has its own reader."""
    code, said = unread("check", "none.toml", "good.toml")
    assert code == 2
    assert said.startswith("cardtui: none.toml:1")


def test_answers_from_a_pipe_are_all_taken() -> None:
    """The interview in lines does not stop in the middle of what it was given."""
    assert unread("ask", "good.toml", stdin=":go layers\n24\n:go name\nBERT\n") == (0, "")
    text = Path("good.toml").read_text(encoding="utf-8")
    assert "value = 24" in text
    assert 'value = "BERT"' in text


@pytest.mark.skipif(shutil.which("bash") is None, reason="`pipefail` is of bash")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("cardtui check bad.toml | head -0", 1),
        ("cardtui check bad.toml good.toml | head -1", 1),
        ("cardtui check good.toml | true", 0),
        ("cardtui check bad.toml 2>&1 | true", 1),
        ("cardtui check none.toml 2>&1 >/dev/null | true", 2),
        ("cardtui export good.toml | head -1", 0),
    ],
)
def test_in_a_shell(line: str, code: int) -> None:
    """As a script with `set -o pipefail` sees it."""
    script = "set -o pipefail; " + line.replace("cardtui", '"$0" -m cardtui')
    done = subprocess.run(
        ["bash", "-c", script, sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
