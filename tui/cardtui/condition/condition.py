"""An expression that has been read, typed and compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cardtui.condition.compile import Outcomes, compile_condition, compile_suggestion
from cardtui.condition.facts import Facts, Value
from cardtui.condition.kinds import Kind, Options, Scope, TextList
from cardtui.condition.nodes import Expression, question_names, row_columns
from cardtui.condition.parse import parse
from cardtui.condition.typecheck import Purpose, typed_condition, typed_suggestion
from cardtui.errors import ConditionTypeError


@dataclass(frozen=True, slots=True)
class Condition:
    """A `when` or a `check`."""

    source: str
    """As the bank's author wrote it, or as the table form reads."""
    node: Expression
    names: frozenset[str]
    """The questions it refers to."""
    row_columns: frozenset[str]
    """The cells of its own row that it refers to."""
    outcomes: Outcomes


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A `suggest`."""

    source: str
    names: frozenset[str]
    value: Callable[[Facts], Value | None]


def read_condition(
    source: str, scope: Scope, purpose: Literal[Purpose.WHEN, Purpose.CHECK] = Purpose.WHEN
) -> Condition:
    """Read, type and compile a `when` or `check`. Raises `ConditionError`."""
    node = typed_condition(parse(source), source, scope, purpose)
    outcomes = compile_condition(node, scope)
    return Condition(source, node, question_names(node), row_columns(node), outcomes)


def read_suggestion(source: str, scope: Scope, wanted: Kind) -> Suggestion:
    """Read, type and compile a `suggest`. Raises `ConditionError`."""
    node = typed_suggestion(parse(source), source, scope, wanted)
    return Suggestion(source, question_names(node), compile_suggestion(node, scope))


def expression_of_table(table: Mapping[str, Any], scope: Scope) -> str:
    """The expression that a `when` written as a table stands for.

    Each entry says that a question equals the value, or contains it where it holds several; a
    list of values means any of them; entries are joined by `and`. Raises `ConditionTypeError`.
    """
    return " and ".join(_entry(*entry, scope) for entry in table.items()) or "true"


def _entry(name: str, value: object, scope: Scope) -> str:
    holds_several = isinstance(scope.questions.get(name), Options | TextList)
    if not name.isidentifier():
        shown = f"{name} = ..."
        raise ConditionTypeError("a table names questions", shown, 0, len(name))
    if isinstance(value, list):
        items = f"[{', '.join(_literal(item, name) for item in value)}]"
        return f"contains_any({name}, {items})" if holds_several else f"{name} in {items}"
    literal = _literal(value, name)
    return f"{literal} in {name}" if holds_several else f"{name} == {literal}"


def _literal(value: object, name: str) -> str:
    if isinstance(value, bool | int | float | str):
        return repr(value)
    if type(value) is date:
        return repr(value.isoformat())
    shown = f"{name} = ..."
    raise ConditionTypeError("expected a value or a list of values", shown, 0, len(shown))
