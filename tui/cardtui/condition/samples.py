"""Values that stand for all values of a kind, given the constants they are compared with.

Between two neighbouring constants every number behaves alike, and so for dates and for texts in
code point order: each constant and its neighbours decide what a comparison can come to. Where two
questions are compared that both could be anything, one must be able to be less than, equal to and
greater than the other. Options are few, so all of them are taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import combinations
from typing import assert_never

from cardtui.condition.facts import EMPTY_ROW, CellValue, Value
from cardtui.condition.kinds import (
    Bool,
    Date,
    Kind,
    Number,
    Option,
    Options,
    Table,
    Text,
    TextList,
)

LEAST_INTEGER, GREATEST_INTEGER = -(2**63), 2**63 - 1
"""What every TOML parser can hold: https://toml.io/en/v1.0.0#integer."""
_ALL_SUBSETS_UP_TO = 8
"""Of so many options every combination is taken; of more, those that a comparison can tell apart."""
_MOST_ITEMS = 100_000
"""Lists and tables are counted up to here."""
_FIRST = "\x01"
"""A text that no other comes before in practice."""


def samples(kind: Kind, constants: Iterable[CellValue]) -> list[Value]:
    """Values of `kind`, which is never empty."""
    known = list(constants)
    match kind:
        case Bool():
            return [True, False]
        case Number(whole):
            return _numbers(_numbers_in(known), whole=whole)
        case Date():
            return _dates([c for c in known if isinstance(c, date)])
        case Text():
            return _texts(_texts_in(known))
        case Option(options):
            return list(options)
        case Options():
            return list(_selections(kind, set(_texts_in(known))))
        case TextList():
            return _text_lists(_texts_in(known), _sizes(_numbers_in(known)))
        case Table():
            return [(EMPTY_ROW,) * size for size in _sizes(_numbers_in(known))]
        case _:
            assert_never(kind)


def _numbers_in(constants: list[CellValue]) -> list[int | float]:
    return [c for c in constants if isinstance(c, int | float) and not isinstance(c, bool)]


def _texts_in(constants: list[CellValue]) -> list[str]:
    """The constants that a text can be: one of blanks is no answer."""
    return [c for c in constants if isinstance(c, str) and c.strip()]


def _numbers(constants: list[int | float], *, whole: bool) -> list[Value]:
    # Small numbers without a constant too: they may be compared with how many items there are.
    found: set[int | float] = {LEAST_INTEGER, -1, 0, 1, 2, GREATEST_INTEGER}
    for constant in constants:
        found |= {math.floor(constant) + step for step in (-1, 0, 1, 2)}
        if not whole:
            found.add(constant)
            with suppress(OverflowError):
                found |= {math.nextafter(constant, end) for end in (-math.inf, math.inf)}
    return sorted(
        number
        for number in found
        if (LEAST_INTEGER <= number <= GREATEST_INTEGER)
        or (isinstance(number, float) and math.isfinite(number))
    )


def _dates(constants: list[date]) -> list[Value]:
    found = {date.min, date.max, date(2026, 1, 1), *constants}
    for constant in constants:
        for step in (-1, 1):
            with suppress(OverflowError):
                found.add(constant + timedelta(days=step))
    return sorted(found)


def _texts(constants: list[str]) -> list[Value]:
    # A text and the next one after it; three at least.
    return sorted({_FIRST, _FIRST * 2, _FIRST * 3, *constants, *(c + _FIRST for c in constants)})


def _sizes(constants: list[int | float]) -> list[int]:
    """How many items there can be: each number that is named, and its neighbours."""
    found = {1, 2, 3}
    for constant in constants:
        found |= {math.floor(constant) + step for step in (-1, 0, 1, 2)}
    return sorted(size for size in found if 1 <= size <= _MOST_ITEMS)


def _text_lists(constants: list[str], sizes: list[int]) -> list[Value]:
    other = max([*constants, ""], key=len) + _FIRST
    lists: list[Value] = [(constant,) for constant in constants]
    lists += [tuple(constants), (*constants, other)] if constants else []
    return lists + [(other,) * size for size in sizes]


def _selections(kind: Options, named: set[str]) -> Iterator[tuple[str, ...]]:
    free = [option for option in kind.options if option not in kind.exclusive]
    yield from ((option,) for option in kind.options if option in kind.exclusive)
    if len(free) <= _ALL_SUBSETS_UP_TO:
        for size in range(1, len(free) + 1):
            yield from combinations(free, size)
        return
    # Each alone, the first so many, all but one, and those that are named.
    yield from ((option,) for option in free)
    yield from (tuple(free[:size]) for size in range(2, len(free) + 1))
    yield from (tuple(o for o in free if o != left_out) for left_out in free)
    if used := tuple(option for option in free if option in named):
        yield used
