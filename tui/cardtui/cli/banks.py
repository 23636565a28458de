"""The banks that a `bank` command looks at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cardtui.cli.findings import Unusable
from cardtui.errors import CardtuiError
from cardtui.sharing.lookup import BankInFile, bank_in_file, names_of_banks


def banks_meant(names: tuple[str, ...]) -> Iterator[BankInFile | Unusable]:
    """The banks that are named, else those of the project, else the shipped ones."""
    here = Path()
    for name in names or names_of_banks(here):
        try:
            yield bank_in_file(name, here)
        except CardtuiError as error:
            yield Unusable(name, error.problems)
