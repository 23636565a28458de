"""Asks why there is no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput
from cardtui.app.keys import bindings
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.widgets.form_keys import FormKeys


class ReasonScreen(ModalScreen[bool]):
    """Keeps the reason, which may be empty, and gives back whether the person wanted that."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "reason"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reason")
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self, title: str, reason: str, keep: Callable[[str], None], *, remark: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._reason = reason
        self._keep = keep
        self._remark = remark

    def compose(self) -> ComposeResult:
        """A line for the reason, and what is to be known before."""
        with Vertical(classes="dialog", id="reason"):
            yield Label(line(self._title), classes="title")
            yield LineInput(self._reason, placeholder="A few words help the reader.")
            if self._remark:
                yield Static(line(self._remark), classes="remark")
            yield FormKeys("reason")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._keep(self.query_one(LineInput).text.strip())
        self.dismiss(True)

    def keep_typed(self) -> None:
        """Keep a reason that was begun; one that was not is not given."""
        typed = self.query_one(LineInput)
        if typed.is_changed:
            self._keep(typed.text.strip())

    def action_cancel(self) -> None:
        """Say nothing; ask first where that drops what is typed."""
        if self.query_one(FormKeys).lets_go(of_typed=self.query_one(LineInput).is_changed):
            self.dismiss(False)

    @on(Input.Changed)
    def _typed_on(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(FormKeys).calm()
