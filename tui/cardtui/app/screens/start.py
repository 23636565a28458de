"""The start: a new card, or one of those in this folder."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput
from cardtui.card.file import read_card
from cardtui.errors import CardtuiError

NEW_CARD = "model-card.toml"
_MOST_CARDS = 50


class StartScreen(Screen[str | None]):
    """Shown by `cardtui` alone where there is no card to open. Gives back the path of a card."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+q", "leave", "Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: list[str] = []

    def compose(self) -> ComposeResult:
        """A name for a new card, and the cards that are here."""
        with Vertical(id="start"):
            yield Label(line("Write a model card by answering questions.", "bold"), id="ask")
            yield Label(line("File for the new card (enter starts it):"), classes="label")
            yield LineInput(NEW_CARD)
            yield Label(line("Or go on with one of these:"), classes="label", id="or")
            yield OptionList(markup=False, id="cards")
            yield Label(line("enter open   tab between the two   ctrl+q quit"), classes="keys")

    def on_mount(self) -> None:
        """Start on the name; look for cards meanwhile."""
        self.query_one(LineInput).focus()
        self.query_one("#or").display = self.query_one("#cards").display = False
        self._find_cards()

    @work(thread=True, exit_on_error=False)
    def _find_cards(self) -> None:
        found = []
        for path in sorted(Path().glob("*.toml"))[:_MOST_CARDS]:
            try:
                found.append((path.name, read_card(path).card.answered))
            except CardtuiError:
                continue
        self.app.call_from_thread(self._show_cards, found)

    def _show_cards(self, found: list[tuple[str, int]]) -> None:
        cards = self.query_one("#cards", OptionList)
        for name, answers in found:
            cards.add_option(Line(line(f"{name}  {answers} answered")))
        self._found = [name for name, _ in found]
        self.query_one("#or").display = cards.display = bool(found)

    @on(Input.Submitted)
    def _start(self, event: Input.Submitted) -> None:
        event.stop()
        if name := self.query_one(LineInput).text.strip():
            self.dismiss(name)

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._found[event.option_index])

    def action_leave(self) -> None:
        """Open nothing."""
        self.dismiss(None)
