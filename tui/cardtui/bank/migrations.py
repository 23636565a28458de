"""The `[[migration]]` tables of a bank in the order in which they change a card.

Each lifts a card from any version of its range to the end of that range, where the next one may
take it on. So `<2` and `>=2,<3` together bring a card of version 1 to version 3, and so do `<2`
and `<3`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.model import Field, Migration
from cardtui.bank.versions import Point, Version, VersionRange, read_range


@dataclass(frozen=True, slots=True)
class Step:
    """A migration with its range read."""

    versions: VersionRange
    migration: Migration
    place: int
    """Which `[[migration]]` of the file it is, counted from 0."""

    @property
    def end(self) -> Point:
        """Where it lifts a card to."""
        assert self.versions.end is not None, "the rules of a bank ask for an end"
        return self.versions.end


def steps_of(migrations: Iterable[Migration]) -> list[Step]:
    """The migrations of a bank that has been checked, in order."""
    return in_order(
        Step(read_range(migration.from_versions), migration, place)
        for place, migration in enumerate(migrations)
    )


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by where they lift to; in the order of the file where that is the same."""
    return sorted(steps, key=lambda step: (step.end, step.place))


def steps_for(steps: Iterable[Step], version: Version) -> Iterator[Step]:
    """Those of `steps`, which are in order, that a card of this version has to take."""
    here: Point = (version, False)
    reached = here
    for step in steps:
        if step.end != reached:
            # Those that lift to the same place are taken together.
            here = reached
        if here in step.versions:
            reached = step.end
            yield step


def migrations_of_bases(bank: Bank) -> Iterator[Migration]:
    """What the banks that a bank extends have renamed and retired, as far as it is gone from it.

    A card says its own bank's version and not theirs, so all of their migrations are taken. As ids
    are never used again, an old name that is not asked any more can only mean the new one.
    """
    fields: dict[str, Field] = dict(bank.questions)
    for question in bank:
        fields |= {f"{question.id}.{column.id}": column for column in question.columns}
    for base in bank.bases:
        for step in steps_of(base.migrations):
            yield _for_what_is_gone(step.migration, fields)


def _for_what_is_gone(migration: Migration, fields: Mapping[str, Field]) -> Migration:
    values = {}
    for name, renamed in migration.values.items():
        now = {option.id for option in fields[name].choices} if name in fields else set()
        values[name] = {old: new for old, new in renamed.items() if old not in now}
    return replace(
        migration,
        rename={old: new for old, new in migration.rename.items() if old not in fields},
        values=values,
        retire=tuple(name for name in migration.retire if name not in fields),
    )
