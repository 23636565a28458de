"""Sealed questions: a bank that extends theirs may make them stricter, and nothing else.

What can weaken one from outside is kept too, through any number of questions: the sections around
it and their conditions, the questions that its conditions and checks name, those that fill the
same key of the front matter, and what these depend on in turn.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cardtui.bank.merged import Item, Merged, with_ancestors
from cardtui.bank.problems import Problems
from cardtui.bank.strictness import decides_otherwise, taken_away, weaker
from cardtui.bank.unread import names_in_rules, names_in_when

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath
    from cardtui.files.spots import Spot

_Conditions = tuple[object, ...]
_ENOUGH = 2
"""Sealed questions that one is known to matter for: where one of them is itself, there is another."""


class Seals:
    """What is sealed in the banks that are extended, as they are before anything is changed."""

    def __init__(self, merged: Merged, bases: Iterable[Merged]) -> None:
        self._merged = merged
        self._items = merged.items()
        self._sealed = {
            question.id
            for section in merged.sections
            for question in section.questions
            if question.table.get("sealed") is True
        }
        around: dict[str, _Conditions] = {}
        self._filling: dict[str, frozenset[str]] = {}
        """By sealed question, all that fill the same key of the front matter, it among them."""
        for base in bases if self._sealed else ():
            around |= _conditions_around(base.sections)
            self._filling |= _filling_as_well(base, self._sealed)
        self._needed_by = self._needed_by_sealed(around)
        """What a sealed question depends on, with that one: another one, if it is sealed itself."""
        self._around = {name: around[name] for name in self._sealed | self._needed_by.keys()}

    def _needed_by_sealed(self, around: Mapping[str, _Conditions]) -> dict[str, str]:
        needed_by: dict[str, list[str]] = {}
        waiting = [(name, name) for name in sorted(self._sealed, reverse=True)]
        while waiting:
            name, sealed = waiting.pop()
            for needed in self._needs(name, around[name]):
                known = needed_by.setdefault(needed, [])
                if needed not in around or sealed in known or len(known) == _ENOUGH:
                    continue
                known.append(sealed)
                if needed not in self._sealed:
                    waiting.append((needed, sealed))
        others = {
            name: [each for each in known if each != name] for name, known in needed_by.items()
        }
        return {name: known[0] for name, known in others.items() if known}

    def _needs(self, name: str, around: _Conditions) -> list[str]:
        """What may change what is asked or accepted of a question, or printed in its place."""
        of_sections = [needed for when in around for needed in names_in_when(when)]
        same_key = sorted(self._filling.get(name, ()))
        return [*of_sections, *names_in_rules(self._items[name]), *same_key]

    def check_override(
        self,
        item: Item,
        changes: Mapping[str, Any],
        gone: Iterable[str],
        at: KeyPath,
        problems: Problems,
    ) -> None:
        """Report what would weaken a sealed question; `gone` are keys that are taken away."""
        for key, value in changes.items():
            is_weaker = weaker(key, item.table, value) if item.id in self._sealed else None
            if is_weaker is not None:
                message, remedy = is_weaker
                problems.add((*at, key), f"{self._said_of(item)}: {message}", remedy)
            elif (said := decides_otherwise(key, item.table, value)) is not None:
                self._report_deciding(item, said, (*at, key), problems)
        gone = [key for key in gone if key not in changes]
        if item.id in self._sealed and gone:
            message = f"{self._said_of(item)}: nothing of it can be taken away"
            problems.add((*at, "without"), message, "leave it out")
            return
        for key in gone:
            if (said := taken_away(key, item.table)) is not None:
                self._report_deciding(item, said, (*at, "without"), problems)

    def _report_deciding(
        self, item: Item, said: tuple[str, str], at: KeyPath, problems: Problems
    ) -> None:
        """Report a change where a sealed question depends on `item`."""
        if (sealed := self._needed_by.get(item.id)) is not None:
            message, remedy = said
            who = f"the sealed `{sealed}` ({self._seal_of(self._items[sealed])})"
            problems.add(at, f"{who} depends on `{item.id}`: {message}", remedy)

    def check_hiding(self, item: Item, at: KeyPath, problems: Problems) -> None:
        """Report the hiding of a sealed question."""
        if item.id in self._sealed:
            message = f"{self._said_of(item)}: it cannot be hidden"
            problems.add(
                at, message, 'leave it; a card can say "not applicable" where it allows it'
            )

    def check_surroundings(self, merged: Merged, problems: Problems) -> None:
        """Report sections that are in the way of a sealed question, and were not before."""
        if not self._around:
            return
        now = _conditions_around(merged.sections)
        said: set[KeyPath] = set()
        for name, before in self._around.items():
            if name not in now or now[name] == before:
                continue
            key = self._key_in_the_way(merged, name)
            if key in said:
                continue
            said.add(key)
            sealed = name if name in self._sealed else self._needed_by[name]
            message = f"`{sealed}` is sealed, and other conditions stand around `{name}` now"
            problems.add(key, message, "leave the `when`, `level` and place of sections around it")

    def _key_in_the_way(self, merged: Merged, name: str) -> KeyPath:
        """The section that has come, or the key of one that has changed."""
        for section in _sections_around(merged.sections, name):
            if section.part.source == merged.own:
                return section.part.key
            for key in ("when", "level"):
                part = section.overridden.get(key)
                if part is not None and part.source == merged.own:
                    return part.key
        return ("extends",)

    def check_front_matter(self, merged: Merged, problems: Problems) -> None:
        """Report what would stand in the front matter where the answer to a sealed question does."""
        filled = {self._items[name].table["metadata"]: name for name in self._filling}
        for item in merged.items().values() if filled else ():
            key = item.table.get("metadata")
            sealed = filled.get(key) if isinstance(key, str) else None
            if sealed is None or item.id in self._filling[sealed]:
                continue
            part = item.part_of(("metadata",))
            at = part.key if part.source == merged.own else ("extends",)
            seal = self._seal_of(self._items[sealed])
            message = f"`{item.id}` fills `{key}`, as the sealed `{sealed}` does ({seal})"
            remedy = "choose another `metadata`" if at != ("extends",) else "extend one of the two"
            problems.add(at, message, remedy)

    def _said_of(self, item: Item) -> str:
        return f"`{item.id}` is sealed ({self._seal_of(item)})"

    def _seal_of(self, item: Item) -> Spot:
        return self._merged.spot(item.part_of(("sealed",)))


def _sections_around(sections: Iterable[Item], question: str) -> tuple[Item, ...]:
    """The sections that a question stands in, the outermost first."""
    for section, around in with_ancestors(sections):
        if question in [each.id for each in section.questions]:
            return around
    return ()


def _conditions_around(sections: Iterable[Item]) -> dict[str, _Conditions]:
    """For each question the conditions of its sections."""
    found: dict[str, _Conditions] = {}
    for section, around in with_ancestors(sections):
        conditions = tuple(each.table["when"] for each in around if "when" in each.table)
        found |= dict.fromkeys((question.id for question in section.questions), conditions)
    return found


def _filling_as_well(base: Merged, sealed: Container[str]) -> dict[str, frozenset[str]]:
    """For each sealed question all that fill its key of the front matter, itself among them."""
    by_key: dict[str, list[str]] = {}
    for item in base.items().values():
        if key := item.table.get("metadata"):
            by_key.setdefault(key, []).append(item.id)
    return {name: frozenset(names) for names in by_key.values() for name in names if name in sealed}
