"""What is said beside questions and answers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardtui.bank.fixed_words import ENGLISH
from cardtui.bank.model import Example
from cardtui.card.model import Answer
from cardtui.interview.wording import example_words, retired_words
from support.banks import card_of


@pytest.mark.parametrize(("source", "said"), [("", "Example"), ("Whisper", "Example, Whisper")])
def test_an_example_says_whose_it_is(source: str, said: str) -> None:
    """Where that is known."""
    assert example_words(Example(text="12", source=source), ENGLISH) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["purpose"], "1 answer is kept whose question is no longer in this bank: purpose."),
        (
            ["purpose", "use"],
            "2 answers are kept whose questions are no longer in this bank: purpose and use.",
        ),
    ],
)
def test_answers_without_a_question_are_named(names: list[str], said: str) -> None:
    """Nobody is to think that they are lost."""
    card = replace(card_of({}), retired={name: Answer("x") for name in names})
    assert retired_words(card) == said
