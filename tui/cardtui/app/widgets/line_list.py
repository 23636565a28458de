"""A list of which the entries in sight alone are drawn, so that there may be thousands.

Textual's OptionList lays out all its options again when one changes; here a change costs what is
seen of it.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

Look = TypeVar("Look", bound=Hashable)
"""All that an entry is drawn from: it is drawn again when this changes."""

_DRAWINGS_KEPT = 500
_CONTEXT = 2
"""Entries that stay in sight above and below the cursor."""


class LineList(ScrollView, Generic[Look], can_focus=True):
    """Entries of one or more lines each, all of the same height; the cursor is on one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--entry", "list--cursor", "list--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]
    DEFAULT_CSS = """
    LineList { overflow-x: hidden; text-wrap: nowrap; }
    """
    cursor: reactive[int | None] = reactive(None, repaint=False)
    """The entry that the cursor is on."""
    _hovered: reactive[int | None] = reactive(None, repaint=False)

    class EntryChosen(Message):
        """A person has chosen an entry."""

        def __init__(self, entry: int) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, id: str) -> None:  # noqa: A002 - as all widgets have it
        super().__init__(id=id)
        self._drawings: LRUCache[tuple[Look, Style, int], list[Strip]]
        self._drawings = LRUCache(_DRAWINGS_KEPT)
        self._seen: dict[int, Look] = {}
        """How the entries in sight look, as far as they were drawn since one scrolled."""
        self._scrolled_in = Size(0, 0), Size(0, 0)
        """The sizes that the scrollbar was drawn for."""

    # What the entries are

    @property
    def entry_count(self) -> int:
        """How many entries there are."""
        raise NotImplementedError

    @property
    def lines_each(self) -> int:
        """Lines of an entry."""
        return 1

    def look_of(self, entry: int) -> Look:
        """How an entry looks now."""
        raise NotImplementedError

    def draw(self, look: Look, width: int) -> list[Content]:
        """The lines of an entry, none of them longer than `width` cells."""
        raise NotImplementedError

    @property
    def drawn(self) -> list[str]:
        """What all the lines say."""
        looks = [self.look_of(entry) for entry in range(self.entry_count)]
        return [str(each) for look in looks for each in self.draw(look, self.line_width)]

    @property
    def line_width(self) -> int:
        """Cells of a line; one where a terminal is so small that there is none."""
        return max(self.scrollable_content_region.width, 1)

    # Drawing them

    def entries_changed(self) -> None:
        """Draw what looks different now."""
        size = Size(self.line_width, self.entry_count * self.lines_each)
        if size != self.virtual_size:
            self.virtual_size = size
            self._seen.clear()
            self.refresh()
            return
        first, height = self.scroll_offset.y // self.lines_each, self.size.height
        for entry in range(first, min(first + height // self.lines_each + 2, self.entry_count)):
            if entry in self._seen and self._seen[entry] != self.look_of(entry):
                self._refresh_entry(entry)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Draw the scrollbar for these sizes, not again for each layout of the screen."""
        sizes = virtual_size, self.container_size
        if sizes != self._scrolled_in:
            self._scrolled_in = sizes
            super()._scroll_update(virtual_size)

    def _refresh_entry(self, entry: int | None) -> None:
        if entry is not None:
            self.refresh_lines(entry * self.lines_each, self.lines_each)

    def render_line(self, y: int) -> Strip:
        """A line of the screen."""
        line = y + self.scroll_offset.y
        entry, part = divmod(line, self.lines_each)
        if entry >= self.entry_count:
            style = self.get_visual_style("list--entry")
            return Strip.blank(self.line_width, style.rich_style)
        look = self._seen[entry] = self.look_of(entry)
        return self._strips(look, self._style_of(entry))[part]

    def _style_of(self, entry: int) -> Style:
        if entry == self.cursor:
            return self.get_visual_style("list--entry", "list--cursor")
        if entry == self._hovered:
            return self.get_visual_style("list--entry", "list--hover")
        return self.get_visual_style("list--entry")

    def _strips(self, look: Look, style: Style) -> list[Strip]:
        width = self.line_width
        known = self._drawings.get((look, style, width))
        if known is None:
            known = [
                Visual.to_strips(self, line, width, 1, style, pad=True)[0]
                for line in self.draw(look, width)
            ]
            self._drawings[look, style, width] = known
        return known

    def notify_style_update(self) -> None:
        """The theme may be another one."""
        self._drawings.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """All lines are of another length."""
        self.entries_changed()
        self.scroll_to_cursor()

    def on_show(self) -> None:
        """It was hidden, and is to be seen where the cursor is."""
        self.scroll_to_cursor()

    # Moving in them

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Draw the cursor where it is now."""
        self._refresh_entry(before)
        self._refresh_entry(now)
        self.scroll_to_cursor()

    def validate_cursor(self, cursor: int | None) -> int | None:
        """The nearest entry that there is."""
        if cursor is None or not self.entry_count:
            return None
        return min(max(cursor, 0), self.entry_count - 1)

    def scroll_to_cursor(self, *, center: bool = False) -> None:
        """Bring the cursor into sight, with some of what is around it."""
        if self.cursor is None or not self.size:
            # Without a size nothing is in sight yet: the first one brings it there.
            return
        height = self.scrollable_content_region.height
        around = max(min(_CONTEXT * self.lines_each, (height - self.lines_each) // 2), 0)
        line = self.cursor * self.lines_each
        self.scroll_to_region(
            Region(0, line, self.line_width, self.lines_each),
            spacing=Spacing.vertical(around),
            center=center,
            force=True,
            animate=False,
            immediate=True,
        )

    def watch_show_vertical_scrollbar(self) -> None:
        """It may appear when one has scrolled already."""
        self.vertical_scrollbar.position = self.scroll_y

    def action_move(self, by: int) -> None:
        """To another entry; up from the first one to the last."""
        if self.cursor is None:
            self.cursor = 0 if by > 0 else self.entry_count - 1
        elif self.entry_count:
            self.cursor = (self.cursor + by) % self.entry_count

    def action_move_page(self, by: int) -> None:
        """As far as is seen at once."""
        page = max(self.scrollable_content_region.height // self.lines_each - 1, 1)
        self.cursor = (self.cursor or 0) + by * page

    def action_first(self) -> None:
        """To the first entry."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last entry."""
        self.cursor = self.entry_count - 1

    def action_choose(self) -> None:
        """Choose the entry that the cursor is on."""
        if self.cursor is not None:
            self.post_message(self.EntryChosen(self.cursor))

    # The mouse

    def entry_under(self, event: events.MouseEvent) -> int | None:
        """The entry that the mouse is on."""
        place = event.get_content_offset(self)
        if place is None:
            return None
        entry = (place.y + self.scroll_offset.y) // self.lines_each
        return entry if entry < self.entry_count else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would choose."""
        self._hovered = self.entry_under(event)

    def on_leave(self) -> None:
        """A click would choose nothing."""
        self._hovered = None

    def watch__hovered(self, before: int | None, now: int | None) -> None:
        """Draw what the mouse is over."""
        self._refresh_entry(before)
        self._refresh_entry(now)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        entry = self.entry_under(event)
        if entry is not None:
            self.cursor = entry
            self.action_choose()
