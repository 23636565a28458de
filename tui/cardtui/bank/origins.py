"""Where each key of a question was written, for those who ask: an extended bank, or this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.merged import Item, Merged, Part, single
from cardtui.errors import BankError, Problem
from cardtui.files.reading import TextFile
from cardtui.files.spots import Spot
from cardtui.files.toml import parse_toml
from cardtui.text.words import did_you_mean


class Origin(Struct, frozen=True):
    """Which bank said something, and where."""

    bank_id: str
    version: str
    spot: Spot

    def __str__(self) -> str:
        return f"{self.bank_id} {self.version}, {self.spot}"


class KeyOrigin(Struct, frozen=True):
    """A key of a question or section with its value, and who said it."""

    value: Any
    """As TOML holds it."""
    origin: Origin


class Origins(Struct, frozen=True):
    """Where what a bank says of a question or section was written."""

    begun: Origin
    """Where it was added, or hidden."""
    keys: Mapping[str, KeyOrigin]
    """By key, in the order of the file that added it; empty for a hidden question."""
    dropped: Mapping[str, Origin] = {}
    """Where keys were taken away that an extended bank says, by key."""
    hidden: str = ""
    """Why it is not asked."""


def origins_of(bank: Bank, file: TextFile, name: str) -> Origins:
    """Where the question or section `name` of the bank in `file` was written.

    Raises `BankError` where the bank has neither.
    """
    merged = bank.merged or single(parse_toml(file), file)
    if name in merged.hidden:
        hidden = merged.hidden[name]
        return Origins(_origin(merged, hidden.part), {}, hidden=hidden.reason)
    items = merged.items()
    if name not in items:
        near = did_you_mean(name, [*items, *merged.hidden]) or "name a question or a section"
        message = f'there is no question or section "{name}" in the bank "{bank.id}"'
        raise BankError(Problem(message, near, file.path))
    return _of_item(merged, items[name])


def _of_item(merged: Merged, item: Item) -> Origins:
    keys = {
        key: KeyOrigin(value, _origin(merged, item.part_of((key,))))
        for key, value in item.table.items()
    }
    dropped = {key: _origin(merged, part) for key, part in item.dropped.items()}
    return Origins(_origin(merged, item.part), keys, dropped)


def _origin(merged: Merged, part: Part) -> Origin:
    return Origin(part.source.id, part.source.version, merged.spot(part))
