"""The rows of two versions of a table put together, by their numbers and then by their cells."""

from __future__ import annotations

from collections import Counter
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
    rows = [kept[number] for number in _order(old, mine, other) if number in kept]
    return (*rows, *_added_by_theirs(base, ours, theirs)), clashes


def _by_number(answer: Answer) -> dict[int, Row]:
    return {row.number: row for row in answer.rows}


def _order(old: Collection[int], mine: Collection[int], other: Collection[int]) -> list[int]:
    """The numbers of our rows in our order; in theirs where only theirs has moved any."""

    def has_moved(numbers: Collection[int]) -> bool:
        common = [number for number in numbers if number in old]
        return common != [number for number in old if number in numbers]

    if has_moved(mine) or not has_moved(other):
        return list(mine)
    return [*(number for number in other if number in mine), *(n for n in mine if n not in other)]


def _merge_row(base: Row, ours: Row | None, theirs: Row | None) -> tuple[Row | None, bool]:
    if ours is None or theirs is None:
        changed = [row for row in (ours, theirs) if row and not _same_cells(row, base)]
        return (ours if changed else None), bool(changed)
    cells, clash = merge_items(base.cells, ours.cells, theirs.cells)
    merged = Row(base.number, cells)
    return (ours if _same_cells(merged, ours) else merged), clash


def _same_cells(one: Row, other: Row) -> bool:
    return canonical_cells(one) == canonical_cells(other)


def _added_by_theirs(base: Answer, ours: Answer, theirs: Answer) -> Iterator[Row]:
    """The rows that theirs has added, but for those that ours has added too."""
    old = {row.number for row in base.rows}
    both = Counter(canonical_cells(row) for row in ours.rows if row.number not in old)
    used = highest_row(ours)
    last = max(map(highest_row, (base, ours, theirs)))
    for row in theirs.rows:
        cells = canonical_cells(row)
        if row.number in old:
            continue
        if both[cells]:
            both[cells] -= 1
        elif row.number > used:
            yield row
        else:
            last += 1
            yield Row(last, row.cells)
