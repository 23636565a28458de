"""Orders and circles of small random graphs, against trying every way."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.bank.dependencies import evaluation_order, shortest_cycle
from support.sampling import examples

NAMES = "abcde"
GRAPHS = st.fixed_dictionaries(
    {name: st.frozensets(st.sampled_from(NAMES), max_size=3) for name in NAMES}
)


def cycles(needs: dict[str, frozenset[str]]) -> list[list[str]]:
    """Every way from a name back to itself."""
    return [
        list(way)
        for size in range(1, len(needs) + 1)
        for way in permutations(needs, size)
        if all(way[(i + 1) % size] in needs[name] for i, name in enumerate(way))
    ]


@settings(max_examples=examples(300))
@given(GRAPHS)
def test_there_is_an_order_or_a_shortest_circle(needs: dict[str, frozenset[str]]) -> None:
    """Each after what it needs; or the shortest circle, the first in order of those as short."""
    order, every = evaluation_order(needs), cycles(needs)
    if not every:
        assert order is not None
        assert sorted(order) == sorted(needs)
        for place, name in enumerate(order):
            assert needs[name] <= set(order[:place])
        assert shortest_cycle(needs) == []
        return
    assert order is None
    shortest = min(map(len, every))
    names = list(needs)
    first = min(names.index(way[0]) for way in every if len(way) == shortest)
    found = shortest_cycle(needs)
    assert found in every
    assert (len(found), names.index(found[0])) == (shortest, first)
