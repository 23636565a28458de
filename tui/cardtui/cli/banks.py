"""The banks that a `bank` command looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cardtui.cli.findings import Unusable
from cardtui.cli.verbosity import note
from cardtui.errors import CardtuiError
from cardtui.sharing.lookup import BankInFile, bank_in_file, places_to_work_on
from cardtui.sharing.workshop import Workshop


def banks_meant(names: tuple[str, ...]) -> Iterator[BankInFile | Unusable]:
    """The banks that are named, else those of the project, else the shipped ones.

    They are what their people work on: on this disk they are as they are there, taken or not.
    """
    here, load = Path(), Workshop(note)
    if names:
        for name in names:
            yield _loaded(name, partial(bank_in_file, name, here, load))
        return
    for place in places_to_work_on(here):
        name = str(place) if isinstance(place, Path) else place.locked.id
        yield _loaded(name, partial(load, place))


def _loaded(name: str, load: Callable[[], BankInFile]) -> BankInFile | Unusable:
    try:
        return load()
    except CardtuiError as error:
        return Unusable(name, error.problems)
