"""Leaves: comparisons, functions and bare bools, the parts that `and`, `or` and `not` join.

Where its questions have values a leaf is true or false. Where one is open, its set of outcomes
holds what the values that could come would make it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product

from cardtui.condition.facts import BLANKS, Blank, CellValue, Either, Fact, Facts, Row, Value
from cardtui.condition.kinds import Kind, Scope, Table
from cardtui.condition.nodes import ROW, VALUE, Cell, Expression, Name, constants_in
from cardtui.condition.outcomes import ANY, FALSE, TRUE, UNKNOWN
from cardtui.condition.samples import samples
from cardtui.condition.values import Reference, Values, references_in, value_of

Outcomes = Callable[[Facts, Row], int]
"""The outcome set of a condition for these facts, in this row."""
_MAX_SAMPLES = 4096


def fact_of(reference: Reference, facts: Facts, row: Row) -> Fact:
    """What a reference stands for; a question or cell that is not there has no value."""
    if isinstance(reference, Name):
        return facts.get(reference.name, Blank.NOTHING)
    return row.get(reference.column, Blank.NOTHING)


def leaf(node: Expression, scope: Scope) -> Outcomes:
    """The function of a typed leaf."""
    references = references_in(node)
    value = value_of(node, references)
    if not references:
        constant = _settled((), value)
        return lambda facts, row: constant
    when_open = _OpenOutcomes(node, references, value, scope)
    if len(references) == 1:
        return _leaf_of_one(references[0], value, when_open)

    def outcomes(facts: Facts, row: Row) -> int:
        return _leaf_outcomes(
            [fact_of(reference, facts, row) for reference in references], value, when_open
        )

    return outcomes


def _leaf_of_one(reference: Reference, value: Values, when_open: _OpenOutcomes) -> Outcomes:
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
        return of_blank(fact) if isinstance(fact, BLANKS) else _settled((fact,), value)

    return of_question


def _settled(values: Sequence[Value], value: Values) -> int:
    try:
        return TRUE if value(values) else FALSE
    except ArithmeticError:
        # Division by zero, or a number that is too large.
        return UNKNOWN


def _leaf_outcomes(facts: list[Fact], value: Values, when_open: _OpenOutcomes) -> int:
    for i, fact in enumerate(facts):
        if isinstance(fact, Either):
            return union(
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
        references: tuple[Reference, ...],
        value: Values,
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
        return union(_settled(values, self._value) for values in product(*choices))


def _kind_of(reference: Reference, scope: Scope) -> Kind:
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


def union(sets: Iterable[int]) -> int:
    """All outcomes of several sets."""
    outcomes = 0
    for each in sets:
        outcomes |= each
    return outcomes
