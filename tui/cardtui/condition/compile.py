"""From typed nodes to functions: an expression is compiled once and evaluated often.

A condition becomes a function of the facts and the current row that returns an outcome set (see
`outcomes`). A comparison, a function or a bare bool is a leaf: where its questions have values it
is true or false; where one is open, its set holds what the values that could come would make it.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

from cardtui.condition.facts import (
    EMPTY_ROW,
    OPEN_ROW,
    Blank,
    CellValue,
    Either,
    Fact,
    Facts,
    Row,
    Value,
)
from cardtui.condition.kinds import Kind, Scope, Table
from cardtui.condition.nodes import (
    ROW,
    VALUE,
    Arithmetic,
    Call,
    Cell,
    Choice,
    Comparison,
    Expression,
    Items,
    Literal,
    Logic,
    Name,
    Negative,
    Not,
    constants_in,
    walk,
)
from cardtui.condition.outcomes import AND, ANY, FALSE, NOT, OR, TRUE, UNKNOWN, truth
from cardtui.condition.samples import samples

Outcomes = Callable[[Facts, Row], int]
"""The outcome set of a condition for these facts, in this row."""
_Values = Callable[[Sequence[Value]], Any]
_BLANKS = (Blank, Either)
_MAX_SAMPLES = 4096

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
        case Comparison() if len(node.operators) > 1 and len(_references(node)) > 1:
            # `a < b < c` says `a < b and b < c`: false where one is, though the other is unknown.
            return _logic([_leaf(pair, scope) for pair in _pairs(node)], "and")
        case _:
            return _leaf(node, scope)


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
    references = _references(node)
    value = _value(node, references)

    def suggested(facts: Facts) -> Value | None:
        values = [_fact(reference, facts, EMPTY_ROW) for reference in references]
        if any(isinstance(fact, _BLANKS) for fact in values):
            return None
        try:
            result: Value | None = value(values)  # type: ignore[arg-type]
        except (ArithmeticError, TypeError):
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
            return _union(over_rows(fact, facts) for fact in rows.facts)
        if rows is Blank.OPEN or rows is Blank.ANYTHING:
            return inner(facts, OPEN_ROW) | UNKNOWN
        if not isinstance(rows, tuple):
            return UNKNOWN
        outcomes = of_no_row
        for row in rows:
            outcomes = combine[outcomes][inner(facts, row)]  # type: ignore[arg-type]
        return outcomes

    return lambda facts, row: over_rows(facts.get(table, Blank.NOTHING), facts)


def _union(sets: Iterable[int]) -> int:
    outcomes = 0
    for each in sets:
        outcomes |= each
    return outcomes


# Leaves


def _references(node: Expression) -> tuple[Name | Cell, ...]:
    """The different names and cells of a leaf, in the order of the source."""
    named = (part for part in walk(node) if isinstance(part, Name | Cell))
    return tuple({_key(part): part for part in named}.values())


def _key(reference: Name | Cell) -> tuple[str, str]:
    """The same for all places of a leaf that refer to the same thing."""
    if isinstance(reference, Name):
        return (reference.name, "")
    return (reference.table, reference.column)


def _fact(reference: Name | Cell, facts: Facts, row: Row) -> Fact:
    if isinstance(reference, Name):
        return facts.get(reference.name, Blank.NOTHING)
    return row.get(reference.column, Blank.NOTHING)


def _leaf(node: Expression, scope: Scope) -> Outcomes:
    references = _references(node)
    value = _value(node, references)
    if not references:
        constant = _settled((), value)
        return lambda facts, row: constant
    when_open = _OpenOutcomes(node, references, value, scope)
    if len(references) == 1:
        return _leaf_of_one(references[0], value, when_open)

    def outcomes(facts: Facts, row: Row) -> int:
        return _leaf_outcomes(
            [_fact(reference, facts, row) for reference in references], value, when_open
        )

    return outcomes


def _leaf_of_one(reference: Name | Cell, value: _Values, when_open: _OpenOutcomes) -> Outcomes:
    """The common leaf, made as short as it can be: it is what a large bank spends its time on."""
    nothing, is_open, anything = Blank.NOTHING, Blank.OPEN, Blank.ANYTHING

    def of_blank(fact: Blank | Either) -> int:
        if isinstance(fact, Either):
            outcomes = 0
            for one in fact.facts:
                outcomes |= of_blank(one) if isinstance(one, Blank) else _settled((one,), value)
            return outcomes
        if fact is is_open:
            return when_open.of_all_open() | UNKNOWN
        return when_open.of_all_open() if fact is anything else UNKNOWN

    if isinstance(reference, Cell):
        column = reference.column

        def of_cell(facts: Facts, row: Row) -> int:
            fact = row.get(column, nothing)
            return of_blank(fact) if isinstance(fact, Blank) else _settled((fact,), value)

        return of_cell
    name = reference.name

    def of_question(facts: Facts, row: Row) -> int:
        fact = facts.get(name, nothing)
        return of_blank(fact) if isinstance(fact, _BLANKS) else _settled((fact,), value)

    return of_question


def _settled(values: Sequence[Value], value: _Values) -> int:
    try:
        return TRUE if value(values) else FALSE
    except (ArithmeticError, TypeError):
        # Division by zero, or None from a part that has no value.
        return UNKNOWN


def _leaf_outcomes(facts: list[Fact], value: _Values, when_open: _OpenOutcomes) -> int:
    for i, fact in enumerate(facts):
        if isinstance(fact, Either):
            return _union(
                _leaf_outcomes([*facts[:i], one, *facts[i + 1 :]], value, when_open)
                for one in fact.facts
            )
    if any(fact is Blank.NOTHING or fact is Blank.SAID_UNKNOWN for fact in facts):
        return UNKNOWN
    if any(fact.__class__ is Blank for fact in facts):
        could_stay_open = any(fact is Blank.OPEN for fact in facts)
        return when_open.outcomes(facts) | (UNKNOWN if could_stay_open else 0)
    return _settled(facts, value)  # type: ignore[arg-type]


class _OpenOutcomes:
    """What a leaf can come to once its open questions have values."""

    def __init__(
        self,
        node: Expression,
        references: tuple[Name | Cell, ...],
        value: _Values,
        scope: Scope,
    ) -> None:
        self._node = node
        self._references = references
        self._value = value
        self._scope = scope
        self._of_all_open = 0
        """Found when it is first wanted; 0 until then, since no set is empty."""

    def of_all_open(self) -> int:
        """The set where all that the leaf names is open."""
        if not self._of_all_open:
            self._of_all_open = self._sampled([Blank.ANYTHING] * len(self._references))
        return self._of_all_open

    def outcomes(self, facts: list[Fact]) -> int:
        """The set for these facts, of which at least one is open."""
        if all(isinstance(fact, Blank) for fact in facts):
            return self.of_all_open()
        return self._sampled(facts)

    def _sampled(self, facts: list[Fact]) -> int:
        constants = [*constants_in(self._node), *_cell_values(facts)]
        choices: list[Sequence[Value]] = []
        for reference, fact in zip(self._references, facts, strict=True):
            if fact.__class__ is not Blank:
                choices.append([fact])  # type: ignore[list-item]
                continue
            choices.append(samples(_kind_of(reference, self._scope), constants))
        if math.prod(map(len, choices)) > _MAX_SAMPLES:
            return ANY
        return _union(_settled(values, self._value) for values in product(*choices))


def _kind_of(reference: Name | Cell, scope: Scope) -> Kind:
    """What a reference holds: it has been typed in this scope."""
    if isinstance(reference, Name):
        kind = scope.value if reference.name == VALUE else scope.questions[reference.name]
        assert kind is not None
        return kind
    if reference.table == ROW:
        assert scope.row is not None
        return scope.row[reference.column]
    table = scope.questions[reference.table]
    assert isinstance(table, Table)
    return table.columns[reference.column]


def _cell_values(facts: list[Fact]) -> Iterator[CellValue]:
    for fact in facts:
        if isinstance(fact, bool | int | float | str | date):
            yield fact
        elif isinstance(fact, tuple):
            yield len(fact)
            yield from (item for item in fact if isinstance(item, str))


def _value(node: Expression, references: tuple[Name | Cell, ...]) -> _Values:
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
            inner = _value(operand, references)
            return lambda values: -inner(values)
        case Arithmetic():
            left, right = _value(node.left, references), _value(node.right, references)
            calculate = _CALCULATE[node.operator]
            return lambda values: _finite(calculate(left(values), right(values)))
        case Comparison():
            return _comparison(node, references)
        case _:
            assert isinstance(node, Call), "what else is true or false is no part of a leaf"
            return _function(node, references)


def _function(node: Call, references: tuple[Name | Cell, ...]) -> _Values:
    holder, *items = (_value(argument, references) for argument in node.arguments)
    if node.function == "count":
        return lambda values: len(holder(values))
    every = any if node.function == "contains_any" else all
    return lambda values: every(item in holder(values) for item in items[0](values))


def _finite(number: float) -> float:
    if not isinstance(number, int) and not math.isfinite(number):
        raise OverflowError
    return number


def _comparison(node: Comparison, references: tuple[Name | Cell, ...]) -> _Values:
    operands = [_value(operand, references) for operand in node.operands]
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


def _pairs(node: Comparison) -> Iterator[Comparison]:
    """The comparisons that a chain stands for."""
    for left, operator_name, right in zip(
        node.operands, node.operators, node.operands[1:], strict=False
    ):
        yield Comparison(left.start, right.end, (left, right), (operator_name,))
