"""`check`, `status` and the plain mode count alike what is required and still open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.bank.load import load_bank
from cardtui.interview.session import open_session
from support.commands import Result, run_cardtui
from support.plain import asked

BANK = """
format = 1
id = "small"
version = "1.0.0"
title = "Small"
[[section]]
id = "model"
title = "Model"
question = [
  { id = "name", label = "Name", type = "text", ask = "Its name?", required = true },
  { id = "about", label = "About", type = "text", ask = "What is it?" },
  { id = "tuned", label = "Tuned", type = "bool", ask = "Fine-tuned?" },
  { id = "base", label = "Base", type = "text", ask = "Of what?", when = "tuned", required = true },
  { id = "how", label = "How", type = "text", ask = "How?", when = "tuned", required = true },
  { id = "why", label = "Why", type = "text", ask = "Why not?", when = "not tuned" },
]
"""
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "bank.toml").write_text(BANK, encoding="utf-8")
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return run_cardtui(capsys, *arguments)

    run("set", "done.toml", "name=x", "tuned=no")
    return run


@pytest.mark.parametrize(
    ("answers", "is_open", "possible", "to_do"),
    [
        (["about=x"], ["name"], ["base", "how"], "1 required, 2 required if asked"),
        (["name=x"], [], ["base", "how"], "2 required if asked"),
        (["tuned=yes"], ["name", "base", "how"], [], "3 required"),
        (["name=x", "tuned=yes", "how=x"], ["base"], [], "1 required"),
        (["name=x", "tuned=no"], [], [], "nothing required"),
    ],
)
def test_all_count_alike(
    run: Run, answers: list[str], is_open: list[str], possible: list[str], to_do: str
) -> None:
    """One error each for the gate, the same numbers where several cards are shown, and in lines."""
    run("set", "card.toml", *answers)
    (record,) = map(json.loads, run("check", "card.toml", "--format", "json").out.splitlines())
    found = [each["message"] for each in record["findings"] if each["rule"] == "required"]
    assert found == [
        *(f"{name}: required, and open" for name in is_open),
        *(f"{name}: required, and may still be asked" for name in possible),
    ]
    assert record["complete"] == (not found)
    overview = run("status", "card.toml", "done.toml").out.splitlines()
    (row,) = [line for line in overview if line.startswith("card.toml")]
    assert row.endswith(f"  {to_do}")
    report = run("status", "card.toml").out
    assert report.count("open, required") == len(is_open)
    assert report.count("depends on an open question, required if asked") == len(possible)
    session = open_session(load_bank("bank.toml"), "card.toml")
    last = asked(session, ":quit")[-3:]
    assert any("may still be asked" in line for line in last) == bool(possible)


def test_what_may_come_is_named_at_the_end_of_the_interview(run: Run) -> None:
    """A card that is not complete says why, though nothing that is required is open now."""
    run("set", "card.toml", "name=x")
    said = asked(open_session(load_bank("bank.toml"), "card.toml"), ":quit")
    assert "2 required questions may still be asked: Base and How." in said
