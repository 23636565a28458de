"""Asks for a note to oneself at a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label

from cardtui.app.content import line
from cardtui.app.fields.base import Field
from cardtui.app.fields.block import BlockField
from cardtui.app.screens.heights import HEIGHTS

_KEYS = "ctrl+s keep   esc cancel"


class NoteScreen(ModalScreen[bool]):
    """Keeps the note, an empty one for none, and gives back whether the person wanted that."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        # The key that opens it closes it, too.
        Binding("ctrl+s,ctrl+l", "keep", "Keep"),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, question: str, note: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._question = question
        self._note = note
        self._keep = keep
        self._is_warned = False
        """Whether it is said that what is typed would be dropped."""

    def compose(self) -> ComposeResult:
        """Several lines, and what can be done with them."""
        with Vertical(classes="dialog", id="note-to-self"):
            yield Label(line(f"Note to self: {self._question}"), classes="title")
            hint = "Whom to ask, what to look up. It is kept in the card and never printed."
            yield BlockField(self._note, hint, items=False, code=False)
            yield Label(line(_KEYS), classes="keys")
            with Horizontal(classes="buttons"):
                yield Button("Keep", variant="primary", id="keep", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Start behind what is there."""
        self.query_one(BlockField).focus_field()

    @property
    def _typed(self) -> str:
        typed = self.query_one(BlockField).entered.value
        return typed if isinstance(typed, str) else ""

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Keep the note."""
        self.keep_typed()
        self.dismiss(True)

    def keep_typed(self) -> None:
        """Keep a note that was begun or changed."""
        if self._typed != self._note:
            self._keep(self._typed)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave the note as it was; ask first where that drops what is typed."""
        if self._typed == self._note or self._is_warned:
            self.dismiss(False)
            return
        self._is_warned = True
        self._say("not kept yet: ctrl+s keep   esc drop it", "$text-warning")

    @on(Field.Changed)
    def _typed_on(self, event: Field.Changed) -> None:
        event.stop()
        if self._is_warned:
            self._is_warned = False
            self._say(_KEYS)

    def _say(self, keys: str, colour: str = "") -> None:
        self.query_one(".keys", Label).update(line(keys, colour))
