"""A card of a newer format: what can be read of it, as a document. Nothing is ever written."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Label, Static

from cardtui.app.actions import bindings, hint_line
from cardtui.app.content import line, plain
from cardtui.app.widgets.preview import rendered
from cardtui.formats.markdown.document import to_markdown
from cardtui.sharing.opening import ReadOnly


class ReadOnlyScreen(Screen[None]):
    """The whole card as it would be exported, and why it cannot be changed here."""

    CSS_PATH = "read_only.tcss"
    GROUP: ClassVar[str] = "document"
    BINDINGS: ClassVar[list[BindingType]] = bindings("document")

    def __init__(self, shown: ReadOnly) -> None:
        super().__init__()
        self._shown = shown

    def compose(self) -> ComposeResult:
        """Why, the document, and the keys."""
        yield Static(plain(str(self._shown.error)), id="why")
        with VerticalScroll(id="document"):
            yield Static("", markup=False)
        keys = hint_line("document.scroll", "document.leave")
        yield Label(line(f"read only   {keys}"), id="keys")

    def on_mount(self) -> None:
        """Start at the top."""
        self.query_one("#document").focus()

    def on_resize(self) -> None:
        """Draw the document to the width."""
        shown = self._shown
        markdown = to_markdown(shown.bank, shown.card, shown.state)
        scroll = self.query_one("#document", VerticalScroll)
        width = max(scroll.scrollable_content_region.width, 10)
        scroll.query_one(Static).update(rendered(markdown, width))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
