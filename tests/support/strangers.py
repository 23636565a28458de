"""The corpus of hostile banks and cards: each file says in its first line what it is.

# refused: brackets that nobody closes
# loaded: brackets in a text are letters
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cardtui.text.clean import unsafe_characters
from support.commands import Result, run_cardtui

CORPUS = Path(__file__).parent.parent / "corpus"
LONGEST_LINE = 2_100
"""Characters of a line on standard error: what is quoted in it is cut."""

Held = dict[str, tuple[int, bytes | str]]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file of the corpus."""

    path: Path
    is_loaded: bool
    threat: str


def strangers(folder: str) -> list[Stranger]:
    """The files of `hostile-banks` or `hostile-cards`."""
    found = []
    for path in sorted((CORPUS / folder).glob("*.toml")):
        first = path.read_bytes().split(b"\n", 1)[0].decode("utf-8")
        outcome, _, threat = first.removeprefix("# ").partition(": ")
        assert outcome in ("loaded", "refused"), f"{path} does not say what it is"
        found.append(Stranger(path, outcome == "loaded", threat))
    return found


def held_in(*folders: Path) -> Held:
    """All files below some folders, with their modes; links by where they lead."""
    return {
        str(path): (
            path.lstat().st_mode,
            str(path.readlink())
            if path.is_symlink()
            else (path.read_bytes() if path.is_file() else ""),
        )
        for folder in folders
        for path in sorted(folder.rglob("*"))
    }


def run_on_stranger(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *arguments: str,
    typed: str = "",
) -> Result:
    """Run a command to its end, with lines of standard input; what it prints is held to what is promised.

    No control character but newline and tab, none that turns a line round, and where a file is
    refused a line for each problem.
    """
    monkeypatch.setenv("CARDTUI_DEBUG", "1")
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    )
    result = run_cardtui(capsys, *arguments)
    for printed in (result.out, result.err):
        assert not unsafe_characters(printed) | ({"\r"} & set(printed)), arguments
    assert result.code in (0, 1, 2), arguments
    for line in result.err.split("\n"):
        assert len(line) <= LONGEST_LINE, arguments
        assert line == "" or line.startswith(("cardtui: ", "    ")), (arguments, line)
    return result


def obeyed_by_a_log(printed: str) -> list[str]:
    """The lines that GitHub Actions and its like would take for commands."""
    lines = printed.split("\n")
    return [
        line
        for line in lines
        if line.lstrip().startswith("::") or "##[" in line or "##vso[" in line
    ]
