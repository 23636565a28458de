"""Which of a project's banks a new card answers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.keys import bindings, hint_line
from cardtui.bank.bank import Bank


class BankPicker(ModalScreen[Bank | None]):
    """Gives back the bank that was chosen, or None."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "banks"
    BINDINGS: ClassVar[list[BindingType]] = bindings("banks")

    def __init__(self, banks: list[Bank]) -> None:
        super().__init__()
        self._banks = banks

    def compose(self) -> ComposeResult:
        """The banks by title and id."""
        with Vertical(classes="dialog"):
            yield Label(line("Which questions should this card answer?"), classes="title")
            yield OptionList(
                *(Line(line(f"{bank.title}  ({bank.id} {bank.version})")) for bank in self._banks),
                markup=False,
            )
            yield Label(line(hint_line("banks.choose", "banks.cancel")), classes="keys")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._banks[event.option_index])

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
