"""A session in memory: what changes, what stays, and what is said of the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.card.merge_file import read_conflicted
from cardtui.card.model import Answer, Row
from cardtui.errors import CardError, FileError
from cardtui.interview.session import Session, new_session, open_session
from support.banks import bank_asking

BANK = bank_asking(
    """
[[section.question]]
id = "name"
type = "text"
ask = "What?"
[[section.question]]
id = "code"
type = "code"
ask = "How?"
[[section.question]]
id = "pick"
type = "select"
ask = "Which?"
options = ["a", { id = "other", specify = true }]
[[section.question]]
id = "rows"
type = "table"
ask = "Which rows?"
[[section.question.column]]
id = "n"
type = "number"
"""
)


def session(bank: Bank = BANK, path: str = "card.toml") -> Session:
    """A session on a card that does not exist yet."""
    return new_session(bank, path)


def test_an_answer_holds_what_was_asked() -> None:
    """The fingerprint of the question as it was, so that a changed one is asked again."""
    here = session()
    here.set_value("name", "BERT")
    here.set_status("code", "unknown")
    for name in ("name", "code"):
        assert here.card.answers[name].asked == fingerprint(BANK.questions[name])


def test_what_is_emptied_stays_not_known() -> None:
    """The value that was kept behind it goes; why it is not known does not."""
    here = session()
    here.set_value("name", "BERT")
    here.set_status("name", "unknown", "Nobody says.")
    here.set_value("name", "")
    answer = here.card.answers["name"]
    assert (answer.value, answer.status, answer.reason) == (None, "unknown", "Nobody says.")


def test_an_answer_that_is_given_again_changes_nothing() -> None:
    """The card is the very same: there is nothing to save."""
    here = session()
    here.set_value("name", "BERT")
    card, state = here.card, here.state
    here.set_value("name", "BERT")
    assert here.card is card
    assert here.state is state


@pytest.mark.parametrize(
    ("question", "stored", "entered", "would_keep"),
    [
        ("name", None, "", True),
        ("name", None, " ", True),
        ("name", None, "BERT", False),
        ("name", Answer("BERT"), "BERT", True),
        ("name", Answer("BERT"), "", False),
        ("name", Answer("BERT", status="unknown"), "BERT", True),
        ("code", Answer("x = 1\n"), "x = 1", True),
        ("code", Answer("x = 1\n"), "x = 1\n", False),
    ],
)
def test_what_is_on_screen_may_be_what_is_stored(
    question: str, stored: Answer | None, entered: str, would_keep: bool
) -> None:
    """Leaving a question that nobody touched must not change it."""
    here = session()
    here.set_answer(question, stored)
    assert here.would_keep(question, entered, None) is would_keep


def test_the_texts_of_options_are_looked_at_too() -> None:
    """The same option with another text is another answer."""
    here = session()
    here.set_value("pick", "other", {"other": "pink"})
    assert here.would_keep("pick", "other", None)
    assert here.would_keep("pick", "other", {"other": "pink"})
    assert not here.would_keep("pick", "other", {"other": "red"})


def test_clearing_what_is_not_answered_changes_nothing() -> None:
    """There is nothing to take away."""
    here = session()
    card = here.card
    here.clear("name")
    assert here.card is card


def test_a_table_behind_a_status_comes_back() -> None:
    """Rows are kept beside "not applicable" as a value is."""
    here = session()
    here.set_rows("rows", (Row(1, {"n": 3}),))
    here.set_status("rows", "not_applicable", "None yet.")
    assert here.state.settled == {"rows"}
    here.clear("rows")
    assert here.card.answers["rows"].rows == (Row(1, {"n": 3}),)
    assert here.card.answers["rows"].status is None


def test_a_table_without_rows_was_never_answered() -> None:
    """No row was ever given: nothing is kept."""
    here = session()
    here.set_rows("rows", ())
    assert here.card.answers == {}


def test_saving_once_is_enough(tmp_path: Path) -> None:
    """The file appears with the first answer, and is written only where something changed."""
    path = tmp_path / "card.toml"
    here = session(path=str(path))
    assert here.path == str(path)
    assert here.is_saved()
    here.save()
    assert not path.exists()
    here.set_value("name", "BERT")
    assert not here.is_saved()
    here.save()
    assert here.is_saved()
    written = path.stat().st_mtime_ns
    here.save()
    assert path.stat().st_mtime_ns == written
    assert open_session(BANK, str(path)).state == here.state


@pytest.mark.parametrize("text", ["", "format = 1\n", "notes of mine\n"])
def test_a_new_card_refuses_a_file_that_is_there(text: str, tmp_path: Path) -> None:
    """Whatever the file holds, it is not taken for the place of a new card."""
    path = tmp_path / "card.toml"
    path.write_text(text)
    with pytest.raises(FileError, match=r"card\.toml: there is a file of this name already"):
        session(path=str(path))
    assert path.read_text() == text


@pytest.mark.parametrize(
    "change",
    [
        lambda here: here.set_value("nmae", "BERT"),
        lambda here: here.set_value("nmae", ""),
        lambda here: here.set_answer("nmae", Answer("BERT")),
        lambda here: here.set_answer("nmae", None),
        lambda here: here.set_rows("nmae", ()),
        lambda here: here.set_status("nmae", "unknown"),
        lambda here: here.clear("nmae"),
        lambda here: here.confirm("nmae"),
        lambda here: here.would_keep("nmae", "", None),
    ],
)
def test_a_question_that_is_not_there_is_told(change: Callable[[Session], None]) -> None:
    """A script that misspells an id is told what was meant, and nothing changes."""
    here = session()
    card = here.card
    with pytest.raises(CardError, match='there is no question "nmae"; did you mean `name`'):
        change(here)
    assert here.card is card


class Number(float):
    """A number of another library."""


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({1, 2}, "set"),
        (("a", "b"), "tuple"),
        (["a", b"b"], "bytes"),
        ({"a": {"b": 1j}}, "complex"),
        ({1: "a"}, "int"),
        (Number(0.9), "Number"),
        (object(), "object"),
    ],
)
def test_what_no_file_can_hold_is_refused_at_once(value: object, kind: str) -> None:
    """Not when it is saved, and it does not stand in the way of other answers."""
    here = session()
    here.set_value("name", "BERT")
    card = here.card
    for change in (
        lambda: here.set_value("name", value),
        lambda: here.set_rows("rows", (Row(1, {"n": value}),)),
    ):
        with pytest.raises(CardError, match=f"holds a {kind}, which no file can hold"):
            change()
    assert here.card is card


@pytest.mark.parametrize(
    "value", [True, 3, 0.5, "x", date(2026, 1, 31), ["a"], [1, ["a"]], {"a": 1}, 2**70]
)
def test_what_a_file_can_hold_is_kept_even_where_it_does_not_fit(
    value: object, tmp_path: Path
) -> None:
    """It is a finding, and saved."""
    path = tmp_path / "card.toml"
    here = session(path=str(path))
    here.set_value("name", value)
    here.save()
    assert open_session(BANK, str(path)).card.answers["name"].value == value


def test_what_cannot_be_saved_is_kept_in_one_file_beside_it(tmp_path: Path) -> None:
    """Asked again without a change, the same file; after a change, that one holds it."""
    here = session(path=str(tmp_path / "card.toml"))
    here.set_value("name", "BERT")
    beside = here.save_beside()
    assert here.save_beside() == beside
    here.set_value("name", "DistilBERT")
    assert here.save_beside() == beside
    assert "DistilBERT" in Path(beside).read_text(encoding="utf-8")


def test_an_answer_that_was_asked_as_it_is_now_needs_no_confirming() -> None:
    """Nothing is stored, and there is nothing to undo."""
    here = session()
    here.set_answer("name", Answer("BERT"))
    card = here.card
    here.confirm("name")
    assert here.card is card


def test_a_card_made_of_two_versions_waits_to_be_saved(tmp_path: Path) -> None:
    """What git left is not what the session holds: the file has yet to be written.

    The state holds the choice as a finding until it is made.
    """
    path = tmp_path / "card.toml"
    here = session(path=str(path))
    here.set_value("name", "BERT")
    here.save()
    text = path.read_text(encoding="utf-8")
    ours, theirs = '<<<<<<< HEAD\nvalue = "XLNet"\n', '=======\nvalue = "RoBERTa"\n>>>>>>> theirs\n'
    path.write_text(text.replace('value = "BERT"\n', ours + theirs), encoding="utf-8")
    again = Session(BANK, read_conflicted(str(path)))
    assert not again.is_saved()
    assert [finding.question for finding in again.state.findings] == ["name"]
    assert not again.state.complete
    again.choose("name", Answer("RoBERTa"))
    assert again.state.findings == ()
    assert again.state == again.interview.state(again.card)
    again.save()
    assert open_session(BANK, str(path)).card.answers["name"].value == "RoBERTa"
