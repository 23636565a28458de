"""Conditions without `not`, as far as there are plain words for the opposite.

Each function keeps the meaning in all three values: De Morgan's laws and the opposites of the
comparisons hold for unknown too.
"""

from __future__ import annotations

from msgspec.structs import replace

from cardtui.condition.nodes import (
    Call,
    Choice,
    Comparison,
    ComparisonOperator,
    Expression,
    Literal,
    Logic,
    Not,
)

_OPPOSITE: dict[ComparisonOperator, ComparisonOperator] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    "<=": ">",
    ">": "<=",
    "in": "not in",
    "not in": "in",
}


def without_not(condition: Expression) -> Expression:
    """The same condition: `not` stands before single parts only, `and` not right inside `and`."""
    match condition:
        case Not(operand=operand):
            return negated(operand)
        case Logic(operator=operator, parts=parts):
            read = [without_not(part) for part in parts]
            flat = [
                inner
                for part in read
                for inner in (
                    part.parts if isinstance(part, Logic) and part.operator == operator else (part,)
                )
            ]
            return replace(condition, parts=tuple(flat))
        case Choice(test=test, then=then, otherwise=otherwise):
            return replace(
                condition,
                test=without_not(test),
                then=without_not(then),
                otherwise=without_not(otherwise),
            )
        case Call(function="any" | "all", arguments=(of_row,)):
            return replace(condition, arguments=(without_not(of_row),))
        case _:
            return condition


def negated(condition: Expression) -> Expression:
    """The condition that is true where this one is false, false where it is true."""
    match condition:
        case Not(operand=operand):
            return without_not(operand)
        case Logic(operator=operator, parts=parts):
            other = replace(
                condition,
                operator="or" if operator == "and" else "and",
                parts=tuple(map(negated, parts)),
            )
            return without_not(other)
        case Choice(test=test, then=then, otherwise=otherwise):
            return replace(
                condition,
                test=without_not(test),
                then=negated(then),
                otherwise=negated(otherwise),
            )
        case Comparison(operators=(operator,)):
            return replace(condition, operators=(_OPPOSITE[operator],))
        case Literal(constant=constant):
            return replace(condition, constant=not constant)
        case Call(function="all", arguments=(of_row,)):
            return replace(condition, function="any", arguments=(negated(of_row),))
        case Call(function="any"):
            return Not(condition.start, condition.end, without_not(condition))
        case _:
            return Not(condition.start, condition.end, condition)
