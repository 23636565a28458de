"""Which question, column and option of an older bank is which of a newer one.

The newer bank says so in its `[[migration]]` tables; without a word from it, ids decide. They are
followed in the order in which a card takes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.migrations import steps_for, steps_of
from cardtui.bank.model import Column, Migration, Question
from cardtui.bank.versions import read_version


class Pairing(Struct, frozen=True):
    """The names of an older bank in a newer one. Columns are named `table.column`."""

    names: Mapping[str, str]
    """By old name, where it is still asked; several may have become one."""
    options: Mapping[str, Mapping[str, str]]
    """What the options of each old name are called now, still there or not."""
    counterparts: Mapping[str, str]
    """By new name, which was asked before: which one that is."""

    def option(self, field: str, option: str) -> str:
        """What an option of a field, by the old name of both, is called now."""
        return self.options.get(field, {}).get(option, option)


class _Step(NamedTuple):
    migration: Migration
    retired: frozenset[str]


def pairing(old: Bank, new: Bank) -> Pairing:
    """How the names of `old` go on in `new`."""
    steps = [_Step(each, frozenset(each.retire)) for each in _migrations_between(old, new)]
    known = {name for name, _ in _fields(new)}
    names: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    for name, field in _fields(old):
        renamed = {option.id: option.id for option in field.choices}
        now = _followed(name, renamed, steps)
        options[name] = renamed
        if now in known:
            names[name] = now
    counterparts: dict[str, str] = {}
    for name, now in names.items():
        if now not in counterparts or _own_name(name) == _own_name(now):
            counterparts[now] = name
    return Pairing(names, options, counterparts)


def _own_name(name: str) -> str:
    """Of a column its id, whatever its table is called."""
    return name.rpartition(".")[2]


def _migrations_between(old: Bank, new: Bank) -> Sequence[Migration]:
    theirs, ours = read_version(old.version), read_version(new.version)
    if old.id != new.id or theirs is None or ours is None or theirs >= ours:
        return ()
    return [step.migration for step in steps_for(steps_of(new.file.migrations), theirs)]


def _fields(bank: Bank) -> Iterator[tuple[str, Question | Column]]:
    for question in bank:
        yield question.id, question
        for column in question.columns:
            yield f"{question.id}.{column.id}", column


def _followed(name: str, options: dict[str, str], steps: Sequence[_Step]) -> str:
    """What a name has become, empty where it was retired; `options` are renamed on the way."""
    for migration, retired in steps:
        table, dot, column = name.partition(".")
        if name in retired or table in retired:
            return ""
        table = migration.rename.get(table, table)
        name = migration.rename.get(name, f"{table}{dot}{column}")
        renamed = migration.values.get(name, {})
        for option, now in options.items():
            options[option] = renamed.get(now, now)
    return name
