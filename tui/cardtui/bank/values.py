"""What an answer can hold: which values fit a question, and what they mean to an expression.

A value is what TOML gives: bool, int, float, str, date, or a list of strings. `longtext` and
`code` are stored with exactly one final newline that is not part of the value.
"""

from __future__ import annotations

import math
from datetime import date, datetime

from cardtui.bank.model import Column, Question
from cardtui.condition.facts import CellValue
from cardtui.text.words import join_words

BLOCK_TYPES = frozenset({"longtext", "code"})
"""Types whose text is stored with one final newline."""
TEXT_TYPES = frozenset({"text", "longtext", "code", "url", "path"})
_INTEGERS = range(-(2**63), 2**63)
"""What every TOML parser can hold: https://toml.io/en/v1.0.0#integer."""


def without_final_newline(question: Question, stored: object) -> object:
    """The value of a stored answer."""
    if question.type in BLOCK_TYPES and isinstance(stored, str):
        return stored.removesuffix("\n")
    return stored


def with_final_newline(question: Question, value: object) -> object:
    """The value as it is stored."""
    if question.type in BLOCK_TYPES and isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") + "\n"
    return value


def is_empty(value: object) -> bool:
    """Whether a value says nothing: no value, a text of blanks, an empty list."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == []


def misfit(field: Question | Column, value: object) -> str | None:
    """Why a value that is not empty does not fit its question, in words; None where it fits."""
    match field.type:
        case "bool":
            return None if isinstance(value, bool) else "expected yes or no (true or false)"
        case "integer" | "number":
            return _misfit_of_number(value, whole=field.type == "integer")
        case "date":
            if isinstance(value, date) and not isinstance(value, datetime):
                return None
            from cardtui.bank.typed_dates import date_advice

            return date_advice(value if isinstance(value, str) else "")
        case "select":
            return _misfit_of_options(field, [value])
        case "multiselect" | "list":
            return _misfit_of_list(field, value)
        case "table":
            return "expected rows"
        case "note":
            return "a note has no answer"
        case _:
            return None if isinstance(value, str) else "expected a text"


def _misfit_of_number(value: object, *, whole: bool) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        expected = "expected a whole number" if whole else "expected a number"
        if not isinstance(value, str):
            return expected
        from cardtui.bank.typed_numbers import number_advice

        advice = number_advice(value, whole=whole)
        return f"{expected}: {advice}" if advice else expected
    if isinstance(value, float) and (whole or not math.isfinite(value)):
        return "expected a whole number" if whole else "expected a number that is not infinite"
    if isinstance(value, int) and value not in _INTEGERS:
        return "expected a number of at most 63 bits"
    return None


def _misfit_of_list(field: Question | Column, value: object) -> str | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "expected a list of texts"
    if field.type == "list":
        return None if all(item.strip() for item in value) else "an item of the list is empty"
    if len(set(value)) < len(value):
        return "an option is there twice"
    exclusive = [o.label or o.id for o in field.choices if o.exclusive and o.id in value]
    if exclusive and len(value) > 1:
        return f'"{exclusive[0]}" cannot stand with other options'
    return _misfit_of_options(field, value)


def _misfit_of_options(field: Question | Column, values: list[object]) -> str | None:
    known = [option.id for option in field.choices]
    dead = [value for value in values if value not in known]
    if not dead:
        return None
    return f'"{dead[0]}" is not an option; there are {join_words(known)}'


def logical_value(question: Question, value: object) -> CellValue | tuple[str, ...]:
    """A fitting value as an expression sees it: several options in the order of the bank."""
    if isinstance(value, list):
        if question.type == "multiselect":
            return tuple(option.id for option in question.choices if option.id in value)
        return tuple(value)
    plain = without_final_newline(question, value)
    assert isinstance(plain, bool | int | float | str | date)
    return plain
