"""The whole card in a reading screen: moving, searching, going to a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from cardtui.app.fields.line import LineInput
from cardtui.app.screens.reading import ReadingScreen
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.reader import Reader
from cardtui.app.widgets.search_row import SearchRow
from cardtui.formats.registry import FORMATS
from cardtui.interview.session import Session
from support.distilbert import distilbert_session
from support.every_type import every_type_session
from support.long_cards import long_card
from support.pilot import interview, press, running, typed, until

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return distilbert_session(tmp_path)


async def opened(pilot: Pilot[None]) -> Reader:
    """The reading screen, with all of the document in it."""
    await press(pilot, "f11")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
    reader = pilot.app.screen.query_one(Reader)
    await until(pilot, lambda: reader.is_whole)
    await pilot.pause()
    return reader


def seen(reader: Reader) -> str:
    """What is on screen of the document."""
    text = reader.text
    return "\n".join(text.render_line(y).text for y in range(text.size.height))


def where(pilot: Pilot[None]) -> str:
    """What the line at the top says."""
    return str(pilot.app.screen.query_one("#top", Static).content)


@SIZES
async def test_it_opens_where_one_is_and_leads_back(
    session: Session, size: tuple[int, int]
) -> None:
    """The question's answer is in sight and marked; escape and the same key go back to it."""
    async with running(session, size=size, at="results") as pilot:
        reader = await opened(pilot)
        assert reader.place is not None
        assert reader.place.question == "results"
        assert reader.text.here.start in range(
            reader.text.scroll_offset.y, reader.text.scroll_offset.y + reader.text.size.height
        )
        assert "▎ Results" in seen(reader)
        await press(pilot, "escape")
        assert pilot.app.screen is interview(pilot)
        await opened(pilot)
        await press(pilot, "f11")
        assert pilot.app.screen is interview(pilot)
        assert interview(pilot).current == "results"


async def test_it_is_the_document_with_what_is_still_open(session: Session) -> None:
    """Every line of the export, and in each section the questions without an answer."""
    document = FORMATS["markdown"].render(session.bank, session.card, session.state)
    async with running(session) as pilot:
        reader = await opened(pilot)
        text = " ".join(" ".join(line.text for line in reader.text.lines).split())
    for words in (
        "license: Apache-2.0",
        "Transformer encoder, 6 layers",
        "Bits per weight: 8 bits",
    ):
        assert words in text
        assert words.split(": ")[-1] in document
    assert "Still open: Measured with and More results" in text


async def test_a_question_without_an_answer_leads_to_where_it_is_open(session: Session) -> None:
    """To the line that says so, and from there back to it."""
    async with running(session, at="base_model") as pilot:
        reader = await opened(pilot)
        assert reader.place is not None
        assert reader.place.kind == "open"
        await press(pilot, "enter")
        assert interview(pilot).current == "base_model"


@SIZES
async def test_enter_goes_to_the_question_of_the_place(
    session: Session, size: tuple[int, int]
) -> None:
    """From the text: what a person reads is what they can answer."""
    async with running(session, size=size, at="overview") as pilot:
        await opened(pilot)
        await press(pilot, "slash", *"91.3", "enter", "enter")
        assert pilot.app.screen is interview(pilot)
        assert interview(pilot).current == "results"


@SIZES
async def test_the_contents_lead_through_the_text(session: Session, size: tuple[int, int]) -> None:
    """The text follows the cursor in them; tab goes over to it, enter to the first question there."""
    async with running(session, size=size, at="model_name") as pilot:
        reader = await opened(pilot)
        await press(pilot, "tab", "end")
        assert reader.contents.has_focus
        assert reader.place is not None
        assert (reader.place.kind, reader.place.section) == ("heading", "ethics_section")
        await press(pilot, "k", "j", "tab")
        assert reader.text.has_focus
        assert "Ethics" in seen(reader)
        assert "Ethics" in where(pilot)
        await press(pilot, "tab", "enter")
        assert interview(pilot).current == next(
            question.id
            for question in session.bank.sections[-1].questions
            if session.state.is_relevant(question.id)
        )


async def test_keys_scroll(session: Session) -> None:
    """By lines and pages, to either end, as in other readers."""
    async with running(session, size=(80, 24), at="model_name") as pilot:
        reader = await opened(pilot)
        text = reader.text
        await press(pilot, "home")
        for keys, y in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("up", 0),
            ("space", text.size.height - 1), ("b", 0), ("pagedown", text.size.height - 1),
            ("pageup", 0), ("G", text.max_scroll_y), ("g", 0), ("end", text.max_scroll_y),
            ("home", 0),
        ):  # fmt: skip
            await press(pilot, keys)
            assert text.scroll_offset.y == y, keys
        assert "0%" in where(pilot)
        await press(pilot, "end")
        assert "100%" in where(pilot)


async def test_every_place_can_be_reached_by_scrolling(session: Session) -> None:
    """The mark goes from the top of the screen to its bottom, and on where nothing scrolls."""
    async with running(session, size=(80, 24), at="model_name") as pilot:
        reader = await opened(pilot)
        await press(pilot, "home")
        reached = [reader.place]
        while reader.place != reader._page.places[-1]:
            await press(pilot, "j")
            if reader.place != reached[-1]:
                reached.append(reader.place)
        # One line may hold the end of the mark's way through several places.
        assert len(reached) > len(reader._page.places) * 0.8


async def test_a_card_that_fits_the_screen_is_gone_through_too(tmp_path: Path) -> None:
    """Nothing scrolls, so the mark moves."""
    session = every_type_session(tmp_path)
    session.set_value("name", "A")
    session.set_value("layers", 3)
    async with running(session, size=(120, 40), at="name") as pilot:
        reader = await opened(pilot)
        assert reader.text.max_scroll_y == 0
        await press(pilot, "down", "enter")
        assert interview(pilot).current == "layers"


async def test_a_search_counts_and_goes_round(session: Session) -> None:
    """`3 of 17`; n and N go on from there, and after the last comes the first."""
    async with running(session, at="model_name") as pilot:
        reader = await opened(pilot)
        await press(pilot, "home", "slash")
        await typed(pilot, "bert")
        count = reader.query_one(SearchRow).query_one(".count", Static)
        assert str(count.content) == "1 of 4"
        await press(pilot, "enter", "n")
        assert str(count.content) == "2 of 4"
        await press(pilot, "N", "N")
        assert str(count.content) == "4 of 4"
        await press(pilot, "n")
        assert str(count.content) == "1 of 4"
        await press(pilot, "ctrl+f")
        await typed(pilot, "no such thing")
        assert str(count.content) == "not found"
        await press(pilot, "escape")
        assert not reader.is_searching
        await press(pilot, "n", "N")
        await press(pilot, "escape")
        assert pilot.app.screen is interview(pilot)


async def test_words_are_found_over_the_end_of_a_line(session: Session) -> None:
    """As the text is written, however it is broken on this screen."""
    async with running(session, size=(40, 12), at="model_name") as pilot:
        reader = await opened(pilot)
        await press(pilot, "slash")
        await typed(pilot, "for english text, made by distillation")
        assert str(reader.query_one(".count", Static).content) == "1 of 1"
        assert reader.place is not None
        assert reader.place.question == "overview"


async def test_matches_are_told_apart_from_the_one_looked_at(session: Session) -> None:
    """Each is shown in another way than the text, and one of them in another way than the rest."""
    async with running(session, at="model_name") as pilot:
        reader = await opened(pilot)
        await press(pilot, "home")
        before = [reader.text.render_line(y) for y in range(reader.text.size.height)]
        await press(pilot, "slash")
        await typed(pilot, "BERT")
        after = [reader.text.render_line(y) for y in range(reader.text.size.height)]
        styles = {
            segment.style
            for strip in after
            for segment in strip
            if segment.text.casefold() == "bert"
        }
        plain = {segment.style for strip in before for segment in strip}
        assert len({(style.color, style.reverse, style.underline) for style in styles}) == 2
        assert not styles & plain


async def test_a_resize_keeps_the_place(session: Session) -> None:
    """The same answer is marked and in sight when the lines are made anew."""
    async with running(session, size=(120, 40), at="results") as pilot:
        reader = await opened(pilot)
        await pilot.resize_terminal(50, 16)
        await until(pilot, lambda: reader.is_whole and reader.text.room < 50)
        await pilot.pause()
        assert reader.place is not None
        assert reader.place.question == "results"
        assert "▎" in seen(reader)


async def test_the_mouse_marks_and_opens(session: Session) -> None:
    """A click marks what is clicked; a heading leads to its text; a second click goes there."""
    async with running(session, at="model_name") as pilot:
        reader = await opened(pilot)
        await pilot.click(reader.contents, offset=(4, 8))
        await pilot.pause()
        assert reader.place is not None
        assert (reader.place.kind, reader.text.has_focus) == ("heading", True)
        y = next(i for i, line in enumerate(seen(reader).splitlines()) if "Bits per weight" in line)
        await pilot.click(reader.text, offset=(6, y + 1), times=2)
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        await until(pilot, lambda: isinstance(pilot.app.focused, LineInput))
        await pilot.pause()
        assert interview(pilot).current == "quantization_bits"


async def test_a_long_card_can_be_left_while_it_is_made(tmp_path: Path) -> None:
    """Keys act from the start; what is not made yet is not waited for."""
    session = long_card(tmp_path, sections=3)
    async with running(session, at="text0") as pilot:
        await press(pilot, "f11", "pagedown", "escape")
        assert pilot.app.screen is interview(pilot)
        reader = await opened(pilot)
        assert "Part 2" in "\n".join(line.text for line in reader.text.lines)


async def test_what_is_made_later_is_found_too(tmp_path: Path) -> None:
    """Words that were typed while the card was made, and stand at its end, come into sight."""
    session = long_card(tmp_path, sections=3)
    session.set_value("text59", "The end is a zebra.")
    async with running(session, at="text0") as pilot:
        await press(pilot, "f11", "slash", *"zebra")
        reader = pilot.app.screen.query_one(Reader)
        await until(pilot, lambda: reader.is_whole)
        await until(pilot, lambda: "zebra" in seen(reader))


async def test_what_was_typed_is_in_it(session: Session) -> None:
    """Also the letter before the key, which no pause has followed."""
    async with running(session, at="overview") as pilot:
        await pilot.press("Q", "f11")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
        reader = pilot.app.screen.query_one(Reader)
        await until(pilot, lambda: reader.is_whole)
        assert "distillation.Q" in "\n".join(line.text for line in reader.text.lines)


async def test_the_keys_are_those_of_what_has_the_cursor(session: Session) -> None:
    """And they go with it."""
    async with running(session, at="overview") as pilot:
        await opened(pilot)
        hints = pilot.app.screen.query_one(KeyHints)
        assert "tab contents" in str(hints.content)
        await press(pilot, "tab")
        assert "tab text" in str(hints.content)
        await press(pilot, "slash")
        assert "enter read on" in str(hints.content)
        await press(pilot, "enter")
        assert "n/N other matches" in str(hints.content)
