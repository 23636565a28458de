"""Lists, numbers and near misses as a person would write them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_GROUPED_FROM = 10_000
"""Integers below this are printed without separators, so that a year stays a year."""
_MOST_COMPARED = 100
"""Characters of a name: what it was meant to be is looked for with the square of its length."""


def join_words(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """`1 row`, `3 rows`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def shortened(text: str, most: int = 80) -> str:
    """A text on one line, cut where it is long; an answer may be a whole one."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


class Marks(NamedTuple):
    """What parts the digits of a number in a language."""

    group: str = ","
    """Between groups of three."""
    point: str = "."
    """Before the decimals."""


ENGLISH_MARKS = Marks()


def number_text(number: float, marks: Marks = ENGLISH_MARKS) -> str:
    """A number as it is printed: `66,000,000`, `0.913`, `90` for 90.0."""
    if not isinstance(number, int) and number.is_integer() and abs(number) < 1e15:
        number = int(number)
    is_grouped = isinstance(number, int) and abs(number) >= _GROUPED_FROM
    text = f"{number:,}" if is_grouped else str(number)
    return text.translate({ord(","): marks.group, ord("."): marks.point})


def with_unit(number: float, unit: str, marks: Marks = ENGLISH_MARKS) -> str:
    """A number and its unit: `8 bits`, `97%`."""
    shown = number_text(number, marks)
    if not unit:
        return shown
    return f"{shown}{unit}" if unit in {"%", "‰", "°"} else f"{shown} {unit}"


def size_text(count: int) -> str:
    """How large a file is: `830 bytes`, `12.3 kB`, `1.2 MB`."""
    if count < 1_000:
        return count_of(count, "byte")
    if count < 999_950:
        return f"{count / 1_000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, if one is near."""
    from difflib import get_close_matches

    candidates = list(known)
    folded = {_compared(candidate): candidate for candidate in reversed(candidates)}
    wanted = _compared(name)
    found = get_close_matches(wanted, folded, n=1, cutoff=0.6)
    # Two letters that changed places are far for difflib where others stand between them.
    found = found or [each for each in folded if sorted(each) == sorted(wanted)]
    return folded[found[0]] if found else None


def _compared(name: str) -> str:
    return name[:_MOST_COMPARED].casefold()


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question after the name that was meant, or nothing where no known name is near."""
    found = nearest(name, known)
    return f"did you mean `{found}`?" if found else ""


def cut(text: str, longest: int) -> str:
    """`text`, or as much of it as `longest` characters hold together with what says so."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
