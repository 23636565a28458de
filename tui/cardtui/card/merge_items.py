"""Two versions of a table of items put together: the cells of a row, the texts of options."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Item = TypeVar("Item")
Name = TypeVar("Name", bound=Hashable)


def merge_items(
    base: Mapping[str, Item], ours: Mapping[str, Item], theirs: Mapping[str, Item]
) -> tuple[dict[str, Item], bool]:
    """All items that are to stay, and whether one was changed on both sides: there ours stands."""
    merged = {}
    clash = False
    for name in in_both_orders(ours, theirs):
        old, mine, other = (_as_text(items, name) for items in (base, ours, theirs))
        chosen = theirs if mine == old else ours
        clash = clash or old != mine != other != old
        if name in chosen:
            merged[name] = chosen[name]
    return merged, clash


def _as_text(items: Mapping[str, object], name: str) -> str | None:
    """Equal for equal items: unlike `==` it tells 1 from true, and NaN equals NaN."""
    return repr(items[name]) if name in items else None


def in_both_orders(ours: Iterable[Name], theirs: Iterable[Name]) -> list[Name]:
    """All names in our order; those that theirs alone has stand behind their neighbours there."""
    mine = dict.fromkeys(ours)
    behind: dict[Name | None, list[Name]] = {}
    neighbour: Name | None = None
    for name in theirs:
        if name in mine:
            neighbour = name
        else:
            behind.setdefault(neighbour, []).append(name)
    if neighbour is None:
        return [*mine, *behind.get(None, [])]
    names = behind.get(None, [])
    for name in mine:
        names += [name, *behind.get(name, [])]
    return names
