"""The form for one row of a table."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from cardtui.app.content import line
from cardtui.app.fields.base import Field
from cardtui.app.fields.single import single_field
from cardtui.app.finding_words import finding_words
from cardtui.app.keys import bindings
from cardtui.app.pause import SPEAK_AFTER, Pause
from cardtui.app.row_rules import RowRules
from cardtui.app.screens.heights import HEIGHTS, WIDTHS
from cardtui.app.widgets.form_keys import FormKeys
from cardtui.bank.model import Column, Question
from cardtui.bank.values import is_empty
from cardtui.card.model import Answer
from cardtui.interview.state import Finding


class RowScreen(ModalScreen[None]):
    """Asks for the cells of one row. Keeps them unless the person thinks better of it."""

    CSS_PATH = "dialog.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    GROUP: ClassVar[str] = "row"
    BINDINGS: ClassVar[list[BindingType]] = bindings("row")

    def __init__(
        self,
        question: Question,
        cells: dict[str, object],
        title: str,
        rules: RowRules,
        keep: Callable[[dict[str, object]], None],
        at: str | None = None,
    ) -> None:
        super().__init__()
        self._question = question
        self._stored = cells
        self._title = title
        self._rules = rules
        self._keep = keep
        self._at = at or question.columns[0].id
        """The column whose cell has the cursor first."""
        self._speech = Pause(self, self._speak, after=SPEAK_AFTER, longest=math.inf)
        self._fields: dict[str, Field] = {}
        self._groups: dict[str, Horizontal] = {}
        """Each cell with its name."""
        self._said: dict[str, Finding] = {}

    def compose(self) -> ComposeResult:
        """A field for each column, one below the other."""
        with Vertical(classes="dialog", id="row"):
            yield Label(line(f"{self._title}: {self._question.name}"), classes="title")
            with VerticalScroll():
                for column in self._question.columns:
                    yield from self._cell(column)
            yield FormKeys("row", "next_cell")
            with Horizontal(classes="buttons"):
                yield Button("Keep", variant="primary", id="keep", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def _cell(self, column: Column) -> ComposeResult:
        field = self._field(column, self._stored.get(column.id))
        with Horizontal(classes="cell") as group:
            yield Label(line(column.name), classes="label")
            with Vertical(classes="answer"):
                yield field
                yield Static("", classes="finding")
        self._groups[column.id] = group
        group.set_class(column.id not in self._rules.relevant(self._stored), "-set-aside")

    def _field(self, column: Column, cell: object) -> Field:
        field = single_field(
            column, cell, Answer(), column.help, self._rules.folder, self._rules.words
        )
        self._fields[column.id] = field
        return field

    def on_mount(self) -> None:
        """Start in the cell that is to be edited, and say what is wrong with those there are."""
        self._first_field().focus_field()
        self._say_findings(self._findings())

    def _first_field(self) -> Field:
        """The field of the cell that is to be edited; the next one where that cell is set aside."""
        asked = self._rules.relevant(self._stored)
        names = list(self._fields)
        from_there = names[names.index(self._at) :]
        first = next((name for name in (*from_there, *names) if name in asked), self._at)
        return self._fields[first]

    @property
    def _cells(self) -> dict[str, object]:
        entered = {name: field.entered.value for name, field in self._fields.items()}
        unknown = {name: cell for name, cell in self._stored.items() if name not in entered}
        return {name: cell for name, cell in (entered | unknown).items() if not is_empty(cell)}

    @on(Field.Changed)
    def _show_what_follows(self, event: Field.Changed) -> None:
        """Show the cells that have become relevant, hide the others; say what is wrong later."""
        event.stop()
        self._follow()
        if event.at_once:
            self._speak()
        else:
            self._speech.wish()

    def _follow(self) -> None:
        self.query_one(FormKeys).calm()
        relevant = self._rules.relevant(self._cells)
        for column in self._question.columns:
            self._groups[column.id].set_class(column.id not in relevant, "-set-aside")
        found = self._findings()
        self._say_findings({c: f for c, f in found.items() if self._said.get(c) == f})

    def _findings(self) -> dict[str, Finding]:
        """What is wrong, by column."""
        cells = self._cells
        found = {column.id: self._rules.finding(column, cells) for column in self._question.columns}
        return {name: finding for name, finding in found.items() if finding is not None}

    def _speak(self) -> None:
        """Say what is wrong with the cells, but not with one that is being typed."""
        self._speech.done()
        found = self._findings()
        self._say_findings({c: f for c, f in found.items() if not self._fields[c].is_begun})

    def _say_findings(self, findings: dict[str, Finding]) -> None:
        self._said = findings
        for column in self._question.columns:
            beside = self._groups[column.id].query_one(".finding", Static)
            finding = findings.get(column.id)
            beside.update(finding_words(finding, self._rules.words) if finding else Content(""))
            beside.display = finding is not None

    @on(Field.Submitted)
    def _next_cell(self, event: Field.Submitted) -> None:
        event.stop()
        cells = list(self._fields.values())
        here = next(i for i, field in enumerate(cells) if field.has_focus_within)
        asked = [not group.has_class("-set-aside") for group in self._groups.values()]
        later = [
            f
            for f, is_asked in zip(cells, asked, strict=True)
            if is_asked and f not in cells[: here + 1]
        ]
        if later:
            later[0].focus_field()
        else:
            self.action_keep()

    async def action_clear_cell(self) -> None:
        """Empty the cell that has the cursor; an option, once chosen, is taken back by no other key."""
        named = ((c, self._fields[c.id]) for c in self._question.columns)
        here = next(((c, field) for c, field in named if field.has_focus_within), None)
        if here is None:
            return
        column, filled = here
        empty = self._field(column, None)
        await filled.remove()
        await self._groups[column.id].query_one(".answer").mount(empty, before=0)
        empty.focus_field()
        self._follow()
        self._speak()

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
        if self.query_one(FormKeys).lets_go(of_typed=self._cells != self._stored):
            self.dismiss()
