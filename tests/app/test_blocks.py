"""Answers of several lines: long texts, code, lists; and the person's own editor for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from cardtui.app.own_editor import editor_command, suffix_for
from cardtui.bank.model import Question
from cardtui.card.file import read_card
from cardtui.card.model import Answer
from cardtui.interview.session import Session
from cardtui.text.clean import unsafe_characters
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until_saved


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def stored(session: Session, question: str) -> Answer:
    """What the file on disk holds for a question."""
    answer = read_card(session.path).card.answer(question)
    assert answer is not None
    return answer


def below(pilot: Pilot[None]) -> str:
    """What stands below the text."""
    return str(interview(pilot).query_one("BlockField > .keys", Static).content)


def said(pilot: Pilot[None]) -> str:
    """What was said last."""
    return [each.message for each in pilot.app._notifications][-1]


async def test_long_text_takes_lines_and_tab_goes_on(session: Session) -> None:
    """Enter is a new line; tab leaves."""
    async with running(session, at="about") as pilot:
        await typed(pilot, "One")
        await press(pilot, "enter")
        await typed(pilot, "Two")
        await press(pilot, "tab")
        await until_saved(pilot)
        assert stored(session, "about").value == "One\nTwo\n"
        assert interview(pilot).current == "snippet"


async def test_code_keeps_its_spaces(session: Session) -> None:
    """Indentation is part of the value."""
    async with running(session, at="snippet") as pilot:
        await typed(pilot, "if x:")
        await press(pilot, "enter", "space", "space", "y")
        await press(pilot, "ctrl+n")
        await until_saved(pilot)
        assert stored(session, "snippet").value == "if x:\n  y\n"


async def test_a_list_has_an_item_a_line(session: Session) -> None:
    """Blank lines are no items."""
    async with running(session, at="languages") as pilot:
        await typed(pilot, "en")
        await press(pilot, "enter", "enter")
        await typed(pilot, "de")
        await press(pilot, "tab")
        await until_saved(pilot)
        assert stored(session, "languages").value == ["en", "de"]


async def test_pasted_text_is_shown_safely_and_kept(session: Session) -> None:
    """A long text keeps its lines; what could act on the terminal is there, and not on screen."""
    from textual import events

    async with running(session, at="about") as pilot:
        area = interview(pilot).query_one(TextArea)
        area.post_message(events.Paste("one\r\ntwo\x1b[2J \u2067\u05d0\u2069"))
        await pilot.pause()
        assert area.text.startswith("one\ntwo")
        assert unsafe_characters(area.text) == set()
        said = str(interview(pilot).query_one("BlockField Legend", Static).content)
        assert r"is \x1b" in said
        assert r"is \u2067" in said
        await press(pilot, "ctrl+n")
        assert session.card.answers["about"].value == "one\ntwo\x1b[2J \u2067\u05d0\u2069\n"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("about", "Markdown   enter new line"),
        ("snippet", "python   enter new line"),
        ("languages", "one item a line"),
    ],
)
async def test_it_says_what_is_written_here(session: Session, question: str, kind: str) -> None:
    """And how to get to one's own editor."""
    async with running(session, at=question) as pilot:
        assert below(pilot) == f"{kind}   ctrl+e editor"


async def test_the_items_of_a_list_are_counted(session: Session) -> None:
    """Those of several pasted lines, too, also where there were items before."""
    session.set_value("languages", ["en", "a\nb"])
    async with running(session, at="languages") as pilot:
        assert "2 items" in below(pilot)
        await press(pilot, "enter")
        interview(pilot).query_one(TextArea).post_message(events.Paste("de\r\nfr\n"))
        await pilot.pause()
        assert "4 items" in below(pilot)
        await press(pilot, "ctrl+n")
        assert session.card.answers["languages"].value == ["en", "a\nb", "de", "fr"]


@pytest.mark.parametrize(
    "question",
    ["name", "about", "snippet", "deployed", "layers", "released", "page", "weights", "results"],
)
async def test_our_keys_are_ours_in_every_field(session: Session, question: str) -> None:
    """An input of Textual has uses of its own for them."""
    async with running(session, at=question) as pilot:
        await press(pilot, "ctrl+e")
        opens = question in ("name", "about", "snippet")
        expected = "cannot be given to an editor" if opens else "An editor opens for texts"
        assert expected in said(pilot)
        await press(pilot, "ctrl+s")
        assert "Nothing else is suggested" in said(pilot)
        assert interview(pilot).current == question


async def test_on_the_overview_there_is_nothing_to_edit(session: Session) -> None:
    """It says where there is."""
    async with running(session, at="about") as pilot:
        await press(pilot, "f7", "ctrl+e")
        assert "go to such a question first" in said(pilot)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"EDITOR": "sh"}, ["sh"]),
        ({"VISUAL": "sh -c 'a b' --wait", "EDITOR": "none"}, ["sh", "-c", "a b", "--wait"]),
        ({"VISUAL": "  ", "EDITOR": "sh"}, ["sh"]),
    ],
)
def test_the_editor_is_what_the_environment_says(
    environment: dict[str, str], words: list[str]
) -> None:
    """`$VISUAL` before `$EDITOR`, read as a shell does."""
    assert editor_command(environment) == words


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"EDITOR": "sh 'a"}, "quote without its partner"),
        ({"EDITOR": "''"}, "no editor"),
        ({"EDITOR": "no-such-editor"}, 'no editor "no-such-editor": $EDITOR'),
        ({}, "name yours in $VISUAL or $EDITOR"),
    ],
)
def test_without_an_editor_it_is_said_what_to_do(
    environment: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where none is named and none of the usual ones is there."""
    monkeypatch.setattr("cardtui.app.own_editor._FALLBACKS", ("no-such-editor",))
    with pytest.raises(ValueError, match=re.escape(said)):
        editor_command(environment)


@pytest.mark.parametrize(
    ("kind", "language", "suffix"),
    [
        ("longtext", "", ".md"),
        ("code", "Python", ".py"),
        ("code", "../../x", ".txt"),
        ("list", "", ".txt"),
    ],
)
def test_the_editor_knows_the_language_by_the_name(kind: str, language: str, suffix: str) -> None:
    """A bank may name any language: only known ones get into the name of a file."""
    question = Question(id="x", ask="?", type=kind, language=language)  # type: ignore[arg-type]
    assert suffix_for(question) == suffix
