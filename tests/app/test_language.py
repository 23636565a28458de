"""The app asks in the language that is asked for, and speaks it beside the question."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from cardtui.app.app import CardtuiApp
from cardtui.app.fields.choice_list import ChoiceList
from cardtui.app.fields.line import LineInput
from cardtui.app.reading.page import Page, Reading
from cardtui.app.widgets.crumbs import Crumbs
from cardtui.app.widgets.outline import Outline
from cardtui.card.file import read_card
from cardtui.interview.session import new_session
from cardtui.sharing.languages import LoadIn
from cardtui.sharing.opening import open_or_start
from support.pilot import drawn, interview, press, running, until
from support.translations import BANK, FRENCH, translated_folder


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


FOLLOWED = """
[[section.question]]
id = "more"
type = "text"
ask = "More?"
required = true
when = "open_source"
examples = ["x", { text = "y", source = "BERT" }]
why = "B"
"""
TRANSLATED = """
[questions.more]
ask = "Encore ?"
label = "Encore"
why = "Règlement"
"""


async def test_what_stands_around_the_question_is_french(tmp_path: Path) -> None:
    """The options, the first letters that lead to them, and all that is said beside them."""
    folder = translated_folder(tmp_path, FRENCH + TRANSLATED, BANK + FOLLOWED)
    load = LoadIn("fr")
    opened = open_or_start(str(tmp_path / "card.toml"), str(folder), load)
    assert opened.session is not None
    async with running(opened.session, at="open_source") as pilot:
        await drawn(pilot)
        options = interview(pilot).query_one(ChoiceList)
        assert [str(each.prompt._text) for each in options.options] == ["Oui", "Non"]
        assert str(interview(pilot).query_one(Crumbs).render()) == "Détails · question 2 sur 4"
        await press(pilot, "o", "space")
        assert "+ Demandé maintenant\N{NO-BREAK SPACE}: Encore" in said(pilot)
        await press(pilot, "enter", *["ctrl+n"] * 3)
        await drawn(pilot)
        for words in ("obligatoire", "Demandé par Règlement.", "Exemple\N{NO-BREAK SPACE}: x",
                      "Exemple, BERT\N{NO-BREAK SPACE}: y"):  # fmt: skip
            assert words in said(pilot)
        assert interview(pilot).query_one(LineInput).placeholder == "p. ex. x"
        await press(pilot, "f3", "enter", "ctrl+b")
        assert "Votre réponse\N{NO-BREAK SPACE}: inconnu." in said(pilot)


def test_the_page_to_read_lists_what_is_open_in_french(tmp_path: Path) -> None:
    bank = LoadIn("fr")(translated_folder(tmp_path)).bank
    session = new_session(bank, str(tmp_path / "card.toml"))
    page = Page(Reading(bank, session.card, session.state, 200).pieces())
    text = "\n".join("".join(text for text, _ in each.spans) for each in page.lines)
    assert "Reste à répondre\N{NO-BREAK SPACE}: Type, Ouvert, Couches et Résultats" in text
    assert "Still open" not in text
