"""Lines that are kept: a common series of both texts, found in time whatever they hold."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.files import kept_lines as module
from cardtui.files.kept_lines import kept_lines

lines = st.lists(st.sampled_from("abcdefgh"), max_size=12)


@pytest.mark.parametrize("most_pairs", [0, 200_000], ids=["single lines", "all lines"])
@given(lines, lines)
def test_kept_lines_are_equal_and_in_order(most_pairs: int, old: list[str], new: list[str]) -> None:
    """In both, each at most once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_PAIRS", most_pairs)
        kept = kept_lines(old, new)
    assert all(old[one] == new[other] for one, other in kept.items())
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(kept.items()))


@given(lines, lines, lines)
def test_what_both_begin_and_end_with_is_kept(
    first: list[str], middle: list[str], last: list[str]
) -> None:
    """Whatever was put in between."""
    assert len(kept_lines(first + last, first + middle + last)) == len(first + last)


def test_of_single_lines_the_most_that_stand_in_order_are_kept() -> None:
    """Where there are too many equal ones to compare all with all."""
    old = ["x"] * 600 + list("abcdef")
    new = ["y", *"eafbcd", "y", *["x"] * 600]
    kept = kept_lines(old, new)
    assert [old[place] for place in kept] == list("abcd")


def test_thousands_of_equal_lines_take_no_minutes() -> None:
    """Two cards with a table of many rows, of which each row differs."""
    old, new = (
        [line for i in range(8_000) for line in ("[[rows]]", f"m = {i * step % 9}")]
        for step in (2, 5)
    )
    started = time.process_time()
    kept_lines(["a", *old, "a"], ["b", *new, "b"])
    assert time.process_time() - started < 10
