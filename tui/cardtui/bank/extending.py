"""A bank put on top of those that it extends: what it adds, changes and hides.

- `[[section]]` with the id of an extended section adds questions to that; any other is new.
- `[override.ID]` changes keys of an extended question or section; a key replaces the whole key.
- `hide` takes extended questions out.

To change a question there is a table of its own, not a `[[section.question]]` with a mark on it:
what is new and what is changed cannot be mistaken for each other, an id with a slip in it is an
error and not a new question, TOML itself refuses a second table for the same question, and an
editor can go on asking for `type` and `ask` where a question is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import fields

from cardtui.bank.adding import Additions
from cardtui.bank.hiding import hide
from cardtui.bank.merged import (
    Item,
    Merged,
    Part,
    Source,
    with_ancestors,
    without,
)
from cardtui.bank.model import FIXED, KEY_OF_TYPE, Question, Section
from cardtui.bank.problems import Problems
from cardtui.bank.sealed import Seals
from cardtui.files.reading import TextFile
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_INHERITED = ("language", "license")
"""Keys of a bank that are those of the first extended bank where it does not say them."""


def extended(
    tables: dict[str, Any], file: TextFile, bases: Sequence[Merged], problems: Problems
) -> Merged:
    """The bank that `tables` put on top of `bases`. Raises `BankError`."""
    own = Source(tables["id"], tables["version"], file)
    header = without(tables, "section", "test", "extends", "override", "hide")
    for key in _INHERITED:
        if key not in header and key in bases[0].header:
            header[key] = bases[0].header[key]
    merged = Merged(
        own,
        header,
        [section for base in bases for section in base.sections],
        [test for base in bases for test in base.tests],
        tuple({base.id: base for each in bases for base in each.bases}.values()),
        {name: hidden for base in bases for name, hidden in base.hidden.items()},
        (own, *(source for base in bases for source in base.sources)),
    )
    seals = Seals(merged, bases)
    Additions(merged, problems).add(tables.get("section", ()))
    _refuse_taking_in(merged, bases, problems)
    _override(merged, tables.get("override", {}), seals, problems)
    hide(merged, tables.get("hide", {}), seals, problems)
    _add_tests(merged, tables.get("test", ()))
    seals.check_surroundings(merged, problems)
    seals.check_front_matter(merged, problems)
    problems.raise_if_any()
    return merged


def _refuse_taking_in(merged: Merged, bases: Sequence[Merged], problems: Problems) -> None:
    """Report sections that would stand in others than they did."""
    before = {name: around for base in bases for name, around in _nesting(base.sections).items()}
    told: set[str] = set()
    for name, around in _nesting(merged.sections).items():
        if around is None or name not in before or before[name] is around or around.id in told:
            continue
        told.add(around.id)
        message = f"the section `{name}` would stand in `{around.id}` here"
        if around.part.source == merged.own:
            remedy = "give this one another `level`, or another place"
            problems.add((*around.part.key, "after"), message, remedy)
        else:
            problems.add(("extends",), message, "name the banks in another order")


def _nesting(sections: Iterable[Item]) -> dict[str, Item | None]:
    """For each section the one that it stands in."""
    return {
        section.id: around[-2] if len(around) > 1 else None
        for section, around in with_ancestors(sections)
    }


def _override(
    merged: Merged, overrides: Mapping[str, dict[str, Any]], seals: Seals, problems: Problems
) -> None:
    items = merged.items() if overrides else {}
    known = [name for name, item in items.items() if item.part.source != merged.own]
    for name, changes in overrides.items():
        at: KeyPath = ("override", name)
        item = items.get(name)
        if item is None or item.part.source == merged.own:
            problems.add(at, *_no_item(name, item, merged, known))
            continue
        refused = [key for key in changes if key in FIXED]
        for key in refused:
            problems.add((*at, key), f"`{key}` cannot be overridden", FIXED[key])
        said = without(changes, "without", *refused)
        gone = _keys_to_drop(changes.get("without", []), item, said, (*at, "without"), problems)
        seals.check_override(item, said, gone, at, problems)
        item.change(said, gone, Part(merged.own, at))


def _no_item(name: str, own: Item | None, merged: Merged, known: list[str]) -> tuple[str, str]:
    if own is not None:
        return f"`{name}` is new in this bank", "change it where it stands"
    if name in merged.hidden:
        return merged.said_of_hidden(name)
    return f"there is no question or section `{name}` to change", did_you_mean(name, known)


def _keys_to_drop(
    keys: object, item: Item, said: Mapping[str, Any], at: KeyPath, problems: Problems
) -> list[str]:
    """The keys of `without`, which are to be as if they had not been said.

    What cannot be taken away is reported, and stays.
    """
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        problems.add(at, "`without`: expected a list of keys", 'write ["when"]')
        return []
    needed = _keys_it_needs(item, said) if keys else frozenset()
    for key in keys:
        if key in FIXED:
            problems.add(at, f"`{key}` cannot be taken away", FIXED[key])
        elif key not in item.table:
            message = f"`{item.id}` has no key `{key}` to take away"
            problems.add(at, message, did_you_mean(key, item.table))
        elif key in needed:
            message = f"`{item.id}` needs its `{key}`: it cannot be taken away"
            problems.add(at, message, f"write another `{key}` instead")
    return [key for key in keys if key in item.table and key not in needed]


def _keys_it_needs(item: Item, said: Mapping[str, Any]) -> frozenset[str]:
    """The keys that a section or question must have, `id` among them."""
    needed = _required_keys(Question if "question" in item.part.key else Section)
    kind = said.get("type", item.table.get("type"))
    return needed | {key for type_, key in KEY_OF_TYPE.items() if type_ == kind}


@cache
def _required_keys(model: type[Question | Section]) -> frozenset[str]:
    return frozenset(field.name for field in fields(model) if field.required)


def _add_tests(merged: Merged, tests: Iterable[dict[str, Any]]) -> None:
    """Add tests; one replaces the extended one of the same name."""
    own = [Item(test, Part(merged.own, ("test", i))) for i, test in enumerate(tests)]
    names = {test.table["name"] for test in own}
    kept = [test for test in merged.tests if test.table["name"] not in names]
    merged.tests = [*kept, *own]
