"""Which questions a walk has to go through, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cardtui.bank.bank import Bank
from cardtui.bank.dependencies import column_needs, evaluation_order
from cardtui.bank.expressions import CheckedBy, cell_kind, kind_of
from cardtui.condition.condition import Condition, read_condition
from cardtui.condition.kinds import CellKind, Kind, Scope
from cardtui.condition.nodes import Expression
from cardtui.interview.relevance import conditions_of_section
from cardtui.proof.budget import Budget
from cardtui.proof.domains import Domains
from cardtui.proof.remainder import (
    OverRows,
    Reference,
    Remainder,
    atoms_in,
    parts_of,
    references_in,
    whole,
)
from cardtui.proof.rows import RowPlan
from cardtui.proof.walk import Itinerary, Stop

_STEPS_OF_A_STOP = 20
_STEPS_OF_A_CONDITION = 5


@dataclass(frozen=True, slots=True)
class _Needed:
    """What some conditions depend on."""

    questions: dict[str, None] = field(default_factory=dict)
    columns: dict[str, dict[str, None]] = field(default_factory=dict)
    """Of each table those whose cells matter."""


class Routes:
    """The ways through one bank."""

    def __init__(self, bank: Bank, budget: Budget) -> None:
        self.bank = bank
        self._budget = budget
        kinds = {question.id: kind_of(question) for question in bank}
        self._kinds = {name: kind for name, kind in kinds.items() if kind is not None}
        self._scope = Scope(self._kinds)
        self._rows: dict[str, dict[str, CellKind]] = {}
        """What the cells of each table hold."""
        self._wholes: dict[tuple[str, str], Remainder] = {}
        self._conditions: dict[str, tuple[Remainder, ...]] = {}

    # Conditions

    def condition(self, condition: Condition, table: str = "") -> Remainder:
        """The whole of a `when`; `table` is that of a column's. Equal ones are one."""
        key = (table, condition.source)
        if key not in self._wholes:
            self._wholes[key] = self.part(condition.node, table)
        return self._wholes[key]

    def read(self, source: str) -> Condition:
        """A `when` of our own, in the words of the bank. Raises `ConditionError`."""
        return read_condition(source, self._scope)

    def part(self, node: Expression, table: str = "") -> Remainder:
        """The whole of a part of a `when`."""
        self._budget.count(_work_of(node))
        return whole(node, self._scope_of(table), table)

    def check(self, check: CheckedBy, value: Reference) -> Remainder:
        """The whole of a check of this question or cell."""
        self._budget.count(_work_of(check.condition.node))
        table = value[0] if isinstance(value, tuple) else ""
        scope = self._scope_of(table, self.kind_of(value))
        return whole(check.condition.node, scope, table, value)

    def _scope_of(self, table: str, value: Kind | None = None) -> Scope:
        if not table:
            return self._scope if value is None else Scope(self._kinds, value=value)
        if table not in self._rows:
            columns = self.bank.questions[table].columns
            self._rows[table] = {column.id: cell_kind(column) for column in columns}
        return Scope(self._kinds, row=self._rows[table], value=value)

    def conditions_of(self, question: str) -> tuple[Remainder, ...]:
        """What must be true for a question: of its sections, the outermost first, and its own."""
        if question not in self._conditions:
            section = self.bank.section_of[question]
            all_conditions = list(conditions_of_section(self.bank, section))
            if own := self.bank.expressions.questions.get(question):
                all_conditions.append(own)
            self._conditions[question] = tuple(map(self.condition, all_conditions))
        return self._conditions[question]

    def kind_of(self, reference: Reference) -> Kind:
        """What a question or cell holds."""
        if isinstance(reference, str):
            return self._kinds[reference]
        table, name = reference
        columns = self.bank.questions[table].columns
        return next(cell_kind(column) for column in columns if column.id == name)

    # Rows

    def row_plan(self, table: str, columns: Iterable[str]) -> RowPlan:
        """How to walk the rows of a table in which these columns matter, and those they need."""
        question = self.bank.questions[table]
        needs = column_needs(question, self.bank.expressions)
        wanted = _closure(columns, needs)
        order = [name for name in evaluation_order(needs) or () if name in wanted]
        other = next((c.id for c in question.columns if c.id not in wanted), None)
        return RowPlan(table, tuple(order), other)

    def column_conditions(self, table: str, columns: Iterable[str]) -> dict[str, Remainder]:
        """The conditions of these columns, of those that have one."""
        own = self.bank.expressions.columns
        return {
            column: self.condition(own[table, column], table)
            for column in columns
            if (table, column) in own
        }

    # Routes

    def to(
        self, watched: Sequence[Remainder], required: int = 0, answered: str | None = None
    ) -> tuple[Itinerary, Domains]:
        """The walk that shows what `watched` can come to.

        The first `required` of them must be true; `answered` is a question that must have a value.
        """
        needed = self._needed(watched, answered)
        order = self._order(needed)
        all_conditions = dict.fromkeys((*watched, *self._all_conditions(order, needed)))
        atoms = (atom for rest in all_conditions for atom in atoms_in(rest))
        domains = Domains(dict.fromkeys(atoms), self.kind_of, self._budget)
        stops = tuple(self._stops(watched, order, needed))
        return Itinerary(tuple(watched), required, stops, answered), domains

    def _stops(
        self, watched: Sequence[Remainder], order: Sequence[str], needed: _Needed
    ) -> Iterator[Stop]:
        last_use: dict[Remainder, int] = {}
        named_in: dict[str, dict[Remainder, None]] = {}
        for place, name in enumerate(order):
            last_use.update(dict.fromkeys(self._all_conditions([name], needed), place))
        for rest in (*watched, *last_use):
            for name in names_in(rest):
                named_in.setdefault(name, {})[rest] = None
        looked_at = list(watched)
        for place, name in enumerate(order):
            self._budget.spend(_STEPS_OF_A_STOP + len(looked_at))
            conditions = self.conditions_of(name)
            columns = self.column_conditions(name, needed.columns.get(name, ()))
            named = named_in.get(name, {})
            new = dict.fromkeys((*named, *conditions, *columns.values()))
            for rest in looked_at:
                new.pop(rest, None)
            looked_at += new
            slots = {rest: slot for slot, rest in reversed(list(enumerate(looked_at)))}
            kept = [
                slot
                for slot, rest in enumerate(looked_at)
                if slot < len(watched) or last_use[rest] > place
            ]
            yield Stop(
                self.bank.questions[name],
                tuple(new),
                tuple(slots[rest] for rest in conditions),
                {column: slots[rest] for column, rest in columns.items()},
                self._rows_of(name, needed),
                tuple(slot for slot, rest in enumerate(looked_at) if rest in named),
                tuple(kept),
            )
            looked_at = [looked_at[slot] for slot in kept]

    def _rows_of(self, name: str, needed: _Needed) -> RowPlan | None:
        if self.bank.questions[name].type != "table":
            return None
        return self.row_plan(name, needed.columns.get(name, ()))

    def _all_conditions(self, names: Iterable[str], needed: _Needed) -> Iterator[Remainder]:
        for name in names:
            yield from self.conditions_of(name)
            yield from self.column_conditions(name, needed.columns.get(name, ())).values()

    def _needed(self, watched: Sequence[Remainder], answered: str | None) -> _Needed:
        needed = _Needed()
        waiting = list(reversed(watched))
        if answered is not None:
            needed.questions[answered] = None
            waiting += reversed(self.conditions_of(answered))
        while waiting:
            rest = waiting.pop()
            self._budget.spend(_STEPS_OF_A_CONDITION)
            for name in names_in(rest):
                if name not in needed.questions:
                    needed.questions[name] = None
                    waiting += reversed(self.conditions_of(name))
            for part in parts_of(rest):
                if isinstance(part, OverRows):
                    waiting += self._newly_needed(part, needed)
        return needed

    def _newly_needed(self, over_rows: OverRows, needed: _Needed) -> list[Remainder]:
        """The conditions of columns that have not mattered so far."""
        columns = needed.columns.setdefault(over_rows.table, {})
        self._budget.spend(len(self.bank.questions[over_rows.table].columns))
        cells = (
            reference[1]
            for reference in references_in(over_rows.inner)
            if isinstance(reference, tuple) and reference[0] == over_rows.table
        )
        found = self.row_plan(over_rows.table, cells).columns
        new = [column for column in found if column not in columns]
        columns.update(dict.fromkeys(new))
        return list(self.column_conditions(over_rows.table, new).values())

    def _order(self, needed: _Needed) -> list[str]:
        """The questions, each behind those it needs and near to those it is named with."""
        order: dict[str, None] = {}
        for first in needed.questions:
            waiting = [first]
            while waiting:
                name = waiting[-1]
                self._budget.spend(_STEPS_OF_A_CONDITION)
                before = [
                    other
                    for rest in self._all_conditions([name], needed)
                    for other in names_in(rest)
                    if other not in order
                ]
                if before:
                    waiting += reversed(before)
                else:
                    order[waiting.pop()] = None
        return list(order)


def _work_of(node: Expression) -> int:
    """Steps to make a whole of an expression, by its letters."""
    return 2 * (node.end - node.start)


def names_in(rest: Remainder) -> Iterator[str]:
    """The questions that a remainder names, tables among them."""
    for part in parts_of(rest):
        if isinstance(part, OverRows):
            yield part.table
    yield from (name for name in references_in(rest) if isinstance(name, str))


def _closure(names: Iterable[str], needs: dict[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs[name]
    return found
