"""The same answers in the app and in the plain mode: whether the cards are the same, byte by byte."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from difflib import unified_diff
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from cardtui.bank.bank import Bank
from cardtui.interview.session import Session, new_session
from support.deeds import Step, answer
from support.in_lines import answered_in_lines
from support.in_the_app import answered_in_the_app

SAME_ID = UUID("0192f0c8-0000-7000-8000-000000000000")
Start = Callable[[str], Session]
"""A session on a card at a path."""


def new_card_of(bank: Bank) -> Start:
    """A way to begin a card, which has the same id each time."""

    def start(path: str) -> Session:
        with patch("uuid.uuid4", lambda: SAME_ID):
            return new_session(bank, path)

    return start


def assert_same_cards(start: Start, steps: Iterable[Step], folder: Path) -> str:
    """Answer everywhere, compare what is on disk, and give it back.

    What a person reads between two answers differs with `is_interactive`; what is stored does not.
    """
    steps = list(steps)
    expected = _session_card(start, steps, folder)
    in_lines, piped, in_the_app = (
        start(str(folder / f"{name}.toml")) for name in ("lines", "piped", "app")
    )
    answered_in_lines(in_lines, steps)
    answered_in_lines(piped, steps, is_interactive=False)
    asyncio.run(answered_in_the_app(in_the_app, steps))
    sessions = {"session": expected, "app": in_the_app, "lines": in_lines, "pipe": piped}
    _assert_same({who: _answers(session) for who, session in sessions.items()})
    written = {who: _text(session) for who, session in sessions.items()}
    if not expected.card.answers:
        # Where all is taken away again, it hangs on the saves in between whether there is a file.
        written = {who: text for who, text in written.items() if text}
    _assert_same(written)
    return _text(in_the_app)


def _assert_same(found: Mapping[str, str]) -> None:
    """Raise with the lines that differ, where it is not the same everywhere."""
    first, expected = next(iter(found.items()), ("nobody", ""))
    for who, each in found.items():
        lines = unified_diff(expected.splitlines(), each.splitlines(), first, who, "", "", 1, "")
        assert each == expected, "\n".join(lines)


def _answers(session: Session) -> str:
    return "\n".join(f"{name}: {each}" for name, each in sorted(session.card.answers.items()))


def _session_card(start: Start, steps: list[Step], folder: Path) -> Session:
    """What the answers come to when nobody saves in between."""
    session = start(str(folder / "session.toml"))
    answer(session, steps)
    session.save()
    return session


def _text(session: Session) -> str:
    path = Path(session.path)
    return path.read_bytes().decode() if path.exists() else ""
