"""What is wrong with an answer that is a value, whatever the bank's checks say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardtui.bank.licenses import license_doubt
from cardtui.bank.model import Column, Question
from cardtui.bank.text_formats import FORMATS, URL
from cardtui.bank.values import is_empty, misfit
from cardtui.card.model import Answer
from cardtui.interview.state import Finding

_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S{0,100})?")
"""What is an address as people say it."""


def findings_about(question: Question, answer: Answer) -> Iterator[Finding]:
    """The findings about an answer that fits; of a table those in all cells, relevant or not."""
    if question.type == "table":
        yield from _findings_in_cells(question, answer)
        return
    if said := _format_problem(question, answer.value):
        yield Finding(question.id, said)
    if said := _doubt(question, answer.value):
        yield Finding(question.id, said, is_error=False)
    yield from _missing_texts(question, answer)


def _findings_in_cells(table: Question, answer: Answer) -> Iterator[Finding]:
    known = {column.id: column for column in table.columns}
    for row in answer.rows:
        for name, cell in row.cells.items():
            if is_empty(cell):
                continue
            column = known.get(name)
            if said := _cell_problem(column, name, cell):
                yield Finding(table.id, said, row=row.number, column=name)
            elif column is not None and (said := _doubt(column, cell)):
                yield Finding(table.id, said, is_error=False, row=row.number, column=name)


def _cell_problem(column: Column | None, name: str, cell: object) -> str | None:
    if column is None:
        return f"there is no column `{name}`"
    return misfit(column, cell) or _format_problem(column, cell)


def _format_problem(field: Question | Column, value: object) -> str | None:
    """Why a text does not have the format that its question names; None where it has."""
    if not isinstance(value, str):
        return None
    if field.type == "url":
        if URL.fits(value):
            return None
        meant = f"https://{value}"
        looks_right = _WITHOUT_SCHEME.fullmatch(value) is not None and URL.fits(meant)
        return f"expected {URL.words}: write {meant}" if looks_right else f"expected {URL.words}"
    expected = FORMATS.get(field.text_format) if field.text_format else None
    return f"expected {expected.words}" if expected and not expected.fits(value) else None


def _doubt(field: Question | Column, value: object) -> str | None:
    """What may be wrong with a text that fits."""
    if field.text_format == "spdx" and isinstance(value, str):
        return license_doubt(value)
    return _path_problem(field, value)


def _path_problem(field: Question | Column, value: object) -> str | None:
    """Why a reader of the card could not follow a path; whether the file is there is not asked."""
    if field.type != "path" or not isinstance(value, str):
        return None
    if value.startswith(("/", "~")) or value[1:3] in (":/", ":\\"):
        return "this path is absolute: write it relative to the card"
    return "write the path with /" if "\\" in value else None


def _missing_texts(question: Question, answer: Answer) -> Iterator[Finding]:
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    for option in question.choices:
        is_asked = option.specify and option.id in chosen
        if is_asked and not answer.specify.get(option.id, "").strip():
            shown = option.label or option.id
            yield Finding(question.id, f'say in a few words what "{shown}" is')
