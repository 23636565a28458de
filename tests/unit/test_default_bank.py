"""The default bank: what the template asks for, and what its own tests say."""

from __future__ import annotations

import re

import pytest

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank
from cardtui.bank.model import BankTest, Question
from cardtui.card.model import Answer, Row, new_card
from cardtui.interview.interview import Interview
from cardtui.interview.session import reference_to
from cardtui.interview.state import Relevance
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks

TEMPLATE = [
    (1, "Model Summary"),
    (2, "Usage"),
    (2, "System"),
    (2, "Implementation requirements"),
    (1, "Model Characteristics"),
    (2, "Model initialization"),
    (2, "Model stats"),
    (2, "Other details"),
    (1, "Data Overview"),
    (2, "Training data"),
    (2, "Demographic groups"),
    (2, "Evaluation data"),
    (1, "Evaluation Results"),
    (2, "Summary"),
    (2, "Subgroup evaluation results"),
    (2, "Fairness"),
    (2, "Usage limitations"),
    (2, "Ethics"),
]
LONGEST_LABEL = 24
"""Cells that the outline has for a label."""
PATH = shipped_banks()[DEFAULT_BANK]
BANK: Bank = load_bank(PATH)


def test_the_sections_are_those_of_the_template() -> None:
    """The same 18 headings, at the same levels, in the same order, whatever is answered."""
    assert [(section.level, section.title) for section in BANK.sections] == TEMPLATE
    assert {section.empty for section in BANK.sections} == {"state"}
    assert not BANK.expressions.sections


def test_every_line_of_the_template_is_asked() -> None:
    """The comments in the file say which question covers which of the 47 lines."""
    lines = re.findall(r"^# template lines? (.*)$", PATH.read_text("utf-8"), re.MULTILINE)
    assert {int(number) for line in lines for number in re.findall(r"\d+", line)} == set(
        range(1, 48)
    )


def test_it_is_large_enough_and_branches() -> None:
    """At least 45 questions and 12 conditions; few are required."""
    assert len(BANK.questions) >= 45
    assert len(BANK.expressions.questions) >= 12
    required = [question.id for question in BANK if question.required]
    assert len(required) <= 10


@pytest.mark.parametrize("question", list(BANK), ids=lambda question: question.id)
def test_every_question_helps(question: Question) -> None:
    """A label that fits, a help text, and an example whose model is named."""
    assert 0 < len(question.label) <= LONGEST_LABEL
    assert question.help
    assert question.named_examples
    assert all(example.text and example.source for example in question.named_examples)


@pytest.mark.parametrize("test", BANK.file.tests, ids=lambda test: test.name)
def test_its_own_tests_pass(test: BankTest) -> None:
    """What a test gives asks what it says is asked, and skips what it says is skipped."""
    card = new_card(reference_to(BANK))
    for name, given in test.given.items():
        card = card.with_answer(name, stored(given))
    state = Interview(BANK).state(card)
    assert [n for n in test.asks if state.relevance[n] is not Relevance.RELEVANT] == []
    assert [n for n in test.skips if state.relevance[n] is not Relevance.IRRELEVANT] == []


def test_every_condition_is_seen_both_ways() -> None:
    """Each question with a condition is asked in one test and skipped in another."""
    asked = {name for test in BANK.file.tests for name in test.asks}
    skipped = {name for test in BANK.file.tests for name in test.skips}
    assert set(BANK.expressions.questions) - asked == set()
    assert set(BANK.expressions.questions) - skipped == set()


def stored(given: object) -> Answer:
    """An answer as a test writes it."""
    if isinstance(given, dict):
        return Answer(**given)
    if isinstance(given, list) and given and isinstance(given[0], dict):
        return Answer(rows=tuple(Row(i, row) for i, row in enumerate(given, 1)))
    return Answer(given)
