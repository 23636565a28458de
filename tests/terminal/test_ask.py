"""The plain mode in a real terminal: one that can do little, one for a screen reader, and a pipe."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cardtui.card.file import read_card
from support.every_type import EVERY_TYPE
from support.terminal import Terminal

CARDTUI = str(Path(sys.executable).with_name("cardtui"))
_DRAWN = re.compile(rb"\x1b\[[\d;]*[Hf]|\x1b\[[123]J|\x1b\[\?1049h|\x1b\[\d*S")
"""Moves of the cursor to a place, clearing and scrolling of the screen, another screen."""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "bank.toml").write_text(EVERY_TYPE, encoding="utf-8")
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n', encoding="utf-8")
    return tmp_path


def last_line(terminal: Terminal) -> str:
    """The last line that something is on."""
    return next((line.rstrip() for line in reversed(terminal.lines) if line.strip()), "")


def wait_for_question(terminal: Terminal, question: str) -> None:
    """Wait until it is asked and a line can be typed below it."""

    def is_asked() -> bool:
        lines = [line.rstrip() for line in terminal.lines if line.strip()]
        return bool(lines) and lines[-1] == ">" and question in lines[-6:]

    terminal.wait_until(is_asked, question)


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
def test_it_is_chosen_by_itself(folder: Path, environment: dict[str, str]) -> None:
    """`cardtui CARD` asks in lines, and nothing is drawn over what was read."""
    with Terminal(
        [CARDTUI, "card.toml"], rows=40, columns=100, folder=folder, environment=environment
    ) as terminal:
        wait_for_question(terminal, "What is it called?")
        terminal.type("DistilBERT\r")
        wait_for_question(terminal, "What is DistilBERT?")
        terminal.type("A model.\r.\r")
        wait_for_question(terminal, "How is it loaded?")
        terminal.type(":quit\r")
        assert terminal.wait_until_gone() == 0
        if environment == {"TERM": "dumb"}:
            assert b"\x1b" not in terminal.written
        assert not _DRAWN.search(terminal.written)
    answers = read_card(folder / "card.toml").card.answers
    assert (answers["name"].value, answers["about"].value) == ("DistilBERT", "A model.\n")


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}])
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl+c", "ctrl+d"])
def test_leaving_by_a_key_saves(folder: Path, environment: dict[str, str], key: str) -> None:
    """What was answered is on disk, and the end is said."""
    with Terminal(
        [CARDTUI, "ask", "card.toml"], rows=40, columns=100, folder=folder, environment=environment
    ) as terminal:
        wait_for_question(terminal, "What is it called?")
        terminal.type("DistilBERT\r")
        wait_for_question(terminal, "What is DistilBERT?")
        terminal.type(key)
        terminal.wait_for("All that is required is answered.")
        assert terminal.wait_until_gone() == 0
    assert read_card(folder / "card.toml").card.answers["name"].value == "DistilBERT"


def test_an_old_line_comes_back_by_the_up_key(folder: Path) -> None:
    """questionary keeps them; where nothing can be edited, they can be typed again."""
    with Terminal(
        [CARDTUI, "ask", "card.toml"],
        rows=40,
        columns=100,
        folder=folder,
        environment={"ACCESSIBLE": "1"},
    ) as terminal:
        wait_for_question(terminal, "What is it called?")
        terminal.type("Distil\r")
        wait_for_question(terminal, "What is Distil?")
        terminal.type(":back\r")
        wait_for_question(terminal, "What is it called?")
        terminal.press("up", "up")
        terminal.wait_until(lambda: last_line(terminal) == ">  Distil", "the old line")
        terminal.type("BERT\r")
        wait_for_question(terminal, "What is DistilBERT?")
        terminal.type(":quit\r")
        assert terminal.wait_until_gone() == 0


def test_hostile_text_reaches_no_terminal(folder: Path) -> None:
    """An answer with a sequence in it is said with escapes."""
    (folder / "answers").write_bytes(b"evil\x1b]52;c;eA==\x07\n")
    with open(folder / "answers", "rb") as answers:
        done = subprocess.run(
            [CARDTUI, "ask", "card.toml"],
            stdin=answers,
            capture_output=True,
            cwd=folder,
            check=True,
        )
    assert b"\x1b" not in done.stdout + done.stderr
    assert rb"\x1b" in done.stdout


def test_a_pipe_ends_at_the_first_line_that_is_no_answer(folder: Path) -> None:
    """Exit 2, and the number of the line; what stood before is saved."""
    done = subprocess.run(
        [CARDTUI, "ask", "card.toml", "--at", "layers"],
        input=b"12\nfast\n1\n",
        capture_output=True,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == b"cardtui: standard input:2: latency: expected a number\n"
    assert list(read_card(folder / "card.toml").card.answers) == ["layers"]


def test_a_whole_card_through_a_pipe(folder: Path) -> None:
    """Every question in its order; the transcript can be followed."""
    given = (
        "DistilBERT\nA model.\nTwo lines.\n.\nimport x\n.\nyes\n12\n3.5\n2026-01-31\n"
        "https://example.org\nw.bin\n2\nA gift\n1, other\nodd\n8\nen\nfr\n\n\nadd\n1\n0.9\n\n"
    )
    done = subprocess.run(
        [CARDTUI, "ask", "card.toml"],
        input=given,
        text=True,
        capture_output=True,
        cwd=folder,
        check=True,
    )
    assert "> DistilBERT\n" in done.stdout
    assert done.stdout.endswith("14 of 14 answered.\nAll that is required is answered.\n")
    assert done.stderr == ""


def test_of_several_banks_one_is_chosen_by_its_number(folder: Path) -> None:
    """Where a person can be asked; a script has to name one."""
    other = EVERY_TYPE.replace('"every-type"', '"other-type"').replace("called?", "named?")
    (folder / "other.toml").write_text(other, encoding="utf-8")
    with open(folder / "cardtui.toml", "a", encoding="utf-8") as project:
        project.write('\n[[bank]]\nsource = "other.toml"\n')
    command = [CARDTUI, "ask", "card.toml"]
    with Terminal(
        command, rows=40, columns=100, folder=folder, environment={"TERM": "dumb"}
    ) as terminal:
        terminal.wait_for("2. Every type (other-type)")
        terminal.type("3\r2\r")
        wait_for_question(terminal, "What is it named?")
        terminal.type("x\r:quit\r")
        assert terminal.wait_until_gone() == 0
    assert read_card(folder / "card.toml").card.bank.id == "other-type"
    piped = [CARDTUI, "ask", "another.toml"]
    done = subprocess.run(piped, input=b"", capture_output=True, cwd=folder, check=False)
    assert done.returncode == 2
    assert b"name one with --bank" in done.stderr


def test_a_line_that_is_not_utf_8_ends_a_pipe(folder: Path) -> None:
    """It is named, and what stood before it is saved; nothing after it is lost unseen."""
    done = subprocess.run(
        [CARDTUI, "ask", "card.toml", "--at", "layers"],
        input=b"12\n3.5\n:go name\nna\xefve\n",
        capture_output=True,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"cardtui: standard input:4: ")
    assert set(read_card(folder / "card.toml").card.answers) == {"layers", "latency"}
