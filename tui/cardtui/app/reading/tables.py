"""Tables in the width that there is: side by side where words stay whole, else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len

from cardtui.app.reading.lines import FAINT, PLAIN, STRONG, Line, Span, wrapped

_GAP = 2
"""Cells between two columns."""


@dataclass
class Cell:
    """A cell of a table."""

    spans: list[Span]
    is_right: bool = False
    """Whether it stands at the right, as numbers do."""

    @cached_property
    def width(self) -> int:
        """What it takes on one line."""
        return sum(cell_len(text) for text, _ in self.spans)

    @cached_property
    def longest_word(self) -> int:
        """What it needs at least."""
        text = "".join(text for text, _ in self.spans)
        return max(map(cell_len, text.split(" ")))


def table_lines(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[Line]:
    """A table whose first row holds the heads."""
    widths = _column_widths(rows, width)
    if widths is None:
        return _row_by_row(rows, width)
    return _side_by_side(rows, widths)


def _column_widths(rows: Sequence[Sequence[Cell]], width: int) -> list[int] | None:
    """The width of each column; None where a word would not fit its own."""
    columns = range(len(rows[0]))
    room = width - _GAP * (len(columns) - 1)
    wanted = [max(1, *(row[i].width for row in rows)) for i in columns]
    if sum(wanted) <= room:
        return wanted
    least = [max(1, *(row[i].longest_word for row in rows)) for i in columns]
    if sum(least) > room:
        return None
    widths = least
    spare = room - sum(least)
    while spare > 0:
        # The column that lacks most gets the next cell.
        lacking = max(columns, key=lambda i: wanted[i] - widths[i])
        widths[lacking] += 1
        spare -= 1
    return widths


def _side_by_side(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        yield from _row(row, widths, STRONG if number == 0 else PLAIN)
        if number == 0:
            yield Line((("─" * (sum(widths) + _GAP * (len(widths) - 1)), FAINT),))


def _row(row: Sequence[Cell], widths: Sequence[int], kind: int) -> Iterator[Line]:
    cells = [list(wrapped(cell.spans, w)) for cell, w in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        spans: list[Span] = []
        for cell, lines, w in zip(row, cells, widths, strict=True):
            part = lines[number] if number < len(lines) else Line()
            pad = " " * (w - part.width)
            before, behind = (pad, "") if cell.is_right else ("", pad)
            spans += [(before, PLAIN), *((text, one | kind) for text, one in part.spans)]
            spans.append((behind + " " * _GAP, PLAIN))
        # Nothing is drawn behind the last cell that holds something.
        while spans and not spans[-1][0].strip():
            spans.pop()
        yield Line(tuple(span for span in spans if span[0]))


def _row_by_row(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[Line]:
    """Each row as a small list, its first cell in bold; without rows, the heads."""
    heads = rows[0]
    for head in heads if len(rows) == 1 else ():
        yield from wrapped([(text, kind | STRONG) for text, kind in head.spans], width)
    for number, row in enumerate(rows[1:]):
        if number:
            yield Line()
        for i, (head, cell) in enumerate(zip(heads, row, strict=True)):
            if not cell.width:
                continue
            if i == 0:
                yield from wrapped([(text, kind | STRONG) for text, kind in cell.spans], width)
                continue
            name = [(text, kind | FAINT) for text, kind in head.spans]
            yield from _indented(wrapped([*name, (": ", FAINT), *cell.spans], max(width - _GAP, 1)))


def _indented(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        yield Line(((" " * _GAP, PLAIN), *line.spans), _GAP, line.glue)
