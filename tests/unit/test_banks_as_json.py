"""`cardtui bank list --json` and `bank show --json`: what programs can rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.sharing.shipped import DEFAULT_BANK
from support.commands import Result, run_cardtui
from support.repositories import Repository, bank_text, needs_git
from support.translations import BANK

OF_NOBODY = {"source": None, "rev": None, "path": None, "commit": None, "locked": False}
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command in an empty folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return lambda *arguments: run_cardtui(capsys, *arguments)


def test_banks_that_ship_have_no_source(run: Run) -> None:
    """A line a bank, all of the same keys."""
    (line,) = run("bank", "list", "--json").out.splitlines()
    assert json.loads(line) == {"id": DEFAULT_BANK, "version": "1.0.0", **OF_NOBODY}


def test_a_bank_of_the_project_is_as_its_file_and_the_lock_say(run: Run) -> None:
    """A folder that is named by hand is not locked."""
    Path("ours.toml").write_text(bank_text("ours"))
    Path("cardtui.toml").write_text('[[bank]]\nsource = "ours.toml"\n')
    first, second = map(json.loads, run("bank", "list", "--json").out.splitlines())
    assert first == {"id": "ours", "version": "1.0.0", **OF_NOBODY, "source": "ours.toml"}
    assert second["id"] == DEFAULT_BANK
    shown = json.loads(run("bank", "show", "ours", "--json").out)
    assert {key: shown[key] for key in first} == first
    assert json.loads(run("bank", "show", "--json").out) == shown


@needs_git
def test_a_bank_of_a_repository_has_its_commit(run: Run, tmp_path: Path) -> None:
    """The whole of it, where a person is shown the beginning."""
    theirs = Repository(tmp_path / "theirs")
    theirs.commit("v1.0.0", **{"vision/bank": bank_text()})
    address = f"file://{theirs.folder}"
    assert run("bank", "add", address, "--rev", "v1.0.0", "--path", "vision").code == 0
    listed = json.loads(run("bank", "list", "--json").out.splitlines()[0])
    origin = {
        "source": address,
        "rev": "v1.0.0",
        "path": "vision",
        "commit": theirs.git("rev-parse", "HEAD"),
        "locked": True,
    }
    assert listed == {"id": "team", "version": "1.0.0", **origin}
    shown = json.loads(run("bank", "show", "team", "--json").out)
    assert {key: shown[key] for key in origin} == origin


def test_a_bank_with_its_sections_and_questions(run: Run) -> None:
    """By the names that the file of a bank has for them; what is only shown is no question."""
    note = '[[section.question]]\nid = "hello"\ntype = "note"\nask = "\\u001b[2J"\n'
    Path("bank.toml").write_text(f"{BANK}{note}")
    result = run("bank", "show", "bank.toml", "--json")
    assert result.out.count("\n") == 1
    shown = json.loads(result.out)
    details, later = shown.pop("sections")
    assert len(shown.pop("sha256")) == 64
    assert shown == {
        "id": "example",
        "version": "1.0.0",
        "title": "Example",
        "language": "en",
        "license": None,
        **OF_NOBODY,
        "file": "bank.toml",
        "extends": [],
    }
    assert [question["id"] for question in details["questions"]] == [
        "kind",
        "open_source",
        "layers",
        "results",
    ]
    assert later == {
        "id": "later",
        "title": "Later",
        "level": 2,
        "questions": [
            {
                "id": "plans",
                "type": "text",
                "label": "Plans",
                "ask": "What comes next?",
                "required": False,
            }
        ],
    }


def test_banks_that_a_bank_extends_are_named(run: Run) -> None:
    """With the versions that were read."""
    Path("base.toml").write_text(bank_text("base"))
    Path("top.toml").write_text(
        'format = 1\nid = "top"\nversion = "2.0.0"\ntitle = "Top"\nextends = ["base.toml"]\n'
    )
    shown = json.loads(run("bank", "show", "top.toml", "--json").out)
    assert shown["extends"] == [{"id": "base", "version": "1.0.0"}]


def test_origins_are_for_people(run: Run) -> None:
    """One line says what to leave out."""
    result = run("bank", "show", "--json", "--origin", "license")
    assert (result.code, result.out) == (2, "")
    assert "leave out --json" in result.err


def test_a_bank_that_cannot_be_used_is_told_as_ever(run: Run) -> None:
    """And nothing is printed."""
    result = run("bank", "show", "gone.toml", "--json")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("cardtui: ")
