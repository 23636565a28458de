"""From what a person types to a value. What cannot be read stays a text, so nothing is lost."""

from __future__ import annotations

from datetime import date

from cardtui.bank.model import Column, Question

_YES = {"yes", "y", "true"}
_NO = {"no", "n", "false"}


def value_of_text(field: Question | Column, text: str) -> object:
    """The value that `text` means to a field; the text itself where it means none.

    Thousands may be separated; a unit that is the field's own may follow a number.
    """
    stripped = text.strip()
    match field.type:
        case "integer" | "number":
            from cardtui.bank.typed_numbers import number_of_text

            whole = field.type == "integer"
            number = number_of_text(stripped.removesuffix(field.unit), whole=whole)
            if whole and isinstance(number, float) and number.is_integer() and abs(number) < 2**53:
                return int(number)
            return text if number is None else number
        case "date":
            from cardtui.bank.typed_dates import date_of_text

            day = date_of_text(stripped)
            return text if day is None else day
        case "bool":
            folded = stripped.casefold()
            return True if folded in _YES else False if folded in _NO else text
        case "longtext" | "code":
            return text
        case _:
            return stripped


def is_begun(field: Question | Column, text: str) -> bool:
    """Whether a person is probably still typing: "-" and "2026-0" are no values, but begin one."""
    match field.type:
        case "integer" | "number":
            from cardtui.bank.typed_numbers import is_begun_number

            return is_begun_number(text) or _has_begun_unit(field, text)
        case "date":
            from cardtui.bank.typed_dates import is_begun_date

            return is_begun_date(text)
        case "url":
            return _begins(text, "https://") or _begins(text, "http://")
        case _:
            return False


def _has_begun_unit(field: Question | Column, text: str) -> bool:
    """Whether a part of the unit stands behind a number: "12.5 m" of "ms"."""
    from cardtui.bank.typed_numbers import number_of_text

    whole = field.type == "integer"
    begun = (field.unit[:end] for end in range(1, len(field.unit)))
    return any(
        text.endswith(unit) and number_of_text(text.removesuffix(unit), whole=whole) is not None
        for unit in begun
    )


def _begins(text: str, whole: str) -> bool:
    """Whether a text is the beginning of a whole one."""
    return whole.startswith(text.strip())


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
