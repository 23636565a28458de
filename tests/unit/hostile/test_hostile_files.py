"""Banks and cards from strangers, and every command: loaded, or refused with one line a problem.

The corpus is in tests/corpus. Nothing is written but what the command is for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result
from support.strangers import (
    CORPUS,
    Stranger,
    held_in,
    obeyed_by_a_log,
    run_on_stranger,
    strangers,
)

BANKS = strangers("hostile-banks")
CARDS = strangers("hostile-cards")
LOOKING_AT_A_CARD = (
    "status CARD",
    "check CARD",
    "check CARD --format github",
    "export CARD",
    "get CARD results",
    "diff CARD other.toml",
)
MORE_LOOKING_AT_A_CARD = (
    "status CARD --json",
    "status CARD --why model_name",
    "status .",
    "check CARD --format json",
    "export CARD --to html",
    "export CARD --to json",
    "get CARD",
    "get CARD --json",
    "get CARD overview",
    "get CARD model_name",
    "diff other.toml CARD --json",
    "bank check CARD",
)
LOOKING_UNDER_A_BANK = (
    "bank check BANK",
    "status CARD --bank BANK",
    "check CARD --format github --bank BANK",
    "export CARD --bank BANK",
)
MORE_LOOKING_UNDER_A_BANK = (
    "bank check BANK --format json",
    "bank check BANK --format github",
    "bank test BANK",
    "status CARD --why model --bank BANK",
    "check CARD --bank BANK",
    "export CARD --to html --bank BANK",
    "export CARD --to json --bank BANK",
    "get CARD --bank BANK",
    "ask new.toml --bank BANK",
)
WRITING = (
    ("set card.toml layers=6", "card.toml"),
    ("copy card.toml new.toml", "new.toml"),
    ("export card.toml -o new.md", "new.md"),
    ("merge other.toml card.toml other.toml", "card.toml"),
)
"""Commands that write, and what."""
PROPERTIES = ("file", "line", "col", "title")
Run = Callable[[str], Result]
ANSWERS = """format = 1
id = "x"
bank = { id = "hostile", version = "1.0.0" }
[answers.model]
value = "A model"
[answers.pick]
value = ["one"]
"""
OTHER = """format = 1
id = "other"
bank = { id = "kaggle-model-card", version = "1.0.0" }
[answers.model_name]
value = "Another model"
"""


def homes() -> list[Path]:
    """Where the program keeps settings, state and what it has fetched."""
    found = [Path(os.environ[name]) for name in os.environ if name.startswith("XDG_")]
    return [path for path in found if path.is_dir()]


def is_for_people(line: str) -> bool:
    """Whether a command prints lines for people, and not for programs."""
    return "json" not in line and "github" not in line


def look_at_card(card: Stranger, lines: tuple[str, ...], run: Run, folder: Path) -> None:
    """Commands that look at a card say what is promised, and write nothing."""
    shutil.copy(card.path, folder / "card.toml")
    (folder / "other.toml").write_text(OTHER)
    before = held_in(folder, *homes())
    for line in lines:
        result = run(line.replace("CARD", "card.toml"))
        if line.startswith(("status", "check", "diff")) and is_for_people(line):
            assert obeyed_by_a_log(result.out + result.err) == [], line
        if not card.is_loaded:
            # Cards can be compared without their bank.
            assert result.code == 2 or line.startswith("diff"), line
            assert result.err or result.code != 2 or not is_for_people(line), line
        elif not line.startswith(("get CARD results", "status CARD --why", "bank")):
            assert result.code in (0, 1), (line, result.err)
        assert held_in(folder, *homes()) == before, line


def look_under_bank(bank: Stranger, lines: tuple[str, ...], run: Run, folder: Path) -> None:
    """Commands that look at a bank, or at a card under it, say what is promised."""
    shutil.copy(bank.path, folder / "bank.toml")
    (folder / "card.toml").write_text(ANSWERS)
    before = held_in(folder, *homes())
    for line in lines:
        result = run(line.replace("CARD", "card.toml").replace("BANK", "bank.toml"))
        if not line.startswith(("export", "get")) and is_for_people(line):
            assert obeyed_by_a_log(result.out + result.err) == [], line
        if not bank.is_loaded:
            assert result.code == 2, line
            assert result.err or not is_for_people(line), line
        elif "--why" not in line:
            assert result.code in (0, 1), (line, result.err)
        assert held_in(folder, *homes()) == before, line


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.path.stem)
def test_a_hostile_card_is_looked_at_safely(card: Stranger, run: Run, folder: Path) -> None:
    """It is loaded or refused, as it says of itself."""
    look_at_card(card, LOOKING_AT_A_CARD, run, folder)


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.path.stem)
def test_a_hostile_bank_is_looked_at_safely(bank: Stranger, run: Run, folder: Path) -> None:
    """It is loaded or refused, as it says of itself."""
    look_under_bank(bank, LOOKING_UNDER_A_BANK, run, folder)


@pytest.mark.thorough
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.path.stem)
def test_every_other_command_outlives_a_hostile_card(
    card: Stranger, run: Run, folder: Path
) -> None:
    """All that can be asked of a card."""
    look_at_card(card, MORE_LOOKING_AT_A_CARD, run, folder)


@pytest.mark.thorough
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.path.stem)
def test_every_other_command_outlives_a_hostile_bank(
    bank: Stranger, run: Run, folder: Path
) -> None:
    """All that can be asked of a bank; `ask` writes nothing before there is an answer."""
    look_under_bank(bank, MORE_LOOKING_UNDER_A_BANK, run, folder)


@pytest.mark.parametrize(("line", "written"), WRITING, ids=lambda each: each.split()[0])
@pytest.mark.parametrize("card", CARDS[:: len(CARDS) // 12], ids=lambda card: card.path.stem)
def test_commands_that_write_touch_nothing_else(
    card: Stranger, line: str, written: str, run: Run, folder: Path
) -> None:
    """The file that they are for, and that only where the card can be used."""
    shutil.copy(card.path, folder / "card.toml")
    (folder / "other.toml").write_text(OTHER)
    before = held_in(folder, *homes())
    result = run(line)
    after = held_in(folder, *homes())
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert changed <= ({str(folder / written)} if result.code < 2 else set())
    assert card.is_loaded or result.code == 2


TYPED = (
    *("a", ":help", ":back", ":why", ":answer", ":read", ":read all", ":find l", ":list", ":aside"),
    *(
        ":note \x1b[2J\u202e",
        ":review",
        ":skip",
        "1,2",
        "\u202e",
        ":why",
        ":note x",
        ":skip",
        "1.5",
    ),
    *(":done", "7", ":read all", ":list", ":find x", ":undo", ":redo", ":quit"),
)


@pytest.mark.parametrize(
    "bank",
    [bank for bank in BANKS if bank.path.stem.endswith(("in-every-text", "commanded"))],
    ids=lambda bank: bank.path.stem,
)
def test_the_plain_interview_shows_hostile_text_safely(
    bank: Stranger,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All that can be asked for while one is asked; what is typed comes from a clipboard, too."""
    seen = ""
    for start in range(len(TYPED)):
        # A line that fits no question ends the interview: the lines behind it have their turn.
        lines = "\n".join(TYPED[start:]) + "\n"
        words = ("ask", "card.toml", "--bank", str(bank.path))
        result = run_on_stranger(capsys, monkeypatch, *words, typed=lines)
        assert obeyed_by_a_log(result.out + result.err) == []
        seen += result.out
    assert "Question 2" in seen or bank.path.stem == "logs-are-commanded"


def test_the_corpus_is_large() -> None:
    """Each file tries something of its own."""
    assert len(BANKS) >= 50
    assert len(CARDS) >= 35
    threats = [stranger.threat for stranger in (*BANKS, *CARDS)]
    assert all(threats)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("hostile-banks/logs-are-commanded", "bank check"),
        ("hostile-cards/commands-a-log-in-every-text", "check"),
    ],
)
def test_annotations_are_the_only_commands_of_the_github_format(
    file: str, words: str, run: Run, folder: Path
) -> None:
    """A title or an answer adds no command, and no property to one."""
    shutil.copy(CORPUS / f"{file}.toml", folder / "x.toml")
    lines = run(f"{words} x.toml --format github").out.splitlines()
    assert lines
    for line in lines:
        command, properties = line.split("::", 2)[1].split(" ", 1)
        assert command in ("error", "warning", "notice")
        assert [each.split("=")[0] for each in properties.split(",")] == [*PROPERTIES]
