"""Answers in rows: a grid to look at and move in, a form to fill one row."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Static

from cardtui.app.actions import SAID, shown_key
from cardtui.app.content import line, shown_line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.screens.row import RowScreen
from cardtui.bank.model import Column, Question
from cardtui.card.model import Answer, Row
from cardtui.interview.wording import value_words
from cardtui.text.words import cut

RelevantColumns = Callable[[dict[str, object]], frozenset[str]]
"""From the cells of a row to the columns that its own cells make relevant."""
_WIDEST_CELL = 40
_LONGEST_CELL = 400
"""Characters that are measured to find those cells."""


class TableField(Field):
    """The rows of a table question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,insert", "add_row", "Add a row"),
        Binding("e,space", "edit_row", "Edit this row"),
        Binding("d,delete", "delete_row", "Delete this row"),
        Binding("enter", "submit", "Next", priority=True),
    ]
    DEFAULT_CSS = """
    TableField DataTable { height: auto; max-height: 14; }
    TableField .keys { color: $text-muted; padding: 1 0 0 0; }
    """

    def __init__(self, question: Question, answer: Answer, relevant: RelevantColumns) -> None:
        super().__init__()
        self._question = question
        self._rows = list(answer.rows)
        self._last_row = max([answer.last_row, *(row.number for row in answer.rows)])
        self._relevant = relevant

    def compose(self) -> ComposeResult:
        """The grid and its keys."""
        yield DataTable[Text](cursor_type="row", zebra_stripes=False)
        yield Static(line("a add a row   e edit it   d delete it"), classes="keys")

    def on_mount(self) -> None:
        """Fill the grid."""
        grid = self.query_one(DataTable)
        for column in self._question.columns:
            unit = f" ({column.unit})" if column.unit else ""
            grid.add_column(Text(shown_line(f"{column.name}{unit}")), key=column.id)
        self._fill()

    def _fill(self, cursor: int = 0) -> None:
        grid = self.query_one(DataTable)
        grid.clear()
        for row in self._rows:
            relevant = self._relevant(dict(row.cells))
            cells = [
                self._shown(row, column) if column.id in relevant else Text("–", style="dim")
                for column in self._question.columns
            ]
            grid.add_row(*cells, key=str(row.number))
        if self._rows:
            grid.move_cursor(row=min(cursor, len(self._rows) - 1))

    @staticmethod
    def _shown(row: Row, column: Column) -> Text:
        value = row.cells.get(column.id)
        words = "" if value is None else cut(value_words(column, value), _LONGEST_CELL)
        shown = Text(shown_line(words))
        shown.truncate(_WIDEST_CELL, overflow="ellipsis")
        return shown

    @property
    def entered(self) -> Entered:
        """All rows."""
        return Entered(rows=tuple(self._rows))

    def focus_field(self) -> None:
        """Put the cursor into the grid."""
        self.query_one(DataTable).focus()

    async def action_add_row(self) -> None:
        """Ask for the cells of a new row."""
        number = self._last_row + 1

        def add(cells: dict[str, object]) -> None:
            if cells:
                self._last_row = number
                self._put(Row(number, cells))

        await self.app.push_screen(RowScreen(self._question, {}, "New row", self._relevant, add))

    async def action_edit_row(self) -> None:
        """Ask for the cells of the row at the cursor; without one, for a new row."""
        if not self._rows:
            await self.action_add_row()
            return
        row = self._rows[self.query_one(DataTable).cursor_row]

        def keep(cells: dict[str, object]) -> None:
            self._put(Row(row.number, cells))

        form = RowScreen(self._question, dict(row.cells), "Edit the row", self._relevant, keep)
        await self.app.push_screen(form)

    def _put(self, row: Row) -> None:
        """Put a row in the place of the one with its number, or at the end."""
        numbers = [each.number for each in self._rows]
        index = numbers.index(row.number) if row.number in numbers else len(numbers)
        self._rows[index : index + 1] = [row]
        self._changed(index)

    def _changed(self, cursor: int) -> None:
        self._fill(cursor)
        self.post_message(self.Changed(at_once=True))

    def action_delete_row(self) -> None:
        """Take the row at the cursor away."""
        if self._rows:
            index = self.query_one(DataTable).cursor_row
            del self._rows[index]
            self._changed(index)
            said = f"Row deleted: {shown_key('undo')} brings it back."
            self.notify(said, timeout=SAID, markup=False)

    def action_submit(self) -> None:
        """Go on."""
        self.post_message(self.Submitted())
