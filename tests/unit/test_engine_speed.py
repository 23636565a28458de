"""A large bank stays usable: one answer costs what hangs on it, not the whole bank.

The figures are in `tests/benchmarks/conditions.py`; here is what must not get lost, as ratios in one
run that leave room for any machine.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from cardtui.bank.dependencies import shortest_cycle
from cardtui.interview.interview import Interview
from support.banks import answer_of, bank_of, card_of
from support.large_banks import SHAPES, answers, first_question


def seconds(run: Callable[[], object]) -> float:
    """The least that a few runs take."""

    def once() -> float:
        start = process_time()
        run()
        return process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_change_costs_less_than_starting_over(shape: str) -> None:
    """The last answer of two thousand is followed in a fraction of the time of a fresh start."""
    interview = Interview(bank_of(SHAPES[shape](2000)))
    bank = interview.bank
    last = list(bank.questions)[-2]
    card = card_of(answers({question.id: question.type for question in bank}))
    changed = card.with_answer(last, None)
    state = interview.state(card)
    anew = seconds(lambda: interview.state(changed))
    followed = seconds(lambda: interview.state_after(state, changed, (last,)))
    assert followed < anew / 3


@pytest.mark.parametrize("shape", SHAPES)
def test_a_change_that_reaches_everything_is_followed_to_its_end(shape: str) -> None:
    """Two thousand questions that hang on the first, in a row or side by side, and back again."""
    interview = Interview(bank_of(SHAPES[shape](2000)))
    bank = interview.bank
    card = card_of(answers({question.id: question.type for question in bank}))
    without = card.with_answer(first_question(), answer_of(value=False))
    on, off = interview.state(card), interview.state(without)
    assert interview.state_after(on, without, (first_question(),)) == off
    assert interview.state_after(off, card, (first_question(),)) == on


def test_four_times_the_questions_are_loaded_in_about_four_times_the_time() -> None:
    """Nothing in loading is quadratic: that would be sixteen times."""
    half, whole = SHAPES["branching"](250), SHAPES["branching"](1000)
    assert seconds(lambda: bank_of(whole)) < 9 * seconds(lambda: bank_of(half))


def test_a_long_circle_is_found_at_once() -> None:
    """A circle of ten thousand questions, and a long way to a short one."""
    size = 10_000
    ring = {f"q{i}": frozenset({f"q{(i + 1) % size}"}) for i in range(size)}
    assert len(shortest_cycle(ring)) == size
    tail = ring | {f"q{size - 1}": frozenset({f"q{size - 3}"})}
    assert shortest_cycle(tail) == [f"q{size - 3}", f"q{size - 2}", f"q{size - 1}"]
