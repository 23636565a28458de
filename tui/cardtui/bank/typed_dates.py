"""Dates as people type them: the year first, so that no day can be taken for a month."""

from __future__ import annotations

import re
from datetime import date

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_WITHOUT_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?")
_BEGUN = re.compile(r"\d{0,4}|\d{4}([-/.])(?:\d{1,2}(?:\1\d?)?)?")
_SUCH_AS = "expected a date such as 2026-01-31"


def date_of_text(text: str) -> date | None:
    """The day that a text names; None for none, or where day and month could be exchanged."""
    stripped = text.strip()
    if match := _YEAR_FIRST.fullmatch(stripped):
        year, _, month, day = match.groups()
        return _day(year, month, day)
    try:
        return date.fromisoformat(stripped)
    except ValueError:
        return None


def date_advice(text: str) -> str:
    """What is expected instead of a text that is no date."""
    stripped = text.strip()
    if _YEAR_FIRST.fullmatch(stripped):
        # A date in quotes is a text, though a day all the same.
        is_day = date_of_text(stripped) is not None
        return _SUCH_AS if is_day else f"expected a date: there is no day {stripped}"
    if match := _YEAR_LAST.fullmatch(stripped):
        first, _, second, year = match.groups()
        days = {_day(year, second, first), _day(year, first, second)} - {None}
        meant = " or ".join(sorted(str(day) for day in days))
        if len(days) == 1:
            return f"expected a date: write {meant}"
        if days:
            return f"expected a date: is it {meant}? write the year first"
    if match := _WITHOUT_DAY.fullmatch(stripped):
        example = _day(match[1], match[2] or "1", "15")
        return f"expected a day too, such as {example}" if example else _SUCH_AS
    return _SUCH_AS


def is_begun_date(text: str) -> bool:
    """Whether a text could become a date by going on: "2026-0"."""
    return _BEGUN.fullmatch(text.strip()) is not None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
