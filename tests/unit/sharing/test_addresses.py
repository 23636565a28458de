"""What a source can be, and what is refused before anything is started or opened."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.errors import FileError
from cardtui.sharing.address import InGit, InPackage, Local, Shipped, address_of
from support.commands import run_cardtui

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HOSTILE_ADDRESSES = [
    "-",
    "--upload-pack=touch pwned",
    "-oProxyCommand=touch pwned",
    "--config=core.sshCommand=touch pwned",
    "ext::sh -c 'touch pwned'",
    "ext::sh -c touch% pwned",
    "EXT::sh -c 'touch pwned'",
    "fd::17/foo",
    "remote-helper::https://example.org/a",
    "https::https://example.org/a",
    "::https://example.org/a",
    "http://example.org/a.git",
    "git://example.org/a.git",
    "ftp://example.org/a.git",
    "ftps://example.org/a.git",
    "ssh+git://example.org/a.git",
    "git+ssh://example.org/a.git",
    "rsync://example.org/a.git",
    "javascript://example.org/a",
    "ext://sh -c 'touch pwned'",
    "ssh://-oProxyCommand=touch%20pwned/a",
    "ssh://git@-oProxyCommand=touch/a",
    "ssh://-oProxyCommand=touch@example.org/a",
    "ssh://example.org:22;touch/a",
    "ssh://example.org:-1/a",
    "ssh://example org/a",
    "ssh://$(touch pwned)/a",
    "ssh://`touch pwned`/a",
    "ssh://example.org",
    "-oProxyCommand=touch:a",
    "git@-oProxyCommand=touch:a",
    "-git@example.org:a",
    "git@example.org:-a",
    "git@example.org:--upload-pack=touch",
    "git@$(touch):a",
    "a b@example.org:a",
    "https://user:password@example.org/a.git",
    "https://token@example.org/a.git",
    "https://-example.org/a.git",
    "https:///a.git",
    "https://example.org",
    "https://example.org/a b",
    "https://example.org/a?ref=x",
    "https://example.org/a#x",
    "https://example.org\\@evil.example/a",
    "https://example.org/a\nb",
    "https://example.org/a\r\nHost: x",
    "https://example.org/\x00a",
    "https://example.org/\x1b]52;c;x\x07",
    "https://example.org/\u202egit.a",
    "file://example.org/share/a.git",
    "file://",
    "file://../a.git",
    "file:///a\tb",
    "package:",
    "package:../team",
    "package:-x",
    "package:team/../../x",
    "package:a b",
    "https://example.org/" + "a" * 2000,
]
HOSTILE_REVS = [
    "-",
    "--upload-pack=touch pwned",
    "--output=pwned",
    "v1 --upload-pack=x",
    "v1\n",
    "v1\x00",
    "v1\x1b[31m",
    "v1..v2",
    "v1^{commit}",
    "v1~1",
    "v1:bank.toml",
    "+refs/heads/*:refs/heads/*",
    "*",
    "refs/*",
    "@{u}",
    "@",
    "HEAD",
    "a//b",
    "/v1",
    "v1/",
    ".v1",
    "a/.b",
    "v1.lock",
    "v1.",
    "[v1]",
    "v\\1",
    "?",
    "v" * 2000,
]
HOSTILE_PATHS = [
    "../x",
    "a/../../x",
    "..",
    "/etc",
    "a\\..\\x",
    "-x",
    "a\nb",
    "a\x00b",
    "a\x1b[31m",
    "a/..",
]


def address(source: str, rev: str = "", path: str = "") -> object:
    """What a source means in a folder where there is nothing."""
    return address_of(source, rev, path, Path("/nowhere"), {"kaggle-model-card"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("banks/team",), Local(Path("/nowhere/banks/team"))),
        (("team.toml",), Local(Path("/nowhere/team.toml"))),
        (("./a:b.toml",), Local(Path("/nowhere/a:b.toml"))),
        (("kaggle-model-card",), Shipped("kaggle-model-card")),
        (("package:team-banks",), InPackage("team-banks")),
        (("../team.git",), InGit("/team.git")),
        (("../team", "v1"), InGit("/team", "v1")),
        (("../team", "", "a/./b//"), InGit("/team", "", "a/b")),
        (("/srv/team.git", "v1"), InGit("/srv/team.git", "v1")),
        (("file:///srv/my team", "v1"), InGit("file:///srv/my team", "v1")),
        (("https://example.org/a/b.git", "v1.0", "vision/bank.toml"), None),
        (("https://example.org:8443/a", COMMIT), None),
        (("https://[::1]:8443/a", "release/2026-01"), None),
        (("ssh://git@example.org:2222/a.git", "v1"), None),
        (("ssh://example.org/~ada/a", "päckchen-1"), None),
        (("git@example.org:team/banks.git", "v1"), None),
        (("example.org:banks", "v1"), None),
    ],
)
def test_a_source_is_what_it_looks_like(written: tuple[str, ...], meant: object) -> None:
    """Places on the disk begin at the folder; addresses stay as they are."""
    assert address(*written) == (meant or InGit(*written))


def test_a_path_that_is_there_goes_before_a_shipped_bank(tmp_path: Path) -> None:
    """As it is when a card looks for its bank."""
    (tmp_path / "kaggle-model-card").mkdir()
    found = address_of("kaggle-model-card", "", "", tmp_path, {"kaggle-model-card"})
    assert found == Local(tmp_path / "kaggle-model-card")


@pytest.fixture(name="alone")
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and no process can be started."""

    def refuse(*command: Any, **_: Any) -> None:
        raise AssertionError(f"a process was started: {command}")

    for name, value in (("HOME", "home"), ("XDG_CACHE_HOME", "home/cache"), ("TMPDIR", "tmp")):
        monkeypatch.setenv(name, str(tmp_path / value))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(subprocess, "Popen", refuse)
    return tmp_path


def assert_refused_alone(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> None:
    """A line that says why, without a control character; nothing started, no file anywhere."""
    result = run_cardtui(capsys, "bank", "add", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("cardtui: ")
    assert result.err.count("\n") == 1
    assert result.err[:-1].isprintable(), result.err
    assert [path for path in folder.rglob("*") if path.name != "here"] == []


@pytest.mark.parametrize("source", HOSTILE_ADDRESSES)
def test_a_hostile_address_starts_nothing(
    source: str, alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However it is written: with an option, a helper, a password, or a control character."""
    options = [] if source.startswith("package") else ["--rev=v1"]
    assert_refused_alone(capsys, alone, *options, "--", source)


@pytest.mark.parametrize("source", HOSTILE_ADDRESSES)
def test_a_hostile_address_in_a_project_starts_nothing(
    source: str, alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same out of a `cardtui.toml` that came with a checkout."""
    import tomlkit

    project = alone / "here" / "cardtui.toml"
    text = tomlkit.dumps({"bank": [{"source": source, "rev": "v1"}]})
    project.write_text(text, encoding="utf-8")
    result = run_cardtui(capsys, "bank", "test")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert result.err[:-1].isprintable(), result.err
    assert {path.name for path in alone.rglob("*")} == {"here", "cardtui.toml"}


@pytest.mark.parametrize("rev", HOSTILE_REVS)
def test_a_hostile_rev_starts_nothing(
    rev: str, alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing that git takes for an option, a pattern or another place."""
    if "\0" in rev:
        with pytest.raises(FileError, match="control characters"):
            address("https://example.org/a", rev)
        return
    assert_refused_alone(capsys, alone, "https://example.org/a", f"--rev={rev}")


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_a_hostile_path_starts_nothing(
    path: str, alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing that leaves the repository."""
    assert_refused_alone(capsys, alone, "https://example.org/a", f"--path={path}")


@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_a_source_or_refused(source: str, rev: str, path: str) -> None:
    """What git gets to see has a known beginning, and no option in it."""
    try:
        found = address(source, rev, path)
    except FileError:
        return
    if isinstance(found, InGit):
        starts = ("https://", "ssh://", "file:///", "/")
        assert found.address.startswith(starts) or ":" in found.address
        assert not found.address.startswith("-")
        assert not found.rev.startswith("-")
        assert ".." not in found.path.split("/")
    else:
        assert rev == path == ""
