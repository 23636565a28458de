"""A card that answers an older version of its bank, or a newer one, or has a newer format."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.changes import ChangesScreen
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.read_only import ReadOnlyScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.app.widgets.reader import Reader
from cardtui.card.file import read_card
from cardtui.sharing.opening import open_or_start
from support.pilot import interview, press, until, until_saved
from support.versions import CARD, older_card


@pytest.fixture(autouse=True)
def _said_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app says does not go away while a slow machine gets there."""
    monkeypatch.setattr("cardtui.app.screens.changing.SAID", 600)
    monkeypatch.setattr("cardtui.app.screens.interview._NOTICE", 600)


def said(pilot: Pilot[None]) -> str:
    """All that the top screen says."""
    return "\n".join(str(static.content) for static in pilot.app.screen.query(Static))


def outline(pilot: Pilot[None]) -> str:
    """What the outline shows."""
    return "\n".join(interview(pilot).query_one(Outline).drawn)


async def test_what_changes_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    """Before anything else; escape leaves the card as it was, byte for byte."""
    card = older_card(tmp_path)
    app = CardtuiApp(open_or_start(card))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        shown = said(pilot)
        assert "`quant_bits` is now `quantization_bits`" in shown
        assert "1.2.0" in shown
        assert "2.0.0" in shown
        assert "2 answers to confirm" in shown
        await press(pilot, "escape")
        await until(pilot, lambda: app._exit)
    assert Path(card).read_text() == CARD


async def test_going_on_writes_the_card_as_it_is_now(tmp_path: Path) -> None:
    """Comments and keys of others are there as well."""
    card = older_card(tmp_path)
    app = CardtuiApp(open_or_start(card))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await until_saved(pilot)
    stored = read_card(card).card
    assert (stored.bank.version, list(stored.retired)) == ("2.0.0", ["results", "hardware_cloud"])
    text = Path(card).read_text()
    assert (
        '# as measured\n[answers.quantization_bits]\nvalue = 8   # all layers\nby = "ann"\n' in text
    )


async def test_enter_keeps_an_answer_whose_question_has_changed(tmp_path: Path) -> None:
    """The outline marks it, the question says it, and once it is kept both are as ever."""
    card = older_card(tmp_path)
    app = CardtuiApp(open_or_start(card), at="name")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: "↻ Name" in outline(pilot))
        status = interview(pilot).query_one("#status", Static)
        assert "enter keeps your answer" in str(status.content)
        await press(pilot, "ctrl+n")
        assert "name" in interview(pilot).session.state.reconfirm
        await press(pilot, "shift+tab", "enter")
        assert "name" not in interview(pilot).session.state.reconfirm
        await until(pilot, lambda: "✓ Name" in outline(pilot))
        answer = read_card(card).card.answers["name"]
        assert (answer.value, answer.asked) == ("DistilBERT", "d89a0fbe")


async def test_the_overview_lists_what_is_to_be_confirmed(tmp_path: Path) -> None:
    """With nothing open any more, enter goes to the first of them."""
    app = CardtuiApp(open_or_start(older_card(tmp_path)))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await press(pilot, "f7")
        text = interview(pilot).query_one(Overview).text
        assert (
            "2 answers to confirm, as the question has changed since:\n  ↻ Name\n  ↻ Bits" in text
        )
        await press(pilot, "enter")
        assert interview(pilot).current == "name"


async def test_leaving_a_card_comes_back_to_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it was chosen there."""
    older_card(tmp_path)
    monkeypatch.chdir(tmp_path)
    app = CardtuiApp()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count > 0)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ChangesScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
    assert (tmp_path / "card.toml").read_text() == CARD


async def test_a_card_of_a_newer_bank_is_opened_and_told(tmp_path: Path) -> None:
    """In a line; what only the newer bank asks is kept when the card is saved."""
    card = Path(older_card(tmp_path))
    card.write_text(CARD.replace("1.2.0", "3.0.0"))
    app = CardtuiApp(open_or_start(str(card)), at="name")
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(app._notifications))
        assert "answers version 3.0.0" in next(iter(app._notifications)).message
        await press(pilot, "x", "enter")
        await press(pilot, "f7")
        assert "answers version 3.0.0" in interview(pilot).query_one(Overview).text
    stored = read_card(card).card
    assert stored.answers["name"].value == "DistilBERTx"
    assert stored.answers["hardware_cloud"].value == "AWS"
    assert stored.bank.version == "3.0.0"


async def test_a_card_of_a_newer_format_is_only_shown(tmp_path: Path) -> None:
    """With why and what to do; no key changes it, and leaving writes nothing."""
    card = Path(older_card(tmp_path, format_number=2))
    before = card.read_bytes()
    app = CardtuiApp(open_or_start(str(card)))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReadOnlyScreen))
        assert "has format 2" in said(pilot)
        assert "update cardtui" in said(pilot)
        reader = app.screen.query_one(Reader)
        await until(pilot, lambda: reader.is_whole)
        assert "DistilBERT" in "\n".join(line.text for line in reader.text.lines)
        await press(pilot, "x", "f4", "escape")
        await until(pilot, lambda: app._exit)
    assert card.read_bytes() == before
