"""Answers of several lines: long texts, code, lists with one item a line."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from cardtui.app.actions import INTERVIEW_ACTIONS
from cardtui.app.content import plain
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.text.clean import visible

_OURS = {key for action in INTERVIEW_ACTIONS for key in action.key.split(",")}
"""Keys that do the same everywhere, so that a text area must not take them for itself."""


class BlockArea(TextArea, inherit_bindings=False):
    """A text area that takes only clean text from the clipboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in TextArea.BINDINGS
        if not isinstance(binding, Binding) or binding.key not in _OURS
    ]

    async def on_paste(self, event: events.Paste) -> None:
        """Put the text in, its line ends made one kind and nothing in it that could act."""
        event.prevent_default()
        event.stop()
        if not self.read_only:
            clean = visible(event.text.replace("\r\n", "\n").replace("\r", "\n"))
            result = self.replace(clean, *self.selection, maintain_selection_offset=False)
            self.move_cursor(result.end_location)


class BlockField(Field):
    """A text of several lines."""

    ENTER_GOES_ON = False

    DEFAULT_CSS = """
    BlockField TextArea { height: auto; min-height: 6; max-height: 16; }
    """

    def __init__(
        self, text: str, placeholder: str = "", *, items: bool = False, code: bool = False
    ) -> None:
        super().__init__()
        self._stored = text
        self._shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
        self._placeholder = placeholder
        self._items = items
        self._code = code

    def compose(self) -> ComposeResult:
        """A text area."""
        yield BlockArea(
            self._shown,
            placeholder=plain(self._placeholder),
            show_line_numbers=self._code,
            highlight_cursor_line=False,
        )

    @property
    def entered(self) -> Entered:
        """The text, or its lines where it is a list."""
        text = self.query_one(BlockArea).text
        text = self._stored if text == self._shown else text
        if self._items:
            return Entered([item.strip() for item in text.split("\n") if item.strip()])
        return Entered(text)

    def focus_field(self) -> None:
        """Put the cursor at the end of the text."""
        area = self.query_one(BlockArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(at_once=False))
