"""What the command and the app share of an export: its name, its refusals, what it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.card.model import Answer
from cardtui.errors import FileError, ForeignFileError
from cardtui.formats.exported import proposed_name, write_document
from cardtui.formats.registry import FORMATS
from cardtui.formats.seals import COMMENT, MEMBER
from cardtui.formats.summary import not_printed, still_open, two_versions
from cardtui.interview.session import open_session
from cardtui.text.words import size_text
from support.commands import run_cardtui
from support.every_type import EVERY_TYPE, every_type_session
from support.plain import asked


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_name_is_free_or_that_of_an_older_export() -> None:
    """By the seal of its own format: JSON has another than Markdown."""
    assert proposed_name("a/card.toml", "one", ".json", MEMBER) == "a/card.json"
    write_document("card.json", '{\n  "a": 1\n}\n', "one", seal=MEMBER)
    assert proposed_name("card.toml", "one", ".json", MEMBER) == "card.json"
    assert proposed_name("card.toml", "two", ".json", MEMBER) == "card-2.json"
    Path("card.md").mkdir()
    assert proposed_name("card.toml", "one", ".md", COMMENT) == "card-2.md"


def test_its_size_is_that_of_the_file() -> None:
    """In bytes, with the seal."""
    size = write_document("card.md", "ü\n", "one")
    assert Path("card.md").stat().st_size == size


def test_what_may_be_overwritten_is_told_apart() -> None:
    """The file of someone else may, if they say so; a folder and the card itself never."""
    Path("mine.md").write_text("mine")
    with pytest.raises(ForeignFileError, match="not written by cardtui"):
        write_document("mine.md", "x\n", "one")
    for path in (".", "mine.md"):
        with pytest.raises(FileError) as caught:
            write_document(path, "x\n", "one", sources=["mine.md"], overwrite=True)
        assert not isinstance(caught.value, ForeignFileError)
    assert Path("mine.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1.0 kB"), (74_994, "75.0 kB"),
        (999_949, "999.9 kB"), (999_950, "1.0 MB"), (16_000_000, "16.0 MB"),
    ],
)  # fmt: skip
def test_sizes(count: int, said: str) -> None:
    """As people say them."""
    assert size_text(count) == said


def test_what_is_open_is_said_with_what_is_required_first(tmp_path: Path) -> None:
    """By name, as far as one can take in; nothing where nothing is."""
    session = every_type_session(tmp_path)
    assert still_open(session) == "1 required question is open: Name; 12 other questions are open"
    session.set_value("name", "A")
    assert still_open(session) == "12 questions are open"
    for question in session.bank.questions.values():
        if question.type != "note" and question.allow:
            session.set_status(question.id, "unknown")
    session.set_value("compression", ["none"])
    assert still_open(session) == ""


def test_what_is_not_printed_is_named(tmp_path: Path) -> None:
    """An answer that does not fit."""
    session = every_type_session(tmp_path)
    assert not_printed(session) == ""
    session.set_answer("layers", Answer(value="many"))
    assert not_printed(session) == "1 answer is not printed: Layers"
    session.set_answer("latency", Answer(value="slow"))
    assert not_printed(session) == "2 answers are not printed: Layers and Latency"


def test_an_answer_that_nobody_has_decided_on_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a merge: a script that goes on to export hears of it, and gets its document."""
    (tmp_path / "bank.toml").write_text(EVERY_TYPE, encoding="utf-8")
    session = every_type_session(tmp_path)
    assert two_versions(session) == ""
    session.set_value("layers", 6)
    session.save()
    with open(session.path, "a", encoding="utf-8") as file:
        file.write("\n[conflicts.layers]\nvalue = 12\n")
    session = open_session(session.bank, session.path)
    said = "1 answer has two versions, and one of them is printed: Layers"
    assert two_versions(session) == said
    done = run_cardtui(capsys, "export", "--bank", "bank.toml", "card.toml")
    assert (done.code, done.err) == (0, f"cardtui: card.toml: {said}; see `cardtui check`\n")
    assert "**Layers:** 6" in done.out
    assert f"{said}." in asked(session, "", ":export card.md")


def test_every_format_can_be_written_over_its_own(tmp_path: Path) -> None:
    """Whatever the app offers."""
    session = every_type_session(tmp_path)
    session.set_value("name", "A")
    for each in FORMATS.values():
        for _ in range(2):
            document = each.render(session.bank, session.card, session.state)
            path = proposed_name("card.toml", session.card.id, each.suffix, each.seal)
            assert path == f"card{each.suffix}"
            write_document(path, document, session.card.id, seal=each.seal)
