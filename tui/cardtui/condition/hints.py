"""What an author probably meant by a name or a value that has no meaning where it stands."""

from __future__ import annotations

import re

from cardtui.condition.kinds import (
    Bool,
    Date,
    ExpressionKind,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
    kind_words,
)
from cardtui.condition.nodes import (
    FUNCTIONS,
    VALUE,
    Call,
    Cell,
    Comparison,
    Expression,
    Literal,
    Logic,
    Name,
)
from cardtui.text.words import join_words, nearest

_COMPARISON = re.compile(r"\s*(==|!=|<=|>=|<|>)\s*(\S.*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SHOWN = 10
"""So many options are listed, and the rest counted."""
_TRUTHS = {"yes": "true", "no": "false", "on": "true", "off": "false"}
_TRUTHS_IN_DIGITS = {"1": "true", "0": "false"}
_NOTHING = frozenset({"null", "none", "nil", "empty", "undefined", "na"})


def unknown_name(name: str, scope: Scope) -> str:
    """What is said of a name that no question has."""
    said = f"there is no question `{name}`"
    if scope.row is not None and name in scope.row:
        return f"{said}: the cell of the same row is `row.{name}`"
    if (word := name.casefold()) in ("true", "false"):
        return f"{said}: write `{word}`"
    id_ = name.replace("-", "_")
    if near := id_ if id_ in scope.questions else nearest(name, scope.questions):
        return f"{said}: did you mean `{near}`?"
    if found := _found_elsewhere(name, scope):
        return found
    if word in _TRUTHS:
        return f"{said}: write `{_TRUTHS[word]}`"
    return f"{said}: for no answer write `not answered(x)`" if word in _NOTHING else said


def _found_elsewhere(name: str, scope: Scope) -> str:
    """What is said of a name that something has which is no question."""
    for question, kind in scope.questions.items():
        if isinstance(kind, Option | Options) and name in kind.options:
            return f"`{name}` is an option of `{question}`: put it in quotes"
        if isinstance(kind, Table) and name in kind.columns:
            return f"`{name}` is a column of `{question}`: write `any({question}.{name} ...)`"
    if name in FUNCTIONS:
        return f"`{name}` is a function: write `{name}(...)`"
    if name in scope.sections:
        return f"`{name}` is a section: a condition names questions"
    return ""


def not_an_option(shown: str, kind: Option | Options) -> str:
    """What could stand where an option was expected: the one that is near, or all."""
    if shown in kind.labels:
        return f"{shown!r} is the label of `{kind.labels[shown]}`"
    near = nearest(shown, kind.options)
    return f"did you mean `{near}`?" if near else f"it has {_listed(kind.options)}"


def _listed(options: tuple[str, ...]) -> str:
    if len(options) <= _SHOWN:
        return join_words(options)
    return f"{', '.join(options[:_SHOWN])} and {len(options) - _SHOWN} more"


def not_a_truth(node: Expression, shown: str, kind: ExpressionKind) -> str:
    """What is said of a part that has a value where true or false was expected."""
    said = f"`{shown}` is {kind_words(kind)}, not yes or no"
    match kind:
        case Option(options):
            return f"{said}: compare it, as in `{shown} == '{options[0]}'`"
        case Options(options):
            return f"{said}: write `'{options[0]}' in {shown}`"
        case TextList() | Table():
            return f"{said}: write `answered({shown})`"
        case Number() | Date() | Text() if isinstance(node, Name) and node.name != VALUE:
            return f"{said}: compare it, or write `answered({shown})`"
        case Number() if isinstance(node, Call):
            return f"{said}: compare it, as in `{shown} > 1`"
        case Number() | Date() | Text() if isinstance(node, Name | Cell):
            return f"{said}: compare it"
        case _:
            return said


def second_value(node: Logic, part: Literal, source: str) -> str | None:
    """What to write for `x == 'a' or 'b'`, in which the second value is compared with nothing."""
    before = node.parts[node.parts.index(part) - 1]
    if not isinstance(before, Comparison):
        return None
    operator, *more = before.operators
    left, right, *_ = before.operands
    if more:
        return None
    if not isinstance(left, Name | Cell) or not isinstance(right, Literal):
        return None
    name, first, second = (source[n.start : n.end] for n in (left, right, part))
    if (node.operator, operator) == ("or", "=="):
        return f"write `{name} in [{first}, {second}]`"
    return f"write `{name} {operator} {second}` in full"


def as_it_was_meant(constant: object, shown: str, kind: ExpressionKind) -> str:
    """What to write for a text that holds a number or a comparison, and for what is no truth."""
    written = str(constant)
    is_text = isinstance(constant, str)
    if is_text and (found := _COMPARISON.fullmatch(written)):
        return f': write "{shown} {found[1]} {found[2]}"'
    if isinstance(kind, Bool):
        return f": {_truth_meant(written.casefold())}"
    if is_text and isinstance(kind, Number) and _NUMBER.fullmatch(written):
        return f": write {written} without quotes"
    return ""


def _truth_meant(word: str) -> str:
    if word in ("true", "false"):
        return f"write {word} without quotes"
    return f"write {(_TRUTHS | _TRUTHS_IN_DIGITS).get(word, 'true or false')}"
