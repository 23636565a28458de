"""The headings of a document, beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line

WIDTH = 34
"""Cells that it takes beside the text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section that the document shows."""

    section: str
    title: str
    level: int


class Contents(OptionList):
    """A line for each heading. The document follows its cursor."""

    GROUP: ClassVar[str] = "contents"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Pointed(Message):
        """A person has moved to a heading."""

        def __init__(self, section: str, *, is_final: bool) -> None:
            super().__init__()
            self.section = section
            self.is_final = is_final
            """Whether they want to read there now."""

    class Chosen(Message):
        """A person wants to answer what is below a heading."""

        def __init__(self, section: str) -> None:
            super().__init__()
            self.section = section

    def __init__(self, still_open: Mapping[str, int]) -> None:
        super().__init__(markup=False, id="contents")
        self._still_open = still_open
        self._headings: list[Heading] = []

    def begin(self) -> None:
        """Forget the headings."""
        self._headings = []
        self.clear_options()

    def add(self, headings: Iterable[Heading]) -> None:
        """Add headings below those that are there."""
        added = list(headings)
        self._headings += added
        self.add_options(Line(self._prompt(each)) for each in added)

    def on_resize(self) -> None:
        """Draw the headings to the width."""
        for i, heading in enumerate(self._headings):
            self.replace_option_prompt_at_index(i, self._prompt(heading))

    def _prompt(self, heading: Heading) -> Content:
        width = self.scrollable_content_region.width or WIDTH
        open_here = self._still_open.get(heading.section, 0)
        count = f" {open_here} open" if open_here else ""
        title = line("  " * (heading.level - 1) + heading.title)
        room = max(width - len(count), 1)
        cut = title.truncate(room, ellipsis=True)
        pad = Content(" " * (room - cut.cell_length))
        return cut + pad + Content.styled(count, "$foreground-muted")

    def point_at(self, section: str) -> None:
        """Put the cursor on a heading; nothing follows it."""
        places = (i for i, each in enumerate(self._headings) if each.section == section)
        number = next(places, None)
        if number is not None and number != self.highlighted:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = number

    @property
    def pointed_at(self) -> str | None:
        """The section that the cursor is on."""
        return self._headings[self.highlighted].section if self.highlighted is not None else None

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.has_focus:
            section = self._headings[event.option_index].section
            self.post_message(self.Pointed(section, is_final=False))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        section = self._headings[event.option_index].section
        self.post_message(self.Pointed(section, is_final=True))

    def action_choose(self) -> None:
        """Answer what is below the heading."""
        if self.pointed_at is not None:
            self.post_message(self.Chosen(self.pointed_at))
