"""From what a person types to a value. What cannot be read stays a text, so nothing is lost."""

from __future__ import annotations

import math
import re
from datetime import date

from cardtui.bank.model import Column, Question

_SEPARATORS = re.compile(r"(?<=\d)[ ,_\u00a0\u202f'](?=\d{3}(?:\D|\Z))")
_INTEGER = re.compile(r"[+-]?\d{1,20}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_YES = {"yes", "y", "true"}
_NO = {"no", "n", "false"}


def value_of_text(field: Question | Column, text: str) -> object:
    """The value that `text` means to a field; the text itself where it means none.

    Thousands may be separated; a unit that is the field's own may follow a number.
    """
    stripped = text.strip()
    match field.type:
        case "integer" | "number":
            number = _number(stripped.removesuffix(field.unit).strip(), text)
            if field.type == "integer" and isinstance(number, float) and number.is_integer():
                return int(number) if abs(number) < 2**53 else number
            return number
        case "date":
            try:
                return date.fromisoformat(stripped)
            except ValueError:
                return text
        case "bool":
            folded = stripped.casefold()
            return True if folded in _YES else False if folded in _NO else text
        case "longtext" | "code":
            return text
        case _:
            return stripped


def _number(digits: str, text: str) -> object:
    joined = _SEPARATORS.sub("", digits)
    if _INTEGER.fullmatch(joined):
        return int(joined)
    if _NUMBER.fullmatch(joined) and math.isfinite(number := float(joined)):
        return number
    return text


def text_of_value(value: object) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)
