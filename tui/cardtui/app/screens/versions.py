"""Choosing between two versions of an answer."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from cardtui.app.content import line
from cardtui.app.keys import bindings
from cardtui.app.screens.heights import HEIGHTS
from cardtui.bank.model import Question
from cardtui.card.model import Answer
from cardtui.interview.difference_words import answer_lines
from cardtui.text.words import count_of

_MOST_SHOWN = 200
"""Lines of a version that are shown: enough to know it by."""
Version = Literal["ours", "theirs"]


class VersionsScreen(ModalScreen[Version | None]):
    """Gives back the version that the person chose; None leaves both in the card."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "versions"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("versions"),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, question: Question, ours: Answer | None, theirs: Answer | None) -> None:
        super().__init__()
        self._question = question
        self._ours = ours
        self._theirs = theirs

    def compose(self) -> ComposeResult:
        """Both versions, one under the other, and what can be done."""
        with Vertical(classes="dialog", id="versions"):
            yield Label(line(f"Two versions: {self._question.name}"), classes="title")
            yield from self._version("Here", self._ours)
            yield from self._version("Saved elsewhere", self._theirs)
            with Horizontal(classes="buttons"):
                yield Button("Keep the one here", variant="primary", id="ours", compact=True)
                yield Button("Take the other", id="theirs", compact=True)
                yield Button("Later", id="later", compact=True)

    def _version(self, where: str, answer: Answer | None) -> ComposeResult:
        yield Label(line(where), classes="label")
        said = answer_lines(self._question, answer or Answer())
        with VerticalScroll(classes="version", can_focus=False):
            shown = [*map(line, said[:_MOST_SHOWN])]
            if (more := len(said) - _MOST_SHOWN) > 0:
                shown.append(line(f"… and {count_of(more, 'more line')}"))
            yield Static(Content("\n").join(shown))

    def on_mount(self) -> None:
        """Enter keeps what is here."""
        self.query_one("#ours", Button).focus()

    @on(Button.Pressed, "#ours")
    def _keep_ours(self) -> None:
        self.dismiss("ours")

    @on(Button.Pressed, "#theirs")
    def _take_theirs(self) -> None:
        self.dismiss("theirs")

    @on(Button.Pressed, "#later")
    def action_later(self) -> None:
        """Leave both versions in the card."""
        self.dismiss(None)
