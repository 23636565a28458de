"""Answers, cells and options under other names. Nothing is lost where two names become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from cardtui.bank.typed_text import text_of_value
from cardtui.bank.values import is_empty
from cardtui.card.model import Answer, Row

_T = TypeVar("_T")
_BITS = 63


def renamed(
    held: Mapping[str, _T], names: Mapping[str, str]
) -> tuple[dict[str, _T], dict[str, _T]]:
    """`held` under new names, all at once; and apart, what finds its new name taken."""
    taken = {name for name in held if name not in names}
    kept: dict[str, _T] = {}
    left: dict[str, _T] = {}
    for name, each in held.items():
        new = names.get(name, name)
        if name in names and new in taken:
            left[name] = each
        else:
            kept[new] = each
            taken.add(new)
    return kept, left


# Options


def could_be_typed(value: object) -> bool:
    """Whether a person could have typed this value, as one text or one a line."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str) for item in value)
    if isinstance(value, int):
        return value.bit_length() <= _BITS
    return isinstance(value, str | float) or type(value) is date


def renamed_value(value: object, names: Mapping[str, str]) -> object:
    """A value with the options in it called by other names; yes and no are options, too."""
    if not could_be_typed(value):
        return value
    if not isinstance(value, list):
        return names.get(text_of_value(value), value)
    if names.keys().isdisjoint(value):
        return value
    # Two options may have become one.
    return list(dict.fromkeys(names.get(item, item) for item in value))


def renamed_texts(answer: Answer, names: Mapping[str, str]) -> Mapping[str, str]:
    """The texts of options; those of options that have become one stand one behind the other."""
    if names.keys().isdisjoint(answer.specify):
        return answer.specify
    texts: dict[str, list[str]] = {}
    for option, text in answer.specify.items():
        of_option = texts.setdefault(names.get(option, option), [])
        if text not in of_option:
            of_option.append(text)
    return {option: "; ".join(each) for option, each in texts.items()}


def with_option(row: Row, column: str, names: Mapping[str, str]) -> Row:
    """A row in which the option in one cell is called by another name."""
    if column not in row.cells:
        return row
    return Row(row.number, {**row.cells, column: renamed_value(row.cells[column], names)})


def options_named(values: Iterable[object]) -> set[str]:
    """All texts in values that could name an option."""
    found: set[str] = set()
    for value in filter(could_be_typed, values):
        found.update(value if isinstance(value, list) else [text_of_value(value)])
    return found


# Rows


def split_rows(
    rows: Iterable[Row], is_kept: Callable[[int, str], bool]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """All rows with the cells that are kept; and those that have other cells, with these alone."""
    kept, left = [], []
    for row in rows:
        others = {name: c for name, c in row.cells.items() if not is_kept(row.number, name)}
        kept.append(Row(row.number, {n: c for n, c in row.cells.items() if n not in others}))
        if others:
            left.append(Row(row.number, others))
    return tuple(kept), tuple(left)


def joined_rows(rows: Iterable[Row], more: Iterable[Row]) -> tuple[Row, ...] | None:
    """Rows with more cells, by their numbers; None where a cell is there already."""
    joined = {row.number: dict(row.cells) for row in rows}
    for row in more:
        cells = joined.setdefault(row.number, {})
        if any(not is_empty(cells.get(name)) for name in row.cells):
            return None
        cells |= row.cells
    return tuple(Row(number, cells) for number, cells in joined.items())
