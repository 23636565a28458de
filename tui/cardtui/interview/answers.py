"""What a stored answer is worth to its question: its value, or why it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from cardtui.bank.bank import Bank
from cardtui.bank.dependencies import column_needs, evaluation_order
from cardtui.bank.model import Column, Question
from cardtui.bank.text_formats import FORMATS, URL
from cardtui.bank.values import is_empty, logical_value, misfit
from cardtui.card.model import Answer
from cardtui.condition.facts import Blank, CellValue, Facts, Row, Value
from cardtui.condition.outcomes import TRUE
from cardtui.interview.state import Finding, Stored


def stored_state(question: Question, answer: Answer | None) -> Stored:
    """What the card stores, whether it fits or not."""
    if answer is None or question.type == "note":
        return Stored.UNANSWERED
    if answer.status is not None:
        return Stored(answer.status)
    if question.type == "table":
        is_blank = not _has_cells(answer) and is_empty(answer.value)
    else:
        is_blank = is_empty(answer.value) and not answer.rows
    return Stored.UNANSWERED if is_blank else Stored.ANSWERED


def _has_cells(answer: Answer) -> bool:
    return any(not is_empty(cell) for row in answer.rows for cell in row.cells.values())


def misfit_of(question: Question, answer: Answer) -> str | None:
    """Why what is stored does not fit its question; None where it fits."""
    if answer.status is not None:
        if answer.status in question.allow:
            return None
        return f'"{answer.status.replace("_", " ")}" is no answer to this question'
    if question.type == "table":
        if not is_empty(answer.value):
            return "expected rows"
        return None if _has_fitting_cells(question, answer) else "no cell fits its column"
    return "expected a value, found rows" if answer.rows else misfit(question, answer.value)


def _has_fitting_cells(question: Question, answer: Answer) -> bool:
    return any(
        not is_empty(row.cells.get(column.id)) and misfit(column, row.cells[column.id]) is None
        for row in answer.rows
        for column in question.columns
    )


def has_value(question: Question, answer: Answer | None) -> bool:
    """Whether something is stored that fits: a value, or a status that the question allows."""
    return (
        answer is not None
        and stored_state(question, answer) is not Stored.UNANSWERED
        and misfit_of(question, answer) is None
    )


def fact_of(bank: Bank, question: Question, answer: Answer | None, facts: Facts) -> Value | Blank:
    """What expressions see of a relevant question; `facts` are those it depends on."""
    if answer is None or not has_value(question, answer):
        return Blank.OPEN
    if answer.status is not None:
        return Blank.SAID_UNKNOWN if answer.status == "unknown" else Blank.NOTHING
    if question.type == "table":
        return relevant_rows(bank, question, answer, facts)
    return logical_value(question, answer.value)


def relevant_rows(bank: Bank, question: Question, answer: Answer, facts: Facts) -> tuple[Row, ...]:
    """The rows of a table, without cells that are empty, do not fit, or are set aside."""
    order = column_order(bank, question)
    return tuple(_walk_row(bank, question, row.cells, order, facts)[0] for row in answer.rows)


def column_order(bank: Bank, question: Question) -> tuple[Column, ...]:
    """The columns, each after those that its condition names."""
    by_id = {column.id: column for column in question.columns}
    order = evaluation_order(column_needs(question, bank.expressions))
    return tuple(by_id[name] for name in order or ())


def relevant_columns(
    bank: Bank, question: Question, stored: Mapping[str, object], facts: Facts
) -> frozenset[str]:
    """The columns that matter in a row with these cells, empty or not."""
    _, columns = _walk_row(bank, question, stored, column_order(bank, question), facts)
    return frozenset(columns)


def _walk_row(
    bank: Bank,
    question: Question,
    stored: Mapping[str, object],
    order: tuple[Column, ...],
    facts: Facts,
) -> tuple[Row, set[str]]:
    """The cells that count, and the columns whose condition is true."""
    row: dict[str, CellValue | Blank] = {}
    columns = set()
    for column in order:
        condition = bank.expressions.columns.get((question.id, column.id))
        if condition is not None and condition.outcomes(facts, row) != TRUE:
            continue
        columns.add(column.id)
        cell = stored.get(column.id)
        if not is_empty(cell) and misfit(column, cell) is None:
            row[column.id] = cast(CellValue, cell)
    return row, columns


def format_problem(field: Question | Column, value: object) -> str | None:
    """Why a text does not have the format that its question names; None where it has."""
    if not isinstance(value, str):
        return None
    if field.type == "url":
        return None if URL.fits(value) else f"expected {URL.words}"
    if field.text_format is not None and not FORMATS[field.text_format].fits(value):
        return f"expected {FORMATS[field.text_format].words}"
    return None


def path_problem(
    field: Question | Column, value: object, exists: Callable[[str], bool]
) -> str | None:
    """Why a path could not be followed by a reader of the card; None where it could."""
    if field.type != "path" or not isinstance(value, str):
        return None
    if value.startswith(("/", "~")) or value[1:3] in (":/", ":\\"):
        return "this path is absolute: write it relative to the card"
    if "\\" in value:
        return "write the path with /"
    return None if exists(value) else "there is no such file beside the card"


def findings_about(question: Question, answer: Answer | None) -> Iterator[Finding]:
    """What is wrong with a stored answer, whatever the bank's checks say."""
    if answer is None or stored_state(question, answer) is Stored.UNANSWERED:
        return
    if said := misfit_of(question, answer):
        yield Finding(question.id, said)
    elif answer.status is None and question.type == "table":
        yield from _findings_about_cells(question, answer)
    elif answer.status is None:
        if said := format_problem(question, answer.value):
            yield Finding(question.id, said)
        yield from _missing_texts(question, answer)


def _findings_about_cells(question: Question, answer: Answer) -> Iterator[Finding]:
    known = {column.id: column for column in question.columns}
    for row in answer.rows:
        for name, cell in row.cells.items():
            if is_empty(cell):
                continue
            column = known.get(name)
            if column is None:
                said: str | None = f"there is no column `{name}`"
            else:
                said = misfit(column, cell) or format_problem(column, cell)
            if said:
                yield Finding(question.id, said, row=row.number, column=name)


def _missing_texts(question: Question, answer: Answer) -> Iterator[Finding]:
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    for option in question.choices:
        is_asked = option.specify and option.id in chosen
        if is_asked and not answer.specify.get(option.id, "").strip():
            shown = option.label or option.id
            yield Finding(question.id, f'say in a few words what "{shown}" is')
