"""Laws of the interview, for random banks and answers of every kind.

The banks and answers are those of `support.wild_banks`; `support.naive` says what the design says
of them. `tests/fuzz/interview.py` looks at as many more as one has time for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.card.file import unsaved_card
from cardtui.interview.session import Session, new_session, open_session
from support.agreement import assert_as_designed, assert_follows
from support.banks import (
    Node,
    RandomBank,
    RandomCase,
    RandomQuestion,
    RandomSection,
    answer_of,
    card_of,
    state_of,
)
from support.naive import Naive
from support.sampling import examples
from support.wild_banks import (
    RandomChoice,
    Wild,
    is_circular,
    names_in,
    wild_answers,
    wild_banks,
    wild_cases,
)

SAMPLE = range(20)
"""Blocks of seeds: some seconds together."""
OF_A_BLOCK = 50


# The design


@pytest.mark.parametrize("block", SAMPLE)
def test_the_interview_says_what_the_design_says(block: int) -> None:
    """Relevance, what is open, settled and set aside, progress, findings and "complete"."""
    for seed in range(block * OF_A_BLOCK, (block + 1) * OF_A_BLOCK):
        assert_as_designed(Wild(RandomChoice(Random(seed))).case())


@settings(max_examples=examples(60))
@given(wild_cases())
def test_the_interview_says_what_the_design_says_of_small_cases_too(case: RandomCase) -> None:
    """The same; a case that fails is made as small as it can be."""
    assert_as_designed(case)


@settings(max_examples=examples(60))
@given(st.data())
def test_a_change_is_followed_as_if_all_were_looked_at_anew(data: st.DataObject) -> None:
    """Answers given, changed and taken away: the state is that of a fresh start each time."""
    bank = data.draw(wild_banks())
    changes = [
        (name, data.draw(st.one_of(st.none(), wild_answers(bank.questions[name]))))
        for name in data.draw(st.lists(st.sampled_from(list(bank.questions)), max_size=8))
    ]
    assert_follows(bank, changes)


@pytest.mark.parametrize("block", SAMPLE)
def test_long_sequences_of_changes_are_followed(block: int) -> None:
    """The same for whole cards that are filled in and changed."""
    for seed in range(block * OF_A_BLOCK, block * OF_A_BLOCK + 10):
        wild = Wild(RandomChoice(Random(seed)))
        case = wild.case()
        assert_follows(case.bank, [*case.answers.items(), *wild.changes(case.bank)])


@settings(max_examples=examples(60))
@given(wild_cases(), st.data())
def test_several_answers_may_change_at_once(case: RandomCase, data: st.DataObject) -> None:
    """A merge or a reread changes many: what hangs on any of them is looked at again."""
    from cardtui.interview.interview import Interview

    interview = Interview(case.bank.loaded())
    before, after = card_of({}), card_of(case.answers)
    assert interview.state_after(interview.state(before), after, after.answers) == (
        interview.state(after)
    )
    some = data.draw(st.sets(st.sampled_from(["gone", *case.bank.questions])))
    card = after
    for name in some:
        card = card.with_answer(name, None)
    assert interview.state_after(interview.state(after), card, some) == interview.state(card)


# Rule 5: a pure function of bank and answers


@settings(max_examples=examples(60))
@given(wild_cases(), st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(case: RandomCase, random: Any) -> None:
    """However the answers came to be, and in whatever order, the state is the same."""
    bank = case.bank.loaded()
    names = list(case.answers)
    random.shuffle(names)
    shuffled = {name: case.answers[name] for name in names}
    assert state_of(bank, shuffled) == state_of(bank, case.answers)


@settings(max_examples=examples(40))
@given(case=wild_cases().filter(lambda case: _storable(case.answers)))
def test_a_card_that_is_saved_and_read_again_is_in_the_same_state(
    case: RandomCase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is stored, fitting or not, the file says it."""
    path = tmp_path_factory.mktemp("card") / "card.toml"
    bank = case.bank.loaded()
    session = Session(bank, unsaved_card(path, card_of(_storable(case.answers), bank.id)))
    session.save()
    again = open_session(bank, str(path))
    assert again.state == session.state
    assert again.card.answers.keys() == session.card.answers.keys()


def _storable(answers: dict[str, Any]) -> dict[str, Any]:
    """What a TOML file can hold: it has no word for a cell without a value."""
    return {name: value for name, value in answers.items() if value != [{"c0": None}]}


# Rule 4: what is set aside


@settings(max_examples=examples(60))
@given(wild_cases(), st.data())
def test_a_branch_that_is_left_and_taken_again_is_as_before(
    case: RandomCase, data: st.DataObject
) -> None:
    """Other answers on the way there and back change nothing, and lose nothing."""
    session = new_session(case.bank.loaded(), str(Path("nowhere") / "card.toml"))
    known = [name for name in case.answers if name in case.bank.questions]
    for name in known:
        session.set_answer(name, answer_of(case.answers[name]))
    card, state = session.card, session.state
    names = st.sampled_from(list(case.bank.questions))
    changed = data.draw(st.lists(names, min_size=1, max_size=3, unique=True))
    for name in changed:
        other = data.draw(st.one_of(st.none(), wild_answers(case.bank.questions[name])))
        session.set_answer(name, None if other is None else answer_of(other))
        assert set(known) - set(changed) <= set(session.card.answers)
    for name in changed:
        session.set_answer(name, card.answer(name))
    assert session.card.answers == card.answers
    assert session.state == state


@settings(max_examples=examples(80))
@given(wild_cases(), st.data())
def test_answers_that_are_set_aside_decide_nothing(case: RandomCase, data: st.DataObject) -> None:
    """An irrelevant answer is out of logic, checks and progress, whatever it says."""
    bank = case.bank.loaded()
    state = state_of(bank, case.answers)
    changed = dict(case.answers)
    for name in state.set_aside:
        other = data.draw(st.one_of(st.none(), wild_answers(case.bank.questions[name])))
        del changed[name]
        if other is not None:
            changed[name] = other
    after = state_of(bank, changed)
    assert after.relevance == state.relevance
    assert after.sections == state.sections
    assert after.facts == state.facts
    assert after.open == state.open
    assert after.settled == state.settled
    assert after.findings == state.findings
    assert after.complete == state.complete
    assert after.progress == state.progress


# What has nothing to do with each other


@settings(max_examples=examples(60))
@given(wild_cases(), st.data())
def test_a_question_that_nothing_hangs_on_changes_nothing(
    case: RandomCase, data: st.DataObject
) -> None:
    """A bank that asks one thing more says the same of all the others; it is one more to answer."""
    place = data.draw(st.integers(0, len(case.bank.sections) - 1))
    added = RandomQuestion("added", "integer")
    sections = list(case.bank.sections)
    questions = data.draw(st.permutations((*sections[place].questions, added)))
    sections[place] = replace(sections[place], questions=tuple(questions))
    before = state_of(case.bank.loaded(), case.answers)
    is_answered = data.draw(st.booleans())
    answers = case.answers | ({"added": 3} if is_answered else {})
    after = state_of(RandomBank(tuple(sections)).loaded(), answers)
    relevance = dict(after.relevance)
    own = relevance.pop("added")
    assert relevance == before.relevance
    assert after.settled - {"added"} == before.settled
    assert [name for name in after.open if name != "added"] == _in_order(before.open, sections)
    assert after.findings_of("added") == ()
    assert {name: after.findings_of(name) for name in relevance} == {
        name: before.findings_of(name) for name in relevance
    }
    assert after.complete == before.complete
    is_relevant = own == "relevant"
    assert after.progress.relevant == before.progress.relevant + is_relevant
    assert after.progress.answered == before.progress.answered + (is_relevant and is_answered)
    assert after.progress.possible in (before.progress.possible, before.progress.possible + 1)


def _in_order(names: tuple[str, ...], sections: list[RandomSection]) -> list[str]:
    """The names in the order of these sections."""
    return [q.id for section in sections for q in section.questions if q.id in names]


@settings(max_examples=examples(60))
@given(wild_cases(), st.data())
def test_an_answer_decides_only_what_depends_on_it(case: RandomCase, data: st.DataObject) -> None:
    """A question whose conditions name no changed question, directly or not, is as it was."""
    bank, names = case.bank, list(case.bank.questions)
    changed = data.draw(st.sampled_from(names))
    reached = {changed}
    while more := {name for name in names if _named_by(bank, name) & reached} - reached:
        reached |= more
    other = data.draw(st.one_of(st.none(), wild_answers(bank.questions[changed])))
    answers = {name: value for name, value in case.answers.items() if name != changed}
    answers |= {} if other is None else {changed: other}
    loaded = bank.loaded()
    before, after = state_of(loaded, case.answers), state_of(loaded, answers)
    for name in set(names) - reached:
        assert after.relevance[name] == before.relevance[name]
        assert after.facts[name] == before.facts[name]


def _named_by(bank: RandomBank, name: str) -> set[str]:
    """The questions that the conditions of a question, and of its columns, name."""
    columns = (column.when for column in bank.questions[name].columns)
    conditions: list[Node | None] = [*Naive(bank, {}).conditions(name), *columns]
    return set().union(*map(names_in, conditions))


# Rules 10 and 13: progress, and complete


@settings(max_examples=examples(80))
@given(wild_cases(), st.data())
def test_progress_never_promises_less_than_comes(case: RandomCase, data: st.DataObject) -> None:
    """Answering what is asked, in any order and way: possible only shrinks, and ends at relevant."""
    bank = case.bank.loaded()
    answers = dict(case.answers)
    state = state_of(bank, answers)
    for _ in case.bank.questions:
        progress = state.progress
        assert 0 <= progress.answered <= progress.relevant <= progress.possible
        assert (progress.answered == progress.relevant) == (not _asked(case.bank, answers))
        asked = _asked(case.bank, answers)
        if not asked:
            break
        name = data.draw(st.sampled_from(asked), label="question")
        answers[name] = _good_answer(case.bank.questions[name], data)
        state = state_of(bank, answers)
        assert state.progress.relevant <= progress.possible
        assert state.progress.possible <= progress.possible
    assert state.open == ()
    assert state.progress.answered == state.progress.relevant == state.progress.possible
    assert state.complete == (not any(finding.is_error for finding in state.findings))


def _asked(bank: RandomBank, answers: dict[str, Any]) -> list[str]:
    """The relevant questions without an answer that counts."""
    naive = Naive(bank, answers)
    return [name for name in naive.open() if naive.relevance(name) == "relevant"]


def _good_answer(question: RandomQuestion, data: st.DataObject) -> Any:
    """An answer that counts."""

    def counts(answer: Any) -> bool:
        bank = RandomBank((RandomSection("only", 1, (replace(question, when=None),)),))
        return bool(Naive(bank, {question.id: answer}).settled())

    return data.draw(wild_answers(question).filter(counts), label="answer")


@settings(max_examples=examples(60))
@given(wild_cases())
def test_nothing_open_is_nothing_more_to_come(case: RandomCase) -> None:
    """Possible equals relevant once nothing is open, and only then may a card be complete."""
    state = state_of(case.bank.loaded(), case.answers)
    if not state.open:
        assert state.progress.possible == state.progress.relevant == state.progress.answered
    required = [name for name in state.open if case.bank.questions[name].required]
    if state.complete:
        assert not required
        assert not any(finding.is_error for finding in state.findings)


# The evaluator of these tests itself


def test_the_naive_evaluator_knows_the_example_of_the_design() -> None:
    """On a case that can be read."""
    bits = RandomQuestion("bits", "integer", when=("holds", "a", "in", "methods"))
    methods = RandomQuestion("methods", "multiselect", options=("a", "b"), is_last_exclusive=True)
    bank = RandomBank((RandomSection("only", 1, (methods, bits)),))
    assert Naive(bank, {}).relevance("bits") == "undecided"
    assert Naive(bank, {"methods": ["a"]}).relevance("bits") == "relevant"
    assert Naive(bank, {"methods": ["b"], "bits": 3}).relevance("bits") == "irrelevant"
    assert Naive(bank, {"methods": "?"}).relevance("bits") == "irrelevant"
    assert Naive(bank, {"methods": ["a", "b"]}).findings() == [("methods", 0, "", True)]
    assert Naive(bank, {"methods": ["b"], "bits": 3}).set_aside() == ["bits"]


def test_the_random_banks_hold_everything() -> None:
    """Over the seeds of the sample every kind of thing is met often enough to mean something."""
    seen: Counter[str] = Counter()
    for seed in range(300):
        case = Wild(RandomChoice(Random(seed))).case()
        state = state_of(case.bank.loaded(), case.answers)
        places = {name: place for place, name in enumerate(case.bank.questions)}
        seen.update(map(str, state.relevance.values()))
        seen["finding"] += len(state.findings)
        seen["warning"] += sum(not finding.is_error for finding in state.findings)
        seen["set aside"] += len(state.set_aside)
        seen["complete"] += state.complete
        for name in case.bank.questions:
            seen["forward"] += any(places[n] > places[name] for n in _named_by(case.bank, name))
        for word in ("any(", "all(", "count(", "answered(", "unknown(", "row.", "not in"):
            seen[word] += case.bank.toml.count(word)
        seen["against another question"] += len(re.findall(r"[=<>] q\d", case.bank.toml))
        seen["nested"] += any(s.when and s.level < 3 for s in case.bank.sections)
        assert not is_circular(case.bank)
    assert min(seen.values()) >= 20, seen
