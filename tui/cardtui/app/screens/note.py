"""Asks for a note to oneself at a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label

from cardtui.app.content import line
from cardtui.app.fields.base import Field
from cardtui.app.fields.block import BlockField, SafeArea
from cardtui.app.keys import bindings, same_key
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.widgets.form_keys import FormKeys
from cardtui.bank.model import Question

_NOTE = Question(id="note", type="longtext", ask="Note to self")
"""As a field knows it: several lines of text."""


class NoteField(BlockField):
    """The lines of a note. It has the keys of its screen, not those of an answer."""

    AREA = SafeArea


class NoteScreen(ModalScreen[bool]):
    """Keeps the note, an empty one for none, and gives back whether the person wanted that."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "note"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("note"),
        # The key that opens it closes it, too.
        same_key("interview.note", "keep"),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, question: str, note: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._question = question
        self._note = note
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Several lines, and what can be done with them."""
        with Vertical(classes="dialog", id="note-to-self"):
            yield Label(line(f"Note to self: {self._question}"), classes="title")
            hint = "Whom to ask, what to look up. It is kept in the card and never printed."
            yield NoteField(_NOTE, self._note, hint)
            yield FormKeys("note")
            with Horizontal(classes="buttons"):
                yield Button("Keep", variant="primary", id="keep", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Start behind what is there."""
        self.query_one(NoteField).focus_field()

    @property
    def _typed(self) -> str:
        typed = self.query_one(NoteField).entered.value
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
        if self.query_one(FormKeys).lets_go(of_typed=self._typed != self._note):
            self.dismiss(False)

    @on(Field.Changed)
    def _typed_on(self, event: Field.Changed) -> None:
        event.stop()
        self.query_one(FormKeys).calm()
