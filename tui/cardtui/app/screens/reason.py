"""Asks why there is no answer."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput


class ReasonScreen(ModalScreen[str | None]):
    """Gives back the reason, which may be empty, or None if the person thinks better of it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self, title: str, reason: str) -> None:
        super().__init__()
        self._title = title
        self._reason = reason

    def compose(self) -> ComposeResult:
        """A line for the reason."""
        with Vertical(classes="dialog"):
            yield Label(line(self._title), classes="title")
            yield LineInput(self._reason, placeholder="A few words help the reader.")
            yield Label(line("enter keep   esc cancel"), classes="keys")

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_cancel(self) -> None:
        """Say nothing."""
        self.dismiss(None)
