"""Which values a card's file can hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from cardtui.card.model import Answer

_PLAIN = frozenset({bool, int, float, str, date, datetime, time})
"""As TOML gives them. What only behaves like one of these would be written in its own way."""


def unstorable(answer: Answer) -> str | None:
    """The type of a value in an answer that no file can hold, if there is one."""
    values = (answer.value, *(cell for row in answer.rows for cell in row.cells.values()))
    found = (kind for value in values if value is not None for kind in _unstorable(value))
    texts = (answer.reason, answer.note, *answer.specify.values())
    no_texts = (type(text).__name__ for text in texts if type(text) is not str)
    return next(found, next(no_texts, None))


def _unstorable(value: object) -> Iterator[str]:
    if type(value) is list:
        for item in value:
            yield from _unstorable(item)
    elif type(value) is dict:
        for key, item in value.items():
            yield from _unstorable(item)
            if type(key) is not str:
                yield type(key).__name__
    elif type(value) not in _PLAIN:
        yield type(value).__name__
