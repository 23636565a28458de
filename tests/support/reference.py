"""The reference for bank authors: its examples, what it says of them, and its slips."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from cardtui.sharing.shipped import shipped_folder
from support.banks import HEADER

PATH = shipped_folder("questions") / "README.md"
SCAFFOLD = f'{HEADER}[[section]]\nid = "example_section"\ntitle = "Example"\n'
_FENCE = re.compile(
    r"^```(?P<kind>[a-z]+(?: [a-z]+)?)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_TABLE = re.compile(r"^\| given \| then \|\n\| --- \| --- \|\n(?P<rows>(?:\|.*\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """A row of a table below an example: what is given, and what follows."""

    given: dict[str, Any]
    then: str


@dataclass(frozen=True)
class Shown:
    """An example of a bank, with the outcomes below it."""

    line: int
    source: str
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def toml(self) -> str:
        """The whole bank: what the reference leaves out of a fragment is put before it."""
        if self.source.startswith("format"):
            return self.source
        return (
            SCAFFOLD if self.source.startswith("[[section.question]]") else HEADER
        ) + self.source


@dataclass(frozen=True)
class Slip:
    """A line of TOML that is wrong, and what is said of it."""

    line: int
    source: str
    said: str


def text() -> str:
    """The reference."""
    return PATH.read_text("utf-8")


def examples() -> list[Shown]:
    """All examples of banks and fragments, each with its outcomes."""
    found: list[Shown] = []
    whole = text()
    parts = [*_FENCE.finditer(whole), *_TABLE.finditer(whole)]
    for part in sorted(parts, key=lambda part: part.start()):
        if "rows" in part.groupdict():
            found[-1].outcomes.extend(_outcomes(part["rows"]))
        elif part["kind"] == "toml":
            found.append(Shown(_line(part), part["text"]))
    return found


def _outcomes(rows: str) -> Iterator[Outcome]:
    for row in rows.splitlines():
        given, then = (cell.strip() for cell in row.strip("|").split("|"))
        yield Outcome(tomllib.loads(f"given = {given.strip('`')}")["given"], then)


def blocks(kind: str) -> list[str]:
    """The texts of all fenced blocks of a kind."""
    return [part["text"] for part in _FENCE.finditer(text()) if part["kind"] == kind]


def slips() -> list[Slip]:
    """All slips, each with the output below it."""
    found = []
    parts = list(_FENCE.finditer(text()))
    for slip, said in pairwise(parts):
        if slip["kind"] == "toml slip":
            assert said["kind"] == "text", slip["text"]
            found.append(Slip(_line(slip), slip["text"].strip(), said["text"]))
    return found


def with_slip(bank: str, question: str, slip: str) -> str:
    """A bank whose question has the line of a slip, in place of the one of the same key."""
    key = slip.partition("=")[0]
    before, start, rest = bank.partition(f'id = "{question}"\n')
    own, end, after = (start + rest).partition("\n\n")
    lines = own.split("\n")
    same = [i for i, line in enumerate(lines) if line.startswith(key)]
    if same:
        lines[same[0]] = slip
    else:
        lines.append(slip)
    return before + "\n".join(lines) + end + after


def _line(found: re.Match[str]) -> int:
    return text().count("\n", 0, found.start()) + 1


def bank_path(folder: Path, bank: str) -> Path:
    """The bank in a file of the name that the reference gives it."""
    path = folder / "my-bank.toml"
    path.write_text(bank, encoding="utf-8")
    return path
