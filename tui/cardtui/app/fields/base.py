"""What all fields have in common."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cardtui.app.entered import Entered


class ShowsAnyText:
    """An input that takes any paste as it is, and shows it safely. Others are given it cleaned."""


class Legend(Static):
    """Says which characters of a field stand for others; nothing where none do."""

    DEFAULT_CSS = """
    Legend { color: $text-muted; display: none; }
    """

    def show(self, said: str) -> None:
        """Say it."""
        if bool(said) != self.display or said:
            self.update(Content(said))
            self.display = bool(said)


class Field(Vertical):
    """Shows what is stored for a question, and says when a person has entered something else."""

    DEFAULT_CSS = """
    Field { height: auto; width: 100%; }
    """

    class Changed(Message):
        """A person has changed what is entered."""

        def __init__(self, *, at_once: bool) -> None:
            super().__init__()
            self.at_once = at_once
            """Whether it is a choice, to be taken at once, and not a key of many."""

    class Submitted(Message):
        """A person is done with this question."""

    ENTER_GOES_ON = True
    """Whether the enter key goes to the next question."""

    @property
    def entered(self) -> Entered:
        """What the field holds now."""
        raise NotImplementedError

    def focus_field(self) -> None:
        """Put the cursor where a person would start to answer."""
        raise NotImplementedError
