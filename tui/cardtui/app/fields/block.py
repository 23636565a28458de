"""Answers of several lines: long texts, code, lists with one item a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.widgets import Static, TextArea
from textual.widgets.text_area import EditResult, Location

from cardtui.app.content import line, plain
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field, ShowsAnyText
from cardtui.app.fields.field_input import FieldInput
from cardtui.app.fields.too_long import too_long
from cardtui.app.keys import shown_key
from cardtui.app.stand_ins import StandIns
from cardtui.bank.model import Column, Question
from cardtui.bank.typed_text import text_of_value
from cardtui.text.words import count_of

_NEW_LINE = "enter new line"
"""Said where enter goes on in all other fields."""


class SafeArea(ShowsAnyText, FieldInput, TextArea):
    """A text area that shows any text safely."""

    def __init__(
        self,
        text: str,
        stand_ins: StandIns,
        hide: Callable[[str, str], str],
        placeholder: str,
        *,
        code: bool,
    ) -> None:
        super().__init__(
            text,
            placeholder=plain(placeholder),
            show_line_numbers=code,
            highlight_cursor_line=False,
        )
        self._stand_ins = stand_ins
        self._hide = hide

    def start_again(self, text: str, placeholder: str) -> None:
        """Show a text as if it had been made with it. Nobody is told of a change."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        self.placeholder = plain(placeholder)

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
        text = self._hide(event.text, self.text)
        why = too_long(text, breaks_lines=True) or too_long(self.text + text)
        if why:
            self.notify(f"Nothing was pasted: {why}.", severity="warning", markup=False)
        else:
            result = self.replace(text, *self.selection, maintain_selection_offset=False)
            self.move_cursor(result.end_location)


class BlockArea(SafeArea):
    """The one in which a question is answered."""

    GROUP: ClassVar[str] = "block"


class BlockField(Field):
    """A text of several lines."""

    ENTER_GOES_ON = False
    AREA: ClassVar[type[SafeArea]] = BlockArea

    DEFAULT_CSS = """
    BlockField TextArea { height: auto; min-height: 6; max-height: 16; }
    """

    def __init__(self, question: Question | Column, value: object, placeholder: str = "") -> None:
        super().__init__()
        self._question = question
        self._stored = value
        self._is_list = question.type == "list"
        self._stand_ins = StandIns(one_line=self._is_list)
        self._stored_items: dict[str, object] = {}
        """What is stored by the line that shows it, where it is a list."""
        if self._is_list and isinstance(value, list):
            self._stored_items = {self._stand_ins.hide(str(item)): item for item in value}
            self._shown = "\n".join(self._stand_ins.hide(str(item)) for item in value)
        else:
            self._shown = self._hide(text_of_value(value))
        self._placeholder = placeholder
        self._below = ""

    def _hide(self, text: str, beside: str = "") -> str:
        """A text as the area may hold it; of a list each line is one item."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not self._is_list:
            return self._stand_ins.hide("\n".join(lines), beside)
        return "\n".join(self._stand_ins.hide(each, beside) for each in lines)

    def compose(self) -> ComposeResult:
        """A text area, and below it what it takes and what stands for other characters."""
        is_code = self._question.type == "code"
        yield self.AREA(self._shown, self._stand_ins, self._hide, self._placeholder, code=is_code)
        yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Say what stands for other characters in what is stored."""
        self._show_below()

    @property
    def is_kept(self) -> bool:
        """Code stands beside its line numbers, in an area of its own."""
        return self._question.type != "code"

    def become(self, other: Field) -> bool:
        """An area for a text, or for one item a line."""
        assert isinstance(other, BlockField)
        if not other.is_kept:
            return False
        self._question, self._stored = other._question, other._stored  # noqa: SLF001 - of its own class
        self._is_list, self._stand_ins = other._is_list, other._stand_ins  # noqa: SLF001 - of its own class
        self._stored_items, self._shown = other._stored_items, other._shown  # noqa: SLF001 - of its own class
        self._placeholder = other._placeholder  # noqa: SLF001 - of its own class
        self.query_one(BlockArea).start_again(self._shown, self._placeholder)
        self._show_below()
        return True

    def _show_below(self) -> None:
        text = self.query_one(SafeArea).text
        editor = f"{shown_key('open_editor')} editor"
        below = f"{self._kind(text)}   {editor}"
        if below != self._below:
            # Another text is another layout of the screen, which a key does not have time for.
            self._below = below
            self.query_one(".keys", Static).update(line(below))
        self.say_stand_ins(self._stand_ins.legend(text))

    def _kind(self, text: str) -> str:
        """What is written here."""
        match self._question.type:
            case "list":
                items = len(_lines_with_text(text))
                return f"one item a line, {count_of(items, 'item')}" if items else "one item a line"
            case "code":
                language = getattr(self._question, "language", "")
                return f"{language or 'code'}   {_NEW_LINE}"
            case _:
                return f"Markdown   {_NEW_LINE}"

    @property
    def entered(self) -> Entered:
        """What is stored until something is changed; the text, or its lines where it is a list."""
        text = self.query_one(SafeArea).text
        if text == self._shown:
            return Entered(self._stored)
        if not self._is_list:
            return Entered(self._stand_ins.restore(text))
        return Entered([self._item(shown) for shown in _lines_with_text(text)])

    def _item(self, shown: str) -> object:
        """The item that a line shows: as it is stored, where the line was not changed."""
        if shown in self._stored_items:
            return self._stored_items[shown]
        return self._stand_ins.restore(shown.strip())

    @property
    def text_to_edit(self) -> str:
        """The text as it is shown, so that an editor, too, gets nothing that commands it."""
        return self.query_one(SafeArea).text

    def put_text(self, text: str) -> None:
        """Put another text in, as one change that the area itself can undo."""
        area = self.query_one(SafeArea)
        area.replace(self._hide(text, area.text), area.document.start, area.document.end)

    @property
    def cursor_share(self) -> float:
        """By the letters before the cursor."""
        area = self.query_one(SafeArea)
        row, column = area.cursor_location
        lengths = [len(line) + 1 for line in area.document.lines]
        return min((sum(lengths[:row]) + column) / sum(lengths), 1.0)

    def focus_field(self) -> None:
        """Put the cursor at the end of the text."""
        area = self.query_one(SafeArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._show_below()
        self.post_message(self.Changed(at_once=False))


def _lines_with_text(text: str) -> list[str]:
    return [shown for shown in text.split("\n") if shown.strip()]
