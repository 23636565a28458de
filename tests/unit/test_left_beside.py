"""Work that was saved beside a card: it is told as long as it is there, and never touched."""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cardtui.card.beside import left_beside
from cardtui.card.file import read_card
from cardtui.interview.session import Session, new_session, open_session
from support.banks import HEADER, bank_of
from support.commands import Result, run_cardtui

TEXTS = "".join(
    f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "{name.title()}?"\n'
    for name in ("name", "about")
)
TEXT_OF_BANK = f'{HEADER}[[section]]\nid = "only"\ntitle = "Only"\n{TEXTS}'
BANK = bank_of(TEXT_OF_BANK)
SAVED = datetime(2026, 3, 1, 14, 5).astimezone()

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `cardtui` beside a card of which a newer answer could not be saved."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    saved_beside(begun())
    Path("bank.toml").write_text(TEXT_OF_BANK)
    Path("cardtui.toml").write_text('bank = [{source = "bank.toml"}]')
    return lambda *arguments: run_cardtui(capsys, *arguments)


def begun(path: str = "my card.toml") -> Session:
    session = new_session(BANK, path)
    session.set_value("name", "BERT")
    session.save()
    return session


def saved_beside(session: Session) -> str:
    session.set_value("about", "a language model")
    beside = session.save_beside()
    os.utime(beside, (SAVED.timestamp(), SAVED.timestamp()))
    return beside


def said_of(path: str) -> str:
    left = left_beside(path, read_card(path).card)
    return str(left) if left is not None else ""


def test_status_and_ask_tell_of_it_in_one_line(run: Run) -> None:
    """With the time, and how to see it and take it in."""
    line = (
        "my card.unsaved.toml keeps what could not be saved here on 2026-03-01 at 14:05: "
        "`cardtui diff 'my card.toml' 'my card.unsaved.toml'` shows it, "
        f"`cardtui merge {os.devnull} 'my card.toml' 'my card.unsaved.toml'` takes it in; "
        "then delete it"
    )
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    for command in ("status", "ask"):
        result = run(command, "my card.toml")
        assert result.code == 0
        assert [each for each in result.err.splitlines() if "unsaved" in each] == [
            f"cardtui: {line}"
        ]
        assert "unsaved" not in result.out
    assert "unsaved" not in run("status", "-q", "my card.toml").err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


def test_what_it_says_to_do_does_it(run: Run) -> None:
    """The commands are those that can be typed; then nothing is said any more."""
    _, see, _, merge, _ = said_of("my card.toml").split("`")
    assert "about" in run(*shlex.split(see)[1:]).out.lower()
    assert run(*shlex.split(merge)[1:]).code == 0
    about = read_card("my card.toml").card.answer("about")
    assert about is not None
    assert about.value == "a language model"
    assert said_of("my card.toml") == ""


def test_the_latest_of_several_is_told(run: Run) -> None:
    """Also where those before it are gone."""
    other = open_session(BANK, "my card.toml")
    other.set_value("about", "something else")
    assert other.save_beside() == "my card.unsaved-2.toml"
    assert said_of("my card.toml").startswith("my card.unsaved-2.toml keeps")
    Path("my card.unsaved.toml").unlink()
    assert said_of("my card.toml").startswith("my card.unsaved-2.toml keeps")


def test_of_a_card_that_was_never_saved_it_is_all_there_is(run: Run) -> None:
    """There is nothing to merge it with."""
    session = new_session(BANK, "new.toml")
    saved_beside(session)
    assert str(left_beside("new.toml", new_session(BANK, "new.toml").card)) == (
        "new.unsaved.toml keeps what could not be saved here on 2026-03-01 at 14:05: "
        "rename it to new.toml to go on with it"
    )


def test_in_the_programs_own_folder_it_must_be_of_this_card(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cards of other folders have the same name."""
    own = tmp_path / "state" / "cardtui"
    own.mkdir(parents=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept = Path("my card.unsaved.toml").rename(own / "my card.unsaved.toml")
    assert said_of("my card.toml").startswith(f"{kept} keeps")
    kept.write_text(kept.read_text().replace(read_card(str(kept)).card.id, "another"))
    assert said_of("my card.toml") == ""
