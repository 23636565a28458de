"""Lines of a document, drawn as they come into sight.

Textual's own Markdown widget takes five times as long as rich on a page, and mounts a widget for
every paragraph. This is one widget, and a key redraws of it no more than what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cardtui.app.reading.finder import Spot
from cardtui.app.reading.lines import (
    BLOCK,
    CODE,
    EMPHASIS,
    FAINT,
    HEADING,
    LINK,
    PLAIN,
    STRONG,
    STRUCK,
    TITLE,
    Line,
)

GUTTER = 2
"""Cells at the left, for the mark of where one is."""
_SCROLLBAR = 1
_COMPONENTS = {
    HEADING: "document--heading",
    TITLE: "document--title",
    CODE: "document--code",
    BLOCK: "document--block",
    LINK: "document--link",
    FAINT: "document--faint",
}
_STYLES = {
    STRONG: Style(bold=True),
    EMPHASIS: Style(italic=True),
    STRUCK: Style(strike=True),
}
_MATCH, _MATCH_HERE = "document--match", "document--match-here"


class DocumentView(ScrollView, inherit_bindings=False):
    """A page of lines, one part of it marked, what was searched for shown in it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *_COMPONENTS.values(),
        _MATCH,
        _MATCH_HERE,
        "document--here",
    }
    DEFAULT_CSS = """
    DocumentView {
        overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background; scrollbar-color: $border-blurred;
        scrollbar-color-hover: $secondary; scrollbar-color-active: $secondary;
    }
    DocumentView > .document--heading { text-style: bold; color: $text-primary; }
    DocumentView > .document--title { text-style: bold underline; color: $text-primary; }
    DocumentView > .document--code { color: $text-secondary; }
    DocumentView > .document--block { background: $surface; color: $foreground; }
    DocumentView > .document--link { text-style: underline; }
    DocumentView > .document--faint { color: $foreground-muted; }
    DocumentView > .document--match { color: $text-warning; text-style: bold underline; }
    DocumentView > .document--match-here { color: $text-primary; text-style: bold reverse; }
    DocumentView > .document--here { color: $primary; }
    """

    def __init__(self, *, id: str | None = None, height_step: int = 1) -> None:  # noqa: A002
        super().__init__(id=id)
        self._height_step = height_step
        """Lines by which it grows: each time it does, Textual lays out the whole screen."""
        self._base = Style()
        self._lines: Sequence[Line] = ()
        self._here = range(0)
        self._spots: dict[int, list[Spot]] = {}
        self._drawn: dict[tuple[int, str], Style] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """What it shows."""
        return self._lines

    @property
    def here(self) -> range:
        """The lines that are marked."""
        return self._here

    @property
    def room(self) -> int:
        """The cells that a line may take."""
        return max(self.scrollable_content_region.width - GUTTER, 1)

    def show(self, lines: Sequence[Line]) -> bool:
        """Show other lines; what stays the same is not drawn again.

        Gives back whether it has another size: then it can be scrolled after the next refresh.
        """
        old, self._lines = self._lines, lines
        if self._is_refitted():
            return True
        top = self.scroll_offset.y
        for y in range(top, top + self.size.height):
            if old[y : y + 1] != lines[y : y + 1]:
                self.refresh_line(y)
        return False

    def on_resize(self) -> None:
        """The first lines may be there before it is known how many have room."""
        self._is_refitted()

    def _is_refitted(self) -> bool:
        height = len(self._lines)
        if 0 < self.size.height < height:
            height += -height % self._height_step
        size = Size(self.scrollable_content_region.width, height)
        if size == self.virtual_size:
            return False
        self.virtual_size = size
        self.refresh()
        return True

    def mark(self, here: range) -> None:
        """Mark some lines as where one is."""
        if here != self._here:
            changed = set(self._here) ^ set(here)
            self._here = here
            self._refresh_all(changed)

    def show_found(self, spots: dict[int, list[Spot]]) -> None:
        """Show what was found, by line."""
        changed = self._spots.keys() | spots.keys()
        self._spots = spots
        self._refresh_all(changed)

    def _refresh_all(self, lines: Iterable[int]) -> None:
        top = self.scroll_offset.y
        for y in lines:
            if top <= y < top + self.size.height:
                self.refresh_line(y)

    def notify_style_update(self) -> None:
        """Another theme."""
        self._drawn = {}
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that have to be drawn."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A line on the screen."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self._base
        if number >= len(self._lines):
            return Strip.blank(width, base)
        if number in self._here:
            mark = Segment("▎ ", base + self._style(PLAIN, "document--here"))
        else:
            mark = Segment(" " * GUTTER, base)
        segments = [mark]
        at = 0
        spots = self._spots.get(number, ())
        for text, kind in self._lines[number].spans:
            start = at
            at += len(text)
            segments += [
                Segment(part, base + self._style(kind, how))
                for part, how in _split(text, start, spots)
            ]
        strip = Strip(segments)
        if self._lines[number].is_block:
            strip = strip.adjust_cell_length(width, base + self._style(BLOCK))
        return strip.adjust_cell_length(width, base)

    def _style(self, kind: int, how: str = "") -> Style:
        """How a text of this kind is drawn, on top of the page."""
        drawn = self._drawn.get((kind, how))
        if drawn is None:
            drawn = Style()
            for bit, name in _COMPONENTS.items():
                if kind & bit:
                    drawn += self._component(name)
            for bit, style in _STYLES.items():
                if kind & bit:
                    drawn += style
            if how:
                drawn += self._component(how)
            self._drawn[kind, how] = drawn
        return drawn

    def _component(self, name: str) -> Style:
        """What the styles say of a component alone, its colour as it is on the page."""
        alone = self.get_component_rich_style(name, partial=True)
        if alone.color is None:
            return alone
        return alone + Style(color=self.get_component_rich_style(name).color)


def room_in(width: int) -> int:
    """The cells that a line may take in a view of this width."""
    return max(width - GUTTER - _SCROLLBAR, 1)


def _split(text: str, start: int, spots: Sequence[Spot]) -> Iterable[tuple[str, str]]:
    """A text that begins at a character of its line, cut where spots begin and end."""
    at = start
    end = start + len(text)
    for begins, ends, is_looked_at in spots:
        if ends <= at or begins >= end:
            continue
        if begins > at:
            yield text[at - start : begins - start], ""
        stop = min(ends, end)
        yield text[max(begins, at) - start : stop - start], _MATCH_HERE if is_looked_at else _MATCH
        at = stop
    if at < end:
        yield text[at - start :], ""
