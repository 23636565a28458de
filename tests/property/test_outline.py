"""The outline of any card."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.interview.folds import Fold, Folds
from cardtui.interview.navigation import asked_questions
from cardtui.interview.outline import Contents, QuestionLine, SectionLine
from cardtui.interview.standing import Standing
from support.banks import RandomCase, random_cases, state_of
from support.sampling import examples
from support.wild_banks import wild_cases


@settings(max_examples=examples(100))
@given(st.one_of(random_cases(), wild_cases()), st.data())
def test_the_outline_leaves_nothing_out(case: RandomCase, data: st.DataObject) -> None:
    """Open it lists what is asked and set aside; closed its counts are the progress."""
    bank = case.bank.loaded()
    state, contents, folds = state_of(bank, case.answers), Contents(bank), Folds(bank)
    names = [section.id for section in bank.sections]

    folds.choose(names, Fold.OPEN)
    listed = [
        each.question.id for each in contents.lines(state, folds) if isinstance(each, QuestionLine)
    ]
    asked = asked_questions(bank, state)
    assert [name for name in listed if state.is_relevant(name)] == asked
    assert sorted(name for name in listed if not state.is_relevant(name)) == sorted(state.set_aside)

    folds.choose(names, Fold.CLOSED)
    closed = [each for each in contents.lines(state, folds) if isinstance(each, SectionLine)]
    assert {each.depth for each in closed} <= {0}
    assert sum(each.tally.answered for each in closed) == state.progress.answered
    assert sum(each.tally.asked for each in closed) == state.progress.relevant
    fails = any(f.is_error and state.is_relevant(f.question) for f in state.findings)
    assert fails == any(each.tally.standing is Standing.FAILING for each in closed)

    for name in names:
        folds.choose([name], data.draw(st.sampled_from(Fold)))
    current = data.draw(st.sampled_from([None, *asked]))
    folds.go_to(current)
    lines = contents.lines(state, folds)
    if current is not None:
        assert current in [e.question.id for e in lines if isinstance(e, QuestionLine)]
    for each in lines:
        if isinstance(each, SectionLine):
            is_inside = each.section in bank.parents[bank.section_of[each.leads_to].id]
            assert is_inside
            assert state.is_relevant(each.leads_to) or each.leads_to in state.set_aside
