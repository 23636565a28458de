"""Where lines come from and go to: a terminal, a terminal that can do little, a pipe."""

from __future__ import annotations

import sys
from typing import Protocol

from cardtui.errors import CardError, Problem
from cardtui.text.clean import visible
from cardtui.text.log_lines import log_line


class EndOfInput(Exception):  # noqa: N818 - it says what has happened
    """Nobody will type any more: the pipe has ended, or a person has pressed ctrl+d or ctrl+c."""


class Lines(Protocol):
    """A conversation in lines."""

    @property
    def is_interactive(self) -> bool:
        """Whether someone reads what is said, and can be asked again."""
        ...

    @property
    def place(self) -> str:
        """Where the last line came from, for messages; empty where a person has typed it."""
        ...

    def say(self, text: str = "") -> None:
        """Say something, on lines of its own."""
        ...

    def read(self, prompt: str = "> ") -> str:
        """What is typed next, without its line end. Raises `EndOfInput`."""
        ...


class _Printed:
    def say(self, text: str = "") -> None:
        """Print it."""
        print("\n".join(map(log_line, visible(text).split("\n"))), flush=True)


class PipedLines(_Printed):
    """Lines of standard input, read as they are; what is said goes to standard output."""

    is_interactive = False

    def __init__(self) -> None:
        self._read = 0

    @property
    def place(self) -> str:
        """`standard input:7`."""
        return f"standard input:{self._read}"

    def read(self, prompt: str = "> ") -> str:
        """The next line; it is printed behind the prompt, so that the output can be followed."""
        line = sys.stdin.readline()
        if not line:
            raise EndOfInput
        self._read += 1
        text = line.removesuffix("\n").removesuffix("\r")
        self.say(f"{prompt}{text}")
        if not _is_unicode(text):
            message = "this line is not UTF-8 text"
            raise CardError(Problem(message, "save what is piped in as UTF-8", self.place))
        return text


def _is_unicode(text: str) -> bool:
    """Whether a text is whole: a byte that could not be decoded stands in it as half a character."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


class DumbLines(_Printed):
    """A terminal that cannot move its cursor: the system edits the line, and nothing is redrawn."""

    is_interactive = True
    place = ""

    def read(self, prompt: str = "> ") -> str:
        """What is typed."""
        while True:
            print(prompt, end="", flush=True)
            try:
                line = sys.stdin.readline()
            except KeyboardInterrupt:
                line = ""
            if not line:
                self.say()
                raise EndOfInput
            if _is_unicode(line):
                return line.removesuffix("\n").removesuffix("\r")
            self.say("That is not UTF-8 text: type it again.")


class EditedLines(_Printed):
    """A terminal that can do more: questionary edits the line, and the up key brings old ones back.

    Its menus are not used: they redraw lines that a screen reader has read already, and say by a
    pointer or a colour what is chosen.
    """

    is_interactive = True
    place = ""

    def __init__(self) -> None:
        from prompt_toolkit.history import InMemoryHistory

        self._history = InMemoryHistory()

    def read(self, prompt: str = "> ") -> str:
        """What is typed; a paste may hold several lines."""
        import questionary

        asked = questionary.text(
            "", qmark=prompt.strip(), style=questionary.Style([]), history=self._history
        )
        try:
            text: str = asked.unsafe_ask()
        except (EOFError, KeyboardInterrupt):
            raise EndOfInput from None
        return text
