"""Numbers as people type them: with separators, in the manner of their country, half finished.

What could be two numbers is none: "1,234" is 1234 to some and 1.234 to others, and a card must not
hold the wrong one. Where only one of them can be meant, that one is.
"""

from __future__ import annotations

import math
import re

_SPACES = " \u00a0\u202f_'\u2019"
"""Between groups of three digits these can mean nothing else."""
_INTEGER = re.compile(r"[+-]?\d{1,20}")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(
    rf"(?P<head>[+-]?[1-9]\d{{0,2}})(?P<separator>[.,{_SPACES}])"
    r"(?P<tail>\d{3}(?:(?P=separator)\d{3})*)(?P<fraction>\.\d*)?"
)
_COMMA = re.compile(r"[+-]?\d+,\d+|[+-]?\d{1,3}(?:\.\d{3})+,\d+")
"""A comma before the decimals."""
_BEGUN = re.compile(rf"[+-]?(?:\d[\d.,{_SPACES}]*|\.)?(?:[eE][+-]?)?")


def number_of_text(text: str, *, whole: bool) -> int | float | None:
    """The number that a text can only mean; None where it means none, or could mean two."""
    digits = _plain(text)
    if (grouped := _GROUPED.fullmatch(digits)) and _joined(grouped):
        if not _is_ambiguous(grouped, whole=whole):
            digits = _joined(grouped)
        elif whole or grouped["separator"] == ",":
            return None
    if _INTEGER.fullmatch(digits):
        return int(digits)
    if _NUMBER.fullmatch(digits) and math.isfinite(number := float(digits)):
        return number
    return None


def number_advice(text: str, *, whole: bool) -> str:
    """How to write what was probably meant; empty where that cannot be told."""
    digits = _plain(text)
    grouped = _GROUPED.fullmatch(digits)
    if grouped and _is_ambiguous(grouped, whole=whole):
        separator, joined = grouped["separator"], _joined(grouped)
        name = "comma" if separator == "," else "point"
        if whole:
            return f'is "{digits}" {joined}? write it without the {name}'
        fraction = float(digits.replace(",", "."))
        return f'is "{digits}" {joined} or {fraction}? write it without the {name}'
    if _COMMA.fullmatch(digits) and not whole:
        return f"write {digits.replace('.', '').replace(',', '.')}"
    return ""


def is_begun_number(text: str) -> bool:
    """Whether a text ends where no number can: "-", "1.", "2e-"."""
    digits = _plain(text)
    return not digits[-1:].isdigit() and _BEGUN.fullmatch(digits) is not None


def _plain(text: str) -> str:
    """A text with the minus sign that a keyboard has."""
    return text.strip().replace("\u2212", "-")


def _is_ambiguous(grouped: re.Match[str], *, whole: bool) -> bool:
    """Whether the one separator of a number could be the one before its decimals."""
    separator = grouped["separator"]
    if separator in _SPACES or grouped["fraction"] or separator in grouped["tail"]:
        return False
    # Nobody writes decimals of a whole number, but as many noughts as there are thousands.
    return separator == "." or not whole


def _joined(grouped: re.Match[str]) -> str:
    """The digits without their separator; empty where a point stands for two things."""
    separator, fraction = grouped["separator"], grouped["fraction"] or ""
    if separator == "." and fraction:
        return ""
    return grouped["head"] + grouped["tail"].replace(separator, "") + fraction
