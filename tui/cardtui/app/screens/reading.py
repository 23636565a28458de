"""The whole card as it will be exported, to be read and searched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.app.keys import hints_of, same_key, shown_key
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.screens.surroundings import FOLDS
from cardtui.app.widgets.key_hints import Hint, KeyHints
from cardtui.app.widgets.reader import Reader
from cardtui.bank.bank import Bank
from cardtui.interview.session import Session

_LEAST_OF_NAME = 6
"""Cells in which a name says something."""


class ReadingScreen(Screen[str | None]):
    """Gives back the question that a person wants to go to, or None."""

    CSS_PATH = "reading.tcss"
    GROUP: ClassVar[str] = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [
        same_key("interview.read_card", "leave"),
        same_key("interview.export", "export"),
    ]
    HORIZONTAL_BREAKPOINTS = FOLDS
    VERTICAL_BREAKPOINTS = HEIGHTS
    AUTO_FOCUS = ""

    def __init__(
        self, session: Session, at: str | None, export: Callable[[], Awaitable[object]]
    ) -> None:
        super().__init__()
        self._bank = session.bank
        self._card_name = PurePath(session.path).stem
        self._reader = Reader(session.bank, session.card, session.state, at)
        self._hints = KeyHints()
        self._export = export

    def compose(self) -> ComposeResult:
        """Where one is, the document, the keys."""
        yield Static("", id="top", markup=False)
        yield self._reader
        yield self._hints

    def on_mount(self) -> None:
        """Say what the keys do."""
        self._show_where()

    def on_resize(self) -> None:
        """The line at the top is drawn to the width."""
        self.call_after_refresh(self._show_where)

    @on(Reader.Moved)
    def _show_where(self) -> None:
        width = max(self.size.width - 2, 1)
        name = line(f"{self._card_name}, as it will be exported", "bold")
        far = Content.styled(f"  {self._reader.percent}%", "$foreground-muted")
        where = line(place_words(self._bank, self._reader), "$foreground-muted")
        where = where.truncate(max(width * 2 // 3 - far.cell_length, 0), ellipsis=True) + far
        self.query_one("#top", Static).update(spread(name, where, width))
        hints = reader_hints(self._reader)
        if not self._reader.is_asking:
            hints = [*hints_of("reading.go"), *hints, *hints_of("export")]
        self._hints.show(hints)

    @on(Reader.Chosen)
    def _go(self, event: Reader.Chosen) -> None:
        self.dismiss(event.question)

    @on(Reader.Left)
    def action_leave(self) -> None:
        """Go back to the question."""
        self.dismiss(None)

    async def action_export(self) -> None:
        """Write the card, or copy it."""
        await self._export()


def reader_hints(reader: Reader) -> list[Hint]:
    """The keys of what has the cursor in a document."""
    back = shown_key("reader.back")
    if reader.is_asking:
        return [("enter", "read on"), ("up/down", "other matches"), (back, "end search")]
    if reader.is_searching:
        keys = f"{shown_key('reader.next_match')}/{shown_key('reader.match_before')}"
        return [(keys, "other matches"), (back, "end search"), *hints_of("reader.search")]
    other = "text" if reader.contents.has_focus else "contents"
    return [*hints_of("reader.search"), (shown_key("reader.switch"), other), (back, "back")]


def place_words(bank: Bank, reader: Reader) -> str:
    """Where in the document one is."""
    place = reader.place
    if place is None:
        return ""
    section = next(each for each in bank.sections if each.id == place.section)
    words = section.title
    if place.kind == "answer" and place.question is not None:
        words += f" › {bank.questions[place.question].name}"
    return words


def spread(left: Content, right: Content, width: int) -> Content:
    """Two texts at the two ends of a line; the left one gives way."""
    room = max(width - right.cell_length - 2, 0)
    left = left.truncate(room, ellipsis=True) if room > _LEAST_OF_NAME else Content("")
    return left + Content(" " * (width - left.cell_length - right.cell_length)) + right
