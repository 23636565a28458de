"""A value that was given to a question of another type.

A bank that changes the type of a question says nothing more about it. What fits the new type
stays; what a person could have typed for it is read as if it were typed now; anything else stays
as it is, and is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable

from cardtui.bank.model import Column, Question
from cardtui.bank.typed_text import text_of_value, value_of_text
from cardtui.bank.values import BLOCK_TYPES, is_empty, misfit, with_final_newline
from cardtui.card.renaming import could_be_typed


def read_as(field: Question | Column, value: object) -> object:
    """`value` as its field would hold it; the value itself where the field cannot."""
    if is_empty(value):
        return value
    if misfit(field, value) is None:
        return _without_newline_of_block(field, value)
    if not could_be_typed(value):
        return value
    read = _read(field, value)
    return value if is_empty(read) or misfit(field, read) is not None else read


def _without_newline_of_block(field: Question | Column, value: object) -> object:
    """A long text that is a short one now does not need its final newline."""
    is_text = isinstance(value, str) and field.type not in BLOCK_TYPES
    return value.removesuffix("\n") if is_text and isinstance(value, str) else value


def _read(field: Question | Column, value: object) -> object:
    lines = text_of_value(value).split("\n")
    items = [line.strip() for line in lines if line.strip()]
    match field.type:
        case "list":
            return items
        case "multiselect":
            return _options(field, items)
        case "longtext" | "code":
            assert isinstance(field, Question)
            return with_final_newline(field, "\n".join(lines).removesuffix("\n"))
    if len(items) != 1:
        return None
    if field.type == "select":
        return next(iter(_options(field, items)), None)
    if field.type == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value_of_text(field, items[0])


def _options(field: Question | Column, texts: Iterable[str]) -> list[str]:
    """The options that texts name by id or label; what names none stays, and does not fit."""
    by_name = {option.label.casefold(): option.id for option in reversed(field.choices)}
    by_name |= {option.id: option.id for option in field.choices}
    return [by_name.get(text, by_name.get(text.casefold(), text)) for text in texts]
