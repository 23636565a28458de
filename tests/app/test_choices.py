"""What is chosen: by space, by digits and letters, among many by typing, or with the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from cardtui.app.fields.choice_list import ChoiceList
from cardtui.card.file import read_card
from cardtui.card.model import Answer
from cardtui.interview.session import Session, new_session
from support.banks import bank_asking
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def many_options(folder: Path, kind: str) -> Session:
    """A question with sixty options."""
    named = ["Apache 2.0", "MIT", "CC BY 4.0", "Cécill", *(f"License {n}" for n in range(55))]
    options = ", ".join(f'"{label}"' for label in named)
    exclusive = ", exclusive = true" if kind == "multiselect" else ""
    bank = bank_asking(
        f'[[section.question]]\nid = "license"\ntype = "{kind}"\nask = "Which license?"\n'
        f'options = [{options}, {{ id = "none", label = "None of these"{exclusive} }}]\n'
    )
    return new_session(bank, str(folder / "card.toml"))


def stored(session: Session, question: str) -> Answer:
    """What the file on disk holds for a question."""
    answer = read_card(session.path).card.answer(question)
    assert answer is not None
    return answer


def choices(pilot: Pilot[None]) -> ChoiceList:
    return interview(pilot).query_one(ChoiceList)


def labels(pilot: Pilot[None]) -> list[str]:
    """The options on screen, as their first lines read."""
    return [
        "".join(segment.text for segment in choices(pilot).render_line(y)).strip()
        for y in range(choices(pilot).size.height)
    ]


def keys(pilot: Pilot[None]) -> str:
    """What is said about the keys, or about what is looked for."""
    return str(interview(pilot).query_one("ChoiceField > .keys", Static).content)


@pytest.mark.parametrize(
    ("question", "value"), [("deployed", True), ("origin", "trained_from_scratch")]
)
async def test_the_first_space_chooses(session: Session, question: str, value: object) -> None:
    """The first option, without a key to get there."""
    async with running(session, at=question) as pilot:
        await press(pilot, "space")
        assert session.card.answers[question].value == value


@pytest.mark.parametrize(("keys", "value"), [(("down",), True), (("down", "down"), False)])
async def test_yes_or_no(session: Session, keys: tuple[str, ...], value: bool) -> None:
    """The arrow keys choose, enter takes what is highlighted and goes on."""
    async with running(session, at="deployed") as pilot:
        await press(pilot, *keys, "enter")
        await until_saved(pilot)
        assert stored(session, "deployed").value is value
        assert interview(pilot).current == "layers"


async def test_enter_alone_chooses_nothing(session: Session) -> None:
    """An impatient enter skips a question; it never answers it."""
    async with running(session, at="deployed") as pilot:
        await press(pilot, "enter")
        assert interview(pilot).current == "layers"
        assert session.card.answers == {}


async def test_one_option_of_several(session: Session) -> None:
    """Choosing another one takes the first back; the chosen one stays, f4 takes it away."""
    async with running(session, at="origin") as pilot:
        await press(pilot, "down", "space", "down", "space")
        assert session.card.answers["origin"].value == "other"
        await press(pilot, "space")
        assert session.card.answers["origin"].value == "other"
        await press(pilot, "f4")
        assert session.card.answer("origin") is None
        await press(pilot, "enter")
        assert session.card.answer("origin") is None


async def test_other_asks_for_a_text_and_keeps_it(session: Session) -> None:
    """The text appears with the option, is saved, and survives taking the option back."""
    async with running(session, at="origin") as pilot:
        await press(pilot, "down", "down", "enter")
        assert isinstance(interview(pilot).focused, Input)
        await typed(pilot, "a merge")
        await press(pilot, "enter")
        await until_saved(pilot)
        assert stored(session, "origin").specify == {"other": "a merge"}
        await press(pilot, "shift+tab", "up", "space")
        await until_saved(pilot)
        assert stored(session, "origin").value == "trained_from_scratch"
        assert stored(session, "origin").specify == {"other": "a merge"}


async def test_several_options_and_an_exclusive_one(session: Session) -> None:
    """None of them cannot stand with one of them."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "space", "down", "space")
        assert session.card.answers["compression"].value == ["quantization", "pruning"]
        await press(pilot, "end", "space")
        assert session.card.answers["compression"].value == ["none"]
        await press(pilot, "home", "space")
        assert session.card.answers["compression"].value == ["quantization"]


async def test_a_dead_option_goes_with_the_next_choice(session: Session) -> None:
    """Until then it is kept, and the field says so."""
    session.set_value("compression", ["gone", "pruning"])
    async with running(session, at="compression") as pilot:
        said = interview(pilot).query_one("#findings", Static)
        assert '"gone" is not an option' in str(said.content)
        assert interview(pilot).query_one(ChoiceList).chosen == ["pruning"]
        await press(pilot, "home", "space")
        assert session.card.answers["compression"].value == ["quantization", "pruning"]


async def test_a_digit_chooses(session: Session) -> None:
    """As the field says; a digit that no option has does nothing."""
    async with running(session, at="compression") as pilot:
        assert keys(pilot) == "space or 1-4 chooses"
        await press(pilot, "2", "1", "9", "0")
        assert session.card.answers["compression"].value == ["quantization", "pruning"]
        await press(pilot, "2")
        assert session.card.answers["compression"].value == ["quantization"]


async def test_a_letter_goes_to_the_next_option_that_begins_with_it(session: Session) -> None:
    """And from the last one to the first; enter then takes it."""
    async with running(session, at="origin") as pilot:
        await press(pilot, "o")
        assert session.card.answers == {}
        await press(pilot, "T", "x", "enter")
        await until_saved(pilot)
        assert stored(session, "origin").value == "trained_from_scratch"


async def test_a_click_chooses(session: Session) -> None:
    """The option under the mouse."""
    async with running(session, at="compression") as pilot:
        await pilot.click(ChoiceList, offset=(4, 1))
        await pilot.pause()
        assert session.card.answers["compression"].value == ["pruning"]


async def test_nobody_misses_a_text_before_it_could_be_typed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What "Other" is, is missed when a person wants to go on; the second time they do."""
    async with running(session, at="compression") as pilot:
        said = interview(pilot).query_one("#findings", Static)
        await press(pilot, "3")
        assert str(said.content) == ""
        await press(pilot, "ctrl+n")
        assert 'what "Other" is' in str(said.content)
        assert isinstance(interview(pilot).focused, Input)
        await press(pilot, "ctrl+n")
        assert interview(pilot).current != "compression"
        await press(pilot, "ctrl+b")
        assert 'what "Other" is' in str(said.content)
        await press(pilot, "tab")
        await typed(pilot, "ternary")
        await until(pilot, lambda: str(said.content) == "")


async def test_enter_in_an_empty_text_says_that_it_is_missing(session: Session) -> None:
    """The first enter leads there, the second says so, the third goes on."""
    async with running(session, at="origin") as pilot:
        said = interview(pilot).query_one("#findings", Static)
        await press(pilot, "o", "enter")
        assert isinstance(interview(pilot).focused, Input)
        assert str(said.content) == ""
        await press(pilot, "enter")
        assert interview(pilot).current == "origin"
        assert 'what "Other" is' in str(said.content)
        assert isinstance(interview(pilot).focused, Input)
        await press(pilot, "enter")
        assert interview(pilot).current == "compression"


NOTHING = "Nothing is chosen: space chooses, enter goes on without."


@pytest.mark.parametrize("key", ["down", "o", "q"])
async def test_enter_on_one_of_several_says_once_that_nothing_is_chosen(
    session: Session, key: str
) -> None:
    """Who went to an option meant it; where one is to be chosen, enter would have taken it."""
    async with running(session, at="compression") as pilot:
        await press(pilot, key, "enter")
        assert (interview(pilot).current, keys(pilot)) == ("compression", NOTHING)
        assert session.card.answer("compression") is None
        await press(pilot, "enter")
        assert interview(pilot).current != "compression"


async def test_what_is_chosen_then_or_taken_back_goes_on_at_once(session: Session) -> None:
    """The word about it goes with the first choice; an empty list can be meant."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "down", "enter", "space")
        assert keys(pilot) == "space or 1-4 chooses"
        await press(pilot, "space", "enter")
        assert interview(pilot).current != "compression"
    async with running(session, at="compression") as pilot:
        await press(pilot, "enter")
        assert interview(pilot).current != "compression"


async def test_of_many_options_typing_finds_one(tmp_path: Path) -> None:
    """What is typed stands above them; enter takes the first that begins so."""
    session = many_options(tmp_path, "select")
    async with running(session, size=(80, 24), at="license") as pilot:
        assert keys(pilot).startswith("60 options: type to find one")
        await typed(pilot, "cec")
        assert labels(pilot) == ["○ Cécill"]
        assert keys(pilot).startswith("cec▏  1 of 60")
        await press(pilot, "enter")
        await until_saved(pilot)
        assert stored(session, "license").value == "cecill"
        assert interview(pilot).current is None


async def test_what_was_chosen_among_others_stays_in_sight(tmp_path: Path) -> None:
    """Choosing ends the search: all options are there again, the chosen one under the cursor."""
    session = many_options(tmp_path, "multiselect")
    async with running(session, size=(80, 24), at="license") as pilot:
        await typed(pilot, "54")
        await press(pilot, "space")
        assert session.card.answers["license"].value == ["license_54"]
        assert "■ License 54" in labels(pilot)
        assert choices(pilot).option_count == 60
        await typed(pilot, "none of")
        assert session.card.answers["license"].value == ["none"]


async def test_a_search_can_be_taken_back(tmp_path: Path) -> None:
    """Key by key, or by escape, which goes nowhere else meanwhile."""
    session = many_options(tmp_path, "select")
    async with running(session, size=(80, 24), at="license") as pilot:
        await typed(pilot, "mitx")
        assert "none of 60" in keys(pilot)
        await press(pilot, "space", "backspace")
        assert session.card.answers == {}
        assert labels(pilot) == ["○ MIT"]
        await press(pilot, "escape")
        assert choices(pilot).option_count == 60
        assert choices(pilot).size.height < 24
