"""The default bank: what the template asks for, and what its own tests say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank, read_bank, read_bank_file
from cardtui.bank.model import Question
from cardtui.bank.translation_report import translation_findings
from cardtui.formats.markdown.document import to_markdown
from cardtui.interview.interview import Interview
from cardtui.proof.places import places_of
from cardtui.proof.prover import Prover
from cardtui.proof.report import check_bank
from cardtui.proof.walk import walked
from cardtui.proof.writing import LONGEST_LABEL
from cardtui.sharing.languages import LoadIn, translations_of
from cardtui.sharing.lookup import load_in_file
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from cardtui.text.cells import cells
from support.banks import card_of

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
    assert 0 < cells(question.label) <= LONGEST_LABEL
    assert question.help
    assert question.named_examples
    assert all(example.text and example.source for example in question.named_examples)


@pytest.mark.parametrize("path", shipped_banks().values(), ids=list(shipped_banks()))
def test_shipped_banks_are_sound(path: Path) -> None:
    """`bank check` finds nothing, notes neither: all tests pass, and take all branches."""
    file = read_bank_file(path)
    report = check_bank(read_bank(file), file)
    assert report.findings == ()
    assert all(reached.is_asked for reached in report.questions.values())


def test_it_is_checked_in_no_time() -> None:
    """Few ways have to be walked at once, whatever the machine."""
    prover = Prover(BANK)
    most = 0
    for place in places_of(BANK):
        if place.own is not None:
            conditions = [*map(prover.routes.condition, (*place.around, place.own))]
            itinerary, domains = prover.routes.to(conditions, len(place.around))
            most = max(most, walked(itinerary, domains).most)
    assert most <= 20


# In French


def test_the_french_document_has_the_same_tree() -> None:
    """Its 18 headings at their levels, with an answer everywhere and with none."""
    spoken = LoadIn("fr")(PATH).bank
    assert spoken.language == "fr"
    for answers in ({}, dict.fromkeys(spoken.questions, "?")):
        card = card_of(answers)
        said = [to_markdown(each, card, Interview(each).state(card)) for each in (BANK, spoken)]
        levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in said]
        assert levels[0] == levels[1]
        assert len(levels[0]) == 18
        assert not {"Not known", "Not filled in yet"} & set(re.findall(r"Not [a-z ]+", said[1]))


def test_every_wording_of_the_default_bank_is_translated() -> None:
    """Nothing is missing, stale or left over."""
    found = load_in_file(PATH)
    (file,) = translations_of(found).values()
    assert translation_findings(found.bank, found.file, file) == ()
