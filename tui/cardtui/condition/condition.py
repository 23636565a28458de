"""An expression that has been read, typed and compiled."""

from __future__ import annotations

import keyword
import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from cardtui.condition.compile import compile_condition, compile_suggestion
from cardtui.condition.facts import Facts, Value
from cardtui.condition.kinds import Date, Kind, Options, Scope, Table, TextList, kind_words
from cardtui.condition.leaves import Outcomes
from cardtui.condition.nodes import Expression, question_names, row_columns
from cardtui.condition.parse import parse
from cardtui.condition.suggestions import typed_suggestion, without_quotes
from cardtui.condition.typecheck import Purpose, typed_condition
from cardtui.errors import ConditionSyntaxError, ConditionTypeError


class Condition(Struct, frozen=True):
    """A `when` or a `check`."""

    source: str
    """As the bank's author wrote it, or as the table form reads."""
    node: Expression
    names: frozenset[str]
    """The questions it refers to."""
    row_columns: frozenset[str]
    """The cells of its own row that it refers to."""
    outcomes: Outcomes


class Suggestion(Struct, frozen=True):
    """A `suggest`."""

    source: str
    node: Expression
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
    try:
        read = parse(source)
    except ConditionSyntaxError as error:
        if said := without_quotes(source):
            raise ConditionSyntaxError(said, source, 0, len(source)) from error
        raise
    node = typed_suggestion(read, source, scope, wanted)
    return Suggestion(source, node, question_names(node), compile_suggestion(node, scope))


def expression_of_table(table: Mapping[str, Any], scope: Scope) -> str:
    """The expression that a `when` written as a table stands for.

    Each entry says that a question equals the value, or contains it where it holds several; a
    list of values means any of them; entries are joined by `and`. Raises `ConditionTypeError`.
    """
    return " and ".join(_entry(*entry, scope) for entry in table.items()) or "true"


def _entry(name: str, value: object, scope: Scope) -> str:
    kind = scope.questions.get(name)
    if not name.isidentifier() or keyword.iskeyword(name):
        raise _refused_entry(name, f"there is no question `{name}`")
    if isinstance(kind, Table):
        advice = f'write an expression, as in "any({name}.{next(iter(kind.columns))} == ...)"'
        raise _refused_entry(name, f"`{name}` is a table: {advice}")
    holds_several = isinstance(kind, Options | TextList)
    if isinstance(value, list):
        items = f"[{', '.join(_literal(item, name, kind) for item in value)}]"
        return f"contains_any({name}, {items})" if holds_several else f"{name} in {items}"
    literal = _literal(value, name, kind)
    return f"{literal} in {name}" if holds_several else f"{name} == {literal}"


def _literal(value: object, name: str, kind: Kind | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | str) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    if type(value) is date:
        if kind is not None and not isinstance(kind, Date):
            message = f"`{name}` is {kind_words(kind)}, {value.isoformat()} is a date"
            raise _refused_entry(name, message)
        return repr(value.isoformat())
    raise _refused_entry(name, f"`{name}` is compared with a value or a list of values only")


def _refused_entry(name: str, message: str) -> ConditionTypeError:
    shown = f"{name} = ..."
    return ConditionTypeError(message, shown, 0, len(shown))
