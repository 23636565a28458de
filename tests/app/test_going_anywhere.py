"""The outline, the search and the list of everything: by key and by mouse, and as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Label

from cardtui.app.actions import GROUP_OF
from cardtui.app.marks import mark
from cardtui.app.screens.find import FindScreen
from cardtui.app.screens.why import WhyScreen
from cardtui.app.widgets.crumbs import Crumbs
from cardtui.app.widgets.found import FoundList
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.top_bar import TopBar
from cardtui.card.file import unsaved_card
from cardtui.interview.navigation import asked_questions
from cardtui.interview.session import Session
from cardtui.interview.standing import Standing
from support.banks import bank_of, card_of
from support.distilbert import distilbert_session
from support.every_type import every_type_session
from support.large_banks import SHAPES, answers
from support.pilot import drawn, interview, picture, press, running, typed, until

SamePicture = Callable[[str, str], None]
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def outline(pilot: Pilot[None]) -> Outline:
    return interview(pilot).query_one(Outline)


def at_the_cursor(pilot: Pilot[None]) -> str:
    """The line of the outline that the cursor is on."""
    cursor = outline(pilot).cursor
    assert cursor is not None
    return outline(pilot).drawn[cursor].strip()


def said(pilot: Pilot[None]) -> list[str]:
    """What is said for a moment."""
    return [each.message for each in pilot.app._notifications]


def troubled_session(folder: Path) -> Session:
    """A card with something of every kind: failing, changed, with a warning, set aside."""
    session = distilbert_session(folder)
    session.set_value("distillation_teacher", "BERT base")
    session.set_value("compression", ["quantization"])
    session.set_value("quantization_bits", 64)
    session.set_value("parameters", 66_000_000)
    license_answer = session.card.answer("license")
    assert license_answer is not None
    changed = replace(license_answer, asked="0badf00d")
    card = session.card.with_answer("license", changed)
    return Session(session.bank, unsaved_card(session.path, card))


# Pictures


@SIZES
async def test_the_open_outline(
    size: tuple[int, int], tmp_path: Path, same_picture: SamePicture
) -> None:
    """All sections open: each state has a shape of its own."""
    async with running(troubled_session(tmp_path), size=size, at="compression") as pilot:
        await press(pilot, "f5", "plus")
        await drawn(pilot)
        same_picture(f"outline-open-{size[0]}x{size[1]}", await picture(pilot))


@SIZES
async def test_the_search(size: tuple[int, int], tmp_path: Path, same_picture: SamePicture) -> None:
    """What was found is marked, in the label or in the passage below it."""
    async with running(troubled_session(tmp_path), size=size, at="compression") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "bert")
        await drawn(pilot)
        same_picture(f"search-{size[0]}x{size[1]}", await picture(pilot))


@SIZES
async def test_the_list_of_everything(
    size: tuple[int, int], tmp_path: Path, same_picture: SamePicture
) -> None:
    """In order, the cursor on where one is."""
    async with running(troubled_session(tmp_path), size=size, at="compression") as pilot:
        await press(pilot, "ctrl+g")
        await drawn(pilot)
        same_picture(f"jump-{size[0]}x{size[1]}", await picture(pilot))


# The outline


async def test_sections_are_closed_and_opened_with_the_arrow_keys(session: Session) -> None:
    """Right shows more, left less; on a question left goes to its section."""
    async with running(session, at="about") as pilot:
        await press(pilot, "f5")
        assert at_the_cursor(pilot) == "› ○ About"
        await press(pilot, "left")
        assert at_the_cursor(pilot).startswith("○ Simple ▾")
        await press(pilot, "left")
        assert not any("About" in line for line in outline(pilot).drawn)
        assert any("Choices" in line for line in outline(pilot).drawn)
        await press(pilot, "left")
        assert outline(pilot).drawn[0].endswith("0/13")
        assert len(outline(pilot).drawn) == 1
        await press(pilot, "right", "right")
        assert any("About" in line for line in outline(pilot).drawn)
        await press(pilot, "right")
        assert at_the_cursor(pilot) == "* Name"
        await press(pilot, "space")
        assert at_the_cursor(pilot).startswith("○ Simple ▸")
        await press(pilot, "enter")
        assert interview(pilot).current == "name"
        assert "  › * Name" in [line.rstrip() for line in outline(pilot).drawn]


async def test_a_section_that_was_opened_stays_open(session: Session) -> None:
    """While one goes through others; one that was closed opens when one comes to it."""
    async with running(session, at="name") as pilot:
        await press(pilot, "f5", "end", "right", "home", "left", "escape")
        assert any("Results" in line for line in outline(pilot).drawn)
        assert not any("About" in line for line in outline(pilot).drawn)
        await press(pilot, "ctrl+n")
        assert any("About" in line for line in outline(pilot).drawn)
        assert any("Results" in line for line in outline(pilot).drawn)


async def test_all_sections_at_once(session: Session) -> None:
    """Plus shows titles, then questions; minus takes away as much."""
    async with running(session, at="name") as pilot:
        await press(pilot, "f5", "minus")
        assert len(outline(pilot).drawn) == 2
        assert at_the_cursor(pilot).startswith("○ Simple")
        await press(pilot, "minus")
        assert len(outline(pilot).drawn) == 1
        await press(pilot, "plus")
        assert len(outline(pilot).drawn) == 2
        await press(pilot, "plus")
        assert len(outline(pilot).drawn) == 2 + 9 + 5
        await press(pilot, "f5")
        assert not any("▾" in line or "▸" in line for line in outline(pilot).drawn)


async def test_the_keys_of_the_outline_go_everywhere(session: Session) -> None:
    """Up from the first line is the last; pages do not leave it."""
    async with running(session, at="name", size=(80, 24)) as pilot:
        await press(pilot, "f5", "plus", "home", "up")
        assert at_the_cursor(pilot) == "○ Results"
        await press(pilot, "down")
        assert at_the_cursor(pilot).startswith("○ Simple")
        await press(pilot, "pagedown", "pagedown", "pagedown", "pageup", "end", "pagedown")
        assert at_the_cursor(pilot) == "○ Results"
        await press(pilot, "home", "pageup")
        assert at_the_cursor(pilot).startswith("○ Simple")


async def clicked(pilot: Pilot[None], name: str, times: int = 1) -> None:
    """Click on the line of the outline that says this."""
    line = next(i for i, each in enumerate(outline(pilot).drawn) if name in each)
    drawn_from = outline(pilot).content_region.y - outline(pilot).region.y
    await pilot.click("#outline", offset=(8, line + drawn_from), times=times)
    await pilot.pause()


async def test_the_mouse_goes_to_questions_and_opens_sections(session: Session) -> None:
    """The cursor stays in the field: nothing that is typed then is lost."""
    async with running(session, at="name") as pilot:
        await typed(pilot, "X")
        await clicked(pilot, "Choices")
        assert any("Results" in line for line in outline(pilot).drawn)
        assert isinstance(pilot.app.focused, Input)
        await typed(pilot, "Y")
        await clicked(pilot, "Results")
        assert interview(pilot).current == "results"
        answer = session.card.answer("name")
        assert answer is not None
        assert answer.value == "XY"
        await clicked(pilot, "Choices")
        assert not any("Results" in line for line in outline(pilot).drawn)


async def test_what_is_set_aside_says_why(session: Session) -> None:
    """It is dimmed in its section; choosing it explains."""
    session.set_value("compression", ["quantization"])
    session.set_value("bits", 8)
    session.set_value("compression", ["none"])
    async with running(session, at="compression") as pilot:
        await press(pilot, "f5", "down")
        assert at_the_cursor(pilot) == "– Bits"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))


async def test_an_answer_draws_its_own_lines_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With hundreds of questions listed, the line of the question and that of its section."""
    bank = bank_of(SHAPES["hub"](400))
    stored = answers({question.id: question.type for question in bank})
    session = Session(bank, unsaved_card(str(tmp_path / "card.toml"), card_of(stored)))
    async with running(session, at="q1") as pilot:
        drawn = []
        refresh_lines = Outline.refresh_lines
        monkeypatch.setattr(
            Outline,
            "refresh_lines",
            lambda self, y, count=1: (drawn.append(y), refresh_lines(self, y, count))[1],
        )
        session.clear("q1")
        outline(pilot).show(session, "q1")
        assert outline(pilot).drawn[2].strip() == "› ○ Q1"
        assert sorted(drawn) == [0, 2]


async def test_the_outline_follows_the_question(session: Session) -> None:
    """Its cursor too, wherever that was left."""
    async with running(session, at="name") as pilot:
        await press(pilot, "f5", "plus", "end", "enter")
        for question in ("remark", "languages", "compression"):
            await press(pilot, "ctrl+b")
            assert interview(pilot).current == question
            assert at_the_cursor(pilot).startswith("› ")
            assert not outline(pilot).has_focus


def test_the_help_tells_what_the_marks_say() -> None:
    """Those of the outline; beside what the search finds they are said in words."""
    in_words = {Standing.NOT_ASKED, Standing.UNDECIDED, Standing.NOTE, Standing.HEADING}
    for standing in Standing:
        shape = str(mark(standing))
        assert (f"{shape} " in GROUP_OF["outline"].about) is (standing not in in_words), standing
    assert len({str(mark(standing)) for standing in Standing}) == len(Standing)


# Moving


async def test_the_next_answer_that_needs_a_look(session: Session) -> None:
    """Round and round, and it is said how many there are."""
    session.set_value("layers", 0)
    session.set_value("page", "no address")
    async with running(session, at="name") as pilot:
        for question, words in (
            ("layers", "1 of 2 answers to look at"),
            ("page", "2 of 2 answers to look at"),
            ("layers", "From the top again: 1 of 2 answers to look at"),
        ):
            await press(pilot, "ctrl+r")
            assert interview(pilot).current == question
            assert said(pilot) == [words]


async def test_nothing_needs_a_look(session: Session) -> None:
    """It says so, from fields of one line and of several."""
    async with running(session, at="name") as pilot:
        for question in ("name", "about", "snippet"):
            assert interview(pilot).current == question
            await press(pilot, "ctrl+r")
            assert interview(pilot).current == question
            assert said(pilot) == ["No answer fails a check, and none is to be confirmed."]
            await press(pilot, "ctrl+n")


async def test_the_only_answer_that_needs_a_look_is_on_screen(session: Session) -> None:
    """Then there is nowhere to go."""
    session.set_value("layers", 0)
    async with running(session, at="layers") as pilot:
        await press(pilot, "ctrl+r")
        assert said(pilot) == ["This is the only answer that needs a look."]


async def test_next_open_says_when_it_begins_again(session: Session) -> None:
    """And when there is no other, and the way back when there is none."""
    async with running(session, at="results") as pilot:
        await press(pilot, "ctrl+o")
        assert interview(pilot).current == "name"
        assert said(pilot) == ["That was the last open question: from the top again."]
        await press(pilot, "ctrl+b")
        assert said(pilot) == ["This is the first question."]
        for name in session.state.open:
            if name not in ("name", "compression"):
                session.set_status(name, "unknown")
        session.set_value("compression", ["none"])
        await press(pilot, "ctrl+o")
        assert said(pilot) == ["This is the only question that is still open."]


# Search


def screen(pilot: Pilot[None]) -> FindScreen:
    found = pilot.app.screen
    assert isinstance(found, FindScreen)
    return found


def listed(pilot: Pilot[None]) -> list[str]:
    """What is listed below the line to type in."""
    return [each.rstrip() for each in screen(pilot).query_one(FoundList).drawn]


async def test_the_search_opens_from_every_field(session: Session) -> None:
    """Also from a text area, which has another use for the key."""
    async with running(session, at="name") as pilot:
        for question in asked_questions(session.bank, session.state):
            assert interview(pilot).current == question
            await press(pilot, "ctrl+f")
            assert isinstance(pilot.app.screen, FindScreen)
            await press(pilot, "escape", "ctrl+n")


async def test_a_question_is_found_and_gone_to(session: Session) -> None:
    """With the best first, and what was typed before in the card."""
    async with running(session, at="name") as pilot:
        await typed(pilot, "Tiny layers")
        await press(pilot, "ctrl+f")
        await typed(pilot, "layers")
        assert [each.split() for each in listed(pilot)[::2]] == [
            ["○", "Layers", "Simple"],
            ["✓", "Name", "Simple"],
        ]
        assert listed(pilot)[1::2] == ["  How many layers?", "  Tiny layers"]
        assert str(screen(pilot).query_one("#count", Label).content) == "2 found"
        await press(pilot, "enter")
        assert interview(pilot).current == "layers"


async def test_the_search_begins_where_it_was_left(session: Session) -> None:
    """The words are selected, so that others replace them; the list begins empty."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "bits")
        await press(pilot, "escape", "ctrl+f")
        assert screen(pilot).looked_for == "bits"
        assert len(listed(pilot)) == 2
        await typed(pilot, "page")
        assert screen(pilot).looked_for == "page"
        await press(pilot, "escape", "ctrl+g")
        assert screen(pilot).looked_for == ""


async def test_what_is_not_asked_is_explained(session: Session) -> None:
    """Instead of going there."""
    session.set_value("compression", ["none"])
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "how many bits")
        assert "not asked · Choices" in listed(pilot)[0]
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))
        assert interview(pilot).current == "name"


async def test_another_spelling_is_found_and_said(session: Session) -> None:
    """Whoever types it sees which words were looked for instead."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "quantisation")
        assert listed(pilot)
        said = str(screen(pilot).query_one("#count", Label).content)
        assert said.endswith("with “quantization”")


async def test_nothing_is_found(session: Session) -> None:
    """It says so, and enter does nothing."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "zebra")
        await press(pilot, "enter", "down", "pagedown", "up")
        assert listed(pilot) == []
        assert str(screen(pilot).query_one("#count", Label).content) == "nothing found"
        await press(pilot, "ctrl+u")
        assert len(listed(pilot)) == 2 + 9 + 5


async def test_a_terminal_resized_to_nothing(session: Session) -> None:
    """The outline and the search live on, and are there again with the room for them."""
    async with running(session, size=(80, 24), at="layers") as pilot:
        for key in ("f5", "ctrl+f"):
            await press(pilot, key)
            for width, height in ((60, 20), (3, 2), (1, 1), (2, 9), (80, 24)):
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                await press(pilot, "down", "up")
        await typed(pilot, "page")
        await pilot.resize_terminal(1, 1)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "Page" in listed(pilot)[0]
        await press(pilot, "enter")
        assert interview(pilot).current == "page"


async def test_a_paste_of_a_megabyte_is_refused(session: Session) -> None:
    """It is said, and typing goes on."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        assert pilot.app.focused is not None
        pilot.app.focused.post_message(events.Paste("layers " * 150_000))
        await until(pilot, lambda: any("Nothing was pasted" in each for each in said(pilot)))
        assert screen(pilot).looked_for == ""
        await typed(pilot, "page")
        assert "Page" in listed(pilot)[0]


async def test_keys_go_through_what_was_found(session: Session) -> None:
    """Arrows, tab and pages, while one can type on."""
    async with running(session, at="name", size=(80, 24)) as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "e")
        found = screen(pilot).query_one(FoundList)
        await press(pilot, "down", "tab", "shift+tab", "pagedown")
        assert found.cursor is not None
        assert found.cursor > 3
        await press(pilot, "pageup", "up", "up")
        assert found.cursor == found.entry_count - 1
        await typed(pilot, "a")
        assert found.cursor == 0


async def test_a_section_leads_to_its_first_question(session: Session) -> None:
    """From the search and from the list."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "choices")
        await press(pilot, "enter")
        assert interview(pilot).current == "origin"
        await press(pilot, "ctrl+g", "up", "up", "pageup", "pageup", "enter")
        assert interview(pilot).current == "name"


async def test_the_mouse_chooses_what_was_found(session: Session) -> None:
    """Either of its two lines."""
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "layers")
        await pilot.click(FoundList, offset=(5, 1))
        await pilot.pause()
        assert interview(pilot).current == "layers"


async def test_the_list_shows_where_one_is(session: Session) -> None:
    """The cursor is on the question on screen; from the overview, at the top."""
    async with running(session, at="languages") as pilot:
        await press(pilot, "ctrl+g", "down", "enter")
        assert interview(pilot).current == "remark"
        await press(pilot, "f7", "ctrl+g", "down", "enter")
        assert interview(pilot).current == "name"


async def test_hostile_text_is_found_and_shown_as_text(session: Session) -> None:
    """Never as markup, and without control characters."""
    text = "[@click=app.quit]x[/] [/] \x1b]52;c;eA==\x07 \u202eabc [bold"
    session.set_value("about", text)
    async with running(session, at="name") as pilot:
        await press(pilot, "ctrl+f")
        await typed(pilot, "[@click=app.quit]x[/]")
        assert len(listed(pilot)) == 2
        assert "[@click=app.quit]x[/] [/] \\x1b]52;c;eA==\\x07" in listed(pilot)[1]
        await pilot.click(FoundList, offset=(10, 1))
        await pilot.pause()
        assert interview(pilot).current == "about"


# Where one is


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((120, 40), "Simple › Choices · question 3 of 4"),
        ((80, 24), "Simple › Choices · question 3 of 4"),
        ((60, 20), "Simple › Choices · question 3 of 4"),
    ],
)
async def test_where_one_is_stands_above_the_question(
    session: Session, size: tuple[int, int], shown: str
) -> None:
    """The sections, and which question of theirs it is."""
    async with running(session, size=size, at="languages") as pilot:
        crumbs = interview(pilot).query_one(Crumbs)
        assert crumbs.display
        assert str(crumbs.render()) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((80, 15), "card  Simple › Choices · question 3 of 4"),
        ((60, 15), "card  Simple › Choices · question 3 of 4"),
        ((40, 12), "… › Choices · 3 of 4 0 of 13"),
        ((30, 12), "Choices  "),
    ],
)
async def test_a_low_terminal_shows_it_in_the_bar(
    session: Session, size: tuple[int, int], shown: str
) -> None:
    """The name of the card gives way to it, then the outer sections."""
    async with running(session, size=size, at="languages") as pilot:
        assert not interview(pilot).query_one(Crumbs).display
        bar = str(interview(pilot).query_one(TopBar).content)
        assert bar.startswith(shown)


async def test_the_number_follows_the_questions_that_come(session: Session) -> None:
    """As soon as they do."""
    async with running(session, at="compression") as pilot:
        crumbs = interview(pilot).query_one(Crumbs)
        assert str(crumbs.render()).endswith("2 of 4")
        await press(pilot, "space")
        assert str(crumbs.render()).endswith("2 of 5")


@pytest.mark.parametrize("key", ["ctrl+f", "f1", "f2"])
async def test_keys_behind_the_one_that_closes_a_dialog_act_at_once(
    session: Session, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for an answer of what is closed."""
    monkeypatch.setattr("cardtui.app.type_ahead._LONGEST_WAIT", 600)
    async with running(session, at="layers") as pilot:
        await press(pilot, key, "escape", "7")
        assert interview(pilot).query_one(Input).value == "7"
