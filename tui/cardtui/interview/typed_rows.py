"""Rows of a table from lines of text: as a spreadsheet copies them, as CSV, as Markdown writes them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from cardtui.bank.model import Column, Question
from cardtui.bank.typed_text import value_of_text
from cardtui.interview.typed import named_option
from cardtui.text.words import count_of

_MOST_ROWS = 500
"""More at once are probably not meant for a model card."""
_RULE = re.compile(r":?-+:?")
"""A cell of the line below the head of a Markdown table."""


def rows_of_text(table: Question, text: str) -> list[dict[str, object]]:
    """The cells of each row, by column. A cell that cannot be read stays a text.

    A first line that names columns says which are meant; else they are taken in their order. Raises
    `ValueError`, in words, where a value would find no column, or there are too many rows.
    """
    records = [(number, cells) for number, cells in _records(text) if any(cells)]
    columns = list(table.columns)
    if records and (named := _named(table, records[0][1])):
        columns = named
        records = records[1:]
    if len(records) > _MOST_ROWS:
        shown = count_of(len(records), "row")
        raise ValueError(f"These are {shown}: at most {_MOST_ROWS} can be pasted at once.")
    for number, cells in records:
        if len(cells) > len(columns):
            values, room = count_of(len(cells), "value"), count_of(len(columns), "column")
            raise ValueError(f"Line {number} has {values} for {room}: nothing was pasted.")
    return [
        {
            column.id: _value(column, cell)
            for column, cell in zip(columns, cells, strict=False)
            if cell
        }
        for _, cells in records
    ]


def _value(column: Column, text: str) -> object:
    option = named_option(column, text)
    return option.id if option else value_of_text(column, text)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has some, with the number of its last line."""
    lines = [line for line in text.strip("\n").split("\n") if line.strip()]
    if lines and all(line.strip().startswith("|") for line in lines):
        for number, line in enumerate(lines, 1):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(_RULE.fullmatch(cell) for cell in cells):
                yield number, _without_empty_end(cells)
        return
    source = StringIO(text.strip("\n"), newline="")
    reader = csv.reader(source, delimiter=_separator(lines), skipinitialspace=True)
    try:
        for cells in reader:
            yield reader.line_num, _without_empty_end([cell.strip() for cell in cells])
    except csv.Error as error:
        raise ValueError(f"Line {reader.line_num} cannot be read ({error}).") from None


def _separator(lines: list[str]) -> str:
    """A spreadsheet copies tabs; where commas stand before decimals, CSV has semicolons."""
    if any("\t" in line for line in lines):
        return "\t"
    return ";" if lines and all(";" in line for line in lines) else ","


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _named(table: Question, cells: list[str]) -> list[Column]:
    """The columns that a head names, by label or id; none where it is no head."""
    by_name = {name.casefold(): c for c in table.columns for name in (c.id, c.name)}
    named = [by_name.get(cell.casefold()) for cell in cells]
    found = [column for column in named if column is not None]
    is_head = len(found) == len(named) == len({column.id for column in found})
    return found if is_head else []
