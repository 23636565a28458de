"""The banks that a `bank` command looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cardtui.cli.findings import Unusable
from cardtui.errors import CardtuiError
from cardtui.sharing.lookup import BankInFile, bank_in_file, load_in_file, places_to_work_on


def banks_meant(names: tuple[str, ...]) -> Iterator[BankInFile | Unusable]:
    """The banks that are named, else those of the project, else the shipped ones."""
    here = Path()
    if names:
        for name in names:
            yield _loaded(name, partial(bank_in_file, name, here))
        return
    for place in places_to_work_on(here):
        name = str(place) if isinstance(place, Path) else place.locked.id
        yield _loaded(name, partial(load_in_file, place))


def _loaded(name: str, load: Callable[[], BankInFile]) -> BankInFile | Unusable:
    try:
        return load()
    except CardtuiError as error:
        return Unusable(name, error.problems)
