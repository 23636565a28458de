"""Banks from TOML text, cards from plain values, and small random banks with answers.

A random bank is a description that knows nothing of the source: a test can evaluate it by itself
and compare.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.bank.load import read_bank
from cardtui.card.model import Answer, BankReference, Card, Row
from cardtui.files.reading import TextFile
from cardtui.interview.interview import Interview
from cardtui.interview.state import State

HEADER = """\
format = 1
id = "example"
version = "1.0.0"
title = "Example"
"""
"""What every bank begins with: four lines."""


def bank_of(text: str) -> Bank:
    """The bank in a whole TOML file."""
    return read_bank(TextFile("bank.toml", text))


def bank_asking(questions: str, section: str = "") -> Bank:
    """A bank with one section that holds `questions`; `section` are more keys of the section."""
    return bank_of(f'{HEADER}[[section]]\nid = "only"\ntitle = "Only"\n{section}\n{questions}')


def answer_of(value: object) -> Answer:
    """An answer from a plain value; `?` says unknown, `-` not applicable; dicts are rows."""
    if isinstance(value, Answer):
        return value
    if value == "?":
        return Answer(status="unknown")
    if value == "-":
        return Answer(status="not_applicable")
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        rows = tuple(Row(number, cells) for number, cells in enumerate(value, start=1))
        return Answer(rows=rows, last_row=len(rows))
    return Answer(value=value)


def card_of(answers: Mapping[str, object], bank_id: str = "example") -> Card:
    """A card from plain values."""
    stored = {name: answer_of(value) for name, value in answers.items()}
    return Card("0192f0c8-0000-7000-8000-000000000000", BankReference(bank_id, "1.0.0"), stored)


def state_of(bank: Bank, answers: Mapping[str, object]) -> State:
    """What the interview says of plain values."""
    return Interview(bank).state(card_of(answers, bank.id))


def relevance_of(bank: Bank, answers: Mapping[str, object]) -> dict[str, str]:
    """The relevance of each question as a plain word."""
    return {name: str(found) for name, found in state_of(bank, answers).relevance.items()}


# Random banks

Node = tuple[Any, ...]
"""A condition: an operator and its parts. `written` says how each reads."""


def written(node: Node) -> str:
    """A condition as a bank holds it."""
    match node:
        case ("and" | "or" as word, *parts):
            return f" {word} ".join(f"({written(part)})" for part in parts)
        case ("not", part):
            return f"not ({written(part)})"
        case ("choice", test, then, otherwise):
            return f"({written(then)}) if ({written(test)}) else ({written(otherwise)})"
        case ("any" | "all" as function, _, condition):
            return f"{function}({written(condition)})"
        case ("answered" | "unknown" as function, name):
            return f"{function}({name})"
        case ("contains_any" | "contains_all" as function, name, items):
            return f"{function}({name}, {_literals(items)})"
        case ("count" | "count_alike", name, operator, number):
            return f"count({name}) {operator} {number}"
    return _written_comparison(node)


def _written_comparison(node: Node) -> str:
    match node:
        case ("constant", bool(value)):
            return "true" if value else "false"
        case ("is", reference):
            return _reference(reference)
        case ("compare", reference, operator, value):
            return f"{_reference(reference)} {operator} {_literal(value)}"
        case ("between", low, reference, high):
            return f"{low} <= {_reference(reference)} <= {high}"
        case ("alike" | "item", left, operator, right):
            return f"{_reference(left)} {operator} {_reference(right)}"
        case ("chain", operands, operators):
            signs = [*(f" {operator} " for operator in operators), ""]
            return "".join(f"{each}{sign}" for each, sign in zip(operands, signs, strict=True))
        case ("divided", number, reference, operator, other):
            return f"{number} / {_reference(reference)} {operator} {other}"
        case ("holds", item, operator, name):
            return f"{_literal(item)} {operator} {name}"
        case ("one_of", reference, operator, items):
            return f"{_reference(reference)} {operator} {_literals(items)}"
    raise ValueError(node)


def _reference(reference: str | tuple[str, str]) -> str:
    """A question, or a cell as its table (`row` for the own row) and column."""
    return reference if isinstance(reference, str) else ".".join(reference)


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return repr(value.isoformat())
    return repr(value)


def _literals(values: tuple[object, ...]) -> str:
    return f"[{', '.join(map(_literal, values))}]"


@dataclass(frozen=True)
class RandomCheck:
    """A check of a random question or column."""

    that: Node
    is_error: bool = True


@dataclass(frozen=True)
class RandomColumn:
    """A column of a random table."""

    id: str
    type: str
    options: tuple[str, ...] = ()
    when: Node | None = None
    checks: tuple[RandomCheck, ...] = ()


@dataclass(frozen=True)
class RandomQuestion:
    """A question of a random bank."""

    id: str
    type: str
    when: Node | None = None
    required: bool = False
    options: tuple[str, ...] = ()
    is_last_exclusive: bool = False
    columns: tuple[RandomColumn, ...] = ()
    checks: tuple[RandomCheck, ...] = ()
    allow: tuple[str, ...] = ("unknown", "not_applicable")


@dataclass(frozen=True)
class RandomSection:
    """A section of a random bank."""

    id: str
    level: int
    questions: tuple[RandomQuestion, ...]
    when: Node | None = None
    states_empty: bool = False


@dataclass(frozen=True)
class RandomBank:
    """A random bank as a description."""

    sections: tuple[RandomSection, ...]

    @property
    def questions(self) -> dict[str, RandomQuestion]:
        """All questions by id, in the order of the bank."""
        return {q.id: q for section in self.sections for q in section.questions}

    @property
    def toml(self) -> str:
        """The bank file."""
        return HEADER + "".join(map(_section_toml, self.sections))

    def loaded(self) -> Bank:
        """The bank as the program loads it."""
        return bank_of(self.toml)


@dataclass(frozen=True)
class RandomCase:
    """A random bank with answers that fit it."""

    bank: RandomBank
    answers: dict[str, Any]


def _when_toml(when: Node | None) -> str:
    return "" if when is None else f"when = {json.dumps(written(when))}\n"


def _checks_toml(checks: tuple[RandomCheck, ...]) -> str:
    lines = ", ".join(
        f'{{ that = {json.dumps(written(check.that))}, message = "Check {i}.",'
        f' level = "{"error" if check.is_error else "warning"}" }}'
        for i, check in enumerate(checks)
    )
    return f"check = [{lines}]\n" if checks else ""


def _section_toml(section: RandomSection) -> str:
    lines = f'[[section]]\nid = "{section.id}"\ntitle = "Title of {section.id}"\n'
    lines += f"level = {section.level}\n{_when_toml(section.when)}"
    lines += 'empty = "state"\n' if section.states_empty else ""
    return lines + "".join(map(_question_toml, section.questions))


def _question_toml(question: RandomQuestion) -> str:
    lines = f'[[section.question]]\nid = "{question.id}"\ntype = "{question.type}"\n'
    lines += f'ask = "What of {question.id}?"\nlabel = "Label of {question.id}"\n'
    lines += "required = true\n" if question.required else ""
    lines += f"allow = {json.dumps(question.allow)}\n" if len(question.allow) < 2 else ""
    lines += _when_toml(question.when) + _checks_toml(question.checks)
    if question.options:
        options = [{"id": option, "label": option.upper()} for option in question.options]
        last = len(options) - 1
        tables = (
            f'{{ id = "{option["id"]}", label = "{option["label"]}"'
            + (", exclusive = true" if question.is_last_exclusive and i == last else "")
            + " }"
            for i, option in enumerate(options)
        )
        lines += f"options = [{', '.join(tables)}]\n"
    for column in question.columns:
        lines += f'[[section.question.column]]\nid = "{column.id}"\ntype = "{column.type}"\n'
        lines += f"options = {json.dumps(list(column.options))}\n" if column.options else ""
        lines += _when_toml(column.when) + _checks_toml(column.checks)
    return lines


_SIMPLE_TYPES = ("bool", "select", "multiselect", "integer", "text", "date", "list")
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_DAYS = tuple(date(2026, 1, day) for day in (1, 15, 31))
_TEXTS = ("ape", "bee", "cat")


def _atoms_of_value(reference: Any, kind: str, options: tuple[str, ...]) -> st.SearchStrategy[Node]:
    """Conditions on something that holds one value: a question or a cell."""
    constants: st.SearchStrategy[Any]
    operators = st.sampled_from(_COMPARISONS)
    match kind:
        case "bool":
            constants, operators = st.booleans(), st.sampled_from(("==", "!="))
        case "select":
            constants, operators = st.sampled_from(options), st.sampled_from(("==", "!="))
        case "integer":
            constants = st.integers(0, 4)
        case "date":
            constants = st.sampled_from(_DAYS)
        case _:
            constants = st.sampled_from(_TEXTS)
    here = st.just(reference)
    lists = st.lists(constants, min_size=1, max_size=2, unique=True).map(tuple)
    atoms = [
        st.tuples(st.just("compare"), here, operators, constants),
        st.tuples(st.just("one_of"), here, st.sampled_from(("in", "not in")), lists),
    ]
    if kind == "bool":
        atoms.append(st.tuples(st.just("is"), here))
    if kind == "integer":
        atoms.append(
            st.tuples(st.just("between"), st.integers(0, 2), here, st.integers(2, 4)),
        )
    return st.one_of(atoms)


def _atoms_of_question(question: RandomQuestion) -> st.SearchStrategy[Node]:
    here = st.just(question.id)
    atoms: list[st.SearchStrategy[Node]] = [
        st.tuples(st.sampled_from(("answered", "unknown")), here)
    ]
    counts = st.tuples(st.just("count"), here, st.sampled_from(_COMPARISONS), st.integers(0, 3))
    if question.type in ("multiselect", "list"):
        items = st.sampled_from(question.options or _TEXTS)
        lists = st.lists(items, max_size=2, unique=True).map(tuple)
        functions = st.sampled_from(("contains_any", "contains_all"))
        atoms += [
            counts,
            st.tuples(st.just("holds"), items, st.sampled_from(("in", "not in")), here),
            st.tuples(functions, here, lists),
        ]
    elif question.type == "table":
        cells = st.one_of(
            [_atoms_of_value((question.id, c.id), c.type, c.options) for c in question.columns]
        )
        inner = _combined(cells)
        atoms += [counts, st.tuples(st.sampled_from(("any", "all")), here, inner)]
    elif question.type != "note":
        atoms.append(_atoms_of_value(question.id, question.type, question.options))
    return st.one_of(atoms)


def _combined(atoms: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(("and", "or")), inner, inner),
            st.tuples(st.just("not"), inner),
        ),
        max_leaves=4,
    )


def _conditions(earlier: list[RandomQuestion]) -> st.SearchStrategy[Node | None]:
    askable = [question for question in earlier if question.type != "note"]
    if not askable:
        return st.one_of(st.none(), st.tuples(st.just("constant"), st.booleans()))
    atoms = [_atoms_of_question(question) for question in askable]
    for i, question in enumerate(askable):
        alike = [q.id for q in askable[:i] if q.type == question.type]
        if alike and question.type in ("integer", "bool", "date", "text"):
            operators = st.sampled_from(("==", "!="))
            names = st.sampled_from(alike)
            atoms.append(st.tuples(st.just("alike"), names, operators, st.just(question.id)))
    return st.one_of(st.none(), _combined(st.one_of(atoms)))


@st.composite
def _random_columns(draw: st.DrawFn, earlier: list[RandomQuestion]) -> tuple[RandomColumn, ...]:
    columns: list[RandomColumn] = []
    for i in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("bool", "integer", "select")))
        options = ("a", "b") if kind == "select" else ()
        atoms = [_atoms_of_value(("row", c.id), c.type, c.options) for c in columns]
        atoms += [_atoms_of_question(q) for q in earlier if q.type not in ("note", "table")]
        # The first column has no condition, so that no table is answered by set-aside cells alone.
        when = draw(st.one_of(st.none(), _combined(st.one_of(atoms)))) if columns else None
        columns.append(RandomColumn(f"c{i}", kind, options, when))
    return tuple(columns)


@st.composite
def _random_question(
    draw: st.DrawFn, name: str, earlier: list[RandomQuestion], types: tuple[str, ...]
) -> RandomQuestion:
    kind = draw(st.sampled_from(types))
    when = draw(_conditions(earlier))
    required = kind != "note" and draw(st.booleans())
    if kind in ("select", "multiselect"):
        options = ("a", "b", "c")[: draw(st.integers(1, 3))]
        is_exclusive = kind == "multiselect" and draw(st.booleans())
        return RandomQuestion(name, kind, when, required, options, is_exclusive)
    columns = draw(_random_columns(earlier)) if kind == "table" else ()
    return RandomQuestion(name, kind, when, required, columns=columns)


@st.composite
def random_banks(
    draw: st.DrawFn,
    max_questions: int = 7,
    types: tuple[str, ...] = (*_SIMPLE_TYPES, "bool", "select", "table", "note"),
) -> RandomBank:
    """A small bank whose sections, questions and columns branch on each other."""
    is_backward = draw(st.booleans())
    left = draw(st.integers(1, max_questions))
    earlier: list[RandomQuestion] = []
    sections: list[RandomSection] = []
    while left:
        size = draw(st.integers(1, min(3, left)))
        left -= size
        when = draw(_conditions(earlier))
        questions = []
        for _ in range(size):
            question = draw(_random_question(f"q{len(earlier)}", earlier, types))
            questions.append(question)
            earlier.append(question)
        level = 1 if is_backward else draw(st.integers(1, 3))
        states_empty = draw(st.booleans())
        sections.append(
            RandomSection(f"s{len(sections)}", level, tuple(questions), when, states_empty)
        )
    return RandomBank(tuple(reversed(sections) if is_backward else sections))


def values_of(kind: str, options: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """Values that fit a question or column that holds one value."""
    match kind:
        case "bool":
            return st.booleans()
        case "select":
            return st.sampled_from(options)
        case "integer":
            return st.integers(-1, 5)
        case "date":
            return st.sampled_from((date(2025, 12, 31), *_DAYS, date(2026, 2, 1)))
        case "list":
            return st.lists(st.sampled_from((*_TEXTS, "zebra")), min_size=1, max_size=3)
        case _:
            return st.sampled_from((*_TEXTS, "zebra"))


def _selections(question: RandomQuestion) -> st.SearchStrategy[list[str]]:
    last = question.options[-1]
    free = question.options[:-1] if question.is_last_exclusive else question.options
    chosen = [st.just([last])]
    if free:
        chosen.append(st.lists(st.sampled_from(free), min_size=1, unique=True))
    return st.one_of(chosen)


def fitting_answers(question: RandomQuestion) -> st.SearchStrategy[Any]:
    """Values that fit a question, and now and then a status."""
    values: st.SearchStrategy[Any]
    if question.type == "multiselect":
        values = _selections(question)
    elif question.type == "table":
        cells = {c.id: values_of(c.type, c.options) for c in question.columns}
        first = st.fixed_dictionaries({"c0": cells.pop("c0")}, optional=cells)
        values = st.lists(first, min_size=1, max_size=3)
    else:
        values = values_of(question.type, question.options)
    return st.one_of(values, values, values, st.sampled_from(("?", "-")))


@st.composite
def answers_to(draw: st.DrawFn, bank: RandomBank, share: float = 0.7) -> dict[str, Any]:
    """Answers to some questions of a bank, relevant or not."""
    answers = {}
    for name, question in bank.questions.items():
        if question.type != "note" and draw(st.integers(1, 100)) <= share * 100:
            answers[name] = draw(fitting_answers(question))
    return answers


@st.composite
def random_cases(draw: st.DrawFn, max_questions: int = 7) -> RandomCase:
    """A small random bank with answers that fit it."""
    bank = draw(random_banks(max_questions))
    return RandomCase(bank, draw(answers_to(bank)))
