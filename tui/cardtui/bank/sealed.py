"""Sealed questions: a bank that extends theirs may make them stricter, and nothing else.

Whether a change is stricter has to be plain: asked of more cards, taking fewer ways out, with all
the checks that there were and more. Everything else is refused, the wording too. What decides
whether a sealed question is asked is kept as well: the conditions around it, and the answers that
they depend on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cardtui.bank.merged import Item, Merged, with_ancestors
from cardtui.bank.problems import Problems
from cardtui.condition.nodes import question_names_in_order
from cardtui.condition.parse import parse
from cardtui.errors import ConditionError

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_DECIDING = ("type", "when", "options", "column", "allow")
"""Keys of a question that decide which answers it can have."""
_STATUSES = ("unknown", "not_applicable")

_Conditions = tuple[object, ...]


def names_in_when(when: object) -> list[str]:
    """The questions that a condition names; nothing where it cannot be read."""
    if isinstance(when, dict):
        return list(when)
    try:
        return question_names_in_order(parse(when)) if isinstance(when, str) else []
    except ConditionError:
        return []


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
        for base in bases if self._sealed else ():
            around |= _conditions_around(base.sections)
        self._because = self._needed_by_sealed(around)
        self._around = {name: around[name] for name in self._sealed | set(self._because)}

    def _needed_by_sealed(self, around: dict[str, _Conditions]) -> dict[str, str]:
        """The questions that decide whether a sealed one is asked, each with that one."""
        because: dict[str, str] = {}
        waiting = [(name, name) for name in sorted(self._sealed)]
        while waiting:
            name, sealed = waiting.pop()
            for when in (*around[name], *_own_conditions(self._items[name])):
                for needed in names_in_when(when):
                    if needed in around and needed not in self._sealed | set(because):
                        because[needed] = sealed
                        waiting.append((needed, sealed))
        return because

    def check_override(
        self,
        item: Item,
        changes: dict[str, Any],
        gone: Iterable[str],
        at: KeyPath,
        problems: Problems,
    ) -> None:
        """Report what would weaken a sealed question; `gone` are keys that are taken away."""
        if item.id in self._sealed:
            for key, value in changes.items():
                if (said := _weakening(key, item.table, value)) is not None:
                    message, remedy = said
                    problems.add((*at, key), f"{self._said_of(item)}: {message}", remedy)
            if any(True for _ in gone):
                message = f"{self._said_of(item)}: nothing of it can be taken away"
                problems.add((*at, "without"), message, "leave it out")
        elif item.id in self._because:
            changed = [
                key
                for key, value in changes.items()
                if key in _DECIDING and not _decides_alike(key, item.table, value)
            ]
            for key in changed:
                problems.add((*at, key), self._decides(item, key), "leave it as it is")
            for key in gone:
                if key in _DECIDING:
                    message = self._decides(item, key)
                    problems.add((*at, "without"), message, "leave it as it is")

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
            sealed = self._because.get(name, name)
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

    def _said_of(self, item: Item) -> str:
        spot = self._merged.spot(item.part_of(("sealed",)))
        return f"`{item.id}` is sealed ({spot})"

    def _decides(self, item: Item, key: str) -> str:
        sealed = self._because[item.id]
        return f"`{item.id}` decides whether the sealed `{sealed}` is asked: its `{key}` is kept"


def _own_conditions(item: Item) -> list[object]:
    """Its own, and those of its columns."""
    columns = item.table.get("column", ())
    return [item.table.get("when"), *(column.get("when") for column in columns)]


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


def _weakening(key: str, table: dict[str, Any], value: object) -> tuple[str, str] | None:
    """Why a key may not become `value`, and what may be done; None where it may."""
    before = table.get(key)
    if key in table and value == before and type(value) is type(before):
        return None
    match key:
        case "required":
            if before is not True or value is not False:
                return None
            return ("it cannot be made optional", "leave it required")
        case "sealed":
            return ("it cannot be unsealed", "leave `sealed` out")
        case "allow":
            if _is_fewer(value, table):
                return None
            return ("it cannot allow more than it does", "allow the same, or less")
        case "check":
            missing = _check_left_out(before, value)
            if missing is None:
                return None
            return (
                f'its check "{missing}" cannot be left out or changed',
                "repeat its checks, and add yours",
            )
    return (
        f"its `{key}` cannot be changed",
        "only `required`, `allow` and `check` can be stricter",
    )


def _is_fewer(value: object, table: dict[str, Any]) -> bool:
    before = table.get("allow", _STATUSES)
    return isinstance(value, list) and all(status in before for status in value)


def _decides_alike(key: str, table: dict[str, Any], value: object) -> bool:
    return _is_fewer(value, table) if key == "allow" else key in table and value == table[key]


def _check_left_out(before: object, now: object) -> str | None:
    """The message of a check that is not among the new ones as it was, or stricter."""
    checks = now if isinstance(now, list) else []
    for check in before if isinstance(before, list) else []:
        stricter = {key: part for key, part in check.items() if key != "level"}
        if (
            check not in checks
            and stricter not in checks
            and {**stricter, "level": "error"} not in checks
        ):
            return str(check.get("message", check.get("that")))
    return None
