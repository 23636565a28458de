"""The banks that a `bank` command looks at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cardtui.cli.findings import Unusable
from cardtui.cli.verbosity import note
from cardtui.errors import CardtuiError
from cardtui.sharing.lookup import BankInFile, bank_in_file, names_of_banks
from cardtui.sharing.workshop import Workshop


def banks_meant(names: tuple[str, ...]) -> Iterator[BankInFile | Unusable]:
    """The banks that are named, else those of the project, else the shipped ones.

    They are what their people work on: on this disk they are as they are there, taken or not.
    """
    here, load = Path(), Workshop(note)
    for name in names or names_of_banks(here):
        try:
            yield bank_in_file(name, here, load)
        except CardtuiError as error:
            yield Unusable(name, error.problems)
