"""The plain mode: ways through the questions."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.plain import asked


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def test_ways_through_the_interview(session: Session) -> None:
    """Back and forth, to an open question, by number and id, behind the last and back."""
    said = asked(session, "A", ":back", ":skip", ":go 12", ":skip", ":open", "", ":back", at="name")
    places = [each.split(".")[0] for each in said if each.startswith("Question ")]
    assert places == [
        f"Question {number} of 14, up to 15" for number in (1, 2, 1, 2, 12, 13, 14, 14)
    ]
    assert "That was the last question." in said
    assert "  :open    goes to the next question without an answer" in said
    assert "This is the first question." in asked(session, ":back", at="name")


def test_the_way_to_what_needs_a_look(session: Session) -> None:
    """One after the other, from the top again; behind the last question its command is named."""
    asked(session, "0", "", at="layers")
    asked(session, "no address", "", at="page")
    way = "  :review  goes to the next answer that needs a look"
    said = asked(session, ":skip", ":review", ":review", ":review", at="results")
    assert way in said
    asks = [after for where, after in pairwise(said) if where.startswith("Question ")]
    layers, page = (session.bank.questions[name].ask for name in ("layers", "page"))
    assert asks[1:] == [layers, page, layers]
    asked(session, "12", at="layers")
    asked(session, ":clear", at="page")
    said = asked(session, ":skip", ":review", at="results")
    assert way not in said
    assert said.count("That was the last question.") == 2
