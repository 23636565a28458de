"""Banks of a project that are edited there: looked at as they are, while cards keep to the lock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result, run_cardtui
from support.repositories import Repository, bank_text, needs_git

Run = Callable[..., Result]
TAKE = "cards open again once it is taken: cardtui bank update ours\n"


@pytest.fixture(name="run")
def _run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs cardtui in a project with a bank in a folder, and a card."""
    (tmp_path / "project" / "banks" / "ours").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    Path("banks/ours/bank.toml").write_text(bank_text("ours"))

    def run(*arguments: str) -> Result:
        return run_cardtui(capsys, *arguments)

    assert run("bank", "add", "banks/ours").code == 0
    assert run("set", "card.toml", "q0=x", "-q").code == 0
    return run


@pytest.mark.parametrize("command", ["check", "test"])
def test_an_edited_bank_is_looked_at_as_it_is(run: Run, command: str) -> None:
    """A line says that the lock has another, and how to take this one."""
    Path("banks/ours/bank.toml").write_text(bank_text("ours", "1.1.0", questions=3))
    result = run("bank", command, "ours")
    assert result.code == 0, result
    assert result.err.startswith("cardtui: banks/ours is looked at as it is now, and the lock has ")
    assert result.err.endswith(TAKE)
    assert result.err.count("\n") == 1
    assert run("bank", command, "ours", "--frozen").code == 2
    assert run("get", "card.toml", "q0").code == 2
    assert run("bank", "update", "--yes").code == 0
    assert run("bank", command, "ours").err == ""


def test_an_edited_base_is_looked_at_as_it_is(run: Run) -> None:
    """Also below the bank that is named."""
    Path("top.toml").write_text(
        'format = 1\nid = "top"\nversion = "1.0.0"\ntitle = "Top"\nextends = ["ours"]\n'
        '[override.q2]\nhelp = "New."\n'
    )
    Path("banks/ours/bank.toml").write_text(bank_text("ours", "1.1.0", questions=3))
    result = run("bank", "test", "top.toml")
    assert result.code == 0, result
    assert result.err.endswith(TAKE)


def test_who_translates_a_locked_bank_is_told_to_take_it(run: Run) -> None:
    """A file that holds only comments is another bank for the lock."""
    result = run("bank", "translate", "ours", "de")
    assert (result.code, result.err.count("\n")) == (0, 2)
    assert result.err.endswith(TAKE)
    again = run("bank", "translate", "ours", "de")
    assert "nothing to add" in again.err
    assert run("bank", "update", "--yes").code == 0
    assert run("get", "card.toml", "q0").out == "x\n"


@needs_git
def test_a_bank_from_git_is_translated_where_it_comes_from(run: Run, tmp_path: Path) -> None:
    """There is no folder of it here."""
    Repository(tmp_path / "theirs").commit("v1", bank=bank_text("vision"))
    assert run("bank", "add", "../theirs", "--rev", "v1").code == 0
    result = run("bank", "translate", "vision", "de")
    assert result.code == 2
    assert "this bank comes from git; translate it there, then take it" in result.err


STALE = """format = 1
language = "de"
title = "Team"
[sections.only]
of = "00000000"
title = "Nur"
[questions.q0]
of = "00000000"
ask = "Was ist 0?"
label = "Null"
[questions.q1]
of = "00000000"
ask = "Was ist 1?"
label = "Eins"
"""


@needs_git
def test_what_a_fetched_translation_lacks_is_only_noted(run: Run, tmp_path: Path) -> None:
    """The project cannot mend it, so its check does not fail for it."""
    Repository(tmp_path / "theirs").commit("v1", bank=bank_text("vision"), de=STALE)
    assert run("bank", "add", "../theirs", "--rev", "v1").code == 0
    result = run("bank", "check", "vision")
    assert result.code == 0, result
    assert ": note: `q0`: the wording has changed since it was translated; tell who" in result.out


def test_a_stale_translation_is_stamped_by_the_id_of_the_bank(run: Run) -> None:
    """As the message says."""
    Path("banks/ours/de.toml").write_text(STALE)
    result = run("bank", "check", "ours")
    assert result.code == 1
    assert "`cardtui bank translate ours de q0 --stamp` [stale-translation]" in result.out
    assert run("bank", "translate", "ours", "de", "q0", "--stamp").code == 0
    assert "translate ours de q0" not in run("bank", "check", "ours").out
