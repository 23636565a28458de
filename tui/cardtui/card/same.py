"""When two answers are the same: what they say, and not which objects say it."""

from __future__ import annotations

from dataclasses import replace

from cardtui.card.model import Answer, Row


def canonical(answer: Answer) -> str:
    """Equal for equal answers, and unlike `==` it tells 1 from true, and NaN equals NaN."""
    rows = [(row.number, canonical_cells(row)) for row in answer.rows]
    kept = (
        answer.value,
        answer.status,
        answer.reason,
        sorted(answer.specify.items()),
        answer.asked,
    )
    return repr((kept, rows, highest_row(answer)))


def canonical_cells(row: Row) -> str:
    """Equal for rows that are equal but for their number."""
    return repr(sorted(row.cells.items()))


def said(answer: Answer | None) -> str:
    """What an answer says, without what is noted beside it; no answer says nothing."""
    return canonical(replace(answer, asked="", last_row=0) if answer else Answer())


def highest_row(answer: Answer | None) -> int:
    """The highest row number that an answer knows of."""
    return max([answer.last_row, *(row.number for row in answer.rows)]) if answer else 0
