"""What must hold of the interview for every bank and all answers, as checks that say what failed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from cardtui.interview.interview import Interview
from cardtui.interview.state import State
from support.banks import RandomBank, RandomCase, answer_of, card_of, state_of
from support.naive import Naive


def assert_as_designed(case: RandomCase) -> State:
    """The interview says of a case what DESIGN section 4 says, in every particular."""
    naive = Naive(case.bank, case.answers)
    state = state_of(case.bank.loaded(), case.answers)
    names, sections = case.bank.questions, case.bank.sections
    assert state.relevance == {name: naive.relevance(name) for name in names}
    assert list(state.relevance) == list(names)
    assert state.sections == {
        section.id: naive.relevance_of_section(place) for place, section in enumerate(sections)
    }
    assert list(state.open) == naive.open()
    assert sorted(state.settled) == sorted(naive.settled())
    assert list(state.set_aside) == naive.set_aside()
    found = sorted((f.question, f.row, f.column, f.is_error) for f in state.findings)
    assert found == naive.findings()
    assert state.complete == naive.is_complete()
    assert (state.progress.answered, state.progress.relevant) == (
        len(naive.settled()),
        len(naive.relevant()),
    )
    assert state.progress.possible == len(naive.possible())
    return state


def assert_follows(bank: RandomBank, changes: Iterable[tuple[str, Any]]) -> None:
    """The state after each change is the one that starting over gives; None takes an answer away.

    Every third answer was given when its question asked for something else.
    """
    interview = Interview(bank.loaded())
    card = card_of({})
    state = interview.state(card)
    for place, (name, value) in enumerate(changes):
        asked = "00000000" if place % 3 == 2 else ""
        answer = None if value is None else replace(answer_of(value), asked=asked)
        card = card.with_answer(name, answer)
        before, state = state, interview.state_after(state, card, (name,))
        assert state == interview.state(card), (name, value)
        assert list(state.relevance) == list(before.relevance), "the order of the bank stays"
