"""The formats that a card can be exported in, on one line."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.formats.registry import FORMATS, Format


class FormatLine(Static, can_focus=True):
    """One of them is chosen, with the keys or with the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", show=False),
        Binding("right,down,space", "step(1)", show=False),
    ]

    class Chosen(Message):
        """A person has chosen another."""

    def __init__(self) -> None:
        super().__init__("", id="formats", markup=False)
        self._at = 0
        self._formats = list(FORMATS.values())

    @property
    def chosen(self) -> Format:
        """The one that is chosen; at first, the usual one."""
        return self._formats[self._at]

    def on_resize(self) -> None:
        """Show which is chosen, and in a few words for what, where there is room."""
        self._draw()

    def on_focus(self) -> None:
        """It has the cursor now."""
        self._draw()

    def on_blur(self) -> None:
        """It has the cursor no more."""
        self._draw()

    def action_step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        self._choose((self._at + by) % len(self._formats))

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        end = 0
        for place, each in enumerate(self._formats):
            start = end
            end += len(self._named(each))
            if start <= event.x < end:
                self._choose(place)

    def _choose(self, place: int) -> None:
        if place != self._at:
            self._at = place
            self._draw()
            self.post_message(self.Chosen())

    @staticmethod
    def _named(each: Format) -> str:
        return f" {each.name}  "

    def _draw(self) -> None:
        shown = Content("")
        for each in self._formats:
            style = "$text-muted"
            if each is self.chosen:
                has_cursor = "$block-cursor-foreground on $block-cursor-background bold underline"
                style = has_cursor if self.has_focus else "bold $text-primary"
            shown += Content(" ") + line(each.name, style) + Content("  ")
        what = line(self.chosen.what, "$text-muted")
        has_room = shown.cell_length + what.cell_length <= self.size.width
        self.update(shown + what if has_room else shown)
