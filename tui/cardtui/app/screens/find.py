"""Going anywhere: search over questions and answers, and the list of all of them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from cardtui.app.content import line
from cardtui.app.fields.line import LineInput
from cardtui.app.keys import bindings, hint_line
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.widgets.found import FoundList
from cardtui.app.widgets.line_list import LineList
from cardtui.interview.search import Found, Search
from cardtui.interview.session import Session
from cardtui.text.words import number_text

_LONGEST = 500
"""Characters that can be looked for."""


class FindScreen(ModalScreen[str | None]):
    """Gives back the question that the person wants to go to, or None.

    One screen for both wishes: with nothing typed it lists everything in order, and each key
    typed searches.
    """

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "find"
    BINDINGS: ClassVar[list[BindingType]] = bindings("find")
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self, session: Session, search: Search, current: str | None, looked_for: str
    ) -> None:
        super().__init__()
        self._session = session
        self._search = search
        self._input = LineInput(looked_for, placeholder="Words of a question or an answer")
        self._list = FoundList(session, current)

    def compose(self) -> ComposeResult:
        """A line to type in, how much was found, and below it all of that."""
        with Vertical(classes="dialog", id="find"):
            with Horizontal():
                yield self._input
                yield Label("", id="count")
            yield self._list
            yield Label(line(hint_line("find.go", "find.close")), classes="keys")

    def on_mount(self) -> None:
        """Show what was looked for the last time, or everything."""
        self._input.focus()
        self._show()

    @property
    def looked_for(self) -> str:
        """What is typed."""
        return self._input.text

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if len(event.value) > _LONGEST:
            # A paste of a whole book: what is behind this would find nothing more.
            self._input.value = event.value[:_LONGEST]
            return
        self._show()

    def _show(self) -> None:
        session, looked_for = self._session, self.looked_for
        if looked_for.strip():
            found = self._search.find(session.card, session.state, looked_for)
            self._list.show_found(found)
            self._say(_how_much(found))
        else:
            self._list.show_all()
            self._say("")

    def _say(self, words: str) -> None:
        self.query_one("#count", Label).update(line(words))

    def action_up(self) -> None:
        """To the line before."""
        self._list.action_move(-1)

    def action_down(self) -> None:
        """To the next line."""
        self._list.action_move(1)

    def action_page_up(self) -> None:
        """Back, as far as is seen at once."""
        self._list.action_move_page(-1)

    def action_page_down(self) -> None:
        """On, as far as is seen at once."""
        self._list.action_move_page(1)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.action_choose()

    @on(LineList.EntryChosen)
    def _chosen(self, event: LineList.EntryChosen) -> None:
        event.stop()
        if (goal := self._list.goal) is not None:
            self.dismiss(goal)

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)


def _how_much(found: Found) -> str:
    if found.is_meant:
        return f"{number_text(found.count)} with “{' '.join(found.words)}”"
    if found.count > len(found.hits):
        return f"first {len(found.hits)} of {number_text(found.count)}"
    return f"{found.count} found" if found.count else "nothing found"
