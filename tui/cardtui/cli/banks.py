"""The banks that a `bank` command looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cardtui.errors import CardtuiError, Problem
from cardtui.sharing.lookup import BankInFile, bank_in_file, names_of_banks


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A bank that cannot be loaded."""

    name: str
    problems: tuple[Problem, ...]


def banks_meant(names: tuple[str, ...]) -> Iterator[BankInFile | Unreadable]:
    """The banks that are named, else those of the project, else the shipped ones."""
    here = Path()
    for name in names or names_of_banks(here):
        try:
            yield bank_in_file(name, here)
        except CardtuiError as error:
            yield Unreadable(name, error.problems)
