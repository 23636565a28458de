"""What an author should look at: answers that do not fit, formats that fail, checks that fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import CheckedBy
from cardtui.bank.model import Column, Question
from cardtui.bank.text_formats import FORMATS, URL
from cardtui.bank.values import is_empty, misfit
from cardtui.card.model import Answer
from cardtui.condition.facts import EMPTY_ROW, Fact, Facts, Row
from cardtui.condition.nodes import VALUE
from cardtui.condition.outcomes import FALSE
from cardtui.interview.answers import fitting_cells, misfit_of, stored_state
from cardtui.interview.columns import Columns
from cardtui.interview.state import Finding, Stored


class Examiner:
    """Examines answers against a bank. Made once for a bank."""

    def __init__(self, bank: Bank, columns: Mapping[str, Columns]) -> None:
        self._checks = bank.expressions.checks
        self._cell_checks = bank.expressions.cell_checks
        self._columns = columns

    def findings(
        self, question: Question, answer: Answer | None, says: Fact, facts: Facts
    ) -> Iterator[Finding]:
        """What is wrong with the answer to a relevant question, which `says` this."""
        if answer is None or stored_state(question, answer) is Stored.UNANSWERED:
            return
        if said := misfit_of(question, answer):
            yield Finding(question.id, said)
        elif answer.status is None:
            if question.type == "table":
                yield from self._about_cells(question, answer, facts)
            else:
                yield from _about_value(question, answer)
            yield from self._failing_checks(question, answer, says, facts)

    def _about_cells(self, table: Question, answer: Answer, facts: Facts) -> Iterator[Finding]:
        known = {column.id: column for column in table.columns}
        for row in answer.rows:
            problems = {
                name: said
                for name, cell in row.cells.items()
                if (said := _cell_problem(known.get(name), name, cell)) is not None
            }
            if not problems:
                continue
            relevant = self._columns[table.id].relevant_in(fitting_cells(table, row.cells), facts)
            for name, said in problems.items():
                if name in relevant or name not in known:
                    yield Finding(table.id, said, row=row.number, column=name)

    def _failing_checks(
        self, question: Question, answer: Answer, says: Fact, facts: Facts
    ) -> Iterator[Finding]:
        for check in self._checks.get(question.id, ()):
            if _fails(check, says, {**_named(check, facts), question.id: says}, EMPTY_ROW):
                yield Finding(question.id, check.message, check.is_error)
        if question.type == "table" and isinstance(says, tuple):
            for row, cells in zip(answer.rows, says, strict=True):
                assert isinstance(cells, dict)
                yield from self._failing_cell_checks(question, row.number, cells, facts)

    def _failing_cell_checks(
        self, table: Question, number: int, cells: Row, facts: Facts
    ) -> Iterator[Finding]:
        for column in table.columns:
            cell = cells.get(column.id)
            for check in self._cell_checks.get((table.id, column.id), ()):
                if cell is not None and _fails(check, cell, _named(check, facts), cells):
                    yield Finding(table.id, check.message, check.is_error, number, column.id)


def _named(check: CheckedBy, facts: Facts) -> dict[str, Fact]:
    """The facts that a check looks at: a whole bank's are too many to copy for each."""
    return {name: facts[name] for name in check.condition.names}


def _fails(check: CheckedBy, value: Fact, facts: dict[str, Fact], row: Row) -> bool:
    return check.condition.outcomes({**facts, VALUE: value}, row) == FALSE


def format_problem(field: Question | Column, value: object) -> str | None:
    """Why a text does not have the format that its question names; None where it has."""
    if not isinstance(value, str):
        return None
    if field.type == "url":
        return None if URL.fits(value) else f"expected {URL.words}"
    if field.text_format is not None and not FORMATS[field.text_format].fits(value):
        return f"expected {FORMATS[field.text_format].words}"
    return None


def _path_problem(field: Question | Column, value: object) -> str | None:
    """Why a reader of the card could not follow a path; whether the file is there is not asked."""
    if field.type != "path" or not isinstance(value, str):
        return None
    if value.startswith(("/", "~")) or value[1:3] in (":/", ":\\"):
        return "this path is absolute: write it relative to the card"
    return "write the path with /" if "\\" in value else None


def _cell_problem(column: Column | None, name: str, cell: object) -> str | None:
    if is_empty(cell):
        return None
    if column is None:
        return f"there is no column `{name}`"
    return misfit(column, cell) or format_problem(column, cell)


def _about_value(question: Question, answer: Answer) -> Iterator[Finding]:
    if said := format_problem(question, answer.value):
        yield Finding(question.id, said)
    if said := _path_problem(question, answer.value):
        yield Finding(question.id, said, is_error=False)
    yield from _missing_texts(question, answer)


def _missing_texts(question: Question, answer: Answer) -> Iterator[Finding]:
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    for option in question.choices:
        is_asked = option.specify and option.id in chosen
        if is_asked and not answer.specify.get(option.id, "").strip():
            shown = option.label or option.id
            yield Finding(question.id, f'say in a few words what "{shown}" is')
