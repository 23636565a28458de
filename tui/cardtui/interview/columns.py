"""The columns of a table: which of them matter in a row."""

from __future__ import annotations

from typing import cast

from cardtui.bank.dependencies import column_needs, evaluation_order
from cardtui.bank.expressions import Expressions
from cardtui.bank.model import Question
from cardtui.condition.facts import Blank, CellValue, Facts, Row, Value
from cardtui.condition.outcomes import TRUE


class Columns:
    """The columns of one table, each after those that its condition names."""

    def __init__(self, table: Question, expressions: Expressions) -> None:
        order = evaluation_order(column_needs(table, expressions))
        assert order is not None, "a bank with a cycle is not loaded"
        self._conditions = tuple(
            (name, expressions.columns.get((table.id, name))) for name in order
        )
        self._have_conditions = any(condition for _, condition in self._conditions)

    def without_set_aside(self, says: Value | Blank, facts: Facts) -> Value | Blank:
        """What a table says by itself, without the cells that do not matter in their rows."""
        if not self._have_conditions or not isinstance(says, tuple):
            return says
        return tuple(self._walked(cast(Row, row), facts)[0] for row in says)

    def relevant_in(self, fitting: Row, facts: Facts) -> frozenset[str]:
        """The columns that matter in a row with these fitting cells, empty or not."""
        return self._walked(fitting, facts)[1]

    def _walked(self, fitting: Row, facts: Facts) -> tuple[Row, frozenset[str]]:
        """The cells that count, and the columns whose condition is true."""
        cells: dict[str, CellValue | Blank] = {}
        relevant = set()
        for name, condition in self._conditions:
            if condition is None or condition.outcomes(facts, cells) == TRUE:
                relevant.add(name)
                if name in fitting:
                    cells[name] = fitting[name]
        return cells, frozenset(relevant)
