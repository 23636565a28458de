"""Many projects of strangers: a `cardtui.toml` or its lock is read, or refused in words, and soon.

    python tests/fuzz/projects.py [-n FILES] [--seed SEED]

By turns they are mutants of a `cardtui.toml` that names banks of every kind, and of its lock. Each that
can be used stands beside the other one as it should be, and all that the commands print is looked at;
nothing is fetched. Prints how many were read and refused and how long they took; raises with the first
that breaks a promise.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cardtui.files.reading import read_text_file
from cardtui.sharing.lock import locked_banks_in
from cardtui.sharing.project import sources_in
from fuzz.judging import Figures, command_line, judged
from fuzz.mutations import mutant
from support.projects import CARD, LOCK, PROJECT, write_project

_OF_A_LOCK = b"bank.files"
"""Stands in locks, and in few mutants of a `cardtui.toml`: those are read as a lock, too."""
_COMMANDS = (
    "bank list",
    "bank list --json",
    "bank show ours",
    "status card.toml",
    "check card.toml",
    "bank check",
    "bank update --yes",
    "bank remove ours",
    "bank list",
)


def files(number: int, seed: int) -> Iterator[bytes]:
    """So many files; the same for the same seed."""
    chance = random.Random(seed)
    for each in range(number):
        first, other = (LOCK, PROJECT) if each % 2 else (PROJECT, LOCK)
        yield mutant([first, other, CARD], chance)


def _read(path: Path) -> object:
    file = read_text_file(path)
    return locked_banks_in(file) if _is_lock(path) else sources_in(file)


def _is_lock(path: Path) -> bool:
    return _OF_A_LOCK in path.read_bytes()


def _commands(path: Path) -> Iterator[list[str]]:
    given = path.read_bytes()
    for line in _COMMANDS:
        if line != _COMMANDS[-1]:
            write_project(path.parent, **{"lock" if _is_lock(path) else "project": given})
        yield [*line.split(), "--offline"]


def fuzz(number: int, seed: int, every: int = 4) -> Figures:
    """Judge so many files. Raises `AssertionError` where a promise is broken."""
    return judged(files(number, seed), _read, _commands, every)


if __name__ == "__main__":
    sys.exit(command_line(__doc__, "files", fuzz))
