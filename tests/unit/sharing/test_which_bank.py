"""Which bank is taken, where several have a claim to a name, or one of them is broken."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.sharing.cards import Cards
from cardtui.sharing.languages import LoadIn
from support.commands import Result
from support.repositories import Repository, bank_text, needs_git

Run = Callable[..., Result]
SHIPPED = "kaggle-model-card"


def name_banks(*sources: str) -> None:
    """Write a project by hand."""
    Path("cardtui.toml").write_text("".join(f'[[bank]]\nsource = "{each}"\n' for each in sources))


@pytest.fixture(name="locked")
def _locked(run: Run, tmp_path: Path) -> Repository:
    """The project has the bank `docs` out of a repository."""
    theirs = Repository(tmp_path / "theirs")
    theirs.commit("v1", bank=bank_text("docs"))
    assert run("bank", "add", "../theirs", "--rev", "v1").code == 0
    return theirs


# A folder that is called like a bank


@needs_git
@pytest.mark.usefixtures("locked")
def test_a_folder_that_is_called_like_a_locked_bank_is_not_taken_for_it(run: Run) -> None:
    """The commands that look for the banks of the project find those of the project."""
    os.mkdir("docs")
    for command in ("check", "test", "show"):
        assert run("bank", command, "--frozen").code in {0, 1}
    Path("docs", "bank.toml").write_text(bank_text("docs", "9.9.9"))
    shown = run("bank", "show", "--frozen").out
    assert shown.startswith("docs 1.0.0: ")
    assert "source     ../theirs at v1 (commit " in shown
    checked = json.loads(run("bank", "check", "--frozen", "--format", "json").out)
    assert checked["bank"]["version"] == "1.0.0"


@needs_git
@pytest.mark.usefixtures("locked")
def test_a_folder_that_is_named_has_no_other_source(run: Run) -> None:
    """It is what lies there, which the project says nothing of."""
    os.mkdir("docs")
    Path("docs", "bank.toml").write_text(bank_text("docs", "9.9.9"))
    shown = run("bank", "show", "docs").out
    assert shown.startswith("docs 9.9.9: ")
    assert "source " not in shown


def test_a_folder_that_is_called_like_a_shipped_bank(run: Run) -> None:
    """No word is said of it: nobody has named it."""
    os.mkdir(SHIPPED)
    assert run("bank", "show").out.startswith(f"{SHIPPED} 1.0.0: ")


# Two projects


@needs_git
def test_two_projects_that_lock_one_tag_at_two_commits(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each card is asked by the bank of its own project, in either order."""
    theirs = Repository(tmp_path / "theirs")
    asked = {"a": 2, "b": 3}
    for name, questions in asked.items():
        if name == "b":
            theirs.git("tag", "--delete", "v1")
        theirs.commit("v1", bank=bank_text(questions=questions))
        (project / name).mkdir()
        monkeypatch.chdir(project / name)
        assert run("bank", "add", f"file://{theirs.folder}", "--rev", "v1").code == 0
        assert run("set", "card.toml", "q0=x", "-q").code == 0
    monkeypatch.chdir(project)
    for order in (("a", "b"), ("b", "a")):
        shown = run("status", "--json", *order)
        assert (shown.code, shown.err) == (0, "")
        records = [json.loads(line) for line in shown.out.splitlines()]
        assert [len(each["questions"]) for each in records] == [asked[name] for name in order]


@needs_git
def test_what_one_of_them_lacks_is_not_said_of_the_other(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the second is in French."""
    theirs = Repository(tmp_path / "theirs")
    for name, language in (("a", "en"), ("b", "fr")):
        theirs.commit(bank=f'language = "{language}"\n{bank_text()}')
        theirs.git("tag", "--force", "v1")
        (project / name).mkdir()
        monkeypatch.chdir(project / name)
        assert run("bank", "add", f"file://{theirs.folder}", "--rev", "v1").code == 0
        assert run("set", "card.toml", "q0=x", "-q").code == 0
    monkeypatch.chdir(project)
    load = LoadIn("fr")
    cards = Cards(load=load)
    banks = [cards.read(f"{name}/card.toml").bank for name in "ab"]
    assert [bank.identity in load.lacking for bank in banks] == [True, False]


# The lock alone


def test_a_bank_outside_the_lock_is_refused_where_it_is_frozen(run: Run) -> None:
    """By whatever name, also where there is no project; what ships needs no lock."""
    for name in ("mine", "evil"):
        Path(f"{name}.toml").write_text(bank_text(name))
    os.mkdir("folder")
    Path("folder", "bank.toml").write_text(bank_text("folder"))
    refused = "this bank is not in cardtui.lock, and --frozen takes nothing else"
    for is_project in (False, True):
        if is_project:
            assert run("bank", "add", "mine.toml").code == 0
        for name in ("evil.toml", "./evil.toml", "folder", "folder/bank.toml"):
            said = run("set", "card.toml", "q0=x", "--bank", name, "--frozen")
            assert (said.code, said.out) == (2, "")
            assert said.err.startswith(f"cardtui: {name}: {refused}; ")
        assert run("set", "c.toml", "model_name=x", "--bank", SHIPPED, "--frozen", "-q").code == 0
        assert run("status", "c.toml", "--frozen").code == 0
    assert run("set", "mine-card.toml", "q0=x", "--bank", "mine.toml", "--frozen", "-q").code == 0


# A bank that is broken


@pytest.mark.parametrize(
    "text",
    [
        None,
        "format =",
        bank_text("broken").replace('"text"', '"txet"'),
        f'extends = ["{SHIPPED}"]\nformat =',
    ],
)
def test_a_broken_bank_is_in_the_way_of_no_other(run: Run, text: str | None) -> None:
    """It is listed first; what is asked for is the second, or ships with the program."""
    if text is not None:
        Path("broken.toml").write_text(text)
    Path("mine.toml").write_text(bank_text("mine"))
    assert run("set", "card.toml", "q0=x", "--bank", "mine.toml", "-q").code == 0
    name_banks("broken.toml", "mine.toml")
    shown = run("status", "card.toml")
    assert (shown.code, shown.err) == (0, "")
    assert run("set", "other.toml", "model_name=x", "--bank", SHIPPED, "-q").code == 0


@pytest.mark.parametrize(
    "text", [f'id = "{SHIPPED}"\nformat =', bank_text(SHIPPED).replace('"text"', '"txet"')]
)
def test_a_broken_bank_is_not_replaced_by_another_of_its_id(run: Run, text: str) -> None:
    """Its questions are meant, not those of the bank that ships."""
    Path("mine.toml").write_text(text)
    name_banks("mine.toml")
    said = run("set", "card.toml", "model_name=x", "--bank", SHIPPED)
    assert said.code == 2
    assert "mine.toml:" in said.err


def test_a_broken_bank_is_told_where_no_other_has_the_id(run: Run) -> None:
    """It may be the one."""
    Path("broken.toml").write_text("format =")
    name_banks("broken.toml")
    said = run("bank", "show", "gone")
    assert said.code == 2
    assert "broken.toml:1:" in said.err


def test_the_list_goes_on_behind_a_bank_that_cannot_be_used(run: Run) -> None:
    """What is wrong with that is told."""
    Path("broken.toml").write_text("format =")
    Path("mine.toml").write_text(bank_text("mine"))
    name_banks("broken.toml", "gone.toml", "git@example.org:x.git", "mine.toml")
    listed = run("bank", "list")
    assert listed.code == 2
    assert [line.split()[0] for line in listed.out.splitlines()] == ["mine", SHIPPED]
    broken, gone, unlocked = listed.err.splitlines()
    assert "broken.toml:1:" in broken
    assert 'cardtui.toml:4: there is no bank "gone.toml"' in gone
    assert "cardtui.toml:6: cardtui.lock does not say which version" in unlocked


# What a source is


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("package:team", "cardtui.lock does not say which version of this bank is meant"),
        ("ext::team", "is no address that banks are fetched from"),
        ("-team", "begins with a hyphen"),
    ],
)
def test_a_source_means_the_same_whatever_lies_there(run: Run, source: str, said: str) -> None:
    """A folder of its name does not make it a folder."""
    os.mkdir(source)
    Path(source, "bank.toml").write_text(bank_text())
    name_banks(source)
    listed = run("bank", "list")
    assert listed.code == 2
    assert "cardtui.toml:2: " in listed.err
    assert said in listed.err
