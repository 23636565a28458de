"""Choosing the questions of a new card, and what another program does to its file meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.banks import BankPicker
from cardtui.app.screens.message import MessageScreen
from cardtui.card.file import read_card
from cardtui.interview.session import new_session
from cardtui.sharing.opening import open_or_start
from support.banks import HEADER, bank_of
from support.pilot import interview, press, typed, until, until_saved

TEXT = (
    f'{HEADER}[[section]]\nid = "only"\ntitle = "Only"\n'
    '[[section.question]]\nid = "name"\ntype = "text"\nask = "Name?"\n'
    '[[section.question]]\nid = "about"\ntype = "text"\nask = "About?"\n'
)
OTHER = TEXT.replace('id = "example"', 'id = "other"').replace('"Example"', '"Other"')


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two banks to choose from."""
    monkeypatch.chdir(tmp_path)
    Path("one.toml").write_text(TEXT)
    Path("two.toml").write_text(OTHER)
    Path("cardtui.toml").write_text('bank = [{source = "one.toml"}, {source = "two.toml"}]')


@asynccontextmanager
async def choosing() -> AsyncIterator[Pilot[None]]:
    app = CardtuiApp(open_or_start("card.toml"))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, BankPicker))
        await until(pilot, lambda: app.screen.query_one(OptionList).highlighted == 0)
        yield pilot


def saved_by_another_program(text: str, value: str) -> None:
    session = new_session(bank_of(text), "card.toml")
    session.set_value("name", value)
    session.save()


async def until_asked(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: bool(pilot.app.screen.query(Input)))


def values() -> dict[str, object]:
    answers = read_card("card.toml").card.answers
    return {name: answer.value for name, answer in answers.items()}


async def test_the_bank_that_is_chosen_is_asked() -> None:
    """Of those of the project; its card is there with the first answer."""
    async with choosing() as pilot:
        await press(pilot, "down", "enter")
        await until_asked(pilot)
        assert not Path("card.toml").exists()
        await typed(pilot, "BERT")
        await press(pilot, "enter")
        await until_saved(pilot)
    assert read_card("card.toml").card.bank.id == "other"
    assert values() == {"name": "BERT"}


@pytest.mark.parametrize("text", [TEXT, OTHER], ids=["of that bank", "of another"])
async def test_a_card_that_has_come_meanwhile_is_opened(text: str) -> None:
    """With its own questions, whichever were chosen; that is said, and its answers stay."""
    async with choosing() as pilot:
        saved_by_another_program(text, "theirs")
        await press(pilot, "enter")
        await until_asked(pilot)
        assert interview(pilot).session.bank.id == bank_of(text).id
        told = [notice.message for notice in pilot.app._notifications]
        assert told == ["Another program has begun card.toml meanwhile: this is that card."]
        await interview(pilot)._moving.go_to("about")
        await typed(pilot, "ours")
        await press(pilot, "enter")
        await until_saved(pilot)
    assert values() == {"name": "theirs", "about": "ours"}


async def test_what_has_come_meanwhile_and_is_no_card_stays_as_it_is() -> None:
    """Why it cannot be opened is said."""
    async with choosing() as pilot:
        Path("card.toml").write_text("mine\n")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app._exit)
    assert Path("card.toml").read_text() == "mine\n"


async def test_a_card_that_comes_after_the_choice_is_taken_in() -> None:
    """Before the first answer is saved: both are in the card."""
    async with choosing() as pilot:
        await press(pilot, "enter")
        await until_asked(pilot)
        saved_by_another_program(TEXT, "theirs")
        await interview(pilot)._moving.go_to("about")
        await typed(pilot, "ours")
        await press(pilot, "enter")
        await until_saved(pilot)
    assert values() == {"name": "theirs", "about": "ours"}


async def test_a_card_of_other_questions_that_comes_after_the_choice_stays() -> None:
    """It cannot be taken in: the answers go beside it, and that is said."""
    async with choosing() as pilot:
        await press(pilot, "enter")
        await until_asked(pilot)
        saved_by_another_program(OTHER, "theirs")
        theirs = Path("card.toml").read_bytes()
        await typed(pilot, "ours")
        await press(pilot, "enter")
        await until(pilot, lambda: Path("card.unsaved.toml").exists())
        await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
        assert "card.unsaved.toml" in pilot.app.screen.query_one(TextArea).text
    assert Path("card.toml").read_bytes() == theirs
    assert read_card("card.unsaved.toml").card.answers["name"].value == "ours"
