"""A card of a newer format: what can be read of it, as a document. Nothing is ever written."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from cardtui.app.content import plain
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.screens.reading import reader_hints
from cardtui.app.screens.surroundings import FOLDS
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.reader import Reader
from cardtui.sharing.opening import ReadOnly


class ReadOnlyScreen(Screen[None]):
    """The whole card as it would be exported, and why it cannot be changed here."""

    CSS_PATH = "reading.tcss"
    GROUP: ClassVar[str] = "document"
    HORIZONTAL_BREAKPOINTS = FOLDS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""

    def __init__(self, shown: ReadOnly) -> None:
        super().__init__()
        self._why = str(shown.error)
        self._reader = Reader(shown.bank, shown.card, shown.state)
        self._hints = KeyHints()

    def compose(self) -> ComposeResult:
        """Why, the document, and the keys."""
        yield Static(plain(self._why), id="why")
        yield self._reader
        yield self._hints

    def on_mount(self) -> None:
        """Say what the keys do."""
        self._hints.saved = "read only"
        self._show_keys()

    @on(Reader.Moved)
    def _show_keys(self) -> None:
        self._hints.show(reader_hints(self._reader))

    @on(Reader.Left)
    def _leave(self) -> None:
        self.dismiss()
