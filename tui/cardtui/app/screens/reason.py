"""Asks why there is no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput


class ReasonScreen(ModalScreen[bool]):
    """Keeps the reason, which may be empty, and gives back whether the person wanted that."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
    ]

    def __init__(self, title: str, reason: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._title = title
        self._reason = reason
        self._keep = keep

    def compose(self) -> ComposeResult:
        """A line for the reason."""
        with Vertical(classes="dialog"):
            yield Label(line(self._title), classes="title")
            yield LineInput(self._reason, placeholder="A few words help the reader.")
            yield Label(line("enter keep   esc cancel"), classes="keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep(event.value.strip())
        self.dismiss(True)

    def keep_typed(self) -> None:
        """Keep a reason that was begun; one that was not is not given."""
        reason = self.query_one(LineInput).value.strip()
        if reason != self._reason:
            self._keep(reason)

    def action_cancel(self) -> None:
        """Say nothing."""
        self.dismiss(False)
