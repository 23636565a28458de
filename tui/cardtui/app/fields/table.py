"""Answers in rows: a grid to look at and move in, a form to fill one row."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.console import JustifyMethod
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Static

from cardtui.app.actions import SAID
from cardtui.app.content import line, shown_line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.fields.field_input import FieldInput
from cardtui.app.keys import bindings, hint_line, hints_of, shown_key
from cardtui.app.row_rules import RowRules
from cardtui.app.screens.row import RowScreen
from cardtui.bank.model import Column, Question
from cardtui.bank.values import is_empty, misfit
from cardtui.card.model import Answer, Row
from cardtui.interview.wording import value_words
from cardtui.text.words import count_of, cut, number_text

_WIDEST_CELL = 40
_ACTIONS = ("add_row", "edit_row", "copy_row", "delete_row", "move_row_up", "move_row_down")
_LONGEST_CELL = 400
"""Characters that are measured to find those cells."""


class Grid(FieldInput, DataTable[Text]):
    """The rows of a table."""


class TableField(Field):
    """The rows of a table question."""

    GROUP: ClassVar[str] = "table"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("table"),
        Binding("enter", "submit", "Next", priority=True),
    ]
    DEFAULT_CSS = """
    TableField DataTable { height: auto; max-height: 14; }
    TableField > .keys { margin-top: 1; }
    """

    def __init__(self, question: Question, answer: Answer, rules: RowRules) -> None:
        super().__init__()
        self._question = question
        self._rows = list(answer.rows)
        self._last_row = max([answer.last_row, *(row.number for row in answer.rows)])
        self._rules = rules

    def compose(self) -> ComposeResult:
        """The grid, and below it how many rows there are, and the keys."""
        yield Grid(cursor_type="cell", zebra_stripes=False)
        yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Fill the grid."""
        grid = self.query_one(DataTable)
        for column in self._question.columns:
            unit = f" ({column.unit})" if column.unit else ""
            justify: JustifyMethod = "right" if column.type in ("integer", "number") else "left"
            head = Text(shown_line(f"{column.name}{unit}"), justify=justify)
            grid.add_column(head, key=column.id)
        self._fill(Coordinate(0, 0))

    def _fill(self, cursor: Coordinate) -> None:
        grid = self.query_one(DataTable)
        grid.clear()
        for place, row in enumerate(self._rows, 1):
            relevant = self._rules.relevant(row.cells)
            cells = [
                self._shown(row, column) if column.id in relevant else Text("–")
                for column in self._question.columns
            ]
            grid.add_row(*cells, key=str(row.number), label=Text(str(place)))
        if self._rows:
            grid.move_cursor(row=min(cursor.row, len(self._rows) - 1), column=cursor.column)
        self.query_one(".keys", Static).update(line(self._keys()))

    def _keys(self) -> str:
        if not self._rows:
            return f"{hint_line('table.add_row')} a row   or paste lines of a spreadsheet"
        hints = hints_of(*(f"table.{action}" for action in _ACTIONS))
        # A key and what it does stay on one line.
        keys = [f"{key}\u00a0{label}" for key, label in hints]
        words = self._rules.words
        return "   ".join([count_of(len(self._rows), words.row, words.rows), *keys])

    def _shown(self, row: Row, column: Column) -> Text:
        value = row.cells.get(column.id)
        if is_empty(value):
            return Text("")
        words = self._rules.words
        text = cut(value_words(column, value, fixed=words), _LONGEST_CELL)
        if misfit(column, value):
            shown = Text(f"! {shown_line(text)}")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            # The unit stands in the head of the column.
            shown = Text(number_text(value, words.marks), justify="right")
        else:
            shown = Text(shown_line(text))
        shown.truncate(_WIDEST_CELL, overflow="ellipsis")
        return shown

    @property
    def entered(self) -> Entered:
        """All rows."""
        return Entered(rows=tuple(self._rows))

    def focus_field(self) -> None:
        """Put the cursor into the grid."""
        self.query_one(DataTable).focus()

    @property
    def _cursor(self) -> Coordinate:
        return self.query_one(DataTable).cursor_coordinate

    async def action_add_row(self) -> None:
        """Ask for the cells of a new row, which comes last."""
        number = self._last_row + 1

        def add(cells: dict[str, object]) -> None:
            if cells:
                self._last_row = number
                self._put(Row(number, cells))

        await self._ask("New row", {}, add)

    async def action_edit_row(self) -> None:
        """Ask for the cells of the row at the cursor; without one, for a new row."""
        if not self._rows:
            await self.action_add_row()
            return
        row = self._rows[self._cursor.row]

        def keep(cells: dict[str, object]) -> None:
            self._put(Row(row.number, cells))

        await self._ask("Edit the row", dict(row.cells), keep)

    async def _ask(
        self, title: str, cells: dict[str, object], keep: Callable[[dict[str, object]], None]
    ) -> None:
        at = self._question.columns[self._cursor.column].id if cells else None
        form = RowScreen(self._question, cells, title, self._rules, keep, at)
        await self.app.push_screen(form)

    def _put(self, row: Row) -> None:
        """Put a row in the place of the one with its number, or at the end.

        A form may give the same row more than once: when it is kept, and when the app ends.
        """
        numbers = [each.number for each in self._rows]
        place = numbers.index(row.number) if row.number in numbers else len(numbers)
        self._rows[place : place + 1] = [row]
        self._changed(Coordinate(place, self._cursor.column))

    def _insert(self, place: int, rows: list[dict[str, object]]) -> None:
        """Put rows in, with numbers that no row has had; the cursor goes to the first of them."""
        numbers = range(self._last_row + 1, self._last_row + 1 + len(rows))
        self._last_row += len(rows)
        self._rows[place:place] = [
            Row(number, cells) for number, cells in zip(numbers, rows, strict=True)
        ]
        self._changed(Coordinate(place, self._cursor.column))

    def _changed(self, cursor: Coordinate) -> None:
        self._fill(cursor)
        self.post_message(self.Changed(at_once=True))

    def action_copy_row(self) -> None:
        """Add a row with the cells of the one at the cursor, below it."""
        if self._rows:
            place = self._cursor.row
            self._insert(place + 1, [dict(self._rows[place].cells)])

    def action_delete_row(self) -> None:
        """Take the row at the cursor away."""
        if self._rows:
            del self._rows[self._cursor.row]
            self._changed(self._cursor)
            self._say(f"Row deleted: {shown_key('undo')} brings it back.")

    def action_move_row_up(self) -> None:
        """Exchange the row at the cursor with the one above it."""
        self._move_row(-1)

    def action_move_row_down(self) -> None:
        """Exchange the row at the cursor with the one below it."""
        self._move_row(1)

    def _move_row(self, by: int) -> None:
        """Each row keeps its number."""
        place = self._cursor.row
        if self._rows and 0 <= place + by < len(self._rows):
            moved = self._rows.pop(place)
            self._rows.insert(place + by, moved)
            self._changed(Coordinate(place + by, self._cursor.column))

    def on_paste(self, event: events.Paste) -> None:
        """Add the rows that the lines of a paste hold."""
        from cardtui.interview.typed_rows import rows_of_text

        event.stop()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        try:
            rows = rows_of_text(self._question, text)
        except ValueError as error:
            self._say(str(error))
            return
        if not rows:
            return
        columns = {column.id: column for column in self._question.columns}
        odd = sum(
            misfit(columns[name], cell) is not None for row in rows for name, cell in row.items()
        )
        self._insert(len(self._rows), rows)
        fit = f", {count_of(odd, 'cell')} to mend" if odd else ""
        self._say(f"{count_of(len(rows), 'row')} added{fit}: {shown_key('undo')} takes it back.")

    def _say(self, text: str) -> None:
        self.notify(shown_line(text), timeout=SAID, markup=False)

    def action_submit(self) -> None:
        """Go on."""
        self.post_message(self.Submitted())
