"""Paths go on with the names of files that are there; addresses say what is missing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until


@pytest.fixture
def session(tmp_path: Path) -> Session:
    for name in ("model.onnx", "models/a.txt", *(f"part-{n}.bin" for n in range(9))):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return every_type_session(tmp_path)


def below(pilot: Pilot[None]) -> str:
    """What stands below the line."""
    return str(interview(pilot).query_one("PathField > .keys", Static).content)


async def test_the_right_arrow_takes_what_is_there(session: Session) -> None:
    """Into a folder, and on to a file in it."""
    async with running(session, at="weights") as pilot:
        assert below(pilot) == "relative to the card"
        await typed(pilot, "models")
        await until(pilot, lambda: "models/" in below(pilot))
        await press(pilot, "right")
        await until(pilot, lambda: "a.txt" in below(pilot))
        await press(pilot, "right", "enter")
        assert session.card.answers["weights"].value == "models/a.txt"


async def test_what_else_is_there_is_shown(session: Session) -> None:
    """A few names, and how many more; none where nothing begins so."""
    async with running(session, at="weights") as pilot:
        await typed(pilot, "p")
        await until(pilot, lambda: "part-0.bin" in below(pilot))
        assert below(pilot).startswith("right completes   part-0.bin")
        assert below(pilot).endswith("and 4 more")
        await typed(pilot, "x")
        await until(pilot, lambda: below(pilot) == "relative to the card")
        await press(pilot, "right")
        assert interview(pilot).query_one(Input).value == "px"


async def test_a_folder_that_does_not_answer_holds_nothing_up(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typing goes on, in this question and in the next; only the last text is looked for."""
    go_on = threading.Event()
    looked_for = []

    def slow(folder: str, begun: str) -> list[str]:
        looked_for.append(begun)
        go_on.wait(20)
        return [f"{begun}-found"]

    monkeypatch.setattr("cardtui.app.fields.path.paths_beginning", slow)
    async with running(session, at="weights") as pilot:
        await typed(pilot, "abc")
        assert interview(pilot).query_one(Input).value == "abc"
        go_on.set()
        await until(pilot, lambda: "abc-found" in below(pilot))
        assert looked_for == ["a", "abc"]
        go_on.clear()
        await typed(pilot, "d")
        await press(pilot, "ctrl+n")
        assert interview(pilot).current == "origin"
        go_on.set()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("example.org/models", "write https://example.org/models"),
        ("not an address", "begins with https:// or http://"),
    ],
)
async def test_an_address_says_what_is_missing(session: Session, keys: str, said: str) -> None:
    """With the whole address where that is all."""
    async with running(session, at="page") as pilot:
        findings = interview(pilot).query_one("#findings", Static)
        await typed(pilot, keys)
        await until(pilot, lambda: said in str(findings.content))
