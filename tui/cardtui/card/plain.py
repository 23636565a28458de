"""Answers as JSON can hold them, with the keys that they have in the file."""

from __future__ import annotations

from datetime import date, time
from math import isfinite

from cardtui.card.model import Answer


def plain_answer(answer: Answer) -> dict[str, object]:
    """What is stored for a question; keys that say nothing are left out."""
    stored = {
        "value": answer.value,
        "status": answer.status,
        "reason": answer.reason,
        "specify": dict(answer.specify),
        "rows": [{"_row": row.number, **row.cells} for row in answer.rows],
        "note": answer.note,
        "asked": answer.asked,
    }
    return {key: _plain(value) for key, value in stored.items() if value not in (None, "", {}, [])}


def _plain(value: object) -> object:
    """A value as JSON has it: dates, times, infinity and NaN are texts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date | time) or (isinstance(value, float) and not isfinite(value)):
        return str(value)
    return value
