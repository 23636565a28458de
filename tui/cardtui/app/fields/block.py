"""Answers of several lines: long texts, code, lists with one item a line."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location

from cardtui.app.actions import INTERVIEW_ACTIONS
from cardtui.app.content import plain
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field, Legend, ShowsAnyText
from cardtui.app.fields.too_long import too_long
from cardtui.app.stand_ins import StandIns
from cardtui.bank.typed_text import text_of_value

_OURS = {key for action in INTERVIEW_ACTIONS for key in action.key.split(",")}
"""Keys that do the same everywhere, so that a text area must not take them for itself."""


class BlockArea(ShowsAnyText, TextArea, inherit_bindings=False):
    """A text area that shows any text safely."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in TextArea.BINDINGS
        if not isinstance(binding, Binding) or binding.key not in _OURS
    ]

    def __init__(self, text: str, stand_ins: StandIns, placeholder: str, *, code: bool) -> None:
        super().__init__(
            text,
            placeholder=plain(placeholder),
            show_line_numbers=code,
            highlight_cursor_line=False,
        )
        self._stand_ins = stand_ins

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, unless it stands where no line is any more.

        An undone paste takes its lines, and with them the scrollbar, before the cursor has moved
        back to where it was: the scrollbar that leaves would look for a line that is gone.
        """
        row, _ = self.cursor_location
        if row >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)

    def replace(
        self,
        insert: str,
        start: Location,
        end: Location,
        *,
        maintain_selection_offset: bool = True,
    ) -> EditResult:
        """Put a text in the place of another: every way of typing comes here."""
        insert = self._stand_ins.hide_joiners(insert, self.text)
        return super().replace(
            insert, start, end, maintain_selection_offset=maintain_selection_offset
        )

    async def on_paste(self, event: events.Paste) -> None:
        """Put the text in, its line ends made one kind."""
        event.prevent_default()
        event.stop()
        if self.read_only:
            return
        pasted = _with_newlines(event.text)
        why = too_long(pasted, breaks_lines=True) or too_long(self.text + pasted)
        if why:
            self.notify(f"Nothing was pasted: {why}.", severity="warning", markup=False)
        else:
            text = self._stand_ins.hide(pasted, self.text)
            result = self.replace(text, *self.selection, maintain_selection_offset=False)
            self.move_cursor(result.end_location)


class BlockField(Field):
    """A text of several lines."""

    ENTER_GOES_ON = False

    DEFAULT_CSS = """
    BlockField TextArea { height: auto; min-height: 6; max-height: 16; }
    """

    def __init__(self, value: object, placeholder: str = "", *, items: bool, code: bool) -> None:
        super().__init__()
        self._stored = value
        self._stand_ins = StandIns(one_line=False)
        self._stored_items: dict[str, object] = {}
        """What is stored by the line that shows it, where it is a list."""
        if items and isinstance(value, list):
            in_items = StandIns(one_line=True)
            self._stand_ins = in_items
            self._stored_items = {in_items.hide(str(item)): item for item in value}
            self._shown = "\n".join(in_items.hide(str(item)) for item in value)
        else:
            self._shown = self._stand_ins.hide(_with_newlines(text_of_value(value)))
        self._placeholder = placeholder
        self._items = items
        self._code = code

    def compose(self) -> ComposeResult:
        """A text area, and below it what stands for other characters."""
        yield BlockArea(self._shown, self._stand_ins, self._placeholder, code=self._code)
        yield Legend()

    def on_mount(self) -> None:
        """Say what stands for other characters in what is stored."""
        self.query_one(Legend).show(self._stand_ins.legend(self._shown))

    @property
    def entered(self) -> Entered:
        """What is stored until something is changed; the text, or its lines where it is a list."""
        text = self.query_one(BlockArea).text
        if text == self._shown:
            return Entered(self._stored)
        if not self._items:
            return Entered(self._stand_ins.restore(text))
        return Entered([self._item(shown) for shown in text.split("\n") if shown.strip()])

    def _item(self, shown: str) -> object:
        """The item that a line shows: as it is stored, where the line was not changed."""
        if shown in self._stored_items:
            return self._stored_items[shown]
        return self._stand_ins.restore(shown.strip())

    def focus_field(self) -> None:
        """Put the cursor at the end of the text."""
        area = self.query_one(BlockArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.query_one(Legend).show(self._stand_ins.legend(event.text_area.text))
        self.post_message(self.Changed(at_once=False))


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
