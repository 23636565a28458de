"""Notes to self: written beside any question, shown below it, listed on the overview."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Label, Static, TextArea

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.note import NoteScreen
from cardtui.app.widgets.overview import Overview
from cardtui.card.file import read_card
from cardtui.card.model import Answer
from cardtui.interview.session import Session, new_session
from support.banks import bank_asking
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved

HOSTILE = "[/] [@click=app.quit]x\x1b]52;c;aGk=\x07\u202e"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


@pytest.fixture(autouse=True)
def _said_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app says does not go away while a slow machine gets there."""
    monkeypatch.setattr("cardtui.app.screens.changing.SAID", 600)


def told(pilot: Pilot[None]) -> list[str]:
    return [each.message for each in pilot.app._notifications]


def shown(pilot: Pilot[None]) -> str:
    """The note below the question; empty where none is shown."""
    line = interview(pilot).query_one("#note", Static)
    return str(line.content) if line.display else ""


async def opened(pilot: Pilot[None]) -> NoteScreen:
    await press(pilot, "ctrl+l")
    await until(pilot, lambda: isinstance(pilot.app.screen, NoteScreen))
    assert isinstance(pilot.app.screen, NoteScreen)
    return pilot.app.screen


async def closed(pilot: Pilot[None], *keys: str) -> None:
    await press(pilot, *keys)
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)
    await pilot.pause()


async def test_a_note_is_written_shown_and_saved(session: Session) -> None:
    """On several lines; below the question it is one, and the cursor is where it was."""
    async with running(session, at="layers") as pilot:
        await press(pilot, "6")
        await opened(pilot)
        await typed(pilot, "ask Maria")
        await press(pilot, "enter")
        await typed(pilot, "by Friday")
        await closed(pilot, "ctrl+s")
        assert shown(pilot) == "✎ ask Maria / by Friday"
        await press(pilot, "4")
        await until(pilot, lambda: session.card.answers["layers"].value == 64)
        await until_saved(pilot)
        stored = read_card(session.path).card.answers["layers"]
        assert (stored.value, stored.note) == (64, "ask Maria\nby Friday")


async def test_the_key_that_opens_it_keeps_it(session: Session) -> None:
    """There is nothing to learn."""
    async with running(session, at="name") as pilot:
        await opened(pilot)
        await typed(pilot, "ask Maria")
        await closed(pilot, "ctrl+l")
        assert session.card.answers == {"name": Answer(note="ask Maria")}
        screen = await opened(pilot)
        assert screen.query_one(TextArea).text == "ask Maria"
        await typed(pilot, "!")
        await closed(pilot, "tab", "enter")
        assert session.card.answers["name"].note == "ask Maria!"


async def test_a_note_at_every_kind_of_field(tmp_path: Path) -> None:
    """Also at a table and at what is only shown; none takes the keys for itself."""
    kinds = ("text", "longtext", "bool", "table", "note")
    asked = "".join(
        f'[[section.question]]\nid = "q_{kind}"\ntype = "{kind}"\nask = "?"\n' for kind in kinds
    ).replace(
        'type = "table"\nask = "?"\n',
        'type = "table"\nask = "?"\n[[section.question.column]]\nid = "c"\ntype = "text"\n',
    )
    session = new_session(bank_asking(asked), str(tmp_path / "card.toml"))
    async with running(session) as pilot:
        while (question := interview(pilot).current) is not None:
            await opened(pilot)
            await typed(pilot, "x")
            await closed(pilot, "ctrl+s")
            assert shown(pilot) == "✎ x"
            assert session.card.answers[question] == Answer(note="x")
            await press(pilot, "ctrl+k")
            await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
            await closed(pilot, "escape")
            await press(pilot, "ctrl+n")
    assert len(session.card.answers) == len(kinds)
    assert session.state.progress.answered == 0


async def test_escape_asks_before_it_drops_a_note(session: Session) -> None:
    """Once; typing on takes the question back."""
    async with running(session, at="name") as pilot:
        screen = await opened(pilot)
        await typed(pilot, "as")
        await press(pilot, "escape")
        keys = screen.query_one(".keys", Label)
        assert "not kept yet" in str(keys.content)
        await typed(pilot, "k")
        assert str(keys.content) == "ctrl+s keep   esc cancel"
        await closed(pilot, "escape", "escape")
        assert session.card.answers == {}
        await opened(pilot)
        await closed(pilot, "escape")


async def test_an_emptied_note_is_none(session: Session) -> None:
    """And comes back with undo, which says that it is about the note."""
    session.set_note("layers", "ask")
    async with running(session, at="layers") as pilot:
        await opened(pilot)
        await closed(pilot, "backspace", "backspace", "backspace", "ctrl+s")
        assert shown(pilot) == ""
        assert told(pilot) == ["Note taken away: f8 brings it back."]
        await press(pilot, "ctrl+b", "f8")
        assert interview(pilot).current == "layers"
        assert shown(pilot) == "✎ ask"
        assert told(pilot) == ["Undone: the note at Layers"]
        await press(pilot, "f9")
        assert told(pilot) == ["Redone: the note at Layers"]
        assert shown(pilot) == ""


async def test_a_note_stands_beside_not_known(session: Session) -> None:
    """Which is where it is wanted most; clearing the answer leaves it and says so."""
    async with running(session, at="layers") as pilot:
        await opened(pilot)
        await typed(pilot, "ask Maria")
        await closed(pilot, "ctrl+s")
        await press(pilot, "f3")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).current == "latency")
        assert shown(pilot) == ""
        await press(pilot, "shift+tab")
        assert shown(pilot) == "✎ ask Maria"
        assert session.card.answers["layers"].status == "unknown"
        await press(pilot, "f4")
        assert told(pilot) == ["Answer cleared, the note stays: f8 brings it back."]
        assert shown(pilot) == "✎ ask Maria"
        await press(pilot, "f4")
        assert told(pilot) == ["There is no answer to take away. The note is changed with ctrl+l."]


async def test_the_overview_lists_notes(session: Session) -> None:
    """And leads to them; on the overview itself there is no question to note at."""
    session.set_note("layers", "ask Maria\nsoon")
    async with running(session, at="name") as pilot:
        await press(pilot, "f7")
        overview = interview(pilot).query_one(Overview)
        assert "1 note to yourself, never printed:\n  ✎ Layers: ask Maria / soon" in overview.text
        await press(pilot, "ctrl+l")
        assert told(pilot) == ["Go to a question first."]
        await press(pilot, "down", "down", "enter")
        assert interview(pilot).current == "layers"


async def test_hostile_notes_are_text(session: Session) -> None:
    """Below the question, on the overview, and in the dialog, which gives back what it was given."""
    session.set_note("name", HOSTILE)
    async with running(session, at="name") as pilot:
        assert "[@click=app.quit]x" in shown(pilot)
        assert "\x1b" not in shown(pilot)
        await press(pilot, "f7")
        assert "\x1b" not in interview(pilot).query_one(Overview).text
        await press(pilot, "f7")
        screen = await opened(pilot)
        assert "\x1b" not in screen.query_one(TextArea).text
        await typed(pilot, "!")
        await closed(pilot, "ctrl+s")
        assert session.card.answers["name"].note == f"{HOSTILE}!"


async def test_a_note_that_is_begun_is_kept_when_the_app_ends(session: Session) -> None:
    """By a signal, or by the key for it, in front of an answer that is begun as well."""
    async with running(session, at="name") as pilot:
        await typed(pilot, "Dis")
        await opened(pilot)
        await typed(pilot, "ask")
        assert isinstance(pilot.app, CardtuiApp)
        pilot.app.last_words.save()
    stored = read_card(session.path).card.answers["name"]
    assert (stored.value, stored.note) == ("Dis", "ask")


async def test_a_note_is_taken_in_from_elsewhere(session: Session) -> None:
    """Both notes stay, and nobody has to choose."""
    from cardtui.interview.session import open_session

    session.set_value("name", "DistilBERT")
    session.save()
    other = open_session(session.bank, session.path)
    other.set_note("name", "ask Jan")
    other.save()
    async with running(session, at="name") as pilot:
        await opened(pilot)
        await typed(pilot, "ask Maria")
        await closed(pilot, "ctrl+s")
        await until_saved(pilot)
        assert session.card.conflicts == {}
        assert shown(pilot) == "✎ ask Maria / ask Jan"
    assert read_card(session.path).card.answers["name"].note == "ask Maria\nask Jan"


async def test_a_long_note_stays_one_line(session: Session) -> None:
    """At every size; the dialog shows all of it."""
    session.set_note("name", "word " * 60)
    for size in ((120, 40), (80, 24), (40, 12)):
        async with running(session, size=size, at="name") as pilot:
            assert interview(pilot).query_one("#note").size.height == 1
            await opened(pilot)
            assert pilot.app.screen.query_one(".keys").region.bottom <= size[1]
