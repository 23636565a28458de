"""What an answer brings and sets aside is shown, said, and can be read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Label, OptionList, Static

from cardtui.app.screens.set_aside import SetAsideScreen
from cardtui.app.screens.why import WhyScreen
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.card.model import Answer
from cardtui.interview.session import Session, new_session
from cardtui.interview.wording import retired_words
from support.banks import bank_asking
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until, until_saved
from support.plain import asked


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


@pytest.fixture
def branching(tmp_path: Path) -> Session:
    """A choice of one, with what follows on either side, and what comes further up."""
    questions = (
        _asking("early", "answered(late)")
        + '[[section.question]]\nid = "pick"\ntype = "select"\nask = "Which?"\nlabel = "Pick"\n'
        'options = ["ape", "bee"]\n'
        + _asking("of_ape", "pick == 'ape'")
        + _asking("more", "pick == 'ape' and of_ape == 'x'")
        + _asking("of_bee", "pick == 'bee'")
        + _asking("late")
    )
    return new_session(bank_asking(questions), str(tmp_path / "card.toml"))


def _asking(name: str, when: str = "") -> str:
    label = name.replace("_", " ").capitalize()
    condition = f'when = "{when}"\n' if when else ""
    return (
        f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "?"\nlabel = "{label}"\n'
        + condition
    )


@pytest.fixture(autouse=True)
def _shown_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment lasts until the test is over."""
    monkeypatch.setattr("cardtui.app.screens.announcing._MARKED", 600)
    monkeypatch.setattr("cardtui.app.screens.announcing.SAID", 600)


def said(pilot: Pilot[None]) -> list[str]:
    """What is said of follow-ups beside the question."""
    shown = interview(pilot).query_one("#follow-ups", Static)
    return str(shown.content).split("\n") if shown.display else []


def outline(pilot: Pilot[None]) -> list[str]:
    """The lines of the outline."""
    listed = interview(pilot).query_one(Outline)
    return listed.drawn


def marked(pilot: Pilot[None], mark: str) -> list[str]:
    """The names with a mark in the outline."""
    return [each.split(f"{mark} ")[1].strip() for each in outline(pilot) if f" {mark} " in each]


async def opened(pilot: Pilot[None]) -> SetAsideScreen:
    await press(pilot, "ctrl+k")
    await until(pilot, lambda: isinstance(pilot.app.screen, SetAsideScreen))
    assert isinstance(pilot.app.screen, SetAsideScreen)
    await pilot.pause()
    return pilot.app.screen


async def test_what_comes_and_goes_is_said_by_name_and_marked(session: Session) -> None:
    """Beside the question, and in the outline, where what goes can be seen going."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "space")
        assert said(pilot) == ["+ Now asked: Bits"]
        assert marked(pilot, "+") == ["Bits"]
        await press(pilot, "space")
        assert said(pilot) == ["- Not asked any more: Bits"]
        assert (marked(pilot, "+"), marked(pilot, "-")) == ([], ["Bits"])


async def test_marks_go_after_a_moment_and_words_stay(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words stay until the question is left."""
    monkeypatch.setattr("cardtui.app.screens.announcing._MARKED", 0.01)
    async with running(session, at="compression") as pilot:
        await press(pilot, "space")
        await until(pilot, lambda: any("○ Bits" in each for each in outline(pilot)))
        await press(pilot, "space")
        await until(pilot, lambda: not any("Bits" in each for each in outline(pilot)))
        assert said(pilot) == ["- Not asked any more: Bits"]


async def test_rapid_changes_replace_each_other(session: Session) -> None:
    """The last one counts."""
    async with running(session, at="compression") as pilot:
        await pilot.press(*["space"] * 7)
        await until(pilot, lambda: said(pilot) == ["+ Now asked: Bits"])
        assert marked(pilot, "+") == ["Bits"]
        assert marked(pilot, "-") == []


async def test_what_is_left_with_the_same_key_is_said_at_the_next_question(
    branching: Session,
) -> None:
    """Where one option is chosen, enter chooses and goes on: nobody could have read it there."""
    async with running(branching, at="pick") as pilot:
        await press(pilot, "down", "enter")
        assert interview(pilot).current == "of_ape"
        assert said(pilot) == ["+ Now asked: Of ape"]
        await typed(pilot, "x")
        await press(pilot, "enter")
        assert interview(pilot).current == "more"
        assert said(pilot) == ["+ Now asked: More"]
        await press(pilot, "ctrl+b", "ctrl+b", "down", "enter")
        assert interview(pilot).current == "of_bee"
        assert said(pilot) == [
            "+ Now asked: Of bee",
            "- Set aside and kept: Of ape",
            "- Not asked any more: More",
        ]


async def test_what_was_read_does_not_follow(
    branching: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A moment later it is not said again at the next question."""
    monkeypatch.setattr("cardtui.app.screens.announcing.SAID", 0)
    async with running(branching, at="pick") as pilot:
        await press(pilot, "down", "space")
        assert said(pilot) == ["+ Now asked: Of ape"]
        await press(pilot, "enter")
        assert said(pilot) == []
        await press(pilot, "shift+tab")
        assert said(pilot) == []


async def test_what_is_said_of_a_question_does_not_jump_along(session: Session) -> None:
    """Under a question elsewhere nobody knows what it is about."""
    async with running(session, at="compression") as pilot:
        await press(pilot, "space")
        assert said(pilot) == ["+ Now asked: Bits"]
        await press(pilot, "f7", "down", "enter")
        assert interview(pilot).current == "name"
        assert said(pilot) == []


async def test_what_comes_further_up_is_told_apart(branching: Session) -> None:
    """Going on does not lead there, the list does."""
    async with running(branching, at="late") as pilot:
        await typed(pilot, "x")
        await until(pilot, lambda: said(pilot) == ["+ Now asked, further up: Early"])
        screen = await opened(pilot)
        assert "+ Early" in screen.text
        await press(pilot, "enter")
        assert interview(pilot).current == "early"


async def test_all_ways_to_change_an_answer_say_it(session: Session) -> None:
    """A status, clearing, undo and redo, and what comes from another program."""
    from cardtui.interview.session import open_session

    session.set_value("compression", ["quantization"])
    session.set_value("bits", 8)
    session.save()
    async with running(session, at="compression") as pilot:
        await press(pilot, "f4")
        assert said(pilot) == ["- Set aside and kept: Bits"]
        await press(pilot, "f8")
        assert said(pilot) == ["+ Asked again, answer kept: Bits"]
        await press(pilot, "f9")
        assert said(pilot) == ["- Set aside and kept: Bits"]
        await until_saved(pilot)
        other = open_session(session.bank, session.path)
        other.set_value("compression", ["quantization"])
        other.save()
        await press(pilot, "ctrl+b")
        session.set_value("origin", "other", {"other": "x"})
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: session.state.is_relevant("bits"))
        assert said(pilot) == ["+ Asked again, answer kept: Bits"]


async def test_a_status_brings_and_takes_like_an_answer(branching: Session) -> None:
    """It is said at the question that follows."""
    branching.set_value("pick", "ape")
    async with running(branching, at="pick") as pilot:
        await press(pilot, "f3")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await press(pilot, "enter")
        await until(pilot, lambda: interview(pilot).current == "late")
        assert said(pilot) == ["- Not asked any more: Of ape"]


# The list


async def test_the_list_says_what_is_kept_and_why_and_leads_to_what_decides(
    session: Session,
) -> None:
    """The answer in words, the reason in words; enter goes to the question that decides it."""
    session.set_value("compression", ["quantization"])
    session.set_value("bits", 8)
    async with running(session, at="compression") as pilot:
        await press(pilot, "home", "space", "down", "space", "ctrl+n")
        screen = await opened(pilot)
        assert screen.text == (
            "1 answer set aside and kept:\n"
            "- Bits: 8 bits\n  because Compression does not include Quantization"
        )
        keys = screen.query_one(".keys", Label)
        assert str(keys.content) == "enter what decides it   esc close"
        await press(pilot, "enter")
        assert interview(pilot).current == "compression"
        assert len(pilot.app.screen_stack) == 1


async def test_a_chain_leads_to_its_beginning(branching: Session) -> None:
    """What hangs on a question that is not asked itself hangs on what decides that."""
    for name, value in {"pick": "ape", "of_ape": "x", "more": "y"}.items():
        branching.set_value(name, value)
    branching.set_value("pick", "bee")
    async with running(branching, at="late") as pilot:
        screen = await opened(pilot)
        assert screen.text.split("\n")[-4:] == [
            "- Of ape: x",
            "  because Pick is not ape",
            "- More: y",
            "  because Pick is not ape",
        ]
        await press(pilot, "down", "enter")
        assert interview(pilot).current == "pick"


async def test_where_several_decide_they_are_explained(tmp_path: Path) -> None:
    """With a way to each of them."""
    bank = bank_asking(_asking("a") + _asking("b") + _asking("c", "a == 'x' and b == 'x'"))
    session = new_session(bank, str(tmp_path / "card.toml"))
    for name in "abc":
        session.set_value(name, "y")
    async with running(session, at="a") as pilot:
        await opened(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))


async def test_what_is_not_decided_yet_is_listed_too(session: Session) -> None:
    """Its answer counts as little as one that is set aside for good."""
    session.set_value("bits", 8)
    async with running(session, at="name") as pilot:
        screen = await opened(pilot)
        assert screen.text.endswith(
            "- Bits: 8 bits\n  not decided yet: that hangs on the answer to Compression"
        )
        await press(pilot, "enter")
        assert interview(pilot).current == "compression"


async def test_an_answer_without_a_question_is_told_as_in_the_overview(session: Session) -> None:
    """Not that every answer counts."""
    session.card = replace(session.card, retired={"purpose": Answer(value="x")})
    said_of_it = "1 answer is kept whose question is no longer in this bank: purpose."
    async with running(session, at="compression") as pilot:
        assert (await opened(pilot)).text == said_of_it
        await press(pilot, "escape", "f7")
        assert said_of_it in interview(pilot).query_one(Overview).text
    assert said_of_it in asked(session, ":aside", at="compression")
    session.card = replace(session.card, retired=dict.fromkeys("ab", Answer(value="x")))
    two = "2 answers are kept whose questions are no longer in this bank: a and b."
    assert retired_words(session.card) == two


async def test_an_empty_list_says_so(session: Session) -> None:
    """And what went without an answer can be read again."""
    async with running(session, at="compression") as pilot:
        screen = await opened(pilot)
        assert screen.text == "Nothing is set aside: every answer in the card counts."
        assert str(screen.query_one(".keys", Label).content) == "esc close"
        await press(pilot, "enter", "escape", "space", "space")
        screen = await opened(pilot)
        assert screen.text.startswith("What came and went last:\n- Not asked any more: Bits\n")
        await press(pilot, "ctrl+k")
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_a_long_list_is_usable_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """It scrolls, and what the keys do stays in sight; a long answer is cut."""
    names = [f"q{i}" for i in range(30)]
    bank = bank_asking(_asking("pick") + "".join(_asking(n, "pick == 'x'") for n in names))
    session = new_session(bank, str(tmp_path / "card.toml"))
    for name in names:
        session.set_value(name, "[/] word " * 200)
    session.set_value("pick", "y")
    async with running(session, size=size, at="pick") as pilot:
        screen = await opened(pilot)
        assert screen.text.count("[/] word") < 30 * 20
        await press(pilot, "end")
        listed, keys = screen.query_one(OptionList), screen.query_one(".keys")
        assert listed.highlighted == listed.option_count - 1
        assert keys.region.bottom <= size[1]
        assert listed.region.bottom <= keys.region.y


async def test_follow_ups_are_in_sight_where_there_is_little_room(session: Session) -> None:
    """As far as the field leaves room for them."""
    async with running(session, size=(40, 12), at="compression") as pilot:
        await press(pilot, "space")
        shown = interview(pilot).query_one("#follow-ups")
        await until(pilot, lambda: shown.region.bottom <= 11)
        assert shown.region.y > 0
        assert said(pilot) == ["+ Now asked: Bits"]


async def test_a_thousand_follow_ups_delay_nothing(tmp_path: Path) -> None:
    """They are counted, and the list opens."""
    names = [f"q{i}" for i in range(1000)]
    bank = bank_asking(
        _asking("pick").replace('"text"', '"bool"') + "".join(_asking(n, "pick") for n in names)
    )
    session = new_session(bank, str(tmp_path / "card.toml"))
    async with running(session, at="pick") as pilot:
        await press(pilot, "space")
        assert said(pilot) == ["+ Now asked: Q0, Q1, Q2 and 997 more"]
        screen = await opened(pilot)
        assert screen.query_one(OptionList).option_count > 1000
