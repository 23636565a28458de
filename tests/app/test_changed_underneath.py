"""The app on a card that another program saves, breaks or leaves in two versions meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.find import FindScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.versions import VersionsScreen
from cardtui.card.file import read_card
from cardtui.card.model import Answer, Card
from cardtui.interview.session import Session, new_session, open_session
from cardtui.sharing.opening import open_or_start
from support.banks import bank_asking
from support.pilot import interview, press, running, typed, until, until_saved

TEXTS = "".join(
    f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "{name.title()}?"\n'
    for name in ("name", "about", "purpose")
)
BANK = bank_asking(TEXTS)


def values(card: Card) -> dict[str, object]:
    """The answers of a card."""
    return {name: answer.value for name, answer in card.answers.items()}


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Session:
    session = new_session(BANK, str(tmp_path / "card.toml"))
    session.set_value("name", "BERT")
    session.save()
    return session


def saved_elsewhere(session: Session, question: str, value: str) -> None:
    """Another window answers a question and saves."""
    other = open_session(session.bank, session.path)
    other.set_value(question, value)
    other.save()


def said(pilot: Pilot[None]) -> str:
    """All that the top screen says."""
    return "\n".join(str(static.content) for static in pilot.app.screen.query(Static))


async def test_what_another_window_saved_is_taken_in(session: Session) -> None:
    """Both answers are on disk; a notification says where the other one came from."""
    async with running(session, at="purpose") as pilot:
        saved_elsewhere(session, "about", "a language model")
        await typed(pilot, "search")
        await press(pilot, "enter")
        await until_saved(pilot)
        notes = [note.message for note in pilot.app._notifications]
    assert notes == ["Another program has saved this card: 1 answer taken in."]
    expected = {"name": "BERT", "about": "a language model", "purpose": "search"}
    assert values(read_card(session.path).card) == expected


async def test_the_answer_on_screen_is_the_one_that_was_taken_in(session: Session) -> None:
    """The field shows it, and going on does not write the old one over it."""
    async with running(session, at="name") as pilot:
        saved_elsewhere(session, "name", "DistilBERT")
        session.set_value("purpose", "search")
        await press(pilot, "ctrl+n", "ctrl+b")
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == "DistilBERT")
        await press(pilot, "ctrl+n")
        await until_saved(pilot)
    assert values(read_card(session.path).card)["name"] == "DistilBERT"


@pytest.mark.parametrize(
    ("keys", "answer"), [(("enter",), "search"), (("right", "enter"), "ranking")]
)
async def test_one_of_two_versions_is_chosen(
    keys: tuple[str, ...], answer: str, session: Session
) -> None:
    """Both are shown, and both stay on disk until one is chosen."""
    async with running(session, at="purpose") as pilot:
        saved_elsewhere(session, "purpose", "ranking")
        await typed(pilot, "search")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        assert "search" in said(pilot)
        assert "ranking" in said(pilot)
        await until(pilot, lambda: bool(read_card(session.path).card.conflicts))
        on_disk = read_card(session.path).card
        assert values(on_disk)["purpose"] == "search"
        assert on_disk.conflicts["purpose"] is not None
        assert on_disk.conflicts["purpose"].value == "ranking"
        await press(pilot, *keys)
        await until(pilot, lambda: not read_card(session.path).card.conflicts)
    assert values(read_card(session.path).card)["purpose"] == answer


async def test_a_choice_can_wait(session: Session) -> None:
    """Escape leaves both in the card; the key asks again; the card opens on the choice."""
    async with running(session, at="purpose") as pilot:
        saved_elsewhere(session, "purpose", "ranking")
        await typed(pilot, "search")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        await press(pilot, "ctrl+t")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await press(pilot, "escape")
        await until_saved(pilot)
    async with running(open_session(BANK, session.path)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))


async def test_a_choice_that_comes_in_front_of_the_palette_can_be_made(session: Session) -> None:
    """The key that opens the palette does nothing there, where it would open it twice."""
    async with running(session, at="purpose") as pilot:
        saved_elsewhere(session, "purpose", "ranking")
        await typed(pilot, "search")
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, VersionsScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))


async def test_what_is_chosen_in_the_palette_for_a_screen_that_has_gone_does_nothing(
    session: Session,
) -> None:
    """It would close the screen that is in front by then, or the last one."""
    async with running(session, at="purpose") as pilot:
        await press(pilot, "ctrl+f")
        search = pilot.app.screen
        assert isinstance(search, FindScreen)
        await press(pilot, "escape")
        await pilot.app.run_action("close", search)
        assert pilot.app.screen is interview(pilot)
        assert pilot.app.is_running


async def test_a_choice_is_asked_for_once_while_others_go_on_saving(session: Session) -> None:
    """What they change meanwhile is asked for behind it, not in front of it."""
    async with running(session, at="purpose") as pilot:
        saved_elsewhere(session, "purpose", "ranking")
        await typed(pilot, "search")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        first = pilot.app.screen
        await until_saved(pilot)
        here = interview(pilot).session
        here.set_value("about", "ours")
        saved_elsewhere(session, "about", "theirs")
        await interview(pilot)._saving.now()
        assert {"about", "purpose"} == set(here.card.conflicts)
        await pilot.pause()
        assert pilot.app.screen is first
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen not in (first, interview(pilot)))
        assert "theirs" in said(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        await until_saved(pilot)
    assert values(read_card(session.path).card) == {
        "name": "BERT",
        "about": "ours",
        "purpose": "search",
    }


async def test_a_version_that_has_changed_meanwhile_is_shown_before_it_is_chosen(
    session: Session,
) -> None:
    """Nobody chooses against a text that they have not seen."""
    async with running(session, at="purpose") as pilot:
        saved_elsewhere(session, "purpose", "ranking")
        await typed(pilot, "search")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        first = pilot.app.screen
        await until_saved(pilot)
        here = interview(pilot).session
        here.card = replace(here.card, conflicts={"purpose": Answer("clustering")})
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen not in (first, interview(pilot)))
        assert "clustering" in said(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))


async def test_a_card_with_the_marks_of_git_opens_on_the_choice(session: Session) -> None:
    """Enter keeps what is here, and the card on disk is whole again."""
    path = Path(session.path)
    lines = path.read_text().replace(
        'value = "BERT"\n',
        '<<<<<<< HEAD\nvalue = "BERT"\n=======\nvalue = "DistilBERT"\n>>>>>>> other\n',
    )
    bank = path.with_name("bank.toml")
    bank.write_text(
        'format = 1\nid = "example"\nversion = "1.0.0"\ntitle = "Example"\n'
        f'[[section]]\nid = "only"\ntitle = "Only"\n{TEXTS}'
    )
    path.write_text(lines)
    app = CardtuiApp(open_or_start(str(path), str(bank)))
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, VersionsScreen))
        assert "DistilBERT" in said(pilot)
        await press(pilot, "right", "enter")
        await until(pilot, lambda: app.screen is interview(pilot))
        await until_saved(pilot)
    card = read_card(path).card
    assert (values(card), card.conflicts) == ({"name": "DistilBERT"}, {})


async def test_a_card_that_was_broken_is_left_alone(session: Session) -> None:
    """What is answered goes to a file beside it; once the card is mended, it goes on there."""
    path = Path(session.path)
    whole = path.read_text()
    async with running(session, at="purpose") as pilot:
        path.write_text("not TOML [")
        await typed(pilot, "search")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
        told = pilot.app.screen.query_one(TextArea).text
        beside = path.with_name("card.unsaved.toml")
        assert "card.toml:1" in told
        assert str(beside) in told
        assert path.read_text() == "not TOML ["
        assert values(read_card(beside).card) == {"name": "BERT", "purpose": "search"}
        path.write_text(whole)
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        await press(pilot, "ctrl+n")
        await until_saved(pilot)
    assert values(read_card(path).card) == {"name": "BERT", "purpose": "search"}


async def test_an_answer_taken_away_elsewhere_is_a_version_too(session: Session) -> None:
    """It can be chosen: then there is none."""
    async with running(session, at="name") as pilot:
        other = open_session(BANK, session.path)
        other.set_answer("name", None)
        other.save()
        await typed(pilot, "a")
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        assert "no answer" in said(pilot)
        await press(pilot, "right", "enter")
        await until(pilot, lambda: not session.card.conflicts)
        await until_saved(pilot)
    assert "name" not in values(read_card(session.path).card)


async def test_work_that_could_not_be_saved_is_told_the_next_time(session: Session) -> None:
    """Where it is, and what to do with it; nothing becomes of it by itself."""
    session.set_value("about", "a language model")
    beside = Path(session.save_beside())
    kept = beside.read_bytes()
    async with running(open_session(BANK, session.path)) as pilot:
        notices = pilot.app._notifications
        await until(pilot, lambda: any(str(beside) in notice.message for notice in notices))
        (told,) = (notice.message for notice in notices)
        assert f"`cardtui status {session.path}` says how to take it in" in told
        assert "\n" not in told
    assert beside.read_bytes() == kept
