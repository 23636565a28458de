"""Random banks with everything that a bank can hold, and answers as a careless file holds them.

Beside what `support.banks` draws: checks of questions and cells, statuses that are not allowed,
conditions that compare questions with each other, cells with questions outside, first columns with
conditions, and sections, levels and questions in any order that is no circle. Answers may be of
the wrong type, dead options, blanks or rows where none belong.

What is drawn is decided by a `Choice`, so that the same banks come from hypothesis, which can make
a failing one small, and from a plain random generator, which is fifty times as fast.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from support.banks import (
    Node,
    RandomBank,
    RandomCase,
    RandomCheck,
    RandomColumn,
    RandomQuestion,
    RandomSection,
)

T = TypeVar("T")
Reference = str | tuple[str, str]
Field = RandomQuestion | RandomColumn
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
DAYS = tuple(date(2026, 1, day) for day in (1, 15, 31))
TEXTS = ("ape", "bee", "cat")
STATUSES = ("unknown", "not_applicable")
_TYPES = ("bool", "bool", "select", "select", "multiselect", "integer", "integer", "text", "date")
_WILD_TYPES = (*_TYPES, "list", "table", "table", "note")
_MISFITS: tuple[Any, ...] = (
    *("", " ", [], "5", 5, 0, 2.5, True, date(2026, 1, 1), "dead", [1], ["dead"], ["a", "a"]),
    *(["ape", " "], [{"c0": 1}], [{"c0": None}], [{"c9": 3}], "?", "-", ["a", "b", "c"]),
)
"""What a careless file holds: blanks, other types, dead options, rows where none belong."""


class Choice(Protocol):
    """Where the decisions come from."""

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        ...


class RandomChoice:
    """Decisions of a random generator."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return int(self._random.random() * limit)


class DrawnChoice:
    """Decisions of hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return self._draw(st.integers(0, limit - 1))


@dataclass(frozen=True)
class Wild:
    """Makes banks and answers as `choice` decides."""

    choice: Choice

    def among(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.choice.below(len(options))]

    def once_in(self, times: int) -> bool:
        """True once in so many times; a small example has none."""
        return self.choice.below(times) == times - 1

    def some(self, options: Sequence[T], least: int = 0) -> list[T]:
        """Some of several, each once, in an order of their own."""
        left = list(options)
        size = least + self.choice.below(len(options) - least + 1)
        return [left.pop(self.choice.below(len(left))) for _ in range(size)]

    # Conditions

    def constant(self, kind: str, options: tuple[str, ...]) -> Any:
        """Something that a value of this type may be compared with."""
        match kind:
            case "bool":
                return self.once_in(2)
            case "select":
                return self.among(options)
            case "integer":
                return self.choice.below(5)
            case "date":
                return self.among(DAYS)
            case _:
                return self.among(TEXTS)

    def sign(self, kind: str) -> str:
        """A comparison that the type has."""
        return self.among(COMPARISONS if kind in ("integer", "date", "text") else ("==", "!="))

    def about_value(self, reference: Reference, kind: str, options: tuple[str, ...]) -> Node:
        """A condition on something that holds one value."""
        forms = ["compare", "one_of"]
        forms += {"bool": ["is", "is"], "integer": ["between"]}.get(kind, [])
        match self.among(forms):
            case "is":
                return ("is", reference)
            case "between":
                return ("between", self.choice.below(3), reference, 2 + self.choice.below(3))
            case "one_of":
                items = {self.constant(kind, options) for _ in range(1 + self.choice.below(2))}
                return ("one_of", reference, self.among(("in", "not in")), tuple(sorted(items)))
        return ("compare", reference, self.sign(kind), self.constant(kind, options))

    def about_several(self, name: str, question: RandomQuestion) -> Node:
        """A condition on several options or items."""
        options = question.options or TEXTS
        match self.among(("holds", "contains", "count")):
            case "holds":
                return ("holds", self.among(options), self.among(("in", "not in")), name)
            case "contains":
                function = self.among(("contains_any", "contains_all"))
                return (function, name, tuple(self.some(options)))
        return ("count", name, self.among(COMPARISONS), self.choice.below(5))

    def about_cells(self, table: RandomQuestion, askable: list[RandomQuestion]) -> Node:
        """`any(...)` or `all(...)`, now and then with questions outside."""
        column = self.among(table.columns)
        cell = (table.id, column.id)
        inner = self.about_value(cell, column.type, column.options)
        if self.once_in(2):
            more = self.among(table.columns)
            other = self.about_value((table.id, more.id), more.type, more.options)
            inner = (self.among(("and", "or")), inner, other)
        alike = [q.id for q in askable if q.type == column.type and q.type in ("bool", "integer")]
        if alike and self.once_in(3):
            inner = ("alike", cell, self.sign(column.type), self.among(alike))
        outside = [q for q in askable if q.type != "table"]
        if outside and self.once_in(3):
            inner = (self.among(("and", "or")), inner, self.about(self.among(outside), []))
        if self.once_in(3):
            inner = ("not", inner)
        return (self.among(("any", "all")), table.id, inner)

    def about(self, question: RandomQuestion, askable: list[RandomQuestion]) -> Node:
        """A condition on a question, with or without others."""
        if self.once_in(4):
            return (self.among(("answered", "unknown")), question.id)
        others = [q for q in askable if q is not question]
        if (compared := self._compared(question, others)) is not None and self.once_in(3):
            return compared()
        if question.type == "table":
            if self.once_in(3):
                return ("count", question.id, self.among(COMPARISONS), self.choice.below(4))
            return self.about_cells(question, others)
        if question.type in ("multiselect", "list"):
            return self.about_several(question.id, question)
        return self.about_value(question.id, question.type, question.options)

    def _compared(
        self, question: RandomQuestion, others: list[RandomQuestion]
    ) -> Callable[[], Node] | None:
        """A question against another one, where there is one to compare it with."""
        name, kind = question.id, question.type
        numbers = [q.id for q in others if q.type == "integer"]
        texts = [q.id for q in others if q.type == "text"]
        alike = [q.id for q in others if q.type == kind]
        if kind in ("multiselect", "table") and numbers:
            return lambda: ("count_alike", name, self.among(COMPARISONS), self.among(numbers))
        if kind == "list" and texts:
            return lambda: ("item", self.among(texts), self.among(("in", "not in")), name)
        if kind == "integer" and numbers and self.once_in(2):
            return lambda: self._chain([name, *self.some(numbers, 1)[:2]])
        if kind in ("bool", "integer", "date", "text") and alike:
            return lambda: ("alike", name, self.sign(kind), self.among(alike))
        return None

    def _chain(self, names: list[str]) -> Node:
        """`1 <= a < b`: different questions, and now and then a number."""
        operands: list[str | int] = list(names)
        if len(operands) < 3 or self.once_in(2):
            operands.insert(self.among((0, len(operands))), self.choice.below(5))
        return ("chain", tuple(operands), tuple(self.among(COMPARISONS) for _ in operands[1:]))

    def combined(self, atom: Callable[[], Node], depth: int = 0) -> Node:
        """One atom, or several with `and`, `or` and `not`."""
        if depth < 3 and self.once_in(3):
            word = self.among(("and", "or", "not"))
            if word == "not":
                return ("not", self.combined(atom, depth + 1))
            return (word, self.combined(atom, depth + 1), self.combined(atom, depth + 1))
        return atom()

    def condition(self, earlier: list[RandomQuestion], once_in: int = 1) -> Node | None:
        """A condition on earlier questions, once in so many times."""
        if not self.once_in(once_in):
            return None
        askable = [question for question in earlier if question.type != "note"]
        if not askable:
            return ("constant", self.once_in(2))
        return self.combined(lambda: self.about(self.among(askable), askable))

    def checks(
        self, field: Field, others: list[RandomQuestion], row: Sequence[RandomColumn] = ()
    ) -> tuple[RandomCheck, ...]:
        """Checks of a value; those of a cell see its row."""

        def atom() -> Node:
            if others and self.once_in(3):
                return self.about(self.among(others), others)
            if row and self.once_in(3):
                column = self.among(row)
                return self.about_value(("row", column.id), column.type, column.options)
            if field.type == "integer" and self.once_in(3):
                number, limit = self.choice.below(5), self.choice.below(3)
                return ("divided", number, "value", self.among(COMPARISONS), limit)
            if field.type in ("multiselect", "list"):
                assert isinstance(field, RandomQuestion)
                return self.about_several("value", field)
            if field.type == "table":
                return ("count", "value", self.among(COMPARISONS), self.choice.below(4))
            return self.about_value("value", field.type, field.options)

        found = []
        for _ in range(self.choice.below(3)):
            that = self.combined(atom)
            if self.once_in(4):
                that = ("choice", self.combined(atom), that, self.combined(atom))
            found.append(RandomCheck(that, is_error=self.once_in(2)))
        return tuple(found)

    # Banks

    def columns(self, earlier: list[RandomQuestion]) -> tuple[RandomColumn, ...]:
        """Up to three columns, each with a condition on earlier ones and questions outside."""
        columns: list[RandomColumn] = []
        outside = [q for q in earlier if q.type not in ("note", "table")]

        def atom() -> Node:
            if outside and (not columns or self.once_in(2)):
                return self.about(self.among(outside), outside)
            column = self.among(columns)
            return self.about_value(("row", column.id), column.type, column.options)

        for i in range(1 + self.choice.below(3)):
            kind = self.among(("integer", "bool", "select"))
            options = ("a", "b") if kind == "select" else ()
            has_condition = bool(columns or outside) and self.once_in(2)
            when = self.combined(atom) if has_condition else None
            column = RandomColumn(f"c{i}", kind, options, when)
            checks = self.checks(column, outside, columns) if self.once_in(2) else ()
            columns.append(replace(column, checks=checks))
        return tuple(columns)

    def question(self, name: str, earlier: list[RandomQuestion]) -> RandomQuestion:
        """A question that hangs on earlier ones, every other time."""
        kind = self.among(_WILD_TYPES)
        when = self.condition(earlier, once_in=2)
        question = RandomQuestion(name, kind, when)
        if kind == "note":
            return question
        if kind in ("select", "multiselect"):
            options = ("a", "b", "c")[: 1 + self.choice.below(3)]
            is_exclusive = kind == "multiselect" and self.once_in(2)
            question = replace(question, options=options, is_last_exclusive=is_exclusive)
        if kind == "table":
            question = replace(question, columns=self.columns(earlier))
        others = [other for other in earlier if other.type != "note"]
        return replace(
            question,
            required=self.once_in(2),
            allow=self.among((STATUSES, STATUSES, STATUSES[:1], STATUSES[1:], ())),
            checks=self.checks(question, others) if self.once_in(3) else (),
        )

    def bank(self, most: int = 8) -> RandomBank:
        """A bank of up to `most` questions, in an order that is no circle."""
        left = 1 + self.choice.below(most)
        earlier: list[RandomQuestion] = []
        sections: list[RandomSection] = []
        while left:
            size = 1 + self.choice.below(min(3, left))
            left -= size
            when = self.condition(earlier, once_in=3)
            questions = []
            for _ in range(size):
                questions.append(self.question(f"q{len(earlier)}", earlier))
                earlier.append(questions[-1])
            level = 1 + self.choice.below(3)
            sections.append(RandomSection(f"s{len(sections)}", level, tuple(questions), when))
        arranged = self._arranged(sections)
        return RandomBank(tuple(sections)) if is_circular(arranged) else arranged

    def _arranged(self, sections: list[RandomSection]) -> RandomBank:
        """The sections in another order, with questions that may look forward."""
        if not self.once_in(2):
            return RandomBank(tuple(sections))
        shuffled = self.some(sections, len(sections))
        turned = [
            replace(s, questions=s.questions[::-1]) if self.once_in(2) else s for s in shuffled
        ]
        return RandomBank(tuple(turned))

    # Answers

    def value(self, kind: str, options: tuple[str, ...]) -> Any:
        """A value that fits something that holds one."""
        match kind:
            case "integer":
                return self.choice.below(7) - 1
            case "date":
                return self.among((date(2025, 12, 31), *DAYS, date(2026, 2, 1)))
            case "bool" | "select":
                return self.constant(kind, options)
            case _:
                return self.among((*TEXTS, "zebra"))

    def answer(self, question: RandomQuestion) -> Any:
        """Mostly what fits, now and then a status or anything else."""
        if question.type == "note" or self.once_in(7):
            return self.among(_MISFITS)
        if self.once_in(6):
            return self.among(("?", "-"))
        match question.type:
            case "multiselect":
                last = question.options[-1]
                free = question.options[:-1] if question.is_last_exclusive else question.options
                return self.some(free, 1) if free and not self.once_in(4) else [last]
            case "list":
                words = (*TEXTS, "zebra")
                return [self.among(words) for _ in range(1 + self.choice.below(5))]
            case "table":
                return [self.row(question) for _ in range(1 + self.choice.below(3))]
            case _:
                return self.value(question.type, question.options)

    def row(self, table: RandomQuestion) -> dict[str, Any]:
        """Some cells, few of which do not fit, and now and then one that has no column."""
        cells = {
            column.id: self.among(("", "dead", 2.5))
            if self.once_in(8)
            else self.value(column.type, column.options)
            for column in table.columns
            if not self.once_in(4)
        }
        return cells | ({"c9": 1} if self.once_in(12) else {})

    def answers(self, bank: RandomBank) -> dict[str, Any]:
        """Answers to some questions, and now and then to one that the bank does not have."""
        asked = [q for q in bank.questions.values() if not self.once_in(4)]
        found = {question.id: self.answer(question) for question in asked}
        return found | ({"gone": 1} if self.once_in(8) else {})

    def changes(self, bank: RandomBank) -> list[tuple[str, Any]]:
        """Answers given, changed and taken away (None), one after the other."""
        questions = list(bank.questions.values())
        found: list[tuple[str, Any]] = []
        for _ in range(2 + self.choice.below(6)):
            question = self.among(questions)
            found.append((question.id, None if self.once_in(4) else self.answer(question)))
        return found

    def case(self, most: int = 8) -> RandomCase:
        """A bank with answers."""
        bank = self.bank(most)
        return RandomCase(bank, self.answers(bank))


@st.composite
def wild_banks(draw: st.DrawFn, most: int = 8) -> RandomBank:
    """A small bank of everything."""
    return Wild(DrawnChoice(draw)).bank(most)


@st.composite
def wild_cases(draw: st.DrawFn, most: int = 8) -> RandomCase:
    """A bank of everything, with answers of every kind."""
    return Wild(DrawnChoice(draw)).case(most)


@st.composite
def wild_answers(draw: st.DrawFn, question: RandomQuestion) -> Any:
    """An answer to one question, whether it fits or not."""
    return Wild(DrawnChoice(draw)).answer(question)


# Circles


def names_in(node: Any) -> set[str]:
    """All questions that a condition names."""
    if isinstance(node, tuple):
        return set().union(*map(names_in, node)) if node else set()
    is_name = isinstance(node, str) and node[:1] == "q" and node[1:].isdigit()
    return {node} if is_name else set()


def needs(bank: RandomBank) -> dict[str, set[str]]:
    """For each question those that decide whether it, or one of its cells, is asked."""
    found: dict[str, set[str]] = {}
    for i, section in enumerate(bank.sections):
        around, level = names_in(section.when), section.level
        for above in reversed(bank.sections[:i]):
            if above.level < level:
                level = above.level
                around |= names_in(above.when)
        for question in section.questions:
            of_columns = (names_in(column.when) for column in question.columns)
            found[question.id] = around.union(names_in(question.when), *of_columns)
    return found


def is_circular(bank: RandomBank) -> bool:
    """Whether a question depends on itself."""
    left = needs(bank)
    while ready := {name for name, needed in left.items() if not needed & set(left)}:
        left = {name: needed for name, needed in left.items() if name not in ready}
    return bool(left)
