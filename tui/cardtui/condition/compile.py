"""From typed nodes to functions: an expression is compiled once and evaluated often.

A condition becomes a function of the facts and the current row that returns an outcome set (see
`outcomes`): leaves, joined by `and`, `or` and `not`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from cardtui.condition.facts import (
    BLANKS,
    EMPTY_ROW,
    OPEN_ROW,
    Blank,
    Either,
    Fact,
    Facts,
    Row,
    Value,
)
from cardtui.condition.kinds import Scope
from cardtui.condition.leaves import Outcomes, fact_of, leaf, union
from cardtui.condition.nodes import (
    Call,
    Cell,
    Choice,
    Comparison,
    Expression,
    Logic,
    Name,
    Not,
    walk,
)
from cardtui.condition.outcomes import AND, FALSE, NOT, OR, TRUE, UNKNOWN, truth
from cardtui.condition.values import references_in, value_of


def compile_condition(node: Expression, scope: Scope) -> Outcomes:
    """The function of a typed `when` or `check`."""
    match node:
        case Logic(parts=parts):
            return _logic([compile_condition(part, scope) for part in parts], node.operator)
        case Not(operand=operand):
            inner = compile_condition(operand, scope)
            return lambda facts, row: NOT[inner(facts, row)]
        case Choice():
            return _choice(node, scope)
        case Call(function="answered" | "unknown"):
            return _asked_for(node)
        case Call(function="any" | "all"):
            return _quantifier(node, scope)
        case Comparison() if len(node.operators) > 1 and len(references_in(node)) > 1:
            # `a < b < c` says `a < b and b < c`: false where one is, though the other is unknown.
            return _logic([leaf(pair, scope) for pair in _pairs(node)], "and")
        case _:
            return leaf(node, scope)


def compile_suggestion(node: Expression, scope: Scope) -> Callable[[Facts], Value | None]:
    """The function of a typed `suggest`: None where there is nothing to suggest."""
    if isinstance(node, Choice):
        test = compile_condition(node.test, scope)
        then, otherwise = (compile_suggestion(p, scope) for p in (node.then, node.otherwise))

        def chosen(facts: Facts) -> Value | None:
            outcomes = test(facts, EMPTY_ROW)
            if outcomes == TRUE:
                return then(facts)
            return otherwise(facts) if outcomes == FALSE else None

        return chosen
    if isinstance(node, Logic | Not | Comparison) or (
        isinstance(node, Call) and node.function != "count"
    ):
        outcomes = compile_condition(node, scope)
        return lambda facts: truth(outcomes(facts, EMPTY_ROW))
    references = references_in(node)
    value = value_of(node, references)

    def suggested(facts: Facts) -> Value | None:
        values = [fact_of(reference, facts, EMPTY_ROW) for reference in references]
        if any(isinstance(fact, BLANKS) for fact in values):
            return None
        try:
            result: Value | None = value(values)  # type: ignore[arg-type]
        except ArithmeticError:
            return None
        return None if isinstance(result, float) and not math.isfinite(result) else result

    return suggested


def _logic(parts: list[Outcomes], operator_name: str) -> Outcomes:
    table, settled = (AND, FALSE) if operator_name == "and" else (OR, TRUE)
    first, *others = parts

    def combined(facts: Facts, row: Row) -> int:
        outcomes = first(facts, row)
        for part in others:
            if outcomes == settled:
                break
            outcomes = table[outcomes][part(facts, row)]
        return outcomes

    return combined


def _choice(node: Choice, scope: Scope) -> Outcomes:
    test, then, otherwise = (
        compile_condition(part, scope) for part in (node.test, node.then, node.otherwise)
    )

    def chosen(facts: Facts, row: Row) -> int:
        outcomes = test(facts, row)
        return (
            (then(facts, row) if outcomes & TRUE else 0)
            | (otherwise(facts, row) if outcomes & FALSE else 0)
            | (outcomes & UNKNOWN)
        )

    return chosen


def _asked_for(node: Call) -> Outcomes:
    """`answered(x)` and `unknown(x)`, which are never unknown themselves."""
    (argument,) = node.arguments
    assert isinstance(argument, Name)
    name = argument.name
    if node.function == "unknown":
        return lambda facts, row: _any_of(facts.get(name, Blank.NOTHING), _is_said_unknown)
    return lambda facts, row: _any_of(facts.get(name, Blank.NOTHING), _has_value)


def _any_of(fact: Fact, test: Callable[[Value | Blank], bool]) -> int:
    if isinstance(fact, Either):
        return (TRUE if any(map(test, fact.facts)) else 0) | (
            0 if all(map(test, fact.facts)) else FALSE
        )
    return TRUE if test(fact) else FALSE


def _is_said_unknown(fact: Value | Blank) -> bool:
    return fact is Blank.SAID_UNKNOWN


def _has_value(fact: Value | Blank) -> bool:
    return fact.__class__ is not Blank or fact is Blank.ANYTHING


def _quantifier(node: Call, scope: Scope) -> Outcomes:
    """`any(C)` and `all(C)`: C in each row of one table."""
    (condition,) = node.arguments
    table = next(part.table for part in walk(condition) if isinstance(part, Cell))
    inner = compile_condition(condition, scope)
    combine = OR if node.function == "any" else AND
    of_no_row = FALSE if node.function == "any" else TRUE

    def over_rows(rows: Fact, facts: Facts) -> int:
        if isinstance(rows, Either):
            return union(over_rows(fact, facts) for fact in rows.facts)
        if rows is Blank.OPEN or rows is Blank.ANYTHING:
            return inner(facts, OPEN_ROW) | UNKNOWN
        if not isinstance(rows, tuple):
            return UNKNOWN
        outcomes = of_no_row
        for row in rows:
            outcomes = combine[outcomes][inner(facts, row)]  # type: ignore[arg-type]
        return outcomes

    return lambda facts, row: over_rows(facts.get(table, Blank.NOTHING), facts)


def _pairs(node: Comparison) -> Iterator[Comparison]:
    """The comparisons that a chain stands for."""
    for left, operator_name, right in zip(
        node.operands, node.operators, node.operands[1:], strict=False
    ):
        yield Comparison(left.start, right.end, (left, right), (operator_name,))
