"""What every command prints of hostile banks, cards and names is obeyed by no CI log."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import run_cardtui
from support.strangers import obeyed_by_a_log

ODD = "::set-output name=x::y"
MARKS = "##[add-mask]x ##vso[task.complete]"
OLD = f"""format = 1
id = "team"
version = "1.0.0"
title = "{MARKS}"

[[section]]
id = "s"
title = "{ODD}"

[[section.question]]
id = "q"
type = "text"
ask = "{ODD}"
help = "{MARKS}"
check = [{{ that = "q != 'x'", message = "{ODD} {MARKS}" }}]

[[section.question]]
id = "other"
type = "select"
ask = "{MARKS}"
options = [{{ id = "one", label = "{ODD}" }}, {{ id = "two", label = "{MARKS}" }}]

[[test]]
name = "{ODD} {MARKS}"
given = {{ q = "{MARKS}" }}
skips = ["other"]
"""
NEW = (
    OLD.replace('version = "1.0.0"', 'version = "2.0.0"')
    .replace(f'ask = "{ODD}"', f'ask = "::error::{ODD}{MARKS} ?"')
    .replace(f'label = "{ODD}"', f'label = "##[set-env name=x]{ODD}"')
)
CARD = f"""format = 1
id = "{ODD} {MARKS}"
bank = {{ id = "team", version = "1.0.0" }}
[answers.q]
value = "{ODD} TODO"
note = "{ODD} {MARKS}"
[answers.gone]
value = "{MARKS}"
"""
NAMED = f"{ODD}.toml"
LINES = (
    ("bank", "show", "team.toml"),
    ("bank", "show", "team.toml", "--origin", "q"),
    ("bank", "show", "team.toml", "--origin", ODD),
    ("bank", "show", MARKS),
    ("bank", "list"),
    ("bank", "check", "team.toml"),
    ("bank", "check", NAMED),
    ("bank", "test", "team.toml"),
    ("bank", "diff", "team.toml", "new.toml"),
    ("bank", "diff", "team.toml", "new.toml", NAMED),
    ("bank", "new", "::warning::y"),
    ("bank", "new", "##[x]"),
    ("bank", "remove", ODD),
    ("bank", "add", ODD),
    ("bank", "update", ODD),
    ("bank", "translate", "team.toml", ODD),
    ("status", NAMED, "--bank", "team.toml"),
    ("status", NAMED, "--bank", "team.toml", "--why", "q"),
    ("status", NAMED, NAMED, "--bank", "team.toml"),
    ("check", NAMED, "--bank", "team.toml"),
    ("check", NAMED, "--bank", "new.toml"),
    ("check", NAMED, "--bank", ODD),
    ("diff", NAMED, "card.toml", "--bank", "team.toml"),
    ("set", "card.toml", f"{ODD}=x", "--bank", "team.toml"),
    ("copy", "card.toml", NAMED),
    ("merge", "card.toml", NAMED, "card.toml"),
    ("get", NAMED, ODD, "--bank", "team.toml"),
    (ODD,),
    ("bank", ODD),
)
"""Each with what it is told by whoever made the files, or gave it their names."""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with hostile banks and cards."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "team.toml").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.toml").write_text(NEW, encoding="utf-8")
    (tmp_path / NAMED).write_text(CARD, encoding="utf-8")
    (tmp_path / "card.toml").write_text(CARD.replace("TODO", "done"), encoding="utf-8")


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_no_line_is_a_command(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Neither on standard output nor on standard error, and each command says something."""
    result = run_cardtui(capsys, *words)
    assert result.code in (0, 1, 2)
    assert obeyed_by_a_log(result.out + "\n" + result.err) == []
    assert result.out + result.err or words[0] in ("merge", "copy", "set")


def test_the_banks_can_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    """Else the commands would say only what is wrong with them."""
    shown = run_cardtui(capsys, "bank", "show", "team.toml")
    assert (shown.code, shown.err) == (0, "")
    compared = run_cardtui(capsys, "bank", "diff", "team.toml", "new.toml", NAMED)
    assert "Asks to confirm" in compared.out


def test_ids_in_a_lock_and_what_an_update_shows_are_no_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is taken from a file of the project, which comes with a checkout."""
    (tmp_path / "shared.toml").write_text(OLD, encoding="utf-8")
    assert run_cardtui(capsys, "bank", "add", "shared.toml").code == 0
    (tmp_path / "shared.toml").write_text(NEW, encoding="utf-8")
    updated = run_cardtui(capsys, "bank", "update", "--yes")
    assert obeyed_by_a_log(updated.out + "\n" + updated.err) == []
    lock = tmp_path / "cardtui.lock"
    lock.write_text(lock.read_text().replace('"team"', '"::add-mask::main"'), encoding="utf-8")
    listed = run_cardtui(capsys, "bank", "list")
    assert (listed.code, listed.out) == (2, "")
    assert obeyed_by_a_log(listed.out + "\n" + listed.err) == []
