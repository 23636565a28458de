"""A whole card to be read: contents at the left, the document, and a search in it.

The document is made in a thread and comes piece by piece, so that its top is there at once however
long it is, and no key waits for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic, sleep
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.worker import get_current_worker

from cardtui.app.keys import bindings
from cardtui.app.reading.finder import Finder
from cardtui.app.reading.page import Page, Piece, Place, Reading
from cardtui.app.reading.search import Match
from cardtui.app.widgets.contents import Contents, Heading
from cardtui.app.widgets.document_view import DocumentView
from cardtui.app.widgets.search_row import SearchRow
from cardtui.bank.bank import Bank
from cardtui.card.model import Card
from cardtui.interview.navigation import open_questions
from cardtui.interview.state import State

_FIRST_LINES = 150
"""Lines that are shown as soon as they are made."""
_BETWEEN = 0.2
"""Seconds between two times that more of them are taken in."""
_ABOVE = 8
"""Lines that are seen at most above the place that one goes to."""
_TO_DRAW = 0.03
"""Seconds in which the screen is drawn with what was taken in."""
_PATIENCE = 0.15
"""Seconds for which nothing is shown, as the place to begin at may come soon."""


class Reader(Vertical):
    """Reads one state of a card."""

    GROUP: ClassVar[str] = "reader"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("reader"),
        Binding("enter", "go", show=False),
    ]

    class Chosen(Message):
        """A person wants to go to the question that a place comes from."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    class Moved(Message):
        """Another place is marked, another part has the cursor, or more of the document is there."""

    class Left(Message):
        """A person is done reading."""

    def __init__(self, bank: Bank, card: Card, state: State, at: str | None = None) -> None:
        super().__init__(id="reader")
        self._bank = bank
        self._card = card
        self._state = state
        self._page = Page()
        self._goal = Place("answer", bank.section_of[at].id, at) if at else None
        """Where to go once that is made."""
        self._pinned: int | None = None
        """How far it is scrolled for the place that is marked; None where the mark follows."""
        self._marked = 0
        self._begun = 0.0
        self._width = 0
        self.is_whole = False
        """Whether all of the document is there."""
        self.contents = Contents(_open_by_section(bank, state))
        self.text = DocumentView(id="document")
        self._finder = Finder()
        self._search_row = SearchRow()
        self._searched_from = 0

    def compose(self) -> ComposeResult:
        """Contents and text. The search comes with its key."""
        with Horizontal(id="page"):
            yield self.contents
            yield self.text

    def on_mount(self) -> None:
        """One can scroll at once."""
        self.watch(self.text, "scroll_y", self._scrolled, init=False)
        self.text.focus()

    @property
    def place(self) -> Place | None:
        """Where one is."""
        return self._page.places[self._marked] if self._page.places else None

    @property
    def is_searching(self) -> bool:
        """Whether something is searched for."""
        return self._search_row.is_attached and self._search_row.display

    @property
    def is_asking(self) -> bool:
        """Whether words are typed."""
        return self.is_searching and self._search_row.has_focus_within

    @property
    def percent(self) -> int:
        """How far down one is."""
        way = self.text.max_scroll_y
        return round(100 * self.text.scroll_offset.y / way) if way else 100

    # Making the document

    def on_resize(self) -> None:
        """Make the lines again where they have another width."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        width = self.text.room
        if width == self._width or not self.text.size.width:
            return
        if self._goal is None:
            self._goal = self.place
        self._width = width
        self._page, self._marked, self.is_whole = Page(), 0, False
        self._begun = monotonic()
        self.contents.begin()
        reading = Reading(self._bank, self._card, self._state, width)

        def make() -> None:
            worker = get_current_worker()
            batch: list[Piece] = []
            due, wanted = 0.0, _FIRST_LINES
            for piece in reading.pieces():
                if worker.is_cancelled:
                    return
                batch.append(piece)
                wanted -= len(piece.lines)
                if wanted <= 0 and monotonic() >= due:
                    self.app.call_from_thread(self._take, width, batch)
                    # Two threads at once would each take twice as long: let it be drawn first.
                    sleep(_TO_DRAW)
                    batch, due = [], monotonic() + _BETWEEN
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take, width, batch, is_all=True)

        self.run_worker(make, thread=True, exclusive=True, group="reader", exit_on_error=False)

    def _take(self, width: int, pieces: list[Piece], *, is_all: bool = False) -> None:
        """Take in what is made."""
        if width != self._width or not self.is_attached:
            return
        for piece in pieces:
            self._page.add(piece)
        self.contents.add(self._headings(pieces))
        self.is_whole = is_all
        goal = self._page.find(self._goal) if self._goal else None
        is_late = monotonic() - self._begun > _PATIENCE
        if goal is not None or is_all or is_late or self._goal is None:
            self.text.show(self._page.lines)
            self._mark(self._marked)
        if goal is not None or is_all:
            self._goal = None
        if goal is not None:
            self.call_after_refresh(self._jump, goal)
        if is_all and self._finder.words:
            self._search_on()
        self.post_message(self.Moved())

    def _headings(self, pieces: Iterable[Piece]) -> list[Heading]:
        sections = {each.id: each for each in self._bank.sections}
        found = (sections[p.place.section] for p in pieces if p.place.kind == "heading")
        return [Heading(each.id, each.title, each.level) for each in found]

    # Where one is

    def _scrolled(self) -> None:
        """Mark what one reads: further down on the screen, the further down in the document."""
        top = self.text.scroll_offset.y
        if self._pinned is not None and self._pinned == top:
            return
        self._pinned = None
        way = self.text.max_scroll_y
        height = self.text.size.height
        line = top + (round((height - 1) * top / way) if way else 0)
        self._mark(self._page.at(line))

    def _mark(self, number: int) -> None:
        if not self._page.places:
            return
        self._marked = number
        self.text.mark(self._page.lines_of(number))
        if not self.contents.has_focus:
            self.contents.point_at(self._page.places[number].section)
        self.post_message(self.Moved())

    def _jump(self, number: int) -> None:
        """Go to a place: a heading to the top, an answer below what comes before it."""
        self._goal = None
        is_heading = self._page.places[number].kind == "heading"
        above = 0 if is_heading else min(self.text.size.height // 4, _ABOVE)
        self._scroll_text_to(self._page.lines_of(number).start - above)
        self._mark(number)

    def _scroll_text_to(self, line: int) -> None:
        """Scroll to a line, and keep the mark where it is put next."""
        y = min(max(line, 0), self.text.max_scroll_y)
        self._pinned = y
        self.text.scroll_to(y=y, animate=False)

    def action_down(self) -> None:
        """Read on; while words are typed, to the next match."""
        self._go_by(1)

    def action_up(self) -> None:
        """Read back; while words are typed, to the match before."""
        self._go_by(-1)

    def _go_by(self, lines: int) -> None:
        """Scroll; where the document ends, go on from place to place."""
        if self.is_asking:
            self._look_at(self._finder.step(lines))
            return
        self._goal = None
        top = self.text.scroll_offset.y
        if 0 <= top + lines <= self.text.max_scroll_y:
            self.text.scroll_to(y=top + lines, animate=False)
        elif self._page.places:
            self._pinned = top
            self._mark(min(max(self._marked + lines, 0), len(self._page.places) - 1))

    def action_page_down(self) -> None:
        """Read on by what is seen, less a line."""
        self._go_by_pages(1)

    def action_page_up(self) -> None:
        """Read back by as much."""
        self._go_by_pages(-1)

    def _go_by_pages(self, pages: int) -> None:
        self._goal = None
        height = max(self.text.size.height - 1, 1)
        self.text.scroll_to(y=self.text.scroll_offset.y + pages * height, animate=False)

    def action_to_top(self) -> None:
        """To the first line."""
        self._goal = None
        self.text.scroll_to(y=0, animate=False)
        self._mark(0)

    def action_to_end(self) -> None:
        """To the last line."""
        self._goal = None
        self.text.scroll_to(y=self.text.max_scroll_y, animate=False)
        self._mark(max(len(self._page.places) - 1, 0))

    def action_switch(self) -> None:
        """Between contents and text; narrow terminals show the contents over the text."""
        to_contents = not self.contents.has_focus
        self.set_class(to_contents, "-contents")
        (self.contents if to_contents else self.text).focus()
        self.post_message(self.Moved())

    @on(Contents.Pointed)
    def _pointed(self, event: Contents.Pointed) -> None:
        event.stop()
        self._jump_to_heading(event.section)
        if event.is_final:
            self.remove_class("-contents")
            self.text.focus()

    @on(Contents.Chosen)
    def _chosen(self, event: Contents.Chosen) -> None:
        event.stop()
        self._jump_to_heading(event.section)
        self.action_go()

    def _jump_to_heading(self, section: str) -> None:
        for number, place in enumerate(self._page.places):
            if place.kind == "heading" and place.section == section:
                self._jump(number)
                return

    @on(events.Click, "#document")
    def _clicked(self, event: events.Click) -> None:
        """Mark what is clicked; a second click goes there."""
        if not self._page.places:
            return
        self._pinned = self.text.scroll_offset.y
        self._mark(self._page.at(event.y + self._pinned))
        if event.chain == 2:
            self.action_go()

    def action_go(self) -> None:
        """To the question that the marked place comes from."""
        if self.place is not None and self.place.question is not None:
            self.post_message(self.Chosen(self.place.question))

    # Searching

    async def action_search(self) -> None:
        """Ask for words."""
        if not self._search_row.is_attached:
            await self.mount(self._search_row)
        if not self.is_searching or not self._finder.words:
            self._searched_from = self.text.scroll_offset.y
        self._search_row.display = True
        self.remove_class("-contents")
        self._search_row.ask()
        self.post_message(self.Moved())

    @on(SearchRow.Changed)
    def _words_typed(self, event: SearchRow.Changed) -> None:
        event.stop()
        self._look_at(self._find(event.words, self._searched_from))

    @on(SearchRow.Done)
    def _search_done(self, event: SearchRow.Done) -> None:
        event.stop()
        self.text.focus()
        self.post_message(self.Moved())

    def _find(self, words: str, near: int | None = None) -> Match | None:
        top = self.text.scroll_offset.y if near is None else near
        return self._finder.find(self._page.lines, words, top)

    def _search_on(self) -> None:
        """Search in all of the document for what was typed while it was made."""
        before = self._finder.match
        match = self._find(self._finder.words)
        if before is None:
            # Behind the layout: the text has not grown yet.
            self.call_after_refresh(self._look_at, match)
        else:
            self._show_found()

    def _show_found(self) -> None:
        self.text.show_found(self._finder.spots())
        if self._search_row.is_attached:
            self._search_row.say(self._finder.said)

    def action_next_match(self) -> None:
        """To the next match; behind the last comes the first."""
        self._look_at(self._finder.step(1))

    def action_match_before(self) -> None:
        """To the match before; before the first comes the last."""
        self._look_at(self._finder.step(-1))

    def _look_at(self, match: Match | None) -> None:
        """Have a match in sight, and mark where it stands."""
        self._show_found()
        if match is None:
            return
        self._goal = None
        top, height = self.text.scroll_offset.y, self.text.size.height
        if not top <= match.line < top + height - 1:
            self._scroll_text_to(match.line - height // 3)
        else:
            self._pinned = top
        self._mark(self._page.at(match.line))

    def action_back(self) -> None:
        """Out of the search, out of the contents over the text, or out of the document."""
        if self.is_searching:
            self._search_row.display = False
            self._find("")
            self._show_found()
            self.text.focus()
        elif self.has_class("-contents"):
            self.remove_class("-contents")
            self.text.focus()
        else:
            self.post_message(self.Left())
            return
        self.post_message(self.Moved())


def _open_by_section(bank: Bank, state: State) -> dict[str, int]:
    """How many questions of each section have no answer yet."""
    counts: dict[str, int] = {}
    for question in open_questions(state):
        section = bank.section_of[question].id
        counts[section] = counts.get(section, 0) + 1
    return counts
