"""The rows of two versions of a table put together, by their numbers and then by their cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cardtui.card.merge_items import merge_items
from cardtui.card.model import Answer, Row
from cardtui.card.same import canonical_cells, highest_row


def merge_rows(base: Answer, ours: Answer, theirs: Answer) -> tuple[tuple[Row, ...], bool]:
    """All rows that are to stay, and whether a cell or row was changed on both sides.

    Where it was, ours stands. A row that theirs adds gets a new number where ours has used its.
    """
    old, mine, other = (_by_number(answer) for answer in (base, ours, theirs))
    kept = {row.number: row for row in ours.rows if row.number not in old}
    clashes = False
    for number, row in old.items():
        merged, clash = _merge_row(row, mine.get(number), other.get(number))
        clashes = clashes or clash
        if merged is not None:
            kept[number] = merged
    added = dict(_added_by_theirs(base, ours, theirs))
    our_order = [kept[number] for number in mine if number in kept]
    their_order = [(kept if n in old else added)[n] for n in other if n in added or n in kept]
    if _have_moved(old, other) and not _have_moved(old, mine):
        our_order, their_order = their_order, our_order
    numbers = {row.number for row in our_order}
    return (*our_order, *(row for row in their_order if row.number not in numbers)), clashes


def _by_number(answer: Answer) -> dict[int, Row]:
    return {row.number: row for row in answer.rows}


def _have_moved(old: Collection[int], new: Collection[int]) -> bool:
    """Whether rows that are still there stand in another order."""
    return [n for n in old if n in new] != [n for n in new if n in old]


def _merge_row(base: Row, ours: Row | None, theirs: Row | None) -> tuple[Row | None, bool]:
    if ours is None or theirs is None:
        changed = [row for row in (ours, theirs) if row and not _same_cells(row, base)]
        return (ours if changed else None), bool(changed)
    cells, clash = merge_items(base.cells, ours.cells, theirs.cells)
    merged = Row(base.number, cells)
    return (ours if _same_cells(merged, ours) else merged), clash


def _same_cells(one: Row, other: Row) -> bool:
    return canonical_cells(one) == canonical_cells(other)


def _added_by_theirs(base: Answer, ours: Answer, theirs: Answer) -> Iterator[tuple[int, Row]]:
    """By the number of each row that theirs has added: the row that stands for it.

    That is the same row added by ours, or itself, with a new number where ours has used its.
    """
    old = {row.number for row in base.rows}
    same: dict[str, list[Row]] = {}
    for row in reversed(ours.rows):
        if row.number not in old:
            same.setdefault(canonical_cells(row), []).append(row)
    used = highest_row(ours)
    last = max(map(highest_row, (base, ours, theirs)))
    for row in theirs.rows:
        if row.number in old:
            continue
        if twins := same.get(canonical_cells(row)):
            yield row.number, twins.pop()
        elif row.number > used:
            yield row.number, row
        else:
            last += 1
            yield row.number, Row(last, row.cells)
