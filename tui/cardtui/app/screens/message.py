"""A message that stays until it has been read, and can be copied."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, TextArea

from cardtui.app.content import line, shown
from cardtui.app.keys import bindings


class MessageScreen(ModalScreen[bool]):
    """Gives back whether the person chose to go on with what is offered."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "message"
    BINDINGS: ClassVar[list[BindingType]] = bindings("message")

    def __init__(self, title: str, message: str, *, offer: str = "") -> None:
        super().__init__()
        self._title = title
        self._message = shown(message)
        self._offer = offer

    def compose(self) -> ComposeResult:
        """The text, to be selected if wanted, and what can be done."""
        with Vertical(classes="dialog"):
            yield Label(line(self._title), classes="title")
            yield TextArea(self._message, read_only=True, show_cursor=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", variant="primary", id="close", compact=True)
                yield Button("Copy", id="copy", compact=True)
                if self._offer:
                    yield Button(line(self._offer), variant="warning", id="offer", compact=True)

    def on_mount(self) -> None:
        """Enter closes."""
        self.query_one("#close", Button).focus()

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back."""
        self.dismiss(False)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Put the message on the clipboard."""
        self.app.copy_to_clipboard(self._message)
        self.notify("Copied.", markup=False)

    @on(Button.Pressed, "#offer")
    def _take_offer(self) -> None:
        self.dismiss(True)
