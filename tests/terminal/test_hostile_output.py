"""What the commands print of a bank and a card from a stranger, on a terminal and into pipes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cardtui.text.clean import unsafe_characters
from support.at_the_keyboard import installed_cardtui
from support.sampling import one_in
from support.terminal import Terminal
from terminal.test_hostile_text import BANK, CARD, commands_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a hostile bank, its card, and another card."""
    (tmp_path / "bank.toml").write_text(BANK)
    (tmp_path / "card.toml").write_text(CARD)
    (tmp_path / "other.toml").write_text(CARD.replace("Value", "Other").replace("hostile-", "x"))
    return tmp_path


COMMANDS = (
    "status card.toml --bank bank.toml",
    "status card.toml --bank bank.toml --json",
    "status card.toml --bank bank.toml --why hidden",
    "status . --bank bank.toml",
    "check card.toml --bank bank.toml",
    "check card.toml --bank bank.toml --format github",
    "export card.toml --bank bank.toml",
    "export card.toml --bank bank.toml --to html",
    "export card.toml --bank bank.toml --to json",
    "get card.toml --bank bank.toml",
    "get card.toml --bank bank.toml rows",
    "get card.toml --bank bank.toml about",
    "set card.toml --bank bank.toml size=x",
    "diff card.toml other.toml --bank bank.toml",
    "copy card.toml new.toml --bank bank.toml",
    "bank check bank.toml --paths",
    "bank check card.toml",
    "bank test bank.toml",
)


@pytest.mark.parametrize("line", one_in(3, COMMANDS))
def test_commands_print_hostile_text_as_escapes(line: str, folder: Path) -> None:
    """What the commands print to a terminal commands nothing."""
    with Terminal([installed_cardtui(), *line.split()], folder=folder) as terminal:
        assert terminal.wait_until_gone() in (0, 1, 2)
    assert commands_in(terminal.written) == []


@pytest.mark.parametrize("line", COMMANDS)
def test_pipes_get_no_control_byte_but_newline_and_tab(line: str, folder: Path) -> None:
    """Standard output and standard error, as another program reads them."""
    ended = subprocess.run(
        [installed_cardtui(), *line.split()], cwd=folder, capture_output=True, check=False
    )
    assert ended.returncode in (0, 1, 2)
    for printed in (ended.stdout, ended.stderr):
        assert not set(printed) & {*range(0x20), 0x7F} - {*b"\n\t"}
        assert not unsafe_characters(printed.decode("utf-8"))
    assert b"Traceback" not in ended.stderr
    assert b"a bug in cardtui" not in ended.stderr
