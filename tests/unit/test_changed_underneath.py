"""A session whose card another program has saved: both are merged, answer by answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.card.file import read_card
from cardtui.card.model import Answer, Card
from cardtui.errors import CardChanged, CardError, CardtuiError
from cardtui.interview.session import Session, new_session, open_session
from support.banks import bank_asking

BANK = bank_asking(
    "".join(
        f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "?"\n'
        for name in ("name", "about", "purpose")
    )
)


def values(card: Card) -> dict[str, object]:
    """The answers of a card."""
    return {name: answer.value for name, answer in card.answers.items()}


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> str:
    return str(tmp_path / "card.toml")


def two_sessions(path: str) -> tuple[Session, Session]:
    """Two windows on one card, both with all that is saved."""
    session = new_session(BANK, path)
    session.set_value("name", "BERT")
    session.save()
    return session, open_session(BANK, path)


def test_answers_to_different_questions_are_both_kept(path: str) -> None:
    """The second window merges what the first has saved, and saves both."""
    first, second = two_sessions(path)
    first.set_value("about", "ours")
    first.save()
    second.set_value("purpose", "theirs")
    with pytest.raises(CardChanged):
        second.save()
    merged = second.merge_from_disk()
    assert (merged.conflicts, merged.taken) == ((), ("about",))
    assert second.state == second.interview.state(second.card)
    assert not second.is_saved()
    second.save()
    expected = {"name": "BERT", "about": "ours", "purpose": "theirs"}
    assert values(read_card(path).card) == values(second.card) == expected


def test_two_answers_to_one_question_are_kept_until_one_is_chosen(path: str) -> None:
    """Both versions are on disk, in a card that is not complete; then the one that was chosen."""
    first, second = two_sessions(path)
    first.set_value("name", "XLNet")
    first.save()
    second.set_value("name", "RoBERTa")
    merged = second.merge_from_disk()
    assert merged.conflicts == ("name",)
    assert not second.state.complete
    second.save()
    saved = read_card(path).card
    theirs = saved.conflicts["name"]
    assert values(saved) == {"name": "RoBERTa"}
    assert theirs is not None
    assert theirs.value == "XLNet"
    second.choose("name", theirs)
    second.save()
    saved = read_card(path).card
    assert (values(saved), saved.conflicts) == ({"name": "XLNet"}, {})
    assert second.state.complete
    assert second.state == second.interview.state(second.card)


def test_a_choice_can_be_undone(path: str) -> None:
    """Like any other answer."""
    first, second = two_sessions(path)
    first.set_value("name", "XLNet")
    first.save()
    second.set_value("name", "RoBERTa")
    second.merge_from_disk()
    second.choose("name", second.card.conflicts["name"])
    second.undo()
    assert values(second.card) == {"name": "RoBERTa"}


def test_two_windows_that_started_the_same_card(path: str) -> None:
    """What was never saved goes into the card that is there."""
    first, second = new_session(BANK, path), new_session(BANK, path)
    first.set_value("name", "BERT")
    first.save()
    second.set_value("about", "theirs")
    with pytest.raises(CardChanged):
        second.save()
    second.merge_from_disk()
    second.save()
    saved = read_card(path).card
    assert values(saved) == {"name": "BERT", "about": "theirs"}
    assert saved.id == first.card.id


def test_marks_that_git_has_left_meanwhile_are_taken_in(path: str) -> None:
    """A pull in another window: its two versions, and what was typed here, are all there."""
    first, second = two_sessions(path)
    del first
    text = Path(path).read_text()
    marks = '<<<<<<< HEAD\nvalue = "A"\n=======\nvalue = "B"\n>>>>>>> theirs\n'
    Path(path).write_text(text.replace('value = "BERT"\n', marks))
    second.set_value("about", "ours")
    with pytest.raises(CardChanged):
        second.save()
    merged = second.merge_from_disk()
    assert merged.conflicts == ("name",)
    second.save()
    saved = read_card(path).card
    assert values(saved) == {"name": "A", "about": "ours"}
    assert saved.conflicts["name"] is not None
    assert saved.conflicts["name"].value == "B"


@pytest.mark.parametrize("text", ["id = \n", 'format = 1\nid = "x"\nbank = { id = "only" }\n'])
def test_what_cannot_be_merged_leaves_the_session_as_it_is(text: str, path: str) -> None:
    """A broken or another card on disk: it stays, and so does what was typed."""
    first, second = two_sessions(path)
    del first
    second.set_value("about", "ours")
    Path(path).write_text(text)
    before = second.card
    with pytest.raises(CardtuiError):
        second.merge_from_disk()
    assert second.card is before
    assert Path(path).read_text() == text
    with pytest.raises((CardChanged, CardError)):
        second.save()


def test_an_answer_of_the_card_on_disk_keeps_its_comments(path: str) -> None:
    """The other program's lines are the ones that are edited."""
    first, second = two_sessions(path)
    del first
    Path(path).write_text("# by hand\n" + Path(path).read_text())
    second.set_answer("about", Answer("ours"))
    second.merge_from_disk()
    second.save()
    assert Path(path).read_text().startswith("# by hand\n")
    assert values(read_card(path).card)["about"] == "ours"
