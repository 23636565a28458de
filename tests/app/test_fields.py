"""Each way of answering: what a person does, and what the card then holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input, Static

from cardtui.app.widgets.question import QuestionView
from cardtui.card.file import read_card
from cardtui.card.model import Answer, Row
from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def stored(session: Session, question: str) -> Answer:
    """What the file on disk holds for a question."""
    answer = read_card(session.path).card.answer(question)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("question", "keys", "value"),
    [
        ("name", "DistilBERT", "DistilBERT"),
        ("layers", "6", 6),
        ("layers", "66,000", 66000),
        ("layers", "512.0", 512),
        ("layers", "5e2", 500),
        ("latency", "12.5", 12.5),
        ("latency", "12.5 ms", 12.5),
        ("released", "2019-10-02", date(2019, 10, 2)),
        ("page", "https://example.org", "https://example.org"),
        ("weights", "model.safetensors", "model.safetensors"),
    ],
)
async def test_a_line_is_read_as_its_type(
    session: Session, question: str, keys: str, value: object
) -> None:
    """Numbers may hold separators and their unit; dates are dates."""
    async with running(session, at=question) as pilot:
        await typed(pilot, keys)
        await press(pilot, "enter")
        await until_saved(pilot)
        assert stored(session, question).value == value
        assert interview(pilot).current != question


async def test_what_is_no_number_is_kept_and_said(session: Session) -> None:
    """Nothing typed is lost: it stays as text, and the field says what is expected."""
    async with running(session, at="layers") as pilot:
        await typed(pilot, "six")
        await until_saved(pilot)
        assert stored(session, "layers").value == "six"
        said = interview(pilot).query_one("#findings", Static)
        await until(pilot, lambda: "expected a whole number" in str(said.content))


async def test_a_failing_check_speaks_beside_the_field(session: Session) -> None:
    """As an error, or as a warning that says that it is one; each has a mark of its own."""
    async with running(session, at="layers") as pilot:
        said = interview(pilot).query_one("#findings", Static)
        await typed(pilot, "0")
        await until(pilot, lambda: "! At least one." in str(said.content))
        await press(pilot, "backspace")
        await typed(pilot, "2000")
        await until(pilot, lambda: "△ Warning: That is a lot." in str(said.content))


async def test_a_decimal_comma_is_told_how_to_write(session: Session) -> None:
    """With the number as it was meant."""
    async with running(session, at="latency") as pilot:
        await typed(pilot, "22,7")
        await press(pilot, "enter", "shift+tab")
        assert "write 22.7" in str(interview(pilot).query_one("#findings", Static).content)


@pytest.mark.parametrize(("question", "key"), [("results", "d"), ("layers", "f4")])
async def test_what_is_taken_away_can_be_brought_back(
    session: Session, question: str, key: str
) -> None:
    """And that is said at once, with the key."""
    session.set_value("layers", 6)
    session.set_rows("results", (Row(1, {"value": 1.0}),))
    before = session.card.answers
    async with running(session, at=question) as pilot:
        await press(pilot, key)
        said = [each.message for each in pilot.app._notifications]
        assert any("f8 brings it back" in each for each in said)
        await press(pilot, "f8")
        assert session.card.answers == before


async def test_follow_ups_appear_and_leave_at_once(session: Session) -> None:
    """With what was typed there kept."""
    async with running(session, at="compression") as pilot:
        said = interview(pilot).query_one("#follow-ups", Static)
        await press(pilot, "space")
        assert str(said.content) == "+ Now asked: Bits"
        await press(pilot, "enter", "8", "shift+tab")
        await press(pilot, "end", "space")
        assert str(said.content) == "- Set aside and kept: Bits"
        assert not session.state.is_relevant("bits")
        await press(pilot, "home", "space", "enter")
        assert interview(pilot).current == "bits"
        assert interview(pilot).query_one(Input).value == "8"


async def test_a_note_asks_nothing(session: Session) -> None:
    """It is shown in passing; enter goes on."""
    async with running(session, at="remark") as pilot:
        assert interview(pilot).query_one(QuestionView).field is None
        await press(pilot, "enter")
        assert interview(pilot).current == "results"


async def test_several_lines_pasted_into_one_are_joined(session: Session) -> None:
    """With spaces, where Textual would drop all but the first."""
    from textual import events

    async with running(session, at="name") as pilot:
        field = interview(pilot).query_one(Input)
        field.post_message(events.Paste("one\ntwo\r\nthree\x1b]52;c;eA==\x07"))
        await pilot.pause()
        assert "\x1b" not in field.value
        await press(pilot, "enter")
        assert session.card.answers["name"].value == "one two three\x1b]52;c;eA==\x07"


async def test_several_lines_copied_here_are_joined_too(session: Session) -> None:
    """What was selected on the screen comes from there with the key that pastes."""
    async with running(session, at="name") as pilot:
        pilot.app.copy_to_clipboard("one\ntwo\tthree")
        await press(pilot, "ctrl+v", "enter")
        assert session.card.answers["name"].value == "one two three"


async def test_a_value_that_was_only_looked_at_stays_as_it_is(session: Session) -> None:
    """Showing a hostile value as an escape does not change what is stored."""
    session.set_value("name", "a\x1bb")
    session.set_value("origin", "gone")
    before = session.card
    async with running(session, at="name") as pilot:
        await press(pilot, "enter")
        for _ in range(12):
            await press(pilot, "ctrl+n")
        assert session.card == before


@pytest.mark.parametrize(
    ("question", "value", "changed"),
    [
        ("name", "a\x00b\tc\nd", "a\x00b\tc\nd!"),
        ("name", "\u2067\u05d0\u2069 \x85", "\u2067\u05d0\u2069 \x85!"),
        ("about", "a\x1b\u241b\u2028b\n", "a\x1b\u241b\u2028b!\n"),
        ("languages", ["a\nb", "  c ", "d\te"], ["a\nb", "  c ", "d\te!"]),
    ],
)
async def test_one_key_changes_one_character(
    session: Session, question: str, value: object, changed: object
) -> None:
    """The rest of what is stored stays, also what no field can show as it is."""
    session.set_answer(question, Answer(value))
    async with running(session, at=question) as pilot:
        await press(pilot, "exclamation_mark", "ctrl+n")
        assert session.card.answers[question].value == changed
        await until_saved(pilot)
        assert stored(session, question).value == changed


ODD_VALUES: list[object] = [
    float("nan"),
    float("inf"),
    1,
    1.0,
    True,
    "",
    " x ",
    "a\r\nb\x0b\u2028\x00",
    ["a\nb", "  c ", ""],
    [],
    date(2020, 2, 2),
]


@pytest.mark.parametrize("turn", range(0, len(ODD_VALUES), 3))
async def test_a_visit_changes_nothing(session: Session, turn: int) -> None:
    """Whatever is stored for a question, going through all of them leaves the card as it is."""
    for place, question in enumerate(session.bank.questions):
        value = ODD_VALUES[(place + turn) % len(ODD_VALUES)]
        session.set_answer(question, Answer(value, specify={"other": " "}))
    session.card = replace(
        session.card,
        answers={name: replace(a, asked="") for name, a in session.card.answers.items()},
    )
    before = session.card
    async with running(session, at="name") as pilot:
        for _ in session.bank.questions:
            if interview(pilot).current is not None:
                await press(pilot, "ctrl+n")
        assert interview(pilot).current is None
        assert session.card is before
