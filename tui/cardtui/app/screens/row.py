"""The form for one row of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from cardtui.app.actions import bindings, hint_line, shown_key
from cardtui.app.content import line, plain
from cardtui.app.fields.base import Field
from cardtui.app.fields.single import single_field
from cardtui.app.screens.heights import HEIGHTS
from cardtui.bank.model import Column, Question
from cardtui.bank.values import is_empty, misfit
from cardtui.card.model import Answer


class RowScreen(ModalScreen[None]):
    """Asks for the cells of one row. Keeps them unless the person thinks better of it."""

    CSS_PATH = "dialog.tcss"
    VERTICAL_BREAKPOINTS = HEIGHTS
    GROUP: ClassVar[str] = "row"
    BINDINGS: ClassVar[list[BindingType]] = bindings("row")

    def __init__(
        self,
        question: Question,
        cells: dict[str, object],
        title: str,
        relevant: Callable[[dict[str, object]], frozenset[str]],
        keep: Callable[[dict[str, object]], None],
    ) -> None:
        super().__init__()
        self._question = question
        self._stored = cells
        self._title = title
        self._relevant = relevant
        self._keep = keep
        self._fields: dict[str, Field] = {}
        self._is_warned = False
        """Whether it is said that what is typed would be dropped."""

    def compose(self) -> ComposeResult:
        """A field for each column, one below the other."""
        with Vertical(classes="dialog", id="row"):
            yield Label(line(f"{self._title}: {self._question.name}"), classes="title")
            with VerticalScroll():
                for column in self._question.columns:
                    yield from self._cell(column)
            yield Label(line(_keys()), classes="keys")
            with Horizontal(classes="buttons"):
                yield Button("Keep", variant="primary", id="keep", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def _cell(self, column: Column) -> ComposeResult:
        field = single_field(column, self._stored.get(column.id), Answer(), column.help)
        self._fields[column.id] = field
        with Vertical(classes="cell") as group:
            yield Label(line(column.name), classes="label")
            yield field
            yield Static("", classes="finding")
        group.set_class(column.id not in self._relevant(self._stored), "-set-aside")

    def on_mount(self) -> None:
        """Start in the first cell."""
        self._fields[self._question.columns[0].id].focus_field()

    @property
    def _cells(self) -> dict[str, object]:
        entered = {name: field.entered.value for name, field in self._fields.items()}
        unknown = {name: cell for name, cell in self._stored.items() if name not in entered}
        return {name: cell for name, cell in (entered | unknown).items() if not is_empty(cell)}

    @on(Field.Changed)
    def _show_what_follows(self, event: Field.Changed) -> None:
        """Show the cells that have become relevant, hide the others, say what does not fit."""
        event.stop()
        if self._is_warned:
            self._is_warned = False
            self._say(_keys())
        cells = self._cells
        relevant = self._relevant(cells)
        for column in self._question.columns:
            group = self._fields[column.id].parent
            assert isinstance(group, Vertical)
            group.set_class(column.id not in relevant, "-set-aside")
            cell = cells.get(column.id)
            said = None if cell is None else misfit(column, cell)
            group.query_one(".finding", Static).update(plain(said or ""))

    @on(Field.Submitted)
    def _next_cell(self, event: Field.Submitted) -> None:
        event.stop()
        cells = list(self._fields.values())
        here = next(i for i, field in enumerate(cells) if field.has_focus_within)
        later = [f for f in cells[here + 1 :] if f.parent and not f.parent.has_class("-set-aside")]
        if later:
            later[0].focus_field()
        else:
            self.action_keep()

    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Keep the cells."""
        self._keep(self._cells)
        self.dismiss()

    def keep_typed(self) -> None:
        """Keep cells that were begun."""
        cells = self._cells
        if cells != self._stored:
            self._keep(cells)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave the row as it was; ask first where that drops what is typed."""
        if self._cells == self._stored or self._is_warned:
            self.dismiss()
            return
        self._is_warned = True
        self._say(
            f"not kept yet: {hint_line('row.keep')}   {shown_key('row.cancel')} drop it",
            "$text-warning",
        )

    def _say(self, keys: str, colour: str = "") -> None:
        self.query_one(".keys", Label).update(line(keys, colour))


def _keys() -> str:
    return hint_line("row.next_cell", "row.keep", "row.cancel")
