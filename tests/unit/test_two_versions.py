"""An answer with two versions in the interview: it is told until one is chosen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.card.model import Answer
from cardtui.interview.interview import Interview
from cardtui.interview.state import Finding, State, Stored
from support.banks import bank_asking, card_of

BANK = bank_asking("""
[[section.question]]
id = "deployed"
type = "bool"
ask = "Is it deployed?"
[[section.question]]
id = "place"
type = "text"
ask = "Where?"
when = { deployed = true }
check = [{ that = "value != 'here'", message = "Where is here?" }]
""")


def state_with(answers: dict[str, object], conflicts: dict[str, Answer | None]) -> State:
    """What the interview says of a card with second versions of some answers."""
    return Interview(BANK).state(replace(card_of(answers), conflicts=conflicts))


@pytest.mark.parametrize(
    ("answers", "conflicts", "told"),
    [
        ({"deployed": True, "place": "x"}, {"place": Answer("y")}, ["place"]),
        ({"deployed": True, "place": "x"}, {"place": None}, ["place"]),
        ({"deployed": True}, {"place": Answer("y")}, ["place"]),
        ({}, {"deployed": None, "place": Answer("y")}, ["deployed", "place"]),
        ({"deployed": False, "place": "x"}, {"place": Answer("y")}, []),
        ({"deployed": True}, {"alien": Answer("y")}, []),
        ({"deployed": True}, {}, []),
    ],
)
def test_a_question_with_two_versions_is_told(
    answers: dict[str, object], conflicts: dict[str, Answer | None], told: list[str]
) -> None:
    """An error while the question matters or could; set aside like the answer where it does not."""
    state = state_with(answers, conflicts)
    message = "two versions of this answer: choose one"
    assert state.findings == tuple(Finding(name, message) for name in told)
    assert state.complete == (not told)


def test_the_version_that_stands_counts() -> None:
    """Logic, progress and checks see the answer; the second version waits."""
    here = Answer("here")
    state = state_with({"deployed": True, "place": "there"}, {"deployed": None, "place": here})
    assert state.is_relevant("place")
    assert state.stored["place"] is Stored.ANSWERED
    assert (state.progress.answered, state.progress.relevant) == (2, 2)
    assert all(finding.message != "Where is here?" for finding in state.findings)


def test_choosing_and_branching_take_the_finding_along() -> None:
    """Whatever changes, the state that follows is the one that is worked out anew."""
    interview = Interview(BANK)
    card = replace(card_of({"deployed": True}), conflicts={"place": Answer("y")})
    state = interview.state(card)
    for changed, after in (
        ("deployed", card.with_answer("deployed", Answer(value=False))),
        ("deployed", card),
        ("place", card.with_answer("place", Answer("x"))),
        ("place", card.resolved("place", Answer("y"))),
        ("place", card),
    ):
        state = interview.state_after(state, after, [changed])
        assert state == interview.state(after)
        assert bool(state.findings_of("place")) == bool(state.findings)
