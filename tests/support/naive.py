"""DESIGN section 4 as it is written, for the random banks of these tests: slow, plain, apart.

Nothing of cardtui is used here but the descriptions of banks, which know nothing of the source.
Where the design says "could", every value is tried.

A condition is judged twice over. `now` gives True, False or None (unknown), by Kleene. `could`
gives the set of all it could come to, its parts taken as independent: with what is open answered
in every way, and, looking `ahead`, with every question being all that it could become.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import combinations, product
from typing import Any

from support.banks import Node, RandomBank, RandomCheck, RandomColumn, RandomQuestion

Truth = bool | None
Field = RandomQuestion | RandomColumn
Place = tuple[str, int, str, bool]
"""What a finding is about: question, number of the row or 0, column or "", whether an error."""

NO_ANSWER = "nothing is stored that counts"
SAID_UNKNOWN = "answered: unknown"
NOTHING = "has no value and will have none"
OPEN = "open"
BLANKS = (SAID_UNKNOWN, NOTHING, OPEN)
OPEN_ROW = {OPEN: True}
"""A row whose cells could all be anything."""
SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda item, items: item in items,
    "not in": lambda item, items: item not in items,
}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""`1 < x` is `x > 1`."""
WORDS = ("5", "a", "ape", "bee", "cat", "dead", "zebra", "other")
"""The texts that random answers and conditions hold, and one that they do not."""


# Values


def every_value(field: Field) -> list[Any]:
    """Values that stand for all others, given the constants that random conditions hold."""
    match field.type:
        case "bool":
            return [True, False]
        case "integer":
            return list(range(-3, 9))
        case "select":
            return list(field.options)
        case "date":
            january = [date(2026, 1, day) for day in (1, 2, 14, 15, 16, 30, 31)]
            around = (date(2025, 12, 30), date(2025, 12, 31), date(2026, 2, 1), date(2026, 2, 2))
            return [*january, *around]
        case "multiselect":
            return every_selection(field)
        case "list":
            some = [list(items) for size in (1, 2) for items in product(WORDS, repeat=size)]
            some += [list(items) for items in product(("ape", "bee", "cat"), repeat=3)]
            return some + [["other"] * size for size in range(3, 9)]
        case "table":
            return [[{}] * rows for rows in range(1, 9)]
        case _:
            return ["!", "b", "c", "d", "zoo", *WORDS]


def every_selection(question: Field) -> list[list[str]]:
    """All sets of options that may stand together."""
    assert isinstance(question, RandomQuestion)
    free = list(question.options)
    alone = [[free.pop()]] if question.is_last_exclusive else []
    return alone + [
        list(chosen) for size in range(1, len(free) + 1) for chosen in combinations(free, size)
    ]


def says_nothing(value: Any) -> bool:
    """No value, a text of blanks, an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def fits(field: Field, value: Any) -> bool:
    """Whether a value that says something is one of this type."""
    match field.type:
        case "bool":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "select":
            return value in field.options
        case "multiselect":
            return isinstance(value, list) and any(
                sorted(value) == sorted(chosen) for chosen in every_selection(field)
            )
        case "list":
            return isinstance(value, list) and all(
                isinstance(item, str) and item.strip() for item in value
            )
        case "table" | "note":
            return False
        case _:
            return isinstance(value, str)


def is_rows(stored: Any) -> bool:
    """Whether what is stored is rows."""
    return isinstance(stored, list) and bool(stored) and all(isinstance(r, dict) for r in stored)


# Leaves: a condition without `and`, `or`, `not`, `any`, `all`


def mentioned(leaf: Node) -> list[Any]:
    """The questions and cells of a leaf."""
    match leaf:
        case ("constant", _):
            return []
        case ("alike", left, _, right) | ("item", left, _, right):
            return [left, right]
        case ("count_alike", name, _, number):
            return [name, number]
        case ("between", _, reference, _) | ("holds", _, _, reference):
            return [reference]
        case ("divided", _, reference, _, _):
            return [reference]
        case _:
            return [leaf[1]]


def plain(leaf: Node, value: dict[Any, Any]) -> Truth:  # noqa: PLR0911
    """A leaf whose questions and cells have these values."""
    match leaf:
        case ("constant", truth):
            return bool(truth)
        case ("is", reference):
            return bool(value[reference])
        case ("compare", reference, sign, constant):
            return SIGNS[sign](value[reference], constant)
        case ("between", low, reference, high):
            return bool(low <= value[reference] <= high)
        case ("alike", left, sign, right) | ("item", left, sign, right):
            return SIGNS[sign](value[left], value[right])
        case ("holds", item, sign, name):
            return SIGNS[sign](item, value[name])
        case ("one_of", reference, sign, items):
            return SIGNS[sign](value[reference], items)
        case ("contains_any", name, items):
            return any(item in value[name] for item in items)
        case ("contains_all", name, items):
            return all(item in value[name] for item in items)
        case ("count", name, sign, number):
            return SIGNS[sign](len(value[name]), number)
        case ("count_alike", name, sign, number):
            return SIGNS[sign](len(value[name]), value[number])
        case ("divided", number, reference, sign, other):
            below = value[reference]
            return None if below == 0 else SIGNS[sign](number / below, other)
    raise ValueError(leaf)


# Kleene's logic


def both(parts: Iterable[Truth]) -> Truth:
    """`and`."""
    known = list(parts)
    if False in known:
        return False
    return None if None in known else True


def negated(truth: Truth) -> Truth:
    """`not`."""
    return None if truth is None else not truth


def either(parts: Iterable[Truth]) -> Truth:
    """`or`."""
    return negated(both(map(negated, parts)))


def chosen(test: Truth, then: Truth, otherwise: Truth) -> Truth:
    """`then if test else otherwise`."""
    return None if test is None else then if test else otherwise


def all_ways(judge: Callable[..., Truth], *parts: set[Truth]) -> set[Truth]:
    """What comes of parts that are each one of several, whatever the others are."""
    return {judge(*way) for way in product(*parts)}


def links(operands: tuple[Any, ...], operators: tuple[str, ...]) -> list[Node]:
    """`a < b < c` is `a < b and b < c`."""
    found: list[Node] = []
    for left, sign, right in zip(operands, operators, operands[1:], strict=False):
        if isinstance(left, int):
            found.append(("compare", right, TURNED.get(sign, sign), left))
        elif isinstance(right, int):
            found.append(("compare", left, sign, right))
        else:
            found.append(("alike", left, sign, right))
    return found


class Naive:
    """What a bank says of answers."""

    def __init__(self, bank: RandomBank, answers: dict[str, Any]) -> None:
        self.bank = bank
        self.answers = answers
        self._relevance: dict[str, str] = {}
        self._could_be: dict[str, set[str]] = {}

    # What is stored (rules 2, 11, 12)

    def is_stored(self, name: str) -> bool:
        """Whether something is stored that says something, fitting or not."""
        stored = self.answers.get(name)
        if self.bank.questions[name].type == "note":
            return False
        if self.bank.questions[name].type == "table" and is_rows(stored):
            return any(not says_nothing(cell) for row in stored for cell in row.values())
        return not says_nothing(stored)

    def worth(self, name: str) -> Any:
        """What the stored answer is worth by itself."""
        question, stored = self.bank.questions[name], self.answers.get(name)
        if not self.is_stored(name):
            return NO_ANSWER
        if stored in ("?", "-"):
            status = "unknown" if stored == "?" else "not_applicable"
            if status not in question.allow:
                return NO_ANSWER
            return SAID_UNKNOWN if stored == "?" else NOTHING
        if question.type == "table" and is_rows(stored):
            rows = [self.fitting_cells(question, row) for row in stored]
            return rows if any(rows) else NO_ANSWER
        return stored if not is_rows(stored) and fits(question, stored) else NO_ANSWER

    @staticmethod
    def fitting_cells(table: RandomQuestion, row: dict[str, Any]) -> dict[str, Any]:
        """The cells that hold something that fits."""
        return {
            column.id: row[column.id]
            for column in table.columns
            if not says_nothing(row.get(column.id)) and fits(column, row[column.id])
        }

    # What a question is now (rules 2, 4)

    def fact(self, name: str) -> Any:
        """A value, or why there is none."""
        relevance, worth = self.relevance(name), self.worth(name)
        if relevance == "irrelevant":
            return NOTHING
        return OPEN if relevance == "undecided" or worth == NO_ANSWER else worth

    def relevant_columns(
        self, table: RandomQuestion, row: dict[str, Any]
    ) -> dict[str, RandomColumn]:
        """Rule 12: those whose condition is true. A column names earlier ones only."""
        found: dict[str, RandomColumn] = {}
        for column in table.columns:
            seen = {name: cell for name, cell in row.items() if name in found}
            if column.when is None or self.now(column.when, seen) is True:
                found[column.id] = column
        return found

    def cells(self, table: RandomQuestion, row: dict[str, Any]) -> dict[str, Any]:
        """The cells of a row that count: they fit, and are not set aside."""
        fitting = self.fitting_cells(table, row)
        relevant = self.relevant_columns(table, fitting)
        return {name: cell for name, cell in fitting.items() if name in relevant}

    # Conditions

    def now(  # noqa: PLR0911
        self, node: Node, row: dict[str, Any] | None = None, value: Any = None
    ) -> Truth:
        """True, false or unknown as things stand; `value` is the one under test in a check."""

        def again(part: Node) -> Truth:
            return self.now(part, row, value)

        match node:
            case ("and", *parts):
                return both(map(again, parts))
            case ("or", *parts):
                return either(map(again, parts))
            case ("not", part):
                return negated(again(part))
            case ("choice", test, then, otherwise):
                return chosen(again(test), again(then), again(otherwise))
            case ("chain", operands, operators):
                return both(map(again, links(operands, operators)))
            case ("answered", name):
                return not self._is_blank(self.fact(name))
            case ("unknown", name):
                return bool(self.fact(name) == SAID_UNKNOWN)
            case ("all", table, condition):
                return negated(again(("any", table, ("not", condition))))
            case ("any", table, condition):
                rows = self.fact(table)
                if self._is_blank(rows):
                    return None
                cells = [self.cells(self.bank.questions[table], each) for each in rows]
                return either(self.now(condition, each, value) for each in cells)
        values = {ref: self._value_now(ref, row, value) for ref in mentioned(node)}
        return None if any(map(self._is_blank, values.values())) else plain(node, values)

    @staticmethod
    def _is_blank(fact: Any) -> bool:
        return isinstance(fact, str) and fact in BLANKS

    def _value_now(self, reference: Any, row: dict[str, Any] | None, value: Any) -> Any:
        if reference == "value":
            return value
        if isinstance(reference, str):
            return self.fact(reference)
        return (row or {}).get(reference[1], NOTHING)

    def could(
        self, node: Node, row: dict[str, Any] | None = None, *, ahead: bool = False
    ) -> set[Truth]:
        """All that a condition could come to (rule 3; looking ahead, rule 10)."""

        def again(part: Node) -> set[Truth]:
            return self.could(part, row, ahead=ahead)

        match node:
            case ("and", *parts):
                return all_ways(lambda *way: both(way), *map(again, parts))
            case ("or", *parts):
                return all_ways(lambda *way: either(way), *map(again, parts))
            case ("not", part):
                return all_ways(negated, again(part))
            case ("chain", operands, operators):
                return again(("and", *links(operands, operators)))
            case ("answered", name):
                return {
                    truth for fact in self._facts(name, ahead) for truth in self._there(fact, ahead)
                }
            case ("unknown", name):
                return {
                    truth
                    for fact in self._facts(name, ahead)
                    for truth in self._unknown(name, fact, ahead)
                }
            case ("all", table, condition):
                return all_ways(negated, again(("any", table, ("not", condition))))
            case ("any", table, condition):
                return {
                    truth
                    for fact in self._facts(table, ahead)
                    for truth in self._any_could(table, condition, fact, ahead)
                }
        return self._leaf_could(node, row, ahead)

    def _facts(self, name: str, ahead: bool) -> list[Any]:
        return self.prospects(name) if ahead else [self.fact(name)]

    def _there(self, fact: Any, ahead: bool) -> set[Truth]:
        """Rule 10: `answered(x)` of an open x is not yet settled, looking ahead."""
        if fact == OPEN and ahead:
            return {True, False}
        return {not self._is_blank(fact)}

    def _unknown(self, name: str, fact: Any, ahead: bool) -> set[Truth]:
        may_come = "unknown" in self.bank.questions[name].allow
        if fact == OPEN and ahead and may_come:
            return {True, False}
        return {bool(fact == SAID_UNKNOWN)}

    def _any_could(self, table: str, condition: Node, fact: Any, ahead: bool) -> set[Truth]:
        if fact == OPEN:
            return {None} | self.could(condition, OPEN_ROW, ahead=ahead)
        if self._is_blank(fact):
            return {None}
        rows = [self.cells(self.bank.questions[table], row) for row in fact]
        parts = (self.could(condition, row, ahead=ahead) for row in rows)
        return all_ways(lambda *way: either(way), *parts)

    def _leaf_could(self, leaf: Node, row: dict[str, Any] | None, ahead: bool) -> set[Truth]:
        references = mentioned(leaf)
        alternatives: list[list[Any]] = []
        for reference in references:
            if isinstance(reference, str):
                alternatives.append(self._facts(reference, ahead))
            elif row is OPEN_ROW:
                alternatives.append([OPEN])
            else:
                alternatives.append([(row or {}).get(reference[1], NOTHING)])
        found: set[Truth] = set()
        for facts in product(*alternatives):
            if any(self._is_blank(fact) for fact in facts):
                found.add(None)
            if any(self._is_blank(fact) and fact != OPEN for fact in facts):
                continue
            choices = [
                every_value(self._field(reference)) if self._is_blank(fact) else [fact]
                for reference, fact in zip(references, facts, strict=True)
            ]
            for values in product(*choices):
                found.add(plain(leaf, dict(zip(references, values, strict=True))))
        return found

    def _field(self, reference: Any) -> Field:
        if isinstance(reference, str):
            return self.bank.questions[reference]
        return next(c for c in self.bank.questions[reference[0]].columns if c.id == reference[1])

    # Relevance (rule 3)

    def conditions(self, name: str) -> list[Node]:
        """Those of the sections around a question, and its own."""
        sections = self.bank.sections
        at = next(i for i, s in enumerate(sections) if any(q.id == name for q in s.questions))
        return self._conditions_around(at, self.bank.questions[name].when)

    def _conditions_around(self, at: int, own: Node | None) -> list[Node]:
        found = [own, self.bank.sections[at].when]
        level = self.bank.sections[at].level
        for above in reversed(self.bank.sections[:at]):
            if above.level < level:
                level = above.level
                found.append(above.when)
        return [when for when in found if when is not None]

    def relevance(self, name: str) -> str:
        """Relevant, irrelevant or undecided now."""
        if name not in self._relevance:
            self._relevance[name] = self._judged(self.conditions(name))
        return self._relevance[name]

    def relevance_of_section(self, place: int) -> str:
        """The same for a section."""
        return self._judged(self._conditions_around(place, None))

    def _judged(self, conditions: list[Node]) -> str:
        judged = set()
        for condition in conditions:
            truth = self.now(condition)
            could_be = self.could(condition)
            assert truth in could_be, "what it is now is among what it could come to"
            if truth is None and could_be & {True, False}:
                judged.add("undecided")
            elif truth is not True:
                judged.add("false")
        if "false" in judged:
            return "irrelevant"
        return "undecided" if judged else "relevant"

    # What may come (rule 10)

    def could_be(self, name: str) -> set[str]:
        """What a question is or could become, open questions answered in whatever way."""
        if name not in self._could_be:
            sets = [self.could(condition, ahead=True) for condition in self.conditions(name)]
            could = {"relevant"} if all(True in found for found in sets) else set()
            if any(found != {True} for found in sets):
                could.add("irrelevant")
            self._could_be[name] = could
        return self._could_be[name]

    def prospects(self, name: str) -> list[Any]:
        """What a question is or could come to have."""
        could, fact = self.could_be(name), self.fact(name)
        found = [NOTHING] if "irrelevant" in could else []
        if "relevant" in could:
            if self.relevance(name) == "relevant" and fact != OPEN:
                return [*found, fact]
            found += [OPEN, NOTHING]
            if "unknown" in self.bank.questions[name].allow:
                found.append(SAID_UNKNOWN)
        return found

    # The whole (rules 8, 10, 11, 13)

    def counted(self) -> list[str]:
        """Notes count nowhere."""
        return [name for name, q in self.bank.questions.items() if q.type != "note"]

    def relevant(self) -> list[str]:
        """The questions that count now."""
        return [name for name in self.counted() if self.relevance(name) == "relevant"]

    def settled(self) -> list[str]:
        """The relevant ones with an answer that counts."""
        return [name for name in self.relevant() if self.worth(name) != NO_ANSWER]

    def open(self) -> list[str]:
        """Undecided, or relevant and without an answer that counts."""
        return [
            name
            for name in self.counted()
            if self.relevance(name) == "undecided"
            or (self.relevance(name) == "relevant" and self.worth(name) == NO_ANSWER)
        ]

    def set_aside(self) -> list[str]:
        """Irrelevant questions that keep an answer."""
        return [
            name
            for name in self.bank.questions
            if self.relevance(name) == "irrelevant" and self.is_stored(name)
        ]

    def possible(self) -> list[str]:
        """Those that are relevant or could become so, each judged by itself."""
        return [name for name in self.counted() if "relevant" in self.could_be(name)]

    def findings(self) -> list[Place]:
        """What is wrong with relevant answers, in no order."""
        found: list[Place] = []
        for name in self.relevant():
            if self.is_stored(name):
                found += self._findings_of(self.bank.questions[name])
        return sorted(found)

    def _findings_of(self, question: RandomQuestion) -> list[Place]:
        worth, name = self.worth(question.id), question.id
        if worth == NO_ANSWER:
            return [(name, 0, "", True)]
        if worth in (SAID_UNKNOWN, NOTHING):
            return []
        checked = self.fact(name)
        found = [(name, 0, "", e) for e in self._failing(question.checks, None, checked)]
        if question.type == "table":
            for number, row in enumerate(self.answers[name], start=1):
                found += self._findings_of_row(question, number, row)
        return found

    def _findings_of_row(
        self, table: RandomQuestion, number: int, row: dict[str, Any]
    ) -> list[Place]:
        known = {column.id for column in table.columns}
        cells = self.cells(table, row)
        relevant = self.relevant_columns(table, self.fitting_cells(table, row))
        found = []
        for name, cell in row.items():
            is_set_aside = name in known and name not in relevant
            if not says_nothing(cell) and not is_set_aside and name not in cells:
                found.append((table.id, number, name, True))
        for column in table.columns:
            if column.id in cells:
                failing = self._failing(column.checks, cells, cells[column.id])
                found += [(table.id, number, column.id, is_error) for is_error in failing]
        return found

    def _failing(
        self, checks: tuple[RandomCheck, ...], row: dict[str, Any] | None, value: Any
    ) -> list[bool]:
        """Of each check that is false, whether it is an error. One that is unknown passes."""
        return [check.is_error for check in checks if self.now(check.that, row, value) is False]

    def is_complete(self) -> bool:
        """Rule 13."""
        if any(self.bank.questions[name].required for name in self.open()):
            return False
        return not any(is_error for *_, is_error in self.findings())
