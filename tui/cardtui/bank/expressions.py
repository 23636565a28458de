"""The expressions of a bank, read against the names and types of that bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.model import BankFile, Check, Column, Question, Section, When
from cardtui.bank.problems import Problems
from cardtui.condition.condition import (
    Condition,
    Suggestion,
    expression_of_table,
    read_condition,
    read_suggestion,
)
from cardtui.condition.kinds import (
    Bool,
    CellKind,
    Date,
    Kind,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
)
from cardtui.condition.typecheck import Purpose
from cardtui.errors import ConditionError

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

CellId = tuple[str, str]
"""The ids of a question and of its column."""


class CheckedBy(Struct, frozen=True):
    """A `check` with its compiled condition."""

    condition: Condition
    message: str
    is_error: bool


class Expressions(Struct, frozen=True):
    """Everything in a bank that is evaluated, by the id of what it belongs to."""

    sections: Mapping[str, Condition] = {}
    questions: Mapping[str, Condition] = {}
    columns: Mapping[CellId, Condition] = {}
    checks: Mapping[str, tuple[CheckedBy, ...]] = {}
    cell_checks: Mapping[CellId, tuple[CheckedBy, ...]] = {}
    suggestions: Mapping[str, Suggestion] = {}


def kind_of(question: Question) -> Kind | None:
    """What a question holds, to an expression; None for a note."""
    match question.type:
        case "multiselect":
            exclusive = frozenset(option.id for option in question.choices if option.exclusive)
            return Options(_ids(question), exclusive, _by_label(question))
        case "list":
            return TextList()
        case "table":
            return Table({column.id: cell_kind(column) for column in question.columns})
        case "note":
            return None
        case _:
            return cell_kind(question)


def cell_kind(column: Column | Question) -> CellKind:
    """What a cell, or a question of a single value, holds."""
    match column.type:
        case "bool":
            return Bool()
        case "integer":
            return Number(whole=True)
        case "number":
            return Number()
        case "date":
            return Date()
        case "select":
            return Option(_ids(column), _by_label(column))
        case "text" | "longtext" | "code" | "url" | "path":
            return Text()
        case "multiselect" | "list" | "table" | "note":
            raise TypeError(f"a {column.type} is not a single value")
        case _:
            assert_never(column.type)


def _ids(field: Column | Question) -> tuple[str, ...]:
    return tuple(option.id for option in field.choices)


def _by_label(field: Column | Question) -> dict[str, str]:
    return {option.label: option.id for option in field.choices if option.label}


def read_expressions(bank: BankFile, problems: Problems) -> Expressions:
    """Read all expressions; what is wrong with them goes to `problems`."""
    return _Reader(bank, problems).expressions()


class _Reader:
    def __init__(self, bank: BankFile, problems: Problems) -> None:
        self._bank = bank
        self._problems = problems
        kinds = {q.id: kind_of(q) for section in bank.sections for q in section.questions}
        self._scope = Scope(
            {name: kind for name, kind in kinds.items() if kind is not None},
            frozenset(name for name, kind in kinds.items() if kind is None),
            sections=frozenset(section.id for section in bank.sections),
        )

    def expressions(self) -> Expressions:
        sections: dict[str, Condition] = {}
        questions: dict[str, Condition] = {}
        columns: dict[CellId, Condition] = {}
        checks: dict[str, tuple[CheckedBy, ...]] = {}
        cell_checks: dict[CellId, tuple[CheckedBy, ...]] = {}
        suggestions: dict[str, Suggestion] = {}
        for section, path in self._sections():
            if condition := self._when(section.when, self._scope, (*path, "when")):
                sections[section.id] = condition
            for i, question in enumerate(section.questions):
                at = (*path, "question", i)
                if condition := self._when(question.when, self._scope, (*at, "when")):
                    questions[question.id] = condition
                kind = self._scope.questions.get(question.id)
                if found := self._checks(question.check, kind, self._scope, at):
                    checks[question.id] = found
                if suggestion := self._suggestion(question, at):
                    suggestions[question.id] = suggestion
                self._read_columns(question, at, columns, cell_checks)
        return Expressions(sections, questions, columns, checks, cell_checks, suggestions)

    def _sections(self) -> Iterator[tuple[Section, KeyPath]]:
        for i, section in enumerate(self._bank.sections):
            yield section, ("section", i)

    def _read_columns(
        self,
        question: Question,
        path: KeyPath,
        columns: dict[CellId, Condition],
        checks: dict[CellId, tuple[CheckedBy, ...]],
    ) -> None:
        if not question.columns:
            return
        row = {column.id: cell_kind(column) for column in question.columns}
        scope = replace(self._scope, row=row)
        for i, column in enumerate(question.columns):
            at = (*path, "column", i)
            if condition := self._when(column.when, scope, (*at, "when")):
                columns[question.id, column.id] = condition
            if found := self._checks(column.check, cell_kind(column), scope, at):
                checks[question.id, column.id] = found

    def _when(self, when: When | None, scope: Scope, path: KeyPath) -> Condition | None:
        if when is None:
            return None
        try:
            source = when if isinstance(when, str) else expression_of_table(when, scope)
            return read_condition(source, scope)
        except ConditionError as error:
            self._problems.of_condition(path, error)
            return None

    def _checks(
        self, checks: tuple[Check, ...], kind: Kind | None, scope: Scope, path: KeyPath
    ) -> tuple[CheckedBy, ...]:
        with_value = replace(scope, value=kind)
        read = []
        for i, check in enumerate(checks):
            try:
                condition = read_condition(check.that, with_value, Purpose.CHECK)
            except ConditionError as error:
                self._problems.of_condition((*path, "check", i, "that"), error)
            else:
                read.append(CheckedBy(condition, check.message, check.level == "error"))
        return tuple(read)

    def _suggestion(self, question: Question, path: KeyPath) -> Suggestion | None:
        kind = self._scope.questions.get(question.id)
        if question.suggest is None or kind is None or isinstance(kind, Table):
            return None
        try:
            return read_suggestion(question.suggest, self._scope, kind)
        except ConditionError as error:
            self._problems.of_condition((*path, "suggest"), error)
            return None
