"""`cardtui bank show --origin ID`: where each key of a question was written."""

from __future__ import annotations

from typing import Any

import click

from cardtui.bank.origins import Origins, origins_of
from cardtui.sharing.lookup import BankInFile
from cardtui.text.words import count_of, shortened

_LONGEST_VALUE = 40

origin_option = click.option(
    "--origin",
    metavar="ID",
    help="Say where each key of this question or section was written.",
)


def origin_lines(found: BankInFile, name: str) -> list[str]:
    """Who said what of a question or section. Raises `BankError` where the bank has none such."""
    origins = origins_of(found.bank, found.file, name)
    if origins.hidden:
        return [f"{name} is not asked: {origins.hidden} ({origins.begun})"]
    return [f"{name}: {origins.begun}", *_rows(origins)]


def _rows(origins: Origins) -> list[str]:
    shown = {key: _shown(said.value) for key, said in origins.keys.items() if key != "id"}
    said_by = {key: str(origins.keys[key].origin) for key in shown}
    shown |= dict.fromkeys(origins.dropped, "")
    said_by |= {key: f"taken away by {origin}" for key, origin in origins.dropped.items()}
    names = max(map(len, shown), default=0)
    values = max(map(len, shown.values()), default=0)
    return [f"  {key:{names}}  {value:{values}}  {said_by[key]}" for key, value in shown.items()]


def _shown(value: Any) -> str:
    """A value in a few words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not all(isinstance(each, str) for each in value):
        return count_of(len(value), "entry", "entries")
    if isinstance(value, list):
        return shortened(f"[{', '.join(value)}]", _LONGEST_VALUE)
    if isinstance(value, dict):
        said = ", ".join(f"{key} = {_shown(each)}" for key, each in value.items())
        return shortened(f"{{ {said} }}", _LONGEST_VALUE)
    return shortened(str(value), _LONGEST_VALUE)
