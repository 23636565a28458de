"""What a newer version of the bank changes in a card, shown before anything is written."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from cardtui.app.content import line
from cardtui.app.keys import bindings
from cardtui.app.screens.heights import HEIGHTS
from cardtui.interview.session import Session
from cardtui.text.words import count_of

_MOST_SHOWN = 200
"""Changes that a person may read; a widget for each of thousands would take minutes."""


class ChangesScreen(ModalScreen[bool]):
    """Gives back whether the person wants to go on with the card as it is changed."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "changes"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("changes"),
        Binding("up", "scroll_changes(-1)", show=False),
        Binding("down", "scroll_changes(1)", show=False),
        Binding("pageup", "scroll_changes(-10)", show=False),
        Binding("pagedown", "scroll_changes(10)", show=False),
    ]

    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The changes, a line each, and what can be done."""
        migrated = self._session.migrated
        with Vertical(classes="dialog"):
            yield Label(line("The questions have changed"), classes="title")
            with VerticalScroll(classes="changes", can_focus=False):
                yield Static(line(_intro(self._session)), classes="intro")
                for change in migrated.changes[:_MOST_SHOWN]:
                    with Horizontal(classes="change"):
                        yield Static("-", classes="bullet")
                        yield Static(line(change), classes="words")
                if (more := len(migrated.changes) - _MOST_SHOWN) > 0:
                    yield Static(line(f"… and {count_of(more, 'more change')}."))
                if count := len(self._session.state.reconfirm):
                    to_confirm = f"{count_of(count, 'answer')} to confirm"
                    why = "as the question has changed: look for ↻."
                    yield Static(line(f"{to_confirm}, {why}"), classes="label")
            with Horizontal(classes="buttons"):
                yield Button("Go on", variant="primary", id="go-on", compact=True)
                yield Button("Leave it", id="leave", compact=True)

    def on_mount(self) -> None:
        """Enter goes on."""
        self.query_one("#go-on", Button).focus()

    def action_scroll_changes(self, lines: int) -> None:
        """Show more of the changes."""
        self.query_one(".changes", VerticalScroll).scroll_relative(
            y=lines, animate=False, immediate=True
        )

    @on(Button.Pressed, "#go-on")
    def _go_on(self) -> None:
        self.dismiss(True)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave the card as it is."""
        self.dismiss(False)


def _intro(session: Session) -> str:
    bank, migrated = session.bank, session.migrated
    if migrated.base:
        what = f'answers "{migrated.base}" {migrated.version}, which "{bank.title}" extends'
    elif migrated.version == bank.version:
        what = f'answers "{bank.title}", and the banks that this one extends have changed'
    else:
        what = f'answers version {migrated.version} of "{bank.title}", and this is {bank.version}'
    return (
        f"{session.path} {what}. If you go on, the card is changed like this, and nothing is lost:"
    )
