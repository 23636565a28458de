"""Random conditions in words, and explanations of random cards."""

from __future__ import annotations

import re
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import kind_of
from cardtui.bank.names import names_of
from cardtui.condition.compile import compile_condition
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW
from cardtui.condition.kinds import Scope
from cardtui.condition.negation import negated, without_not
from cardtui.condition.nodes import Cell, walk
from cardtui.condition.outcomes import NOT
from cardtui.condition.words import condition_words
from cardtui.interview.explain import explain
from cardtui.interview.explanation import Verdict
from cardtui.interview.state import Relevance
from support.banks import (
    RandomBank,
    RandomCase,
    answers_to,
    card_of,
    random_banks,
    random_cases,
    state_of,
)
from support.sampling import examples

_CODE = re.compile(r"\b(?:any|all|count|unknown|answered)\(|contains_|row\.|==|!=|[<>\[\]']")


@st.composite
def half_answered_cases(draw: st.DrawFn) -> RandomCase:
    """Cards that leave much open, so that questions are undecided."""
    bank = draw(random_banks(max_questions=12))
    return RandomCase(bank, draw(answers_to(bank, share=0.4)))


def conditions_of(bank: Bank) -> list[Condition]:
    """The conditions of sections and questions."""
    found = bank.expressions
    return list(chain(found.sections.values(), found.questions.values()))


@given(random_cases())
@settings(max_examples=examples(40))
def test_without_not_a_condition_means_the_same(case: RandomCase) -> None:
    """In all three values, and as to what open questions could still make of it."""
    bank = case.bank.loaded()
    facts = state_of(bank, case.answers).facts
    kinds = {name: kind for name, q in bank.questions.items() if (kind := kind_of(q))}
    scope = Scope(kinds)
    for condition in conditions_of(bank):
        outcomes = condition.outcomes(facts, EMPTY_ROW)
        same = compile_condition(without_not(condition.node), scope)
        opposite = compile_condition(negated(condition.node), scope)
        assert same(facts, EMPTY_ROW) == outcomes, condition.source
        assert opposite(facts, EMPTY_ROW) == NOT[outcomes], condition.source


@given(random_banks())
@settings(max_examples=examples(40))
def test_words_hold_no_code(random_bank: RandomBank) -> None:
    """Neither ids where there is a label, nor names of functions, nor operators."""
    bank = random_bank.loaded()
    names = names_of(bank)
    written = [(c.node, condition_words(c.node, names)) for c in conditions_of(bank)]
    for (table, _), condition in bank.expressions.columns.items():
        words = condition_words(condition.node, names_of(bank, table))
        written.append((condition.node, words))
    for node, words in written:
        without_labels = re.sub(r"Label of q\d+", "Label", words)
        assert not re.search(r"\b[qc]\d", without_labels), words
        assert not _CODE.search(without_labels), words
        if not any(isinstance(part, Cell) for part in walk(node)):
            # The options of columns have no other label than their id.
            assert not re.search(r"\b[abc]\b", without_labels), words
        assert words.count("(") == words.count(")"), words


@given(half_answered_cases())
@settings(max_examples=examples(30))
def test_an_explanation_agrees_with_the_interview(case: RandomCase) -> None:
    """What is asked has only true conditions, what is not asked one that is not."""
    bank = case.bank.loaded()
    card, state = card_of(case.answers), state_of(bank, case.answers)
    for name in bank.questions:
        found = explain(bank, card, state, name)
        verdicts = {reason.verdict for reason in found.reasons}
        if verdicts <= {Verdict.TRUE}:
            expected = Relevance.RELEVANT
        elif verdicts & {Verdict.FALSE, Verdict.UNKNOWN}:
            expected = Relevance.IRRELEVANT
        else:
            expected = Relevance.UNDECIDED
        assert found.standing is expected is state.relevance[name]
        assert bool(found.hangs_on) == (expected is Relevance.UNDECIDED)
        assert set(found.hangs_on) <= set(state.open)
        assert all(state.is_relevant(other) for other in found.ways)
        assert name not in found.ways
        for reason in found.reasons:
            assert {source.question for source in reason.sources} <= set(bank.questions)
        assert all(line == line.rstrip() for line in found.lines())
