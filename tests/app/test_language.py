"""The app asks in the language that is asked for; its own words stay English."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from cardtui.app.app import CardtuiApp
from cardtui.app.widgets.outline import Outline
from cardtui.card.file import read_card
from cardtui.sharing.languages import LoadIn
from cardtui.sharing.opening import open_or_start
from support.pilot import interview, press, until
from support.translations import translated_folder


def said(pilot: Pilot[None]) -> str:
    """All that the screen says."""
    return "\n".join(str(static.content) for static in pilot.app.screen.query(Static))


def app_in(language: str, folder: Path) -> CardtuiApp:
    bank, card = str(translated_folder(folder)), str(folder / "card.toml")
    load = LoadIn(language)
    opened = open_or_start(card, bank, load)
    return CardtuiApp(opened, bank, load=load, lacking=load.lacking)


async def test_it_asks_in_french_and_keeps_what_any_language_would(tmp_path: Path) -> None:
    app = app_in("fr", tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "De quel type de modèle s'agit-il ?" in said(pilot))
        await until(pilot, lambda: bool(interview(pilot).query(Outline)))
        await until(
            pilot, lambda: "Détails" in "\n".join(interview(pilot).query_one(Outline).drawn)
        )
        await press(pilot, "2", "enter")
        await until(pilot, lambda: "Le modèle de type Image fixe est-il ouvert ?" in said(pilot))
    answer = read_card(str(tmp_path / "card.toml")).card.answer("kind")
    assert answer is not None
    assert answer.value == "image"


async def test_a_language_that_the_bank_lacks_is_told_in_passing(tmp_path: Path) -> None:
    app = app_in("de", tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: bool(app._notifications))
        (told,) = app._notifications
        assert told.message == 'the bank example has no texts in "de"; there are en and fr'
        assert "Which kind of model is it?" in said(pilot)
