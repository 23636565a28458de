"""Banks that extend others, in a project whose lock pins both."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.files.user_folders import cache_folder
from cardtui.sharing.languages import LoadIn
from support.commands import Result
from support.repositories import Repository, bank_text, needs_git

pytestmark = needs_git

Run = Callable[..., Result]
MORE = '[[section]]\nid = "only"\n[[section.question]]\nid = "more"\ntype = "text"\nask = "More?"\n'


def extending(base: str, bank_id: str = "ours", section: str = MORE) -> str:
    """A bank with one question more."""
    head = f'format = 1\nid = "{bank_id}"\nversion = "1.0.0"\ntitle = "Ours"\n'
    return f'{head}extends = ["{base}"]\n{section}'


@pytest.fixture(name="theirs")
def _theirs(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "theirs")
    repository.commit("v1.0.0", bank=bank_text())
    return repository


@pytest.fixture(autouse=True)
def _ours(project: Path) -> None:
    (project / "ours").mkdir()


def test_a_bank_of_the_project_extends_one_from_git(run: Run, theirs: Repository) -> None:
    """From the cache alone, and on a machine that has to fetch it first."""
    Path("ours/bank.toml").write_text(extending("team>=1,<2"))
    assert run("bank", "add", f"file://{theirs.folder}", "--rev", "v1.0.0").code == 0
    added = run("bank", "add", "ours")
    assert added.out == "added ours 1.0.0: 3 questions, from ours\n", added.err
    assert "[bank.extends]" not in Path("cardtui.lock").read_text()
    set_more = run("set", "card.toml", "more=yes", "q0=x", "--bank=ours", "-q")
    assert (set_more.code, set_more.err) == (0, "")
    assert run("get", "card.toml", "more", "--offline", "--frozen").out == "yes\n"
    shutil.rmtree(cache_folder())
    assert run("get", "card.toml", "more", "--frozen").out == "yes\n"
    shutil.rmtree(theirs.folder)
    assert run("get", "card.toml", "more", "--offline").out == "yes\n"


def test_a_bank_from_git_extends_one_of_the_project(run: Run, theirs: Repository) -> None:
    """By its id: the file names no place on this disk."""
    theirs.commit("v2.0.0", bank=extending("base>=1", "theirs"))
    Path("ours/bank.toml").write_text(bank_text("base"))
    address = f"file://{theirs.folder}"
    missing = run("bank", "add", address, "--rev", "v2.0.0")
    assert missing.code == 2
    assert 'there is no bank "base"' in missing.err
    assert not Path("cardtui.toml").exists()
    run("bank", "add", "ours")
    assert run("bank", "add", address, "--rev", "v2.0.0").out.startswith("added theirs 1.0.0: 3 ")
    shown = run("bank", "show", "theirs").out
    assert "extends    base 1.0.0\n" in shown
    (hashed,) = [line for line in shown.splitlines() if line.startswith("sha256 ")]
    assert hashed.endswith(" (of all its files: its own, and those of the banks that it extends)")


def test_a_bank_from_git_cannot_reach_the_disk(
    run: Run, theirs: Repository, tmp_path: Path
) -> None:
    """Whatever path it says."""
    (tmp_path / "secret.toml").write_text(bank_text("secret"))
    for i, base in enumerate(("../secret.toml", str(tmp_path / "secret.toml"), "./ours")):
        theirs.commit(f"v3.0.{i}", bank=extending(base, "theirs"))
        Path("ours/bank.toml").write_text(bank_text("base"))
        result = run("bank", "add", f"file://{theirs.folder}", "--rev", f"v3.0.{i}")
        assert (result.code, result.out) == (2, "")
        assert result.err.count("\n") == 1


def test_a_base_that_the_project_does_not_name_is_locked_with_it(run: Run) -> None:
    """A file beside it; a change of that is a change of the bank."""
    base = Path("base.toml")
    base.write_text(bank_text("base"))
    Path("ours/bank.toml").write_text(extending("../base.toml>=1"))
    assert run("bank", "add", "ours/bank.toml").code == 0
    assert '\n[bank.extends]\n"base" = "' in Path("cardtui.lock").read_text()
    for arguments in ([], ["ours"], ["ours/bank.toml"]):
        checked = run("bank", "check", *arguments, "--frozen")
        assert (checked.code, checked.err) == (0, ""), checked
    assert run("set", "card.toml", "more=yes", "-q").code == 0
    base.write_text(bank_text("base", "1.1.0"))
    assert run("bank", "check", "ours", "--frozen").code == 2
    said = run("get", "card.toml", "more")
    assert said.code == 2
    assert "the bank `ours` extends base, which has changed since it was locked" in said.err
    assert run("bank", "update", "ours", "--yes").code == 0
    assert run("get", "card.toml", "more", "--frozen").out == "yes\n"


def test_a_base_is_pinned_by_its_bytes_and_not_by_its_id(run: Run, theirs: Repository) -> None:
    """The project has another bank of that id, which says nothing of the file beside."""
    base = Path("base.toml")
    base.write_text(bank_text("team"))
    Path("ours/bank.toml").write_text(extending("../base.toml", "mine"))
    theirs.commit("v1.1.0", bank=bank_text(version="1.1.0"))
    assert run("bank", "add", f"file://{theirs.folder}", "--rev", "v1.1.0").code == 0
    assert run("bank", "add", "ours/bank.toml").code == 0
    assert run("bank", "show", "mine", "--frozen").code == 0
    base.write_text(bank_text("team", "6.6.6"))
    said = run("bank", "show", "mine", "--frozen")
    assert said.code == 2
    assert "the bank `mine` extends team, which has changed since it was locked" in said.err


def test_a_bank_that_another_extends_is_not_taken_out(run: Run) -> None:
    """It would leave one that nobody can use."""
    Path("base.toml").write_text(bank_text("base"))
    Path("ours/bank.toml").write_text(extending("base"))
    for name in ("base.toml", "ours"):
        assert run("bank", "add", name).code == 0
    before = Path("cardtui.toml").read_text(), Path("cardtui.lock").read_text()
    for name in ("base", "base.toml"):
        said = run("bank", "remove", name)
        assert (said.code, said.out) == (2, "")
        assert said.err.endswith(
            "cardtui.toml:4: the bank `ours` extends this one; "
            "take that out first: cardtui bank remove ours\n"
        )
    assert before == (Path("cardtui.toml").read_text(), Path("cardtui.lock").read_text())
    for name in ("ours", "base"):
        assert run("bank", "remove", name).code == 0


def test_a_folder_called_as_a_fetched_bank_is_in_messages(run: Run, theirs: Repository) -> None:
    """What the lock says is asked, whatever the project holds under such a name."""
    assert run("bank", "add", f"file://{theirs.folder}", "--rev", "v1.0.0").code == 0
    Path("ours/bank.toml").write_text(extending("team"))
    french = 'format = 1\nlanguage = "fr"\n[questions.{}]\nask = "{}"\n'
    Path("ours/fr.toml").write_text(french.format("more", "Quoi ?"))
    assert run("bank", "add", "ours").code == 0
    folder = Path(f"file://{theirs.folder}@v1.0.0:")
    folder.mkdir(parents=True)
    (folder / "bank.toml").write_text(bank_text())
    (folder / "fr.toml").write_text(french.format("q0", "Other?"))
    asked = [question.ask for question in LoadIn("fr")("ours").bank.questions.values()]
    assert asked == ["What is 0?", "What is 1?", "Quoi ?"]
