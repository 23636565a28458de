"""What an author should look at: what is wrong with an answer, and the checks that it fails."""

from __future__ import annotations

from collections.abc import Iterator

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import CheckedBy
from cardtui.bank.model import Question
from cardtui.card.model import Answer
from cardtui.condition.facts import EMPTY_ROW, Blank, Fact, Facts, Row
from cardtui.condition.nodes import VALUE
from cardtui.condition.outcomes import FALSE
from cardtui.interview.answers import fitting_cells
from cardtui.interview.plan import Plan
from cardtui.interview.state import Finding, Worth


class Examiner:
    """Examines answers as a bank wants it. Made once for a bank."""

    def __init__(self, bank: Bank, plan: Plan) -> None:
        self._checks = bank.expressions.checks
        self._cell_checks = bank.expressions.cell_checks
        self._plan = plan
        self._alone = frozenset(
            question.id
            for question in bank
            if question.type != "table" and question.id not in self._checks
        )
        """Questions about whose answers nothing can be found but what they come to alone."""

    def findings(
        self, question: Question, answer: Answer, worth: Worth, fact: Fact, facts: Facts
    ) -> tuple[Finding, ...]:
        """The findings about a relevant question; `fact` is what its answer comes to."""
        if question.id in self._alone:
            return worth.findings
        return tuple(self._found(question, answer, worth, fact, facts))

    def _found(
        self, question: Question, answer: Answer, worth: Worth, fact: Fact, facts: Facts
    ) -> Iterator[Finding]:
        yield from self._that_matter(worth.findings, question, answer, facts)
        if isinstance(fact, Blank):
            return
        for check in self._checks.get(question.id, ()):
            if _fails(check, fact, {**_named(check, facts), question.id: fact}, EMPTY_ROW):
                yield Finding(question.id, check.message, check.is_error)
        if question.type == "table":
            assert isinstance(fact, tuple)
            for row, cells in zip(answer.rows, fact, strict=True):
                assert isinstance(cells, dict)
                yield from self._failing_cell_checks(question, row.number, cells, facts)

    def _that_matter(
        self, findings: tuple[Finding, ...], question: Question, answer: Answer, facts: Facts
    ) -> Iterator[Finding]:
        """The findings without those about cells that do not matter in their row."""
        if question.type != "table" or not findings:
            yield from findings
            return
        known = {column.id for column in question.columns}
        rows = {row.number: fitting_cells(question, row.cells) for row in answer.rows}
        columns = self._plan.columns_of(question.id)
        for finding in findings:
            if finding.column not in known or (
                finding.column in columns.relevant_in(rows[finding.row], facts)
            ):
                yield finding

    def _failing_cell_checks(
        self, table: Question, number: int, cells: Row, facts: Facts
    ) -> Iterator[Finding]:
        for column in table.columns:
            cell = cells.get(column.id)
            for check in self._cell_checks.get((table.id, column.id), ()):
                if cell is not None and _fails(check, cell, _named(check, facts), cells):
                    yield Finding(table.id, check.message, check.is_error, number, column.id)


def _named(check: CheckedBy, facts: Facts) -> dict[str, Fact]:
    """The facts that a check looks at: all of a large bank are too many to copy for each."""
    return {name: facts[name] for name in check.condition.names}


def _fails(check: CheckedBy, value: Fact, facts: dict[str, Fact], row: Row) -> bool:
    return check.condition.outcomes({**facts, VALUE: value}, row) == FALSE
