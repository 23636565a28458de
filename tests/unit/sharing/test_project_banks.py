"""A project with banks of others: adding, the lock, the cache, offline and frozen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.files.user_folders import cache_folder
from cardtui.sharing import adding
from cardtui.sharing.contents import hash_of
from cardtui.sharing.lock import read_lock
from cardtui.sharing.project import Source
from cardtui.sharing.project_edit import add_source
from support.commands import Result
from support.repositories import Repository, bank_text, needs_git

pytestmark = needs_git

Run = Callable[..., Result]


@pytest.fixture(name="theirs")
def _theirs(tmp_path: Path) -> Repository:
    """A team's repository, with a bank at v1.0.0."""
    repository = Repository(tmp_path / "theirs")
    repository.commit("v1.0.0", **{"vision/bank": bank_text(), "vision/fr": "format = 1\n"})
    return repository


@pytest.fixture(name="added")
def _added(run: Run, theirs: Repository) -> str:
    """The project has their bank; its address."""
    address = f"file://{theirs.folder}"
    result = run("bank", "add", address, "--rev", "v1.0.0", "--path", "vision")
    assert (result.code, result.err) == (0, "")
    return address


def refused(result: Result) -> str:
    """What one line says of a command that came to nothing."""
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1, result.err
    return result.err


def edit(path: Path, old: str, new: str) -> None:
    """Change a file by hand."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def forget_cache() -> None:
    """As on another machine."""
    shutil.rmtree(cache_folder())


# Adding


def test_adding_says_what_was_added_and_writes_both_files(
    run: Run, theirs: Repository, project: Path
) -> None:
    """The lock holds the commit and the hash of each file."""
    address = f"file://{theirs.folder}"
    result = run("bank", "add", address, "--rev", "v1.0.0", "--path", "vision")
    commit = theirs.git("rev-parse", "v1.0.0")
    said = f"added team 1.0.0: 2 questions, from {address} at v1.0.0 (commit {commit[:12]})\n"
    assert result == Result(0, said, "")
    where = f'[[bank]]\nsource = "{address}"\nrev = "v1.0.0"\npath = "vision"\n'
    assert (project / "cardtui.toml").read_text().endswith(f"\n\n{where}")
    about = f'commit = "{commit}"\nid = "team"\nversion = "1.0.0"\n'
    files = (
        f'"bank.toml" = "{hash_of(bank_text())}"\n"fr.toml" = "{hash_of("format = 1" + chr(10))}"\n'
    )
    lock = (project / "cardtui.lock").read_text()
    assert lock.endswith(f"\nformat = 1\n\n{where}{about}\n[bank.files]\n{files}")


def test_a_card_of_the_bank_is_filled(run: Run, added: str, project: Path) -> None:
    """Its bank is the project's only one."""
    assert run("set", "card.toml", "q0=yes", "-q").code == 0
    assert 'id = "team"' in (project / "card.toml").read_text()
    (project / "cards").mkdir()
    (project / "card.toml").rename(project / "cards" / "card.toml")
    assert run("get", "cards/card.toml", "q0").out == "yes\n"
    assert "1 of 2" in run("status", "cards").out
    assert run("check", "cards").code == 0
    assert run("bank", "check").code in {0, 1}


def test_adding_a_folder_a_file_and_a_shipped_bank(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is written from where the project is, wherever one stands."""
    (project / "cardtui.toml").write_text("# ours\n")
    for name in ("one", "two"):
        (project / "banks" / name).mkdir(parents=True)
        (project / "banks" / name / "bank.toml").write_text(bank_text(name))
    (project / "banks" / "three.toml").write_text(bank_text("three"))
    monkeypatch.chdir(project / "banks")
    assert run("bank", "add", "one").out == "added one 1.0.0: 2 questions, from banks/one\n"
    assert run("bank", "add", str(project / "banks" / "two")).code == 0
    assert run("bank", "add", "./three.toml").out.endswith("from banks/three.toml\n")
    assert run("bank", "add", "kaggle-model-card").code == 0
    text = (project / "cardtui.toml").read_text()
    assert text.startswith('# ours\n\n[[bank]]\nsource = "banks/one"\n\n[[bank]]\n')
    listed = [line.split() for line in run("bank", "list").out.splitlines()]
    assert [line[0] for line in listed] == ["one", "two", "three", "kaggle-model-card"]
    assert run("bank", "list", "--frozen").code == 0
    for name in ("one", "three", "kaggle-model-card"):
        assert run("bank", "show", name, "--frozen", "--offline").code == 0
    (project / "banks" / "one" / "bank.toml").write_text(bank_text("one", "1.1.0"))
    assert run("bank", "show", "one").out.startswith("one 1.1.0")
    assert "is not the one that is locked" in refused(run("bank", "show", "one", "--frozen"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], 'there is no bank "nothing"; name a file or folder, a shipped bank'),
        (["kaggle-model-cart"], "did you mean `kaggle-model-card`?"),
        (["package:nothing"], 'no installed package offers the bank "nothing"'),
        (["package:team", "--rev", "1"], "an installed package has no `rev`"),
        (["broken.toml"], "broken.toml:1:"),
        (["x" * 300], "there is no bank"),
    ],
)
def test_what_cannot_be_added(run: Run, project: Path, arguments: list[str], said: str) -> None:
    """Nothing is written then."""
    (project / "broken.toml").write_text("format =")
    assert said in refused(run("bank", "add", *arguments))
    assert {path.name for path in project.iterdir()} == {"broken.toml"}
    assert not cache_folder().exists()


def test_a_folder_above_the_bank_is_told_where_it_is(run: Run, theirs: Repository) -> None:
    """With the path of the repository, or the folder itself where there is none."""
    said = refused(run("bank", "add", "../theirs"))
    assert (
        "there is no bank.toml in this folder; there is one in `vision`; say --path vision" in said
    )
    shutil.rmtree(theirs.folder / ".git")
    assert "; add ../theirs/vision" in refused(run("bank", "add", "../theirs"))
    assert "name the folder of a bank" in refused(run("bank", "add", "."))


def test_a_source_that_is_missing_is_told_at_its_line(run: Run, project: Path) -> None:
    """And not at that of a bank that is looked for in the project."""
    (project / "ours.toml").write_text(
        'format = 1\nid = "ours"\nversion = "1.0.0"\ntitle = "Ours"\nextends = ["vision"]\n'
    )
    (project / "cardtui.toml").write_text(
        '[[bank]]\nsource = "ours.toml"\n[[bank]]\nsource = "banks/new"\n'
    )
    said = refused(run("bank", "show", "ours"))
    assert f'{project / "cardtui.toml"}:4: there is no bank "banks/new"' in said


def test_a_bank_is_added_once(run: Run, added: str, project: Path) -> None:
    """Neither its source nor its id can be there twice."""
    (project / "mine.toml").write_text(bank_text())
    before = (project / "cardtui.toml").read_text(), (project / "cardtui.lock").read_text()
    again = refused(run("bank", "add", added, "--rev", "v1.0.0", "--path", "vision"))
    assert "the project has this bank already; cardtui bank update team" in again
    assert "has a bank `team` already; take that out first" in refused(
        run("bank", "add", "mine.toml")
    )
    assert before == (
        (project / "cardtui.toml").read_text(),
        (project / "cardtui.lock").read_text(),
    )


def test_adding_needs_what_it_would_fetch(
    run: Run, theirs: Repository, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offline there is nothing to add from a repository; frozen there is nothing to add at all."""
    (project / "mine.toml").write_text(bank_text())
    assert "leave out --offline" in refused(
        run("bank", "add", f"file://{theirs.folder}", "--offline")
    )
    monkeypatch.setenv("CARDTUI_FROZEN", "1")
    assert "cardtui.lock is frozen" in refused(run("bank", "add", "mine.toml"))
    assert "cardtui.lock is frozen" in refused(run("bank", "remove", "mine.toml"))


def test_a_project_that_cannot_be_edited_is_left_with_its_lock(run: Run, project: Path) -> None:
    """The text that would have come of it is on no disk, so no line of it is named."""
    for name in ("a", "b"):
        (project / f"{name}.toml").write_text(bank_text(name))
    text = 'bank = [\n{source = "a.toml"}\n# last\n]\n'
    (project / "cardtui.toml").write_text(text)
    said = refused(run("bank", "add", "b.toml"))
    place = project / "cardtui.toml"
    assert f"{place}: this file cannot be edited without changing more of it; edit" in said
    assert (project / "cardtui.toml").read_text() == text
    assert not (project / "cardtui.lock").exists()


# Removing, listing, showing


def test_removing_leaves_the_rest(run: Run, added: str, project: Path) -> None:
    """By its id or its source; cards and the cache stay."""
    (project / "mine.toml").write_text(bank_text("mine"))
    assert run("bank", "add", "mine.toml").code == 0
    assert "did you mean `team`?" in refused(run("bank", "remove", "taem"))
    assert run("bank", "remove", "team").out == f"removed team, from {added}\n"
    assert "theirs" not in (project / "cardtui.toml").read_text()
    assert "theirs" not in (project / "cardtui.lock").read_text()
    assert run("bank", "remove", "mine.toml").out == "removed mine.toml, from mine.toml\n"
    assert refused(run("bank", "remove", "mine")).endswith(": the project has no banks\n")


def test_removing_without_a_project(run: Run) -> None:
    """It says where to go."""
    assert "there is no cardtui.toml here" in refused(run("bank", "remove", "team"))


def test_removing_what_cannot_be_read(run: Run, project: Path) -> None:
    """That is often why it is removed."""
    (project / "cardtui.toml").write_text('[[bank]]\nsource = "gone.toml"\n')
    assert run("bank", "remove", "gone.toml").code == 0


def test_list_and_show(run: Run, added: str, theirs: Repository) -> None:
    """Where each bank comes from."""
    commit = theirs.git("rev-parse", "HEAD")[:12]
    origin = f"{added} vision at v1.0.0 (commit {commit})"
    listed = run("bank", "list").out.splitlines()
    assert listed[0] == f"team               1.0.0  {origin}"
    assert listed[1].split() == ["kaggle-model-card", "1.0.0", "shipped"]
    shown = run("bank", "show", "team").out.splitlines()
    assert shown[:2] == ["team 1.0.0: Team", f"source     {origin}"]
    assert shown[-1] == "  Only: 2 questions"
    assert "questions  2, 0 required" in shown
    assert run("bank", "show", "kaggle-model-card").out.startswith("kaggle-model-card 1.0.0: ")


# The lock


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("cardtui.toml", '"v1.0.0"', '"v2.0.0"', "is locked at v1.0.0, and here is v2.0.0"),
        ("cardtui.toml", '"vision"', '"other"', "cardtui.lock does not say which version"),
        ("cardtui.lock", '"1.0.0"', '"1.1.0"', "the lock calls this bank team 1.1.0, and it is"),
        ("cardtui.lock", "format = 1", "format = 2", "this lock has format 2"),
        ("cardtui.lock", "format = 1", 'format = ""', "not as cardtui writes it; undo the change"),
        ("cardtui.lock", '"fr.toml"', '"../fr.toml"', "not as cardtui writes it"),
        ("cardtui.lock", 'commit = "', 'commit = "x', "not as cardtui writes it"),
        ("cardtui.lock", 'id = "team"', "id = 1", "cardtui.lock:5: this lock is not as cardtui writes"),
        ("cardtui.lock", "[[bank]]", "[bank]", "not as cardtui writes it"),
        ("cardtui.lock", "format = 1", "format = = 1", "this is not TOML"),
    ],
)  # fmt: skip
def test_a_lock_that_does_not_match(
    run: Run, added: str, project: Path, name: str, old: str, new: str, said: str
) -> None:
    """Exit code 2, the place, and what to do."""
    run("set", "card.toml", "q0=yes")
    edit(project / name, old, new)
    line = refused(run("get", "card.toml", "q0"))
    assert said in line
    assert f"{project / name}" in line or f"{project / 'cardtui.toml'}:" in line


def test_bytes_that_are_not_those_of_the_lock(run: Run, added: str, project: Path) -> None:
    """They are compared when they come anew."""
    edit(project / "cardtui.lock", hash_of(bank_text()), "0" * 64)
    said = refused(run("bank", "show", "team"))
    assert (
        "cardtui.toml:4: the bank `team` is not the one that is locked (bank.toml differs)" in said
    )
    assert said.endswith("look at what changes, and take it: cardtui bank update team\n")


def test_a_tag_that_was_moved_changes_nothing(run: Run, added: str, theirs: Repository) -> None:
    """On no machine: the lock names the commit."""
    theirs.git("tag", "--delete", "v1.0.0")
    theirs.commit("v1.0.0", **{"vision/bank": bank_text(version="6.6.6")})
    assert run("bank", "show", "team").out.startswith("team 1.0.0")
    forget_cache()
    assert run("bank", "show", "team").out.startswith("team 1.0.0")


def test_a_folder_is_compared_where_the_lock_names_it(run: Run, project: Path) -> None:
    """One that was only written into cardtui.toml is taken as it is now."""
    bank = project / "banks" / "bank.toml"
    bank.parent.mkdir()
    bank.write_text(bank_text("mine"))
    (project / "cardtui.toml").write_text('[[bank]]\nsource = "banks"\n')
    bank.write_text(bank_text("mine", "1.1.0"))
    assert run("bank", "show", "mine").code == 0
    assert "cardtui.toml:2: this bank is not in cardtui.lock" in refused(
        run("bank", "show", "mine", "--frozen")
    )
    run("bank", "remove", "mine")
    run("bank", "add", "banks")
    assert run("bank", "show", "mine", "--frozen").code == 0
    (bank.parent / "de.toml").write_text("format = 1\n")
    assert "(de.toml differs)" in refused(run("bank", "show", "mine"))
    (bank.parent / "de.toml").unlink()
    bank.write_text(bank_text("mine", "1.2.0"))
    assert "(bank.toml differs); look at what changes" in refused(run("bank", "show", "mine"))


def test_a_frozen_lock_names_nothing_else(run: Run, added: str, project: Path) -> None:
    """What the project no longer uses is told."""
    (project / "cardtui.toml").write_text("")
    assert run("bank", "list").code == 0
    assert "cardtui.lock names team, which the project does not use" in refused(
        run("bank", "list", "--frozen")
    )


def test_the_lock_is_the_same_whatever_came_first(run: Run, project: Path) -> None:
    """So that two people who each add a bank can merge."""
    locks = []
    for order in (("a", "b"), ("b", "a")):
        for name in order:
            (project / f"{name}.toml").write_text(bank_text(name))
            run("bank", "add", f"{name}.toml")
        locks.append((project / "cardtui.lock").read_bytes())
        (project / "cardtui.toml").unlink()
        (project / "cardtui.lock").unlink()
    assert locks[0] == locks[1]


# The cache


@pytest.fixture(name="gone")
def _gone(added: str, theirs: Repository) -> None:
    """Their repository is no longer to be had."""
    shutil.rmtree(theirs.folder)


@pytest.mark.parametrize("how", [[], ["--offline"], ["--frozen"], ["--offline", "--frozen"]])
def test_the_cache_serves_without_the_repository(run: Run, gone: None, how: list[str]) -> None:
    """The same bytes, in whatever way they are asked for."""
    shown = run("bank", "show", "team", *how)
    assert f"sha256     {hash_of(bank_text())}\n" in shown.out


def test_a_third_offline_and_frozen_gets_the_same_bytes(
    run: Run, added: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the project's files and what was cached; one without the cache fetches them once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "third"))
    monkeypatch.setenv("CARDTUI_OFFLINE", "1")
    said = refused(run("bank", "show", "team"))
    assert "the bank `team` is not in the cache, and nothing is fetched" in said
    assert "run it once without --offline" in said
    monkeypatch.setenv("CARDTUI_OFFLINE", "0")
    monkeypatch.setenv("CARDTUI_FROZEN", "1")
    first = run("bank", "show", "team")
    monkeypatch.setenv("CARDTUI_OFFLINE", "1")
    assert run("bank", "show", "team") == first
    assert hash_of(bank_text()) in first.out


@pytest.mark.parametrize("text", ["", "x = 1\n", bank_text(version="6.6.6")])
def test_a_file_of_the_cache_that_was_changed_is_never_used(
    run: Run, added: str, theirs: Repository, text: str
) -> None:
    """It is told, with what to do; then it is got again."""
    (cached,) = cache_folder().rglob(hash_of(bank_text())[2:])
    cached.write_text(text)
    said = refused(run("bank", "show", "team"))
    assert (
        f"{cached}: this file of the cache was changed, so it is not used; delete it, and run this again"
        in said
    )
    cached.unlink()
    assert "team 1.0.0" in run("bank", "show", "team").out


def test_a_cache_that_cannot_be_made(
    run: Run, theirs: Repository, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line; the project is as it was."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    said = refused(run("bank", "add", f"file://{theirs.folder}", "--path=vision"))
    assert "the cache cannot be made" in said
    assert list(project.iterdir()) == []


def test_what_is_locked_and_not_needed_is_not_read(run: Run, gone: None, project: Path) -> None:
    """A card of another bank opens without the cache and without the repository."""
    forget_cache()
    (project / "mine.toml").write_text(bank_text("mine"))
    assert run("set", "card.toml", "q0=x", "--bank", "mine.toml").code == 0
    with (project / "cardtui.toml").open("a") as file:
        file.write('\n[[bank]]\nsource = "mine.toml"\n')
    assert run("get", "card.toml", "q0", "--offline").out == "x\n"
    assert run("bank", "list", "--offline").code == 0


# Very many


def test_a_project_of_very_many_banks(run: Run) -> None:
    """It is refused before anything is looked up."""
    Path("cardtui.toml").write_text("".join(f'[[bank]]\nsource = "b{i}"\n' for i in range(1001)))
    assert "cardtui.toml:201: there are 1,001 banks; name at most 100" in refused(
        run("bank", "list")
    )


def test_all_that_a_command_fetches_has_one_time(
    run: Run, added: str, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers that say nothing cannot each take all of it; the next command has its own."""
    forget_cache()
    monkeypatch.setattr("cardtui.sharing.patience.ALL_TIME", 0.5)
    said = refused(run("bank", "show", "team"))
    assert f"{added}: this command has fetched banks for 0.5 seconds, and waits no longer" in said
    monkeypatch.setattr("cardtui.sharing.patience.ALL_TIME", 60)
    assert run("bank", "show", "team").code == 0


# A bank of one's own


@pytest.mark.parametrize("name", ["team", "My Team 2", "2026", "päckchen", "-x", "…"])
def test_a_new_bank_is_clean(run: Run, project: Path, name: str) -> None:
    """It passes the check and its tests, has no branch untested, and is not made twice."""
    folder = f"./banks/{name}"
    assert run("bank", "new", folder).code == 0
    for command in ("check", "test"):
        result = run("bank", command, folder)
        assert (result.code, result.err) == (0, ""), result
        assert "note" not in result.out
    assert "there is a bank already" in refused(run("bank", "new", folder))
    assert run("bank", "add", folder).code == 0
    assert run("set", "card.toml", "model_name=x").code == 0


# The options


@pytest.mark.parametrize(
    "command",
    [
        "ask",
        "check",
        "copy",
        "diff",
        "export",
        "get",
        "merge",
        "set",
        "status",
        "bank check",
        "bank test",
        "bank list",
        "bank show",
    ],
)
def test_every_command_that_loads_banks_can_be_kept_from_fetching(run: Run, command: str) -> None:
    """And held to the lock."""
    shown = run(*command.split(), "--help").out
    assert "--offline" in shown
    assert "--frozen" in shown


def test_the_options_end_with_their_command(run: Run, gone: None, project: Path) -> None:
    """What comes next in the same process may fetch again."""
    forget_cache()
    assert "nothing is fetched" in refused(run("bank", "show", "team", "--offline"))
    assert "git cannot fetch this repository" in refused(run("bank", "show", "team"))


def test_a_source_that_was_written_by_hand_is_locked_by_an_update(
    run: Run, theirs: Repository, project: Path
) -> None:
    """As the message says."""
    where = f'source = "file://{theirs.folder}"\nrev = "v1.0.0"\npath = "vision"\n'
    (project / "cardtui.toml").write_text(f"[[bank]]\n{where}")
    said = refused(run("set", "card.toml", "q0=x"))
    assert said.endswith(
        "cardtui.lock does not say which version of this bank is meant; lock it: cardtui bank update\n"
    )
    assert run("bank", "update", "--yes").code == 0
    assert run("set", "card.toml", "q0=x", "--frozen").code == 0


# What is written


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "team"', 'id = "team;touch x;:"', "id"),
        ('id = "team"', 'id = "Team"', "id"),
        ('version = "1.0.0"', 'version = "1.0.0\\u001b[31m"', "version"),
        ('rev = "v1.0.0"', 'rev = "--upload-pack=x"', "rev"),
        ('path = "vision"', 'path = "vision\\n"', "path"),
        ("[bank.files]", f'[bank.extends]\n"a b" = "{"0" * 64}"\n[bank.files]', "extends"),
    ],
)
def test_a_lock_with_odd_names(run: Run, added: str, old: str, new: str, key: str) -> None:
    """It is refused at its line, before anything of it is shown."""
    edit(Path("cardtui.lock"), old, new)
    said = refused(run("bank", "show", "team"))
    start = said.index("cardtui.lock:") + len("cardtui.lock:")
    line = int(said[start:].partition(":")[0])
    written = Path("cardtui.lock").read_text().splitlines()[line - 1]
    assert written.startswith((f"{key} = ", f"[bank.{key}]", '"a b"'))
    assert f"the `{key}` of this bank is not as cardtui writes it" in said


@pytest.mark.parametrize("name", ['we\nird"q', "we\x1b[31mird", "we\tird"])
def test_a_project_above_a_folder_of_an_odd_name(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The path from the project is a source like any other."""
    (project / name / "b").mkdir(parents=True)
    (project / name / "b" / "bank.toml").write_text(bank_text())
    Path("cardtui.toml").write_text("")
    monkeypatch.chdir(project / name)
    assert "holds control characters" in refused(run("bank", "add", "b"))
    assert (project / "cardtui.toml").read_text() == ""
    assert not (project / "cardtui.lock").exists()


def test_two_that_add_at_once(
    run: Run, project: Path, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another program writes after this one has looked stays."""
    for name in ("a", "b"):
        (project / name).mkdir()
        (project / name / "bank.toml").write_text(bank_text(name))
    others = ["b"]

    def add_source_late(path: Path, source: Source) -> None:
        while others:
            adding.add_bank(others.pop(), "", "", project)
        add_source(path, source)

    monkeypatch.setattr(adding, "add_source", add_source_late)
    assert run("bank", "add", "a").code == 0
    assert [bank.id for bank in read_lock(project)] == ["a", "b"]
    others.append("a")
    forget = (project / "cardtui.toml", project / "cardtui.lock")
    for path in forget:
        path.unlink()
    assert "the project has this bank already" in refused(run("bank", "add", "a"))
    assert run("bank", "list", "--frozen").code == 0


def test_many_that_add_at_once(project: Path) -> None:
    """Whoever says that a bank was added has added it."""
    names = [f"bank{i}" for i in range(6)]
    for name in names:
        (project / name).mkdir()
        (project / name / "bank.toml").write_text(bank_text(name))
    started = [
        subprocess.Popen([sys.executable, "-m", "cardtui", "bank", "add", name], cwd=project)
        for name in names
    ]
    assert [each.wait(timeout=120) for each in started] == [0] * len(names)
    assert [bank.id for bank in read_lock(project)] == names


def test_a_new_bank_in_a_folder_that_no_disk_can_have(run: Run) -> None:
    """Its name is too long."""
    assert "this folder cannot be made" in refused(run("bank", "new", "a" * 300))
