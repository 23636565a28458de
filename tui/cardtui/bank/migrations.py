"""The `[[migration]]` tables of a bank in the order in which they change a card.

Each lifts a card from any version of its range to the end of that range, where the next one may
take it on. So `<2` and `>=2,<3` together bring a card of version 1 to version 3, and so do `<2`
and `<3`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cardtui.bank.model import Migration
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
