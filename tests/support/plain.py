"""The plain mode with lines that a test gives, and what it says."""

from __future__ import annotations

from collections.abc import Iterable

from cardtui.interview.session import Session
from cardtui.plain.interview import PlainInterview
from cardtui.plain.lines import EndOfInput


class GivenLines:
    """Gives lines one by one; `is_interactive` says whether a person would read what is said."""

    def __init__(self, lines: Iterable[str], *, is_interactive: bool = True) -> None:
        self._lines = list(lines)
        self._read = 0
        self.is_interactive = is_interactive
        self.said: list[str] = []

    @property
    def place(self) -> str:
        """As a pipe names it."""
        return f"standard input:{self._read}"

    def say(self, text: str = "") -> None:
        """Remember it."""
        self.said.append(text)

    def read(self, prompt: str = "> ") -> str:
        """The next line."""
        if self._read == len(self._lines):
            raise EndOfInput
        self._read += 1
        return self._lines[self._read - 1]


def asked(session: Session, *lines: str, at: str | None = None, piped: bool = False) -> list[str]:
    """What is said to someone who types these lines and then leaves."""
    given = GivenLines(lines, is_interactive=not piped)
    PlainInterview(session, given, at).run()
    return given.said
