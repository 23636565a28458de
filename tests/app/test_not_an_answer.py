"""No answer because: what was answered stays behind it, whatever kind it is, and words say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input, Static

from cardtui.app.screens.reason import ReasonScreen
from cardtui.card.file import read_card
from cardtui.card.model import Row
from cardtui.interview.session import Session, new_session
from support.banks import bank_asking
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved

EVERY_KIND = "".join(
    f'[[section.question]]\nid = "q_{kind}"\ntype = "{kind}"\nask = "?"\n{more}'
    for kind, more in {
        "text": "",
        "longtext": "",
        "select": 'options = ["ape", { id = "other", label = "Other", specify = true }]\n',
        "list": "",
        "table": '[[section.question.column]]\nid = "c"\ntype = "text"\n',
    }.items()
)
GIVEN: dict[str, object] = {
    "q_text": "DistilBERT",
    "q_longtext": "One.\n\nTwo.\n",
    "q_select": "other",
    "q_list": ["English", "French"],
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


@pytest.fixture(autouse=True)
def _said_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app says does not go away while a slow machine gets there."""
    monkeypatch.setattr("cardtui.app.screens.changing.SAID", 600)


def told(pilot: Pilot[None]) -> list[str]:
    return [each.message for each in pilot.app._notifications]


def status_of(pilot: Pilot[None]) -> str:
    """What is said above the field about an answer that is none."""
    return str(interview(pilot).query_one("#status", Static).content)


async def asked_why_not(pilot: Pilot[None], key: str) -> ReasonScreen:
    await press(pilot, key)
    await until(pilot, lambda: isinstance(pilot.app.screen, ReasonScreen))
    assert isinstance(pilot.app.screen, ReasonScreen)
    return pilot.app.screen


async def said_why_not(pilot: Pilot[None], key: str, reason: str = "") -> None:
    await asked_why_not(pilot, key)
    await typed(pilot, reason)
    before = interview(pilot).current
    await press(pilot, "enter")
    await until(pilot, lambda: interview(pilot).current != before)


async def test_what_was_answered_stays_behind_it_and_comes_back(tmp_path: Path) -> None:
    """A text, long text, choice, list and table, on disk too, and undone step by step."""
    session = new_session(bank_asking(EVERY_KIND), str(tmp_path / "card.toml"))
    for question, value in GIVEN.items():
        session.set_value(question, value, {"other": "x"} if question == "q_select" else None)
    session.set_rows("q_table", (Row(1, {"c": "x"}), Row(3, {"c": "y"})))
    before = dict(session.card.answers)
    async with running(session, at="q_text") as pilot:
        for question, given in before.items():
            assert interview(pilot).current == question
            await said_why_not(pilot, "f3" if question == "q_list" else "f2", "so")
            stored = read_card(session.path).card.answers[question]
            assert stored == replace(given, status=stored.status, reason="so")
            assert stored.status is not None
            await press(pilot, "shift+tab")
            assert status_of(pilot).endswith("stands below, and counts again with f4.")
            # Going past it changes nothing: what stands in the field is no answer of this moment.
            await press(pilot, "ctrl+n", "ctrl+b")
            assert session.card.answers[question] == stored
            await press(pilot, "f4")
            assert told(pilot)[0].endswith("taken back: what you had answered is there again.")
            assert session.card.answers[question] == given
            assert status_of(pilot) == ""
            await press(pilot, "ctrl+n")
        for question in ("q_table", "q_list"):
            await press(pilot, "f8")
            assert interview(pilot).current == question
            assert session.card.answers[question].status is not None
            await press(pilot, "f8")
        assert dict(session.card.answers) == before


async def test_the_reason_dialog_says_that_nothing_is_lost(session: Session) -> None:
    """Only where there is something."""
    session.set_value("layers", 6)
    async with running(session, at="layers") as pilot:
        screen = await asked_why_not(pilot, "f2")
        remark = screen.query_one(".remark", Static)
        assert str(remark.content) == "What you have answered is kept behind it: f4 brings it back."
        await press(pilot, "escape", "ctrl+n")
        screen = await asked_why_not(pilot, "f2")
        assert not screen.query(".remark")


async def test_the_reason_is_offered_to_the_other_status_too(session: Session) -> None:
    """Whoever finds that it is not known rather than not applicable has typed it already."""
    async with running(session, at="layers") as pilot:
        await said_why_not(pilot, "f2", "no layers")
        await press(pilot, "shift+tab")
        screen = await asked_why_not(pilot, "f3")
        assert screen.query_one(Input).value == "no layers"
        await press(pilot, "end", "!", "enter")
        await until(pilot, lambda: interview(pilot).current == "latency")
        answer = session.card.answers["layers"]
        assert (answer.status, answer.reason) == ("unknown", "no layers!")


async def test_emptying_the_field_takes_back_what_is_behind_and_not_the_status(
    session: Session,
) -> None:
    """It still does not apply; another answer typed there counts at once."""
    session.set_value("layers", 6)
    async with running(session, at="layers") as pilot:
        await said_why_not(pilot, "f2", "no layers")
        await press(pilot, "shift+tab", "backspace")
        await until(pilot, lambda: session.card.answers["layers"].value is None)
        await until_saved(pilot)
        assert session.card.answers["layers"].status == "not_applicable"
        assert "Answer below, or f4 to take it back." in status_of(pilot)
        await press(pilot, "7")
        await until(pilot, lambda: session.card.answers["layers"].value == 7)
        assert session.card.answers["layers"].status is None
        assert status_of(pilot) == ""


async def test_where_a_status_will_not_do_it_is_said_what_does(tmp_path: Path) -> None:
    """With its key; and there is nothing to say instead of what is only shown."""
    every = every_type_session(tmp_path)
    async with running(every, at="compression") as pilot:
        await press(pilot, "f2")
        assert told(pilot) == ['This question needs an answer: "not applicable" will not do here.']
    async with running(every, at="remark") as pilot:
        await press(pilot, "f3")
        assert told(pilot) == ["This is to be read: there is nothing to answer."]
    asking = '[[section.question]]\nid = "name"\ntype = "text"\nask = "?"\nallow = ["unknown"]\n'
    half = new_session(bank_asking(asking), str(tmp_path / "half.toml"))
    async with running(half, at="name") as pilot:
        await press(pilot, "f2")
        assert told(pilot) == [
            'This question needs an answer, or "not known" (f3): "not applicable" will not do here.'
        ]


async def test_clearing_says_what_it_did(session: Session) -> None:
    """An answer, an answer that is none, and nothing at all; the overview has none to clear."""
    async with running(session, at="layers") as pilot:
        await press(pilot, "f4")
        assert told(pilot) == ["There is no answer to take away."]
        await press(pilot, "6", "f4")
        assert told(pilot) == ["Answer cleared: f8 brings it back."]
        assert interview(pilot).query_one(Input).value == ""
        await said_why_not(pilot, "f3")
        await press(pilot, "shift+tab", "f4")
        assert told(pilot) == ["Answer cleared: f8 brings it back."]
        await press(pilot, "f7", "f4")
        assert told(pilot)[-1] == "Go to a question first."
