"""Steps that can be undone: what makes one, and how many are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.card.file import read_card
from cardtui.card.model import Answer, Row
from cardtui.interview import history
from cardtui.interview.history import MOST_CHARACTERS, MOST_STEPS, History, Step
from cardtui.interview.session import Session
from support.every_type import every_type_session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def undone(session: Session) -> list[str]:
    """The questions of all steps that can be undone, the last first."""
    questions = []
    while step := session.undo():
        questions.append(step.question)
    return questions


def test_typing_is_one_step_until_the_question_is_left(session: Session) -> None:
    """However often it was taken into the card."""
    for text in ("D", "Di", "Dis"):
        session.set_value("name", text)
    session.end_step()
    session.set_value("name", "Disti")
    session.set_value("about", "x")
    session.set_value("name", "Distil")
    step = session.undo()
    assert step is not None
    assert (step.question, step.before and step.before.value) == ("name", "Disti")
    assert undone(session) == ["about", "name", "name"]


def test_a_status_a_cleared_answer_and_rows_are_steps(session: Session) -> None:
    """Each by itself, between what is typed."""
    session.set_value("layers", 6)
    session.set_status("layers", "unknown", "why")
    session.set_value("layers", 7)
    session.clear("layers")
    session.set_rows("results", (Row(1, {"value": 1}),))
    session.set_rows("results", (Row(1, {"value": 2}),))
    assert undone(session) == ["results", "results", *["layers"] * 4]
    assert session.card.answers == {}


def test_typing_back_is_no_step(session: Session) -> None:
    """Nothing has changed."""
    session.set_value("name", "x")
    session.set_value("name", "")
    assert session.undo() is None
    session.set_value("name", "y")
    assert undone(session) == ["name"]


def test_what_is_undone_is_saved(session: Session) -> None:
    """As every other change."""
    session.set_value("name", "x")
    session.save()
    session.undo()
    assert not session.is_saved()
    session.save()
    assert read_card(session.path).card.answers == {}
    session.redo()
    session.save()
    assert read_card(session.path).card.answers["name"].value == "x"


def test_undo_brings_the_fingerprint_back(session: Session) -> None:
    """A question that has changed since is to be confirmed again."""
    session.card = session.card.with_answer("name", Answer("x", asked="0badf00d"))
    session.state = session.interview.state(session.card)
    session.confirm("name")
    assert session.state.reconfirm == ()
    session.undo()
    assert session.state.reconfirm == ("name",)


def test_only_so_many_steps_are_kept() -> None:
    """The oldest go first."""
    steps = History()
    for number in range(MOST_STEPS + 10):
        steps.record("q", Answer(number), Answer(number + 1))
        steps.end_step()
    kept = []
    while step := steps.undo():
        kept.append(step)
    assert len(kept) == MOST_STEPS
    assert kept[-1] == Step("q", Answer(10), Answer(11))


def test_long_answers_are_kept_only_so_far() -> None:
    """But always the last step, however long its answer is."""
    steps = History()
    for number in range(3):
        steps.record("q", None, Answer(str(number) * MOST_CHARACTERS))
        steps.end_step()
    step = steps.undo()
    assert step is not None
    assert step.after == Answer("2" * MOST_CHARACTERS)
    assert steps.undo() is None


def test_an_open_step_that_was_dropped_is_not_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing after a bound was reached is still one step."""
    monkeypatch.setattr(history, "MOST_STEPS", 1)
    steps = History()
    steps.record("a", None, Answer("1"))
    steps.record("b", None, Answer("2"))
    steps.record("b", Answer("2"), Answer("3"))
    assert steps.undo() == Step("b", None, Answer("3"))
    assert steps.undo() is None
