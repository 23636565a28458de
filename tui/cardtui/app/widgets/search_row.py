"""A line to search with, and how many places were found."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput


class SearchRow(Horizontal):
    """Says what is searched for with each key."""

    class Changed(Message):
        """Something else is searched for."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Done(Message):
        """A person wants to read on where the search led."""

    def compose(self) -> ComposeResult:
        """A mark, the words, the count."""
        yield Label("/", classes="mark")
        yield LineInput("", placeholder="search the text")
        yield Label("", classes="count")

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.query_one(LineInput).text

    def ask(self) -> None:
        """Put the cursor into it."""
        self.query_one(LineInput).focus()

    def say(self, count: str) -> None:
        """Say how many were found."""
        self.query_one(".count", Label).update(line(count))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self.words))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done())
