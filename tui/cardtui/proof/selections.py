"""Sets of options and lists of texts that stand for all others.

Items that the same leaves name are alike: only how many of them are chosen can matter.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain, count, product
from typing import NamedTuple

from cardtui.condition.kinds import Options
from cardtui.condition.nodes import constants_in
from cardtui.proof.remainder import Atom, Reference
from cardtui.proof.terms import Term, terms_of

MAX_SELECTIONS = 1 << 13
"""More are not walked."""
_OTHER_ITEM = "some item"


class _Group(NamedTuple):
    """Items that are alike, and how many of them to choose."""

    items: tuple[str, ...]
    sizes: tuple[int, ...]


def selections(
    kind: Options, reference: Reference, atoms: Sequence[Atom]
) -> list[tuple[str, ...]] | None:
    """Options as they can be chosen, few of them first; None where there are too many ways."""
    free = [option for option in kind.options if option not in kind.exclusive]
    chosen = _chosen_of(_alike(free, reference, atoms))
    if chosen is None:
        return None
    alone = ((option,) for option in kind.options if option in kind.exclusive)
    rank = {option: place for place, option in enumerate(kind.options)}
    found = [tuple(sorted(items, key=rank.__getitem__)) for items in chain(chosen, alone) if items]
    return sorted(found, key=lambda items: (len(items), [rank[item] for item in items]))


def item_lists(
    named: Sequence[str], sizes: Sequence[int], reference: Reference, atoms: Sequence[Atom]
) -> list[tuple[str, ...]] | None:
    """Lists of texts: of `named` ones some, filled up to each of the sizes with another text."""
    other = next(text for text in _fillers() if text not in named)
    groups = _alike(named, reference, atoms)
    chosen = _chosen_of(groups)
    if chosen is None or _ways(groups) * len(sizes) > MAX_SELECTIONS:
        return None
    found = {
        (*items, *(other,) * (size - len(items))): None
        for items in chosen
        for size in {max(len(items), 1), *(size for size in sizes if size >= len(items))}
    }
    return sorted(found, key=len)


def _fillers() -> Iterator[str]:
    yield _OTHER_ITEM
    yield from (f"{_OTHER_ITEM} {number}" for number in count(2))


def _alike(items: Sequence[str], reference: Reference, atoms: Sequence[Atom]) -> list[_Group]:
    """The items in groups of those that no leaf tells apart."""
    terms = {atom: terms_of(atom) for atom in atoms}
    named = [set(constants_in(atom.node)) for atom in atoms if len(atom.references) == 1]
    is_compared = any(len(a.references) > 1 and Term(reference) in terms[a] for a in atoms)
    is_counted = any(Term(reference, is_count=True) in terms[a] for a in atoms)
    groups: dict[Hashable, list[str]] = {}
    for item in items:
        key = item if is_compared else tuple(item in constants for constants in named)
        groups.setdefault(key, []).append(item)
    return [
        _Group(tuple(group), tuple(range(len(group) + 1)) if is_counted else _few(key, len(group)))
        for key, group in groups.items()
    ]


def _few(key: Hashable, size: int) -> tuple[int, ...]:
    """None, one, all: one and none where no leaf names the items."""
    is_named = not isinstance(key, tuple) or any(key)
    return tuple(sorted({0, 1, size if is_named else 1}))


def _ways(groups: Sequence[_Group]) -> int:
    return math.prod(len(group.sizes) for group in groups)


def _chosen_of(groups: Sequence[_Group]) -> Iterator[tuple[str, ...]] | None:
    """The first so many of each group, in every combination."""
    if _ways(groups) > MAX_SELECTIONS:
        return None
    return (
        tuple(i for group, size in zip(groups, sizes, strict=True) for i in group.items[:size])
        for sizes in product(*(group.sizes for group in groups))
    )
