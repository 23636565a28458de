"""New sections and questions on their way to their places in a bank that is extended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cardtui.bank.merged import Item, Merged, Part, section_item, without
from cardtui.bank.problems import Problems
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_Behind = Mapping[Item, list[Item]]
"""What comes behind something, in the order in which it was said."""


class Additions:
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
        self._sections_behind: dict[Item, list[Item]] = {}
        self._questions_behind: dict[Item, list[Item]] = {}
        """A section has those behind it that come first in it."""

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
        self._merged.sections[:] = _sections_in_order(self._merged.sections, self._sections_behind)
        for section in self._merged.sections if self._questions_behind else ():
            first = self._questions_behind.get(section, [])
            section.questions = _in_order([*first, *section.questions], self._questions_behind)

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
        known, hidden = self._known.get(name), self._merged.hidden.get(name)
        if hidden is not None:
            message = f"`{hidden.part.source.id}` hides a question `{name}`"
            where = self._merged.spot(hidden.part)
            self._problems.add(at, f"{message} ({where})", "choose another id")
        elif known is not None:
            what = "question" if "question" in known.part.key else "section"
            where = self._merged.spot(known.part)
            message = f"`{known.part.source.id}` has a {what} `{name}` already ({where})"
            remedy = f"choose another id, or change that one under [override.{name}]"
            self._problems.add(at, message, remedy)

    def _place_section(self, section: Item, after: str, at: KeyPath) -> None:
        anchor, around = self._here.get(after, (None, None))
        if after and anchor is not None and anchor is around:
            self._sections_behind.setdefault(anchor, []).append(section)
        else:
            self._merged.sections.append(section)
            if after:
                known = [name for name, (item, around) in self._here.items() if item is around]
                message = f"there is no section `{after}` before this one"
                self._problems.add(at, message, did_you_mean(after, known))
        self._here.setdefault(section.id, (section, section))

    def _place_question(self, question: Item, section: Item, after: str, at: KeyPath) -> None:
        anchor, around = self._here.get(after, (None, None))
        if after and anchor is not None and around is section:
            self._questions_behind.setdefault(anchor, []).append(question)
        else:
            if after:
                self._problems.add(at, *self._no_anchor(after, section, around))
            section.questions.append(question)
        self._here.setdefault(question.id, (question, section))

    def _no_anchor(self, after: str, section: Item, around: Item | None) -> tuple[str, str]:
        if around is not None:
            message = f"`{after}` is not in the section `{section.id}`, but in `{around.id}`"
            return message, f'write this question under a `[[section]]` with id = "{around.id}"'
        message = f"there is no question `{after}` before this one in `{section.id}`"
        return message, did_you_mean(after, [each.id for each in section.questions])


def _in_order(items: Iterable[Item], behind: _Behind) -> list[Item]:
    """Items, each with those behind it, and those behind these."""
    order: list[Item] = []
    waiting = [*items][::-1]
    while waiting:
        item = waiting.pop()
        order.append(item)
        waiting += behind.get(item, ())[::-1]
    return order


def _sections_in_order(sections: Iterable[Item], behind: _Behind) -> list[Item]:
    """Sections, each with those behind it once all that stands in it has come."""
    order: list[Item] = []
    open_sections: list[Item] = []

    def close() -> None:
        order.extend(_in_order(behind.get(open_sections.pop(), ()), behind))

    for section in sections:
        while open_sections and open_sections[-1].level >= section.level:
            close()
        open_sections.append(section)
        order.append(section)
    while open_sections:
        close()
    return order
