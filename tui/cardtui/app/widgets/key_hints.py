"""The line at the bottom: the keys that matter now, and whether everything is saved."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from cardtui.app.content import line

Hint = tuple[str, str]
"""A key and what it does."""


class KeyHints(Static):
    """As many hints as fit, the most important first."""

    saved: reactive[str] = reactive("", layout=False)
    """What is said about saving, at the right."""

    def __init__(self) -> None:
        super().__init__("", id="hints")
        self._hints: tuple[Hint, ...] = ()

    def show(self, hints: Iterable[Hint]) -> None:
        """Draw other hints."""
        shown = tuple(hints)
        if shown != self._hints:
            self._hints = shown
            self._draw()

    def watch_saved(self) -> None:
        """Draw what is said about saving."""
        self._draw()

    def on_resize(self) -> None:
        """Draw what fits now."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        said = line(self.saved, "$foreground-muted")
        shown = Content("")
        for key, label in self._hints:
            hint = Content.assemble((key, "bold"), f" {label}")
            gap = Content("   " if shown else "")
            if shown.cell_length + len(gap) + hint.cell_length + said.cell_length + 2 > width:
                break
            shown = shown + gap + hint
        pad = max(width - shown.cell_length - said.cell_length, 1)
        self.update(shown + Content(" " * pad) + said, layout=False)
