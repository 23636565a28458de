"""Values that stand for all values of a kind, given the constants they are compared with.

Between two neighbouring constants every number behaves alike, and so for dates and for texts in
code point order: one sample for each constant and one for each gap decides what a comparison can
come to. Options are few, so all of them are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import combinations, pairwise

from cardtui.condition.facts import CellValue, Value
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

_ALL_SUBSETS_UP_TO = 8
"""Of so many options every combination is taken; of more, those that a comparison can tell apart."""


def samples(kind: Kind, constants: Iterable[CellValue]) -> list[Value]:
    """Values of `kind`; nothing for a table, whose cells are sampled one by one."""
    match kind:
        case Bool():
            return [True, False]
        case Number(whole):
            return _numbers([c for c in constants if isinstance(c, int | float)], whole)
        case Date():
            return _dates([c for c in constants if isinstance(c, date)])
        case Text():
            return _texts([c for c in constants if isinstance(c, str)])
        case Option(options):
            return list(options)
        case Options():
            return list(_selections(kind, {c for c in constants if isinstance(c, str)}))
        case TextList():
            return _text_lists([c for c in constants if isinstance(c, str)])
        case Table():
            return []


def _numbers(constants: list[int | float], whole: bool) -> list[Value]:
    if not constants:
        return [0]
    cuts = sorted(set(constants))
    found: set[int | float] = {cuts[0] - 1, cuts[-1] + 1, *cuts}
    if whole:
        found |= {step for cut in cuts for step in (int(cut) - 1, int(cut), int(cut) + 1)}
        return sorted(n for n in found if isinstance(n, int) or n.is_integer())
    for low, high in pairwise(cuts):
        # Halves first: the sum of two large floats is infinite.
        with suppress(OverflowError):
            found.add(low / 2 + high / 2)
    return sorted(found)


def _dates(constants: list[date]) -> list[Value]:
    found = set(constants) or {date(2026, 1, 1)}
    for constant in constants:
        for step in (-1, 1):
            if date.min < constant < date.max:
                found.add(constant + timedelta(days=step))
    return sorted(found)


def _texts(constants: list[str]) -> list[Value]:
    found = {"\x01", *constants, *(constant + "\x01" for constant in constants)}
    return sorted(text for text in found if text)


def _text_lists(constants: list[str]) -> list[Value]:
    other = max([*constants, ""], key=len) + "\x01"
    lists: list[Value] = [(other,), *((constant,) for constant in constants), tuple(constants)]
    longer = [(*constants, *[other] * extra) for extra in range(1, 4)]
    return [items for items in [*lists, *longer] if items]


def _selections(kind: Options, used: set[str]) -> Iterator[tuple[str, ...]]:
    free = [option for option in kind.options if option not in kind.exclusive]
    yield from ((option,) for option in kind.options if option in kind.exclusive)
    if len(free) > _ALL_SUBSETS_UP_TO:
        # Options that no constant names are alike but for their number.
        unused = [option for option in free if option not in used]
        named = [option for option in free if option in used][:_ALL_SUBSETS_UP_TO]
        for size in range(len(named) + 1):
            for chosen in combinations(named, size):
                for more in range(len(unused) + 1):
                    if chosen or more:
                        yield (*chosen, *unused[:more])
        return
    for size in range(1, len(free) + 1):
        yield from combinations(free, size)
