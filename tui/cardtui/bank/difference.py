"""What differs between two versions of a bank, by meaning.

A bank is compared as people meet it: what is asked of whom, what an answer may be, how it reads.
Comments, tests and migrations count only by what follows from them. What a `[[migration]]` of the
newer bank renames is the same thing under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardtui.bank.bank import Bank
from cardtui.bank.compared_fields import Banks, Pair
from cardtui.bank.difference_kinds import About, Difference, Kind, Weight
from cardtui.bank.field_differences import field_differences
from cardtui.bank.model import Column, Question, Section
from cardtui.bank.names import names_of
from cardtui.bank.order import moved
from cardtui.bank.pairing import pairing
from cardtui.bank.rule_differences import condition_change
from cardtui.bank.type_words import TYPE_WORDS
from cardtui.condition.words import condition_words

__all__ = ["About", "Difference", "Kind", "Weight", "differences"]


def differences(old: Bank, new: Bank) -> tuple[Difference, ...]:
    """What is not the same in `new`, in its order; what is gone stands at the end of its section.

    Empty where nobody would notice, whatever the files hold.
    """
    return tuple(_Comparison(old, new).all())


class _Comparison:
    def __init__(self, old: Bank, new: Bank) -> None:
        self._banks = Banks(old, new, pairing(old, new))
        self._old = old
        self._new = new
        self._sections = _paired_sections(old, new)
        self._old_ids = {now: before for before, now in self._sections.items()}
        self._old_names = _by_new_name(self._banks.names.names)
        self._gone = _gone_by_section(old, self._banks.names.names)
        self._moved_questions = set(self._questions_in_another_order())

    def all(self) -> Iterator[Difference]:
        """All differences."""
        yield from self._header()
        old_sections = {section.id: section for section in self._old.sections}
        places = {
            self._sections[section.id]: place
            for place, section in enumerate(self._old.sections)
            if section.id in self._sections
        }
        moved_sections = set(moved([section.id for section in self._new.sections], places))
        for section in self._new.sections:
            before = self._old_ids.get(section.id)
            if before is None:
                said = f'new section "{section.title}"'
                yield _of_section("new", Weight.WORDING, said, section)
            else:
                yield from self._changed_section(old_sections[before], section)
                if section.id in moved_sections:
                    said = f'section "{section.title}" stands elsewhere'
                    yield _of_section("moved", Weight.WORDING, said, section)
            for question in section.questions:
                yield from self._question(question)
            yield from self._gone_questions(before)
        for section in self._old.sections:
            if section.id not in self._sections:
                said = f'there is no section "{section.title}" any more'
                yield _of_section("gone", Weight.WORDING, said, section)
                yield from self._gone_questions(section.id)

    # The bank

    def _header(self) -> Iterator[Difference]:
        old, new = self._old, self._new
        if old.id != new.id:
            if old.id in (base.id for base in new.bases):
                said = f"the bank is `{new.id}`, which extends `{old.id}`: cards become its own"
                yield Difference("bank", "renamed", Weight.ASKS, said)
            else:
                said = f"the bank is `{new.id}`, not `{old.id}`: a card answers one of them"
                yield Difference("bank", "renamed", Weight.ANSWERS, said)
        if old.title != new.title:
            said = f'the bank is called "{new.title}" instead of "{old.title}"'
            yield Difference("bank", "reworded", Weight.WORDING, said, fields=("title",))
        for key, before, after in (
            ("language", old.language, new.language),
            ("license", old.file.license, new.file.license),
        ):
            if before != after:
                said = f"the {key} of the bank is {after or 'not given'}, before {before or 'none'}"
                yield Difference("bank", "reworded", Weight.WORDING, said, fields=(key,))

    # Sections

    def _changed_section(self, old: Section, new: Section) -> Iterator[Difference]:
        called = f'section "{new.title}"'
        if old.id != new.id:
            said = f"{called} has the id `{new.id}` instead of `{old.id}`"
            yield _of_section("renamed", Weight.WORDING, said, new)
        if old.title != new.title:
            said = f'{called} was titled "{old.title}"'
            yield _of_section("reworded", Weight.WORDING, said, new, ("title",))
        if old.help != new.help:
            said = f"{called}: its `help` is worded differently"
            yield _of_section("reworded", Weight.WORDING, said, new, ("help",))
        expressions = (self._old.expressions.sections, self._new.expressions.sections)
        said = condition_change(self._banks, expressions[0].get(old.id), expressions[1].get(new.id))
        if said:
            yield _of_section("condition", Weight.ASKS, f"{called} is asked {said}", new)
        yield from self._place_of_section(called, old, new)
        if old.empty != new.empty:
            says = "is left out" if new.empty == "omit" else "says so"
            said = f"{called} {says} where nothing is answered"
            yield _of_section("printed", Weight.WORDING, said, new)

    def _place_of_section(self, called: str, old: Section, new: Section) -> Iterator[Difference]:
        above_before = [self._sections.get(s.id, s.id) for s in self._old.parents[old.id][:-1]]
        above = self._new.parents[new.id][:-1]
        if above_before != [section.id for section in above]:
            said = f'stands in "{above[-1].title}"' if above else "stands in no other section"
            is_asked = self._is_conditional(old, new)
            weight = Weight.ASKS if is_asked else Weight.WORDING
            yield _of_section("moved", weight, f"{called} {said}", new)
        elif old.level != new.level:
            said = f"{called} is a heading of level {new.level} instead of {old.level}"
            yield _of_section("printed", Weight.WORDING, said, new)

    def _is_conditional(self, old: Section, new: Section) -> bool:
        """Whether what stands above one of two sections, or in them, decides what is asked."""
        of_old, of_new = self._old.expressions.sections, self._new.expressions.sections
        return any(s.id in of_old for s in self._old.parents[old.id]) or any(
            s.id in of_new for s in self._new.parents[new.id]
        )

    # Questions

    def _question(self, question: Question) -> Iterator[Difference]:
        name = self._banks.names.counterparts.get(question.id)
        if name is None:
            yield self._new_question(question)
            return
        old = self._old.questions[name]
        pair = Pair(self._banks, old, question, question)
        now = question.id
        for before in self._old_names[now]:
            if before != now:
                as_another = f"{question.name}: `{before}` is now `{now}`"
                joined = "" if before == name else ", and so is another one: one answer is kept"
                yield Difference(
                    "question",
                    "renamed",
                    Weight.ANSWERS if joined else Weight.WORDING,
                    f"{as_another}{joined}",
                    question=question.id,
                )
        yield from self._place_of_question(pair, name)
        yield from field_differences(pair)
        if old.type == question.type == "table":
            yield from self._columns(old, question)

    def _new_question(self, question: Question) -> Difference:
        condition = self._new.expressions.questions.get(question.id)
        when = f" when {condition_words(condition.node, names_of(self._new))}" if condition else ""
        section = self._new.section_of[question.id]
        is_note = question.type == "note"
        said = f'new {"note" if is_note else TYPE_WORDS[question.type]} in "{section.title}"'
        if when:
            said += f", {'shown' if is_note else 'asked'}{when}"
        if question.required:
            said += ", required"
        weight = Weight.WORDING if is_note else Weight.ASKS
        return Difference(
            "question", "new", weight, f"{question.name}: {said}", question=question.id
        )

    def _gone_questions(self, section: str | None) -> Iterator[Difference]:
        for question in self._gone.get(section or "", ()):
            is_note = question.type == "note"
            yield Difference(
                "question",
                "gone",
                Weight.WORDING if is_note else Weight.ANSWERS,
                f"{question.name}: not {'shown' if is_note else 'asked'} any more",
                question=question.id,
            )

    def _place_of_question(self, pair: Pair, old_name: str) -> Iterator[Difference]:
        old, new = self._old.section_of[old_name], self._new.section_of[pair.new.id]
        if self._sections.get(old.id) != new.id:
            weight = Weight.ASKS if self._is_conditional(old, new) else Weight.WORDING
            said = f'stands in "{new.title}" instead of "{old.title}"'
            yield pair.tell("moved", weight, said)
        elif pair.new.id in self._moved_questions:
            names = [question.id for question in new.questions]
            place = names.index(pair.new.id)
            behind = f"behind {new.questions[place - 1].name}" if place else "first in its section"
            yield pair.tell("moved", Weight.WORDING, f"stands {behind}")

    def _questions_in_another_order(self) -> Iterator[str]:
        """Those that stand elsewhere in the section that they stood in."""
        places = {name: place for place, name in enumerate(self._old.questions)}
        for section in self._new.sections:
            before = self._old_ids.get(section.id)
            names = [question.id for question in section.questions]
            known = self._banks.names.counterparts
            yield from moved(
                names,
                {
                    name: places[known[name]]
                    for name in names
                    if name in known and self._old.section_of[known[name]].id == before
                },
            )

    # Columns

    def _columns(self, old: Question, new: Question) -> Iterator[Difference]:
        names = self._banks.names
        old_columns = {f"{old.id}.{column.id}": column for column in old.columns}
        places = {name: place for place, name in enumerate(old_columns)}
        for column in new.columns:
            full = f"{new.id}.{column.id}"
            before = names.counterparts.get(full)
            if before not in old_columns:
                said = f"{new.name}: has a new column, {column.name}"
                yield _of_column("new", Weight.CONFIRM, said, new, column, asks_again=True)
                continue
            yield from self._renamed_columns(old_columns, before, new, column)
            yield from field_differences(
                Pair(self._banks, old_columns[before], column, new, old.id)
            )
        for full, column in old_columns.items():
            if full not in names.names:
                said = f"{new.name}: has no column {column.name} any more"
                yield _of_column("gone", Weight.ANSWERS, said, new, column, asks_again=True)
        order = [f"{new.id}.{column.id}" for column in new.columns]
        kept = {
            n: places[names.counterparts[n]] for n in order if names.counterparts.get(n) in places
        }
        if moved(order, kept):
            said = f"{new.name}: its columns stand in another order"
            yield Difference(
                "question", "moved", Weight.CONFIRM, said, question=new.id, asks_again=True
            )

    def _renamed_columns(
        self, old_columns: Mapping[str, Column], before: str, table: Question, column: Column
    ) -> Iterator[Difference]:
        full = f"{table.id}.{column.id}"
        for name, old in old_columns.items():
            if self._banks.names.names.get(name) == full and old.id != column.id:
                said = f"{table.name}: column `{old.id}` is now `{column.id}`"
                if name == before:
                    yield _of_column("renamed", Weight.WORDING, said, table, column)
                else:
                    said += ", and so is another one: one cell is kept"
                    yield _of_column(
                        "renamed", Weight.ANSWERS, said, table, column, asks_again=True
                    )


def _of_section(
    kind: Kind, weight: Weight, said: str, section: Section, fields: tuple[str, ...] = ()
) -> Difference:
    return Difference("section", kind, weight, said, section=section.id, fields=fields)


def _of_column(
    kind: Kind,
    weight: Weight,
    said: str,
    table: Question,
    column: Column,
    *,
    asks_again: bool = False,
) -> Difference:
    return Difference(
        "column", kind, weight, said, question=table.id, column=column.id, asks_again=asks_again
    )


def _paired_sections(old: Bank, new: Bank) -> dict[str, str]:
    """What the sections of `old` are called in `new`: by their id, else by their title."""
    ids = {section.id for section in new.sections}
    pairs = {section.id: section.id for section in old.sections if section.id in ids}
    by_title = {s.title: s.id for s in reversed(new.sections) if s.id not in pairs}
    for section in old.sections:
        if section.id not in pairs and section.title in by_title:
            pairs[section.id] = by_title.pop(section.title)
    return pairs


def _by_new_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """What was called so before, by new name."""
    before: dict[str, list[str]] = {}
    for name, now in names.items():
        before.setdefault(now, []).append(name)
    return before


def _gone_by_section(old: Bank, names: Mapping[str, str]) -> dict[str, list[Question]]:
    """The questions of an older bank that are not asked any more, by the section they stood in."""
    gone: dict[str, list[Question]] = {}
    for name, question in old.questions.items():
        if name not in names:
            gone.setdefault(old.section_of[name].id, []).append(question)
    return gone
