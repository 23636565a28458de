"""Banks out of real git repositories, those of strangers who mean no good among them."""

from __future__ import annotations

import os
import random
import shutil
import socket
import stat
import sys
from pathlib import Path
from threading import Thread
from time import monotonic

import psutil
import pytest

from cardtui.bank.load import read_bank
from cardtui.errors import FileError
from cardtui.sharing import git, git_tree
from cardtui.sharing.address import InGit
from cardtui.sharing.beside import beside_in
from cardtui.sharing.git import fetched, newest_tag
from support.packs import BASE_ID, BOMB_ID, put_bomb
from support.repositories import Repository, bank_text, needs_git

pytestmark = needs_git


@pytest.fixture(name="theirs")
def _theirs(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "theirs")


def refused(bank: InGit) -> str:
    """What is said of a bank that cannot be fetched."""
    with pytest.raises(FileError) as error:
        fetched(bank)
    (problem,) = error.value.problems
    assert problem.message
    return str(problem)


# What is there


@pytest.mark.parametrize("address", ["{}", "file://{}", "{}/.git"])
def test_a_bank_at_a_tag(theirs: Repository, address: str) -> None:
    """Its file and its translations, as they were then."""
    old = theirs.commit("v1", bank=bank_text(), fr="format = 1\n", notes="x = 1\n")
    theirs.commit("v2", bank=bank_text(version="2.0.0"))
    found = fetched(InGit(address.format(theirs.folder), "v1"))
    assert found.commit == old
    assert dict(found.files) == {"bank.toml": bank_text(), "fr.toml": "format = 1\n"}
    assert found.bank_file.path == f"{address.format(theirs.folder)}@v1:bank.toml"
    assert read_bank(found.bank_file).version == "1.0.0"
    beside = beside_in(found.beside)
    french = beside("fr.toml")
    assert french is not None
    assert french.path.endswith("@v1:fr.toml")
    assert beside("de.toml") is beside("notes.toml") is beside("bank.toml") is None


def test_a_bank_at_a_commit_and_at_none(theirs: Repository) -> None:
    """A commit that no tag and no branch names any more; and the newest one."""
    old = theirs.commit(bank=bank_text())
    theirs.commit(bank=bank_text(version="2.0.0"))
    theirs.git("commit", "--quiet", "--amend", "--message=again")
    address = str(theirs.folder)
    assert fetched(InGit(address, old)).files["bank.toml"] == bank_text()
    newest = fetched(InGit(address))
    assert newest.files["bank.toml"] == bank_text(version="2.0.0")
    assert newest.commit == theirs.git("rev-parse", "HEAD")


def test_a_bank_in_a_folder_and_in_a_file(theirs: Repository) -> None:
    """A file of another name is alone, whatever lies beside it."""
    files = {"banks/a/bank": bank_text("a"), "banks/a/de": "x = 1\n", "banks/b": bank_text("b")}
    theirs.commit("v1", **files)
    address = str(theirs.folder)
    assert set(fetched(InGit(address, "v1", "banks/a")).files) == {"bank.toml", "de.toml"}
    assert set(fetched(InGit(address, "v1", "banks/a/bank.toml")).files) == {"bank.toml", "de.toml"}
    alone = fetched(InGit(address, "v1", "banks/b.toml"))
    assert dict(alone.files) == {"bank.toml": bank_text("b")}
    assert alone.bank_file.path.endswith("@v1:banks/b.toml")


def test_an_annotated_tag_and_a_repository_without_a_checkout(
    theirs: Repository, tmp_path: Path
) -> None:
    """A tag with a message stands for its commit."""
    commit = theirs.commit(bank=bank_text())
    theirs.git("tag", "--annotate", "--message=first", "release/1")
    theirs.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    assert fetched(InGit(str(tmp_path / "bare.git"), "release/1")).commit == commit


def test_line_ends_and_marks_come_as_they_are(theirs: Repository) -> None:
    """No attribute and no filter of theirs has a say."""
    text = "\ufeff" + bank_text().replace("\n", "\r\n")
    theirs.write(".gitattributes", "*.toml text eol=lf ident filter=evil export-ignore\n")
    stored = theirs.git("hash-object", "-w", "--no-filters", "--stdin", given=text)
    theirs.git("add", ".gitattributes")
    theirs.git("update-index", "--add", "--cacheinfo", f"100644,{stored},bank.toml")
    theirs.git("commit", "--quiet", "--message=first")
    assert fetched(InGit(str(theirs.folder))).files["bank.toml"] == text


# What is not there


@pytest.mark.parametrize(
    ("rev", "path", "said"),
    [
        ("v9", "", "the repository has no tag `v9`; the newest is v1; name it"),
        ("main", "", "the repository has no tag `main`"),
        ("0" * 40, "", "the repository has no commit 000000000000"),
        ("v1", "", "there is no `bank.toml` at its root; there is one in `banks/a`"),
        ("v1", "banks", "there is no `bank.toml` in `banks`; there is one in `banks/a`"),
        ("v1", "banks/b.toml", "there is no `b.toml` in `banks`"),
        ("v1", "bank", "there is no folder `bank` in it; there is one in `banks/a`"),
        ("v1", "a", "say --path banks/a (`path` in cardtui.toml)"),
        ("v1", "notes.txt", "there is no folder `notes.txt` in it"),
    ],
)
def test_what_is_not_there_is_told(theirs: Repository, rev: str, path: str, said: str) -> None:
    """With what is there instead; a branch is no rev, since it moves."""
    theirs.write("notes.txt", "x")
    theirs.commit("v1", **{"banks/a/bank": bank_text()})
    theirs.git("branch", "--force", "main")
    assert said in refused(InGit(str(theirs.folder), rev, path))


def test_no_repository_an_empty_one_and_no_git(
    theirs: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line each."""
    assert "the repository is empty" in refused(InGit(str(theirs.folder)))
    assert "there is no such folder; correct" in refused(InGit(str(tmp_path / "none")))
    (tmp_path / "bare").mkdir()
    said = refused(InGit(str(tmp_path / "bare"), "v1"))
    assert "a folder without a git repository, which has neither --rev nor --path" in said
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed; install it" in refused(InGit(str(theirs.folder)))


def test_the_newest_tag_is_that_of_the_highest_version(theirs: Repository) -> None:
    """As versions are compared; names that are no plain version are never shown."""
    for tag in ("v1.9.0", "v1.10.0", "1.2", "release", "v99\u202e", "v9-$(x)", "v1.10.0.rc1"):
        theirs.commit(tag, bank=bank_text())
    assert newest_tag(InGit(str(theirs.folder))) == "v1.10.0"
    assert "the newest is v1.10.0; name it" in refused(InGit(str(theirs.folder), "main"))


def test_without_tags_none_is_named(theirs: Repository) -> None:
    """The remedy is the same as ever."""
    theirs.commit(bank=bank_text())
    assert "no tag `v1`; name one of its tags" in refused(InGit(str(theirs.folder), "v1"))


# What is hostile


@pytest.mark.parametrize(
    ("mode", "kind", "said"),
    [
        ("120000", "blob", "`bank.toml` is a symbolic link there"),
        ("100755", "blob", "`bank.toml` is a program (mode 100755) there"),
        ("160000", "commit", "`bank.toml` is a submodule there"),
        ("040000", "tree", "`bank.toml` is a folder there"),
    ],
)
def test_only_a_plain_file_is_taken(
    theirs: Repository, tmp_path: Path, mode: str, kind: str, said: str
) -> None:
    """A link to a file of this machine is not followed, not even read."""
    (tmp_path / "secret").write_text("secret")
    ids = {"commit": theirs.commit(), "tree": theirs.git("write-tree")}
    of = ids.get(kind) or theirs.blob(str(tmp_path / "secret"))
    theirs.commit_tree(f"{mode} {kind} {of}\tbank.toml", tag="v1")
    said_instead = refused(InGit(str(theirs.folder), "v1"))
    assert said in said_instead
    assert "secret" not in said_instead


def test_a_translation_that_is_a_link_is_refused_too(theirs: Repository) -> None:
    """And so is a folder that is one."""
    bank, link = theirs.blob(bank_text()), theirs.blob("/etc/passwd")
    theirs.commit_tree(f"100644 blob {bank}\tbank.toml", f"120000 blob {link}\tfr.toml", tag="v1")
    assert "`fr.toml` is a symbolic link" in refused(InGit(str(theirs.folder), "v1"))
    theirs.commit_tree(f"120000 blob {link}\tbanks", tag="v2")
    assert "there is no folder `banks`" in refused(InGit(str(theirs.folder), "v2", "banks"))


def test_a_submodule_beside_the_bank_is_left_alone(theirs: Repository, tmp_path: Path) -> None:
    """It is not even asked where it is."""
    theirs.write(
        ".gitmodules", f'[submodule "x"]\npath = x\nurl = ext::sh -c "touch {tmp_path}/pwned"\n'
    )
    theirs.write("bank.toml", bank_text())
    theirs.git("add", ".")
    theirs.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},x")
    theirs.git("commit", "--quiet", "--message=first")
    assert set(fetched(InGit(str(theirs.folder))).files) == {"bank.toml"}
    assert not (tmp_path / "pwned").exists()


def test_no_program_of_the_repository_is_run(theirs: Repository, tmp_path: Path) -> None:
    """Hooks of every kind, and settings that name programs."""
    theirs.commit("v1", bank=bank_text())
    program = f'#!/bin/sh\ntouch {tmp_path}/pwned\nexec "$@"\n'
    names = ("post-checkout", "post-merge", "pre-receive", "post-update", "reference-transaction")
    for name in (*names, "fsmonitor-watchman", "pre-auto-gc", "post-index-change", "update"):
        hook = theirs.write(f".git/hooks/{name}", program)
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    evil = theirs.write(".git/evil", program)
    evil.chmod(0o755)
    for setting in (
        "uploadpack.packObjectsHook",
        "core.fsmonitor",
        "core.sshCommand",
        "core.gitProxy",
        "core.editor",
        "core.alternateRefsCommand",
        "credential.helper",
        "filter.evil.smudge",
        "diff.external",
    ):
        theirs.git("config", setting, str(evil))
    theirs.git("config", "alias.ls-tree", f"!{evil}")
    assert fetched(InGit(str(theirs.folder), "v1")).files["bank.toml"] == bank_text()
    assert not (tmp_path / "pwned").exists()


def test_settings_and_environment_of_the_user_have_no_say(
    theirs: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor a repository that one happens to be in."""
    theirs.commit("v1", bank=bank_text())
    home = tmp_path / "home"
    home.mkdir()
    (home / "evil").write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\n")
    (home / "evil").chmod(0o755)
    (home / ".gitconfig").write_text(
        f'[url "ext::{home}/evil "]\n\tinsteadOf = file://\n[init]\n\ttemplateDir = {home}\n'
        f"[core]\n\thooksPath = {home}\n[protocol]\n\tallow = always\n"
    )
    for name, value in {
        "HOME": str(home),
        "GIT_DIR": str(theirs.folder / ".git"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.ext::{home}/evil .insteadOf",
        "GIT_CONFIG_VALUE_0": "file://",
        "GIT_ALLOW_PROTOCOL": "ext",
        "GIT_EXEC_PATH": str(home),
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_TEMPLATE_DIR": str(home),
        "GIT_OBJECT_DIRECTORY": str(tmp_path / "objects"),
        "GIT_SSH_COMMAND": str(home / "evil"),
    }.items():
        monkeypatch.setenv(name, value)
    assert fetched(InGit(f"file://{theirs.folder}", "v1")).files["bank.toml"] == bank_text()
    for name in ("pwned", "trace", "objects"):
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    "tag", ["upload-pack=x", "v1;touch_pwned", "$(touch_pwned)", "'\"", "päckchen"]
)
def test_odd_tags_are_only_names(theirs: Repository, tag: str) -> None:
    """No shell sees them."""
    theirs.commit(tag, bank=bank_text())
    assert fetched(InGit(str(theirs.folder), tag)).files["bank.toml"] == bank_text()


def test_odd_branches_are_no_revs(theirs: Repository) -> None:
    """A branch that looks like an option, or like a commit, is not taken for one."""
    first = theirs.commit(bank=bank_text())
    theirs.commit(bank=bank_text(version="6.6.6"))
    head = theirs.git("rev-parse", "HEAD")
    for branch in ("--upload-pack=touch", first, "refs/tags/v1", "FETCH_HEAD"):
        theirs.git("update-ref", f"refs/heads/{branch}", head)
    assert fetched(InGit(str(theirs.folder), first)).files["bank.toml"] == bank_text()
    assert "no tag `v1`" in refused(InGit(str(theirs.folder), "v1"))
    assert "no tag `FETCH_HEAD`" in refused(InGit(str(theirs.folder), "FETCH_HEAD"))


def test_huge_files_and_huge_repositories(
    theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is not read where it is too large, and a repository not further than the limit."""
    theirs.commit("v1", bank="x" * (16 * 1024 * 1024 + 1))
    assert "larger than 16 MiB" in refused(InGit(str(theirs.folder), "v1"))
    noise = random.Random(1).randbytes(3 * 1024 * 1024)
    (theirs.folder / "noise").write_bytes(noise)
    theirs.commit("v2", bank=bank_text())
    monkeypatch.setattr(git, "MOST_BYTES", 2 * 1024 * 1024)
    assert "there is more than 2 MiB to fetch" in refused(InGit(str(theirs.folder), "v2"))


@pytest.mark.skipif(sys.platform != "linux", reason="the system keeps no limit of memory")
def test_a_small_pack_of_a_huge_file(theirs: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deltas that copy a file again and again are refused before they are a file."""
    monkeypatch.setattr(git, "MOST_MEMORY", 256 * 1024 * 1024)
    put_bomb(theirs.folder, copies=48)
    files = (
        f"{BASE_ID}\tbase.bin",
        f"{BOMB_ID}\tbomb.bin",
        f"{theirs.blob(bank_text())}\tbank.toml",
    )
    theirs.commit_tree(*(f"100644 blob {each}" for each in files), tag="v1")
    said = refused(InGit(f"file://{theirs.folder}", "v1"))
    assert "git needs more than 256 MiB of memory for it; ask who keeps it" in said


def test_a_tag_of_something_else_than_a_commit(theirs: Repository) -> None:
    """Nothing else has a place in it where banks could be looked for."""
    theirs.git("tag", "blob", theirs.blob(bank_text()))
    theirs.git("tag", "tree", theirs.git("write-tree"))
    for tag in ("blob", "tree"):
        assert "this tag names no commit" in refused(InGit(str(theirs.folder), tag))


def test_a_bank_of_very_many_files(theirs: Repository) -> None:
    """Nobody speaks that many languages."""
    bank = theirs.blob(bank_text())
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = sorted([f"{a}{b}.toml" for a in letters[:10] for b in letters] + ["bank.toml"])
    theirs.commit_tree(*(f"100644 blob {bank}\t{name}" for name in names), tag="v1")
    assert "more than 200 files" in refused(InGit(str(theirs.folder), "v1"))


def test_a_folder_of_very_many_files(theirs: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its list is not read, however small it is stored."""
    monkeypatch.setattr(git_tree, "MAX_BYTES", 1 << 16)
    bank = theirs.blob(bank_text())
    names = ["bank.toml", *(f"z{i:04}" for i in range(2000))]
    theirs.commit_tree(*(f"100644 blob {bank}\t{name}" for name in names), tag="v1")
    assert "it has too many files; keep the bank" in refused(InGit(str(theirs.folder), "v1"))


def _quoted(name: str) -> str:
    """A name as git quotes it."""
    return "".join(c if c.isprintable() else f"\\{ord(c):03o}" for c in name)


def test_hostile_names_and_bytes(theirs: Repository) -> None:
    """Files that are no part of a bank are never looked at; bytes that are no text are told."""
    bank = theirs.blob(bank_text())
    odd = ["a\x1b[31m.toml", "\x01", "aux", "fr.toml.", "FR.toml", "toml", "-x.toml"]
    lines = [f'100644 blob {bank}\t"{_quoted(name)}"' for name in (*odd, "bank.toml")]
    theirs.commit_tree(*lines, tag="v1")
    assert set(fetched(InGit(str(theirs.folder), "v1")).files) == {"bank.toml"}
    (theirs.folder / "bank.toml").write_bytes(b"id = 1\n\xff\xfe\n")
    theirs.commit("v2")
    assert ":bank.toml:2: this is not UTF-8 text" in refused(InGit(str(theirs.folder), "v2"))


@pytest.mark.parametrize("scheme", ["https", "ssh"])
def test_a_host_that_never_answers_meets_the_time_limit(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing that was started for it goes on."""
    helper = shutil.which("ssh") if scheme == "ssh" else True
    if not helper:
        pytest.skip("ssh is not installed")
    monkeypatch.setattr(git, "TIME_LIMIT", 0.6)
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        taken: list[socket.socket] = []
        Thread(target=lambda: taken.append(server.accept()[0]), daemon=True).start()
        start = monotonic()
        said = refused(InGit(f"{scheme}://127.0.0.1:{port}/team.git", "v1"))
        assert monotonic() - start < 10
        for each in taken:
            each.close()
    if "remote helper" in said or "remote-https" in said:
        pytest.skip("this git has no https")
    assert "git had no answer after 0.6 seconds; check the address" in said
    names = {child.name() for child in psutil.Process().children(recursive=True)}
    assert not {name for name in names if name.startswith(("git", "ssh"))}


def test_nothing_is_left_behind(
    theirs: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of what went well nor of what did not, and nothing changes at theirs."""
    theirs.commit("v1", bank=bank_text())
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    before = set(theirs.folder.rglob("*"))
    fetched(InGit(str(theirs.folder), "v1"))
    refused(InGit(str(theirs.folder), "v9"))
    assert list((tmp_path / "tmp").iterdir()) == []
    assert set(theirs.folder.rglob("*")) == before
