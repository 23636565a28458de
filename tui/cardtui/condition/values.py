"""The value of a part of an expression, from the values of the questions and cells it names."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

from cardtui.condition.facts import Value
from cardtui.condition.nodes import (
    Arithmetic,
    Call,
    Cell,
    Comparison,
    Expression,
    Items,
    Literal,
    Name,
    Negative,
    walk,
)

Reference = Name | Cell
Values = Callable[[Sequence[Value]], Any]
"""The value of a part, given those of its references. Raises `ArithmeticError` where it has none."""

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda item, holder: item in holder,
    "not in": lambda item, holder: item not in holder,
}
_CALCULATE: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def references_in(node: Expression) -> tuple[Reference, ...]:
    """The different names and cells of a leaf, in the order of the source."""
    named = (part for part in walk(node) if isinstance(part, Name | Cell))
    return tuple({_key(part): part for part in named}.values())


def _key(reference: Reference) -> tuple[str, str]:
    """The same for all places of a leaf that refer to the same thing."""
    if isinstance(reference, Name):
        return (reference.name, "")
    return (reference.table, reference.column)


def value_of(node: Expression, references: tuple[Reference, ...]) -> Values:
    """A function from the values of the references to the value of a node."""
    match node:
        case Literal(constant=constant):
            return lambda values: constant
        case Items(constants=literals):
            held = tuple(literal.constant for literal in literals)
            return lambda values: held
        case Name() | Cell():
            index = [_key(reference) for reference in references].index(_key(node))
            return lambda values: values[index]
        case Negative(operand=operand):
            inner = value_of(operand, references)
            return lambda values: -inner(values)
        case Arithmetic():
            left, right = value_of(node.left, references), value_of(node.right, references)
            calculate = _CALCULATE[node.operator]
            return lambda values: _finite(calculate(left(values), right(values)))
        case Comparison():
            return _comparison(node, references)
        case _:
            assert isinstance(node, Call), "what else is true or false is no part of a leaf"
            return _function(node, references)


def _function(node: Call, references: tuple[Reference, ...]) -> Values:
    holder, *items = (value_of(argument, references) for argument in node.arguments)
    if node.function == "count":
        return lambda values: len(holder(values))
    every = any if node.function == "contains_any" else all
    return lambda values: every(item in holder(values) for item in items[0](values))


def _finite(number: float) -> float:
    if not isinstance(number, int) and not math.isfinite(number):
        raise OverflowError
    return number


def _comparison(node: Comparison, references: tuple[Reference, ...]) -> Values:
    operands = [value_of(operand, references) for operand in node.operands]
    compare = [_COMPARE[each] for each in node.operators]
    if len(compare) == 1:
        (left, right), test = operands, compare[0]
        if isinstance(node.operands[1], Literal | Items):
            constant = right(())
            return lambda values: test(left(values), constant)
        return lambda values: test(left(values), right(values))

    pairs = tuple(zip(operands, compare, operands[1:], strict=False))

    def chained(values: Sequence[Value]) -> bool:
        is_known = True
        for left, test, right in pairs:
            try:
                if not test(left(values), right(values)):
                    return False
            except ArithmeticError:
                is_known = False
        if not is_known:
            raise ArithmeticError
        return True

    return chained
