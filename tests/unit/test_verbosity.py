"""`-q` and `-v`, and a bar for what takes long."""

from __future__ import annotations

import sys

import pytest

from cardtui.cli import progress
from cardtui.cli.progress import with_progress
from support.commands import Result


def test_quiet_commands_say_what_is_wrong_alone(run) -> None:
    """Neither a summary, nor what a check has against an answer; but always an error."""
    assert run("set", "-q", "card.toml", "name=x", "layers=0") == Result(0, "", "")
    assert run("copy", "-q", "card.toml", "next.toml") == Result(0, "", "")
    assert run("set", "card.toml", "layers=1").code == 0
    assert run("check", "-q", "card.toml") == Result(0, "", "")
    assert "there is no question" in run("set", "-q", "card.toml", "nme=x").err


def test_verbose_commands_say_which_bank_and_what_was_done(run) -> None:
    """On standard error, so that pipes are as they were."""
    said = run("set", "-v", "card.toml", "name=x")
    assert said.out == ""
    assert "card.toml: 1 answer in the card" in said.err
    said = run("export", "-v", "card.toml", "-o", "x.md")
    assert "asked by every-type 1.0.0" in said.err
    assert "x.md: written as markdown" in said.err


def test_a_bar_comes_after_a_second_and_only_for_eyes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All items come, with a bar and without one."""
    clock = iter(range(1000))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(clock)))
    assert list(with_progress([1, 2, 3], "cards")) == [1, 2, 3]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(with_progress([1, 2, 3], "cards")) == [1, 2, 3]
    assert "cards" in capsys.readouterr().err
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert list(with_progress([1, 2, 3], "cards")) == [1, 2, 3]
    assert capsys.readouterr().err == ""
