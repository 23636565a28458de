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
from itertools import combinations
from typing import TYPE_CHECKING, Any

from cardtui.bank.hiding import hide
from cardtui.bank.merged import Item, Merged, Part, Source, section_item, without
from cardtui.bank.model import FIXED
from cardtui.bank.problems import Problems
from cardtui.bank.sealed import Seals
from cardtui.files.reading import TextFile
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_INHERITED = ("language", "license")
"""Keys of a bank that are those of the first extended bank where it does not say them."""
_MOST_NAMED = 3


def extended(
    tables: dict[str, Any], file: TextFile, bases: Sequence[Merged], problems: Problems
) -> Merged:
    """The bank that `tables` put on top of `bases`. Raises `BankError`."""
    _refuse_common_ids(bases, problems)
    problems.raise_if_any()
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
    seals = Seals(merged)
    _Additions(merged, problems).add(tables.get("section", ()))
    _override(merged, tables.get("override", {}), seals, problems)
    _add_tests(merged, tables.get("test", ()))
    hide(merged, tables.get("hide", {}), seals, problems)
    seals.check_surroundings(merged, problems)
    problems.raise_if_any()
    return merged


def _refuse_common_ids(bases: Sequence[Merged], problems: Problems) -> None:
    for one, other in combinations(bases, 2):
        theirs = other.items()
        common = [name for name in one.items() if name in theirs]
        if common:
            named = [f"`{name}`" for name in common[:_MOST_NAMED]]
            if more := len(common) - len(named):
                named.append(f"{more} more")
            message = f"`{one.own.id}` and `{other.own.id}` both bring {join_words(named)}"
            problems.add(("extends",), message, "extend one of the two")


class _Additions:
    """Puts new sections and questions in their places."""

    def __init__(self, merged: Merged, problems: Problems) -> None:
        self._merged = merged
        self._problems = problems
        self._known = merged.items()
        """Those of the extended banks."""
        self._here = {
            item.id: (item, section)
            for section in merged.sections
            for item in (section, *section.questions)
        }
        """All that have a place already, with their sections."""
        self._behind: dict[tuple[str, str], Item] = {}
        """What was put last behind a section or question: the next one comes behind that."""

    def add(self, sections: Iterable[dict[str, Any]]) -> None:
        """Add what a bank brings."""
        for i, table in enumerate(sections):
            at: KeyPath = ("section", i)
            known = self._known.get(table["id"])
            if known is not None and "question" not in known.part.key:
                section = known
                self._refuse_more_keys(table, known, at)
            else:
                self._refuse_known(table["id"], (*at, "id"))
                section = section_item(without(table, "question", "after"), self._part(at))
                self._place_section(section, table.get("after", ""), (*at, "after"))
            for j, question in enumerate(table.get("question", ())):
                here: KeyPath = (*at, "question", j)
                self._refuse_known(question["id"], (*here, "id"))
                item = Item(without(question, "after"), self._part(here))
                self._place_question(item, section, question.get("after", ""), (*here, "after"))

        self._refuse_taking_in()

    def _refuse_taking_in(self) -> None:
        """Report new sections whose level makes others stand in them."""
        open_sections: list[Item] = []
        told: set[str] = set()
        for section in self._merged.sections:
            level = section.table.get("level", 1)
            while open_sections and open_sections[-1].table.get("level", 1) >= level:
                open_sections.pop()
            if open_sections and section.id in self._known:
                around = open_sections[-1]
                if around.id not in self._known and around.id not in told:
                    told.add(around.id)
                    message = f"the section `{section.id}` would stand in `{around.id}` here"
                    remedy = "give this one another `level`, or another place"
                    self._problems.add((*around.part.key, "after"), message, remedy)
            open_sections.append(section)

    def _part(self, key: KeyPath) -> Part:
        return Part(self._merged.own, key)

    def _refuse_more_keys(self, table: dict[str, Any], known: Item, at: KeyPath) -> None:
        for key in without(table, "id", "question"):
            message = f"the section `{known.id}` stands in `{known.part.source.id}` already"
            remedy = (
                f"leave `{key}` out"
                if key == "after"
                else f"write `{key}` under [override.{known.id}]"
            )
            self._problems.add((*at, key), message, remedy)

    def _refuse_known(self, name: str, at: KeyPath) -> None:
        known = self._known.get(name)
        if known is not None:
            what = "question" if "question" in known.part.key else "section"
            where = self._merged.spot(known.part)
            message = f"`{known.part.source.id}` has a {what} `{name}` already ({where})"
            remedy = f"choose another id, or change that one under [override.{name}]"
            self._problems.add(at, message, remedy)

    def _place_section(self, section: Item, after: str, at: KeyPath) -> None:
        sections = self._merged.sections
        anchor, around = self._here.get(after, (None, None))
        if not after:
            sections.append(section)
        elif anchor is None or anchor is not around:
            message = f"there is no section `{after}` before this one"
            known = [each.id for each in sections]
            self._problems.add(at, message, did_you_mean(after, known))
            sections.append(section)
        else:
            sections.insert(_end_of(self._behind.get(("", after), anchor), sections), section)
            self._behind["", after] = section
        self._here.setdefault(section.id, (section, section))

    def _place_question(self, question: Item, section: Item, after: str, at: KeyPath) -> None:
        questions = section.questions
        anchor, around = self._here.get(after, (None, None))
        behind = self._behind.get((section.id, after))
        if not after:
            questions.append(question)
        elif around is not section or anchor is None:
            self._problems.add(at, *self._no_anchor(after, section, around))
            questions.append(question)
        else:
            before = behind or anchor
            questions.insert(questions.index(before) + 1 if before is not section else 0, question)
            self._behind[section.id, after] = question
        self._here.setdefault(question.id, (question, section))

    def _no_anchor(self, after: str, section: Item, around: Item | None) -> tuple[str, str]:
        if around is not None:
            message = f"`{after}` is not in the section `{section.id}`, but in `{around.id}`"
            return message, f'write this question under a `[[section]]` with id = "{around.id}"'
        message = f"there is no question `{after}` before this one in `{section.id}`"
        return message, did_you_mean(after, [each.id for each in section.questions])


def _end_of(section: Item, sections: list[Item]) -> int:
    """The place behind a section and all that stands in it."""
    end = sections.index(section) + 1
    level = section.table.get("level", 1)
    while end < len(sections) and sections[end].table.get("level", 1) > level:
        end += 1
    return end


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
        gone = _keys_to_drop(changes.get("without", []), item, (*at, "without"), problems)
        said = without(changes, "without", *refused)
        seals.check_override(item, said, gone, at, problems)
        item.table = {**without(item.table, *gone), **said}
        item.overridden |= {key: Part(merged.own, (*at, key)) for key in said}


def _no_item(name: str, own: Item | None, merged: Merged, known: list[str]) -> tuple[str, str]:
    if own is not None:
        return f"`{name}` is new in this bank", "change it where it stands"
    if name in merged.hidden:
        where = merged.spot(merged.hidden[name].part)
        return f"`{name}` is hidden already ({where})", "leave it out"
    return f"there is no question or section `{name}` to change", did_you_mean(name, known)


def _keys_to_drop(keys: object, item: Item, at: KeyPath, problems: Problems) -> list[str]:
    """The keys of `without`, which are to be as if they had not been said."""
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        problems.add(at, "`without`: expected a list of keys", 'write ["when"]')
        return []
    for key in keys:
        if key not in item.table:
            message = f"`{item.id}` has no key `{key}` to take away"
            problems.add(at, message, did_you_mean(key, item.table))
    return keys


def _add_tests(merged: Merged, tests: Iterable[dict[str, Any]]) -> None:
    """Add tests; one replaces the extended one of the same name."""
    own = [Item(test, Part(merged.own, ("test", i))) for i, test in enumerate(tests)]
    names = {test.table["name"] for test in own}
    kept = [test for test in merged.tests if test.table["name"] not in names]
    merged.tests = [*kept, *own]
