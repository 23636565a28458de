"""What a bank suggests: the value, where it comes from, and when there is nothing to suggest."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.interview.session import Session, new_session
from cardtui.interview.suggesting import offer
from support.banks import bank_asking

BANK = bank_asking(
    """
[[section.question]]
id = "precision"
type = "select"
ask = "Which precision?"
label = "Precision"
options = ["FP32", "INT8", "INT4"]
[[section.question]]
id = "parameters"
type = "integer"
ask = "How many parameters?"
label = "Parameters"
[[section.question]]
id = "bits"
type = "integer"
unit = "bits"
ask = "How many bits?"
suggest = "8 if precision == 'int8' else 4 if precision == 'int4' else None"
[[section.question]]
id = "size"
type = "number"
unit = "MB"
ask = "How large?"
suggest = "parameters * 0.004 if precision == 'fp32' else None"
[[section.question]]
id = "half"
type = "number"
ask = "Half of them?"
suggest = "parameters / 2"
[[section.question]]
id = "license"
type = "text"
ask = "Which license?"
suggest = "'Apache-2.0'"
[[section.question]]
id = "small"
type = "bool"
ask = "Is it small?"
suggest = "parameters < 1000"
[[section.question]]
id = "other"
type = "text"
ask = "What else?"
suggest = "'short' if precision == 'int8' or parameters < 10 else 'long' if parameters > 20 else 'middling'"
[[section.question]]
id = "tags"
label = "Tags"
type = "multiselect"
ask = "Which tags?"
options = ["Quantized", "Small"]
suggest = "['quantized', 'small'] if precision == 'int8' else None"
[[section.question]]
id = "copied"
type = "select"
ask = "Which one again?"
options = ["FP32", "INT8"]
suggest = "precision"
[[section.question]]
id = "counted"
type = "integer"
ask = "How many tags?"
suggest = "count(tags) if parameters < 5 else -parameters"
[[section.question]]
id = "story"
type = "longtext"
ask = "Tell more."
suggest = "'A long story. A long story. A long story. A long story. A long story. A long story.'"
"""
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return new_session(BANK, str(tmp_path / "card.toml"))


def said(session: Session, question: str) -> tuple[str, str] | None:
    """The words of what is suggested, and of where it comes from."""
    offered = offer(session, question)
    return offered and (offered.words, offered.source)


@pytest.mark.parametrize(
    ("precision", "parameters", "question", "words", "source"),
    [
        ("int8", None, "bits", "8 bits", "because Precision is INT8"),
        ("int4", None, "bits", "4 bits", "because Precision is INT4"),
        ("fp32", 10, "size", "0.04 MB", "Parameters times 0.004, because Precision is FP32"),
        (None, 3, "half", "1.5", "Parameters divided by 2"),
        (None, None, "license", "Apache-2.0", ""),
        (None, 3, "small", "Yes", "because Parameters is below 1000"),
        (None, 3000, "small", "No", "because Parameters is at least 1000"),
        ("int8", None, "copied", "INT8", "from Precision"),
        (
            "fp32",
            1,
            "counted",
            "1",
            "the number of options chosen of Tags, because Parameters is below 5",
        ),
        (None, 7, "counted", "-7", "minus Parameters, because Parameters is at least 5"),
        ("int8", None, "tags", "Quantized, Small", "because Precision is INT8"),
        (
            "fp32",
            15,
            "other",
            "middling",
            "because Precision is not INT8, Parameters is at least 10 and Parameters is at most 20",
        ),
        ("fp32", 30, "other", "long", "because Parameters is above 20"),
    ],
)
def test_a_suggestion_says_where_it_comes_from(
    session: Session,
    precision: str | None,
    parameters: int | None,
    question: str,
    words: str,
    source: str,
) -> None:
    """The calculation, and the conditions that led to it."""
    session.set_value("precision", precision)
    session.set_value("parameters", parameters)
    session.set_value("tags", ["small"])
    shown = said(session, question)
    assert shown is not None
    assert shown[0] == words
    # The words of conditions have tests of their own; here it is which of them are said.
    assert shown[1] == source


def test_a_long_text_is_cut_where_it_is_shown(session: Session) -> None:
    """Not where it is taken."""
    offered = offer(session, "story")
    assert offered is not None
    assert offered.words.endswith("…")
    assert len(offered.words) <= 81
    assert str(offered.value).endswith("story.")


def test_there_is_nothing_to_suggest(session: Session) -> None:
    """Where the bank has nothing, where it cannot be told, and where None is chosen."""
    assert offer(session, "precision") is None
    assert offer(session, "bits") is None
    session.set_value("precision", "fp32")
    assert offer(session, "bits") is None


def test_only_what_differs_from_the_answer_is_suggested(session: Session) -> None:
    """Nobody is offered what is there; whoever said that there is no answer is left alone."""
    session.set_value("precision", "int8")
    session.set_value("bits", 4)
    assert said(session, "bits") == ("8 bits", "because Precision is INT8")
    session.set_value("bits", 8)
    assert offer(session, "bits") is None
    session.clear("bits")
    session.set_status("bits", "not_applicable", "It has none.")
    assert offer(session, "bits") is None
    offered = offer(session, "tags")
    assert offered is not None
    session.set_value("tags", offered.value)
    assert offer(session, "tags") is None


def test_a_suggestion_is_stored_only_when_it_is_taken(session: Session) -> None:
    """Asking for it changes nothing."""
    before = session.card
    assert offer(session, "license") is not None
    assert session.card is before
