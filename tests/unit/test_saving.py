"""Saving a card that others change too, and one that cannot be saved: nothing is lost."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

import cardtui
from cardtui import Bank, Session
from cardtui.card.beside import save_beside
from cardtui.card.file import SaveError, read_card, save_card, unsaved_card
from cardtui.card.layout import layout_of
from cardtui.card.model import Answer, BankReference, Card
from cardtui.errors import CardChanged, CardError
from cardtui.files.reading import MAX_BYTES, TextFile

BANK = """
format = 1
id = "small"
version = "1.0.0"
title = "Small"

[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "name"
type = "text"
ask = "Name?"
[[section.question]]
id = "about"
type = "longtext"
ask = "About?"
"""


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Bank:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "bank.toml").write_text(BANK)
    return cardtui.load_bank(tmp_path / "bank")


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    (tmp_path / "cards").mkdir()
    return tmp_path / "cards" / "card.toml"


def begun(bank: Bank, path: Path) -> Session:
    """A session whose card is on disk."""
    session = cardtui.new_session(bank, str(path))
    session.set_value("name", "first")
    session.save()
    return session


def value(path: Path, question: str = "name") -> object:
    """What the file holds for a question."""
    answer = read_card(path).card.answer(question)
    return answer and answer.value


# Changed underneath


def test_what_another_program_wrote_is_not_overwritten(bank: Bank, path: Path) -> None:
    """It is told, both are there, and it stays so however often one tries."""
    session = begun(bank, path)
    theirs = path.read_bytes() + b"# theirs\n"
    path.write_bytes(theirs)
    session.set_value("name", "second")
    for _ in range(2):
        with pytest.raises(CardChanged) as raised:
            session.save()
        assert str(raised.value) == (
            f"{path}: another program changed this card in the meantime, and what it wrote is "
            "kept; open the card again, and answer anew what you changed since the last save"
        )
        assert path.read_bytes() == theirs
        assert session.card.answers["name"].value == "second"
        assert not session.is_saved()
    assert os.listdir(path.parent) == ["card.toml"]


def test_a_change_of_a_single_byte_counts(bank: Bank, path: Path) -> None:
    """Neither size nor time has to differ."""
    session = begun(bank, path)
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"first", b"fIrst"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    session.set_value("name", "second")
    with pytest.raises(CardChanged):
        session.save()


def test_a_change_that_was_taken_back_does_not_count(bank: Bank, path: Path) -> None:
    """As when git checks out another branch and comes back."""
    session = begun(bank, path)
    old = path.read_bytes()
    path.write_text("<<<<<<<")
    path.write_bytes(old)
    session.set_value("name", "second")
    session.save()
    assert value(path) == "second"


def test_a_card_that_appears_where_a_new_one_is_begun_is_kept(bank: Bank, path: Path) -> None:
    """Two people who start the same card do not lose either."""
    session = cardtui.new_session(bank, str(path))
    session.set_value("name", "ours")
    other = begun(bank, path)
    with pytest.raises(CardChanged):
        session.save()
    assert value(path) == other.card.answers["name"].value


def test_a_card_that_was_taken_away_is_written_anew(bank: Bank, path: Path) -> None:
    """What was answered is worth more than that somebody removed the file."""
    session = begun(bank, path)
    path.unlink()
    session.set_value("about", "more")
    session.save()
    assert (value(path), value(path, "about")) == ("first", "more\n")


def test_the_same_change_made_elsewhere_is_no_conflict(bank: Bank, path: Path) -> None:
    """Whoever wrote it, it is what was meant."""
    session = begun(bank, path)
    other = cardtui.open_session(bank, str(path))
    for each in (other, session):
        each.set_value("name", "second")
        each.save()
    assert value(path) == "second"


def test_reading_again_and_answering_anew_goes_on(bank: Bank, path: Path) -> None:
    """What is said is what works."""
    session, other = begun(bank, path), cardtui.open_session(bank, str(path))
    session.set_value("about", "theirs")
    session.save()
    other.set_value("name", "ours")
    with pytest.raises(CardChanged):
        other.save()
    again = cardtui.open_session(bank, str(path))
    again.set_value("name", "ours")
    again.save()
    assert (value(path), value(path, "about")) == ("ours", "theirs\n")


# Saves that fail


@pytest.mark.parametrize("step", ["write", "fsync", "replace", "folder"])
def test_after_a_save_that_failed_the_next_one_goes_on(
    step: str, bank: Bank, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it failed: it does not take its own half of a save for another program's."""
    session = begun(bank, path)
    system = getattr(os, step, os.fsync)

    def fail(*arguments: object) -> object:
        if step == "folder" and not stat.S_ISDIR(os.fstat(arguments[0]).st_mode):  # type: ignore[arg-type]
            return system(*arguments)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for text in ("second", "third"):
        session.set_value("name", text)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync" if step == "folder" else step, fail)
            with pytest.raises(SaveError) as raised:
                session.save()
        assert len(raised.value.problems) == 1
        assert not session.is_saved()
        assert value(path) in {"first", text}
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fail)
        session.set_value("name", "fourth")
        if step != "folder":
            with pytest.raises(SaveError):
                session.save()
    session.save()
    assert session.is_saved()
    assert value(path) == "fourth"


def test_a_card_that_would_be_too_large_to_read_is_not_written(bank: Bank, path: Path) -> None:
    """The writer never writes what the reader refuses."""
    session = begun(bank, path)
    session.set_value("about", "x" * MAX_BYTES)
    with pytest.raises(CardError) as raised:
        session.save()
    assert raised.value.problems[0].message.startswith("the card would be larger than 16 MiB")
    assert value(path) == "first"


# Beside the card


def test_work_that_finds_no_place_is_saved_beside_the_card(bank: Bank, path: Path) -> None:
    """Under a name of its own, and the same name for the same work."""
    session = begun(bank, path)
    path.write_text("<<<<<<< broken\n")
    session.set_value("name", "second")
    with pytest.raises(CardChanged):
        session.save()
    beside = path.parent / "card.unsaved.toml"
    assert session.save_beside() == str(beside)
    session.set_value("about", "more")
    assert session.save_beside() == str(beside)
    assert (value(beside), value(beside, "about")) == ("second", "more\n")
    assert path.read_text() == "<<<<<<< broken\n"


def test_what_is_saved_in_its_place_is_not_kept_beside_it(bank: Bank, path: Path) -> None:
    """Unless somebody has worked on it there."""
    session = begun(bank, path)
    beside = path.parent / "card.unsaved.toml"
    for work in ("", "# mine\n[answers.about]\nvalue = 'more'\n"):
        session.set_value("name", f"second{work[:1]}")
        session.save_beside()
        beside.write_text(beside.read_text() + work)
        session.save()
        assert beside.exists() == bool(work)


def test_work_of_others_beside_the_card_is_kept(path: Path) -> None:
    """Each gets the next name."""
    card = Card("x", BankReference("small"), {"name": Answer("ours")})
    names = [os.path.basename(save_beside(unsaved_card(path, card), card)) for _ in range(3)]
    assert names == ["card.unsaved.toml", "card.unsaved-2.toml", "card.unsaved-3.toml"]


def test_a_folder_that_takes_nothing_leaves_the_programs_own(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder of the card is gone, the work is kept in the program's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    card = Card("x", BankReference("small"), {"name": Answer("ours")})
    gone = path.parent / "gone" / "card.toml"
    kept = save_beside(unsaved_card(gone, card), card)
    assert kept == str(tmp_path / "state" / "cardtui" / "card.unsaved.toml")
    assert value(Path(kept)) == "ours"


# What is read back


def card_of(count: int) -> Card:
    """A card of many answers."""
    answers = {f"q{i}": Answer(f"{i}\nlines\n" if i % 3 else f"value {i}") for i in range(count)}
    return Card("x", BankReference("small"), answers)


@pytest.mark.parametrize(
    "text",
    [
        "[answers]\nname.value = 1\n",
        "[answers.name]\nvalue = 1\n[other]\nx = 1\n[answers.name.own]\ny = 2\n",
        "answers.name.value = 1\n",
    ],
)
def test_forms_without_lines_of_their_own_are_not_taken_for_such(text: str) -> None:
    """Then the whole file is read back after each save, as long as that takes."""
    source = TextFile("card.toml", f'format = 1\nid = "x"\nbank = {{ id = "b" }}\n{text}')
    card = Card("x", BankReference("b"), {"name": Answer(1)})
    assert layout_of(source, card) is None


def test_lines_that_say_something_else_are_not_taken_for_the_answer() -> None:
    """A text that was not the card's, or a card that was not the text's, is found out."""
    head = 'format = 1\nid = "x"\nbank = { id = "b" }\n'
    source = TextFile("card.toml", f"{head}[answers.name]\nvalue = 1\n")
    good = Card("x", BankReference("b"), {"name": Answer(1)})
    assert layout_of(source, good) is not None
    for wrong in (
        Card("y", BankReference("b"), good.answers),
        Card("x", BankReference("c"), good.answers),
        good.with_answer("name", Answer(True)),
        good.with_answer("name", None),
        good.with_answer("more", Answer(1)),
    ):
        assert layout_of(source, wrong) is None


def test_a_card_of_ten_thousand_answers_is_right(path: Path) -> None:
    """It opens, one answer is saved, and every other line is as it was."""
    card = card_of(10_000)
    order = list(card.answers)
    save_card(unsaved_card(path, card), card, order)
    before = path.read_text().split("\n\n")
    file = read_card(path)
    for name, text in [("q17", "once"), ("q17", "twice"), ("q9999", "last")]:
        file = save_card(file, file.card.with_answer(name, Answer(text)), order)
    after = path.read_text().split("\n\n")
    assert read_card(path).card == file.card
    assert [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [
        18,
        10_000,
    ]
