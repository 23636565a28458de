"""What the rows of a table can come to together.

A row is walked column by column, as a bank is question by question. Any number of rows can stand
in a table, and what any() and all() come to is joined row by row: so all that several rows can
come to is found by adding rows until nothing new is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from cardtui.condition.facts import CellValue
from cardtui.condition.outcomes import TRUE
from cardtui.proof.domains import Domains
from cardtui.proof.remainder import NOTHING, Known, OverRows, Remainder, bound, joined, work_on

Cells = Mapping[str, CellValue]
MAX_ROWS = 4096
"""More different rows, or sets of rows, are not walked."""
MAX_ADDED = 100_000
"""So many times at most a row is added to rows, a second or less."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """How a row of one table is walked."""

    table: str
    columns: tuple[str, ...]
    """Those that matter, each after those that its condition names."""
    other: str | None
    """A column that does not matter, if there is one: filling it is enough for an answer."""


@dataclass(frozen=True, slots=True)
class RowEnd:
    """What one row, or several, have come to."""

    remainders: tuple[Remainder, ...]
    is_filled: bool
    """Whether something is stored, though it may be set aside: else the table is unanswered."""


def walk_row(
    plan: RowPlan,
    conditions: Mapping[str, Remainder],
    watched: Sequence[Remainder],
    domains: Domains,
    filled: str | None = None,
) -> dict[RowEnd, Cells]:
    """All that `watched` can come to in a row, with few cells.

    Where `filled` names a column, in a row where that one counts and has a value.
    """
    start = (*watched, *(conditions.get(column, TRUE) for column in plan.columns))
    reached: dict[RowEnd, Cells] = {RowEnd(start, is_filled=False): {}}
    for place, column in enumerate(plan.columns, len(watched)):
        following: dict[RowEnd, Cells] = {}
        for before, cells in reached.items():
            work = sum(map(work_on, before.remainders))
            for known, value in _choices(plan, column, before.remainders[place], domains):
                if column == filled and not known.has_value:
                    continue
                domains.budget.spend(work)
                after = [bound(rest, (plan.table, column), known) for rest in before.remainders]
                after[place] = TRUE
                end = RowEnd(tuple(after), before.is_filled or value is not None)
                more = cells if value is None else {**cells, column: value}
                if end not in following or len(more) < len(following[end]):
                    following[end] = more
        if len(following) > MAX_ROWS:
            domains.leave_out(f"the rows of `{plan.table}` can come to too much")
        reached = dict(islice(following.items(), MAX_ROWS))
    return _ends(plan, reached, len(watched), domains)


def _choices(
    plan: RowPlan, column: str, condition: Remainder, domains: Domains
) -> Iterator[tuple[Known, CellValue | None]]:
    """What the cell can come to, and what is stored for it."""
    yield NOTHING, None
    for known in domains.values((plan.table, column)):
        value = cast(CellValue, known.fact)
        if condition != TRUE:
            yield NOTHING, value
            return
        yield known, value


def _ends(
    plan: RowPlan, reached: Mapping[RowEnd, Cells], watched: int, domains: Domains
) -> dict[RowEnd, Cells]:
    ends: dict[RowEnd, Cells] = {}
    for end, cells in reached.items():
        ends.setdefault(RowEnd(end.remainders[:watched], end.is_filled), cells)
    if plan.other is not None:
        value = cast(CellValue, domains.values((plan.table, plan.other))[0].fact)
        for end, cells in list(ends.items()):
            ends.setdefault(RowEnd(end.remainders, is_filled=True), {**cells, plan.other: value})
    return ends


def _joined_rows(over_rows: OverRows, rows: Remainder, row: Remainder) -> Remainder:
    return joined("or" if over_rows.function == "any" else "and", (rows, row))


def rows_together(
    plan: RowPlan,
    conditions: Mapping[str, Remainder],
    over_rows: Sequence[OverRows],
    domains: Domains,
) -> dict[tuple[Remainder, ...], tuple[Cells, ...]]:
    """All that `over_rows` can come to over the rows of an answered table, with the fewest rows."""
    one_row = walk_row(plan, conditions, [each.inner for each in over_rows], domains)
    found: dict[RowEnd, tuple[Cells, ...]] = {end: (cells,) for end, cells in one_row.items()}
    newest = dict(found)
    added_so_far = 0
    while newest and len(found) <= MAX_ROWS and added_so_far < MAX_ADDED:
        following: dict[RowEnd, tuple[Cells, ...]] = {}
        room = max((MAX_ADDED - added_so_far) // len(one_row), 1)
        if len(newest) > room:
            domains.leave_out(f"the rows of `{plan.table}` can come to too much")
        added_so_far += min(len(newest), room) * len(one_row)
        for end, rows in islice(newest.items(), room):
            domains.budget.spend(len(one_row) * (1 + len(over_rows)))
            for added, cells in one_row.items():
                more = RowEnd(
                    tuple(map(_joined_rows, over_rows, end.remainders, added.remainders)),
                    end.is_filled or added.is_filled,
                )
                if more not in found and more not in following:
                    following[more] = (*rows, cells)
        found |= following
        newest = following
    if newest:
        domains.leave_out(f"the rows of `{plan.table}` can come to too much")
    return {end.remainders: rows for end, rows in found.items() if end.is_filled}
