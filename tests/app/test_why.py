"""Why am I asked this? What f1 shows, and where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Label, OptionList, Static

from cardtui.app.screens.why import WhyScreen
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.bank.load import read_bank
from cardtui.card.file import read_card
from cardtui.files.reading import TextFile
from cardtui.interview.session import Session, new_session
from support.every_type import EVERY_TYPE, every_type_session
from support.pilot import interview, press, running, typed, until


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = every_type_session(tmp_path)
    session.set_value("compression", ["quantization", "pruning"])
    return session


async def asked_why(pilot: Pilot[None], *keys: str) -> WhyScreen:
    """The explanation that f1 brings up."""
    await press(pilot, *keys, "f1")
    await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))
    assert isinstance(pilot.app.screen, WhyScreen)
    return pilot.app.screen


def said(screen: WhyScreen) -> list[str]:
    """What it says, line by line."""
    return [str(static.content) for static in screen.query(Static) if str(static.content)]


async def test_f1_explains_the_question_on_screen(session: Session) -> None:
    """The condition, the answers that it comes from, and a way to each."""
    async with running(session, at="bits") as pilot:
        screen = await asked_why(pilot)
        assert said(screen) == [
            "Bits",
            "It is asked, because its condition is true.",
            "✓",
            "Compression includes Quantization",
            "Compression: Quantization, Pruning",
            "Go to",
            "enter go   esc close",
        ]
        assert isinstance(pilot.app.focused, OptionList)


async def test_enter_goes_to_the_question_it_comes_from(session: Session) -> None:
    """What was typed here is saved on the way."""
    async with running(session, at="bits") as pilot:
        await typed(pilot, "8")
        await asked_why(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).current == "compression")
        assert pilot.app.screen is interview(pilot)
        answer = read_card(session.path).card.answer("bits")
        assert answer is not None
        assert answer.value == 8


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_escape_goes_back(session: Session, key: str) -> None:
    """To the same question, the cursor where it was."""
    async with running(session, at="bits") as pilot:
        focused = pilot.app.focused
        await asked_why(pilot)
        await press(pilot, key)
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        assert interview(pilot).current == "bits"
        assert pilot.app.focused is focused


async def test_a_question_that_is_always_asked_leads_nowhere(session: Session) -> None:
    """It says so; there is nothing to choose."""
    async with running(session, at="name") as pilot:
        screen = await asked_why(pilot)
        assert said(screen) == ["Name", "It is always asked.", "esc close"]
        assert isinstance(pilot.app.focused, VerticalScroll)
        assert not screen.query(OptionList)
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))


async def test_what_is_being_typed_counts_at_once(tmp_path: Path) -> None:
    """The explanation is of the answers as they are on the screen, not a moment ago."""
    text = EVERY_TYPE.replace('label = "About"', 'label = "About"\nwhen = "name != \'x\'"')
    session = new_session(read_bank(TextFile("b.toml", text)), str(tmp_path / "card.toml"))
    session.set_value("name", "Distil")
    async with running(session, at="name") as pilot:
        await typed(pilot, "BERT")
        screen = await asked_why(pilot, "f5", "down")
        assert "Name: DistilBERT" in said(screen)


async def test_in_the_outline_f1_explains_what_the_cursor_is_on(session: Session) -> None:
    """Without going there first; going back leaves the cursor in the outline."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "f5", "down")
        screen = await asked_why(pilot)
        assert str(screen.query(Label).first().content) == "Bits"
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        assert interview(pilot).current == "compression"


async def test_the_overview_has_nothing_to_explain(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to do instead."""
    told: list[str] = []
    async with running(session) as pilot:
        screen = interview(pilot)
        monkeypatch.setattr(screen, "notify", lambda message, **_: told.append(message))
        await press(pilot, "f7", "f1")
        assert pilot.app.screen is screen
        assert told == ["f1 says why a question is asked: go to one first."]


async def test_hostile_labels_and_answers_are_only_text(tmp_path: Path) -> None:
    """Markup shows as it is, commands to the terminal as escapes."""
    evil = "[/][@click=app.quit]x[/]"
    text = EVERY_TYPE.replace('label = "Compression"', f'label = "{evil}\\u001b]52;c;eA==\\u0007"')
    text = text.replace('title = "Choices"', f'title = "{evil}"\nwhen = "name != \'x\'"')
    session = new_session(read_bank(TextFile("b.toml", text)), str(tmp_path / "card.toml"))
    session.set_value("name", f"{evil}\x1b[2J\nsecond line")
    session.set_value("compression", ["quantization"])
    async with running(session, at="bits") as pilot:
        lines = said(await asked_why(pilot))
        assert f'Name is not "x" (for the section {evil})' in lines
        assert f"Name: {evil}\\x1b[2J second line" in lines
        assert f'"{evil}\\x1b]52;c;eA==\\x07" includes Quantization' in lines
        assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_it_fits_every_terminal(session: Session, size: tuple[int, int]) -> None:
    """Title, list and keys are all on the screen."""
    async with running(session, size=size, at="bits") as pilot:
        screen = await asked_why(pilot)
        await pilot.pause()
        dialog = screen.query_one("#why")
        for part in (".title", "OptionList", ".keys"):
            region = screen.query_one(part).region
            assert region.height >= 1
            assert dialog.region.contains_region(region), part
            assert screen.region.contains_region(region), part


async def test_a_long_explanation_can_be_read_to_its_end(session: Session) -> None:
    """While the cursor stays in the list; the keys say that there is more."""
    async with running(session, size=(40, 12), at="bits") as pilot:
        screen = await asked_why(pilot)
        await until(pilot, lambda: "pgdn more" in said(screen)[-1])
        text = screen.query_one(VerticalScroll)
        last = screen.query(".behind").last()
        assert not text.region.contains_region(last.region)
        await press(pilot, "pagedown")
        await until(pilot, lambda: text.region.contains_region(last.region))
        assert isinstance(pilot.app.focused, OptionList)
        await press(pilot, "pageup")
        await until(pilot, lambda: text.scroll_y == 0)


async def test_the_hint_stands_at_the_bottom(session: Session) -> None:
    """Where there is room for three."""
    async with running(session, size=(60, 20)) as pilot:
        assert "f1 why" in str(interview(pilot).query_one(KeyHints).content)
