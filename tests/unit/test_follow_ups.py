"""What came and went with an answer, in words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.interview.follow_ups import FollowUps, follow_up_lines, follow_ups, kept_aside
from cardtui.interview.interview import Interview
from cardtui.interview.navigation import asked_questions
from support.banks import bank_asking, bank_of, card_of, state_of
from support.sampling import examples
from support.wild_banks import RandomCase, wild_answers, wild_cases


def ask(name: str, when: str = "", kind: str = "text") -> str:
    condition = f'when = "{when}"\n' if when else ""
    label = f'label = "{name.title()}"\n' if kind != "note" else ""
    return f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\n{label}{condition}'


BANK = bank_asking(
    ask("early", "answered(late)")
    + ask("pick", kind="bool")
    + ask("yes", "pick")
    + ask("hint", "pick", "note")
    + ask("no", "not pick")
    + ask("late")
)


def said(before: dict[str, object], after: dict[str, object], at: str | None = None) -> list[str]:
    found = follow_ups(BANK, state_of(BANK, before), state_of(BANK, after))
    return marked(BANK, found, at)


def marked(bank: Bank, found: FollowUps, at: str | None = None) -> list[str]:
    return [f"{mark} {words}" for mark, words in follow_up_lines(bank, found, at)]


def test_an_answer_brings_and_sets_aside() -> None:
    """By name; whether an answer is kept is said, and what is only shown is not."""
    assert said({}, {"pick": True}, "pick") == ["+ Now asked: Yes"]
    assert said({"pick": False, "no": "x"}, {"pick": True, "no": "x"}, "pick") == [
        "+ Now asked: Yes",
        "- Set aside and kept: No",
    ]
    assert said({"pick": True, "no": "x"}, {"pick": False, "no": "x"}, "pick") == [
        "+ Asked again, answer kept: No",
        "- Not asked any more: Yes",
    ]


def test_what_comes_further_up_is_said_apart() -> None:
    """Going on does not lead there; from the overview all is further down."""
    assert said({}, {"late": "x"}, "late") == ["+ Now asked, further up: Early"]
    assert said({}, {"late": "x"}) == ["+ Now asked: Early"]


def test_nothing_came_and_nothing_went() -> None:
    """Nothing is said."""
    assert said({}, {"yes": "x"}) == []
    state = state_of(BANK, {"yes": "x"})
    assert not follow_ups(BANK, state_of(BANK, {}), state)
    assert not follow_ups(BANK, state, state)


def test_what_is_kept_aside_is_what_counts_for_nothing() -> None:
    """Answers to what is not asked, and to what may still be asked."""
    answers: dict[str, object] = {"yes": "x", "no": "x", "late": "x"}
    assert kept_aside(state_of(BANK, answers)) == ("yes", "no")
    assert kept_aside(state_of(BANK, {**answers, "pick": True})) == ("no",)
    assert kept_aside(state_of(BANK, {"pick": True})) == ()


def test_many_are_counted() -> None:
    """A line stays a line."""
    bank = bank_asking(ask("pick", kind="bool") + "".join(ask(f"q{i}", "pick") for i in range(7)))
    found = follow_ups(bank, state_of(bank, {}), state_of(bank, {"pick": True}))
    assert marked(bank, found) == ["+ Now asked: Q0, Q1, Q2 and 4 more"]
    four = FollowUps(asked=("q0", "q1", "q2", "q3"))
    assert marked(bank, four) == ["+ Now asked: Q0, Q1, Q2, Q3"]


@settings(max_examples=examples(200))
@given(wild_cases(), st.data())
def test_what_is_said_is_what_is_asked(case: RandomCase, data: st.DataObject) -> None:
    """For any bank and any change: no question comes or goes without a word, and none is made up."""
    bank = bank_of(case.bank.toml)
    name = data.draw(st.sampled_from(list(bank.questions)))
    other = {**case.answers, name: data.draw(wild_answers(case.bank.questions[name]))}
    interview = Interview(bank)
    before = interview.state(card_of(case.answers, bank.id))
    after = interview.state_after(before, card_of(other, bank.id), [name])
    found = follow_ups(bank, before, after)
    was, now = (
        {n for n in asked_questions(bank, state) if bank.questions[n].type != "note"}
        for state in (before, after)
    )
    assert set(found.appeared) == now - was
    assert set(found.left) == was - now
    assert set(found.set_aside) <= set(after.set_aside) | {
        n for n in was if after.relevance[n] == "undecided"
    }
    back = follow_ups(bank, after, before)
    assert (set(back.appeared), set(back.left)) == (set(found.left), set(found.appeared))
