"""Texts that are too long for a field: it would keep the keys waiting, whatever is typed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from cardtui.app.content import plain
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.keys import shown_key

_LONGEST_TEXT = 100_000
_LONGEST_LINE = 20_000
"""Characters of a text, and of a line that a field of several lines breaks where it must."""


def too_long(text: str, *, breaks_lines: bool = False) -> str:
    """What is too long about a text for a field; empty where nothing is."""
    if len(text) > _LONGEST_TEXT:
        return f"{len(text):,} characters are more than a field takes ({_LONGEST_TEXT:,})"
    longest = max(map(len, text.split("\n"))) if breaks_lines else 0
    if longest > _LONGEST_LINE:
        return f"a line of {longest:,} characters is more than a field takes ({_LONGEST_LINE:,})"
    return ""


class TooLongField(Field):
    """Says that an answer is too long to be changed here. It stays as it is."""

    def __init__(self, value: object, why: str) -> None:
        super().__init__()
        self._stored = value
        self._why = why

    def compose(self) -> ComposeResult:
        """What can be done with it all the same."""
        yield Static(
            plain(
                f"This answer cannot be changed here: {self._why}. It is kept as it is. "
                f"Change it in the file of the card; {shown_key('clear_answer')} takes it away.",
                "$text-warning",
            )
        )

    @property
    def entered(self) -> Entered:
        """What is stored."""
        return Entered(self._stored)

    def focus_field(self) -> None:
        """There is nothing to put the cursor into."""
        self.screen.set_focus(None)
