"""The themes to choose from. Where the cursor is, that one is seen on the screen behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.theme import Theme
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.keys import bindings, hint_line
from cardtui.app.pause import Pause
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.themes import Themes

_SHOW_AFTER = 0.04
"""Seconds that the cursor rests on a theme before it is shown, so that a held key runs on."""
_LONGEST_UNSHOWN = 0.3


class ThemeScreen(ModalScreen[None]):
    """Shows each theme as the cursor comes to it; keeps one, or brings the old one back."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "themes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("themes")
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, themes: Themes, keep: Callable[[str], object]) -> None:
        super().__init__()
        themes.read_all()
        self._themes = themes
        self._names = sorted(themes.read, key=lambda name: _order(themes.read[name]))
        self._keep = keep
        self._old = ""
        self._pause = Pause(self, self._show, after=_SHOW_AFTER, longest=_LONGEST_UNSHOWN)

    def compose(self) -> ComposeResult:
        """The themes by name and kind."""
        widest = max(len(name) for name in self._names)
        with Vertical(classes="dialog", id="themes"):
            yield Label(line("Theme"), classes="title")
            yield OptionList(*(self._line(name, widest) for name in self._names), markup=False)
            yield Label(line(hint_line("themes.keep", "themes.cancel")), classes="keys")

    def _line(self, name: str, widest: int) -> Line:
        kind = _kind(self._themes.read[name])
        kind += ", yours" if self._themes.is_own(name) else ""
        return Line(Content.assemble(name.ljust(widest), "  ", (kind, "$foreground-muted")))

    def on_mount(self) -> None:
        """Start on the one in use."""
        self._old = self.app.theme
        themes = self.query_one(OptionList)
        themes.highlighted = self._names.index(self._old)
        themes.focus()

    @property
    def _pointed_at(self) -> str:
        return self._names[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _show_soon(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._pointed_at != self.app.theme:
            self._pause.wish()

    def _show(self) -> None:
        self._pause.done()
        self.app.theme = self._pointed_at

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._show()
        self.dismiss()
        if self.app.theme != self._old:
            self._keep(self.app.theme)

    def action_cancel(self) -> None:
        """Bring the old one back."""
        self._pause.done()
        self.app.theme = self._old
        self.dismiss()


def _order(theme: Theme) -> tuple[bool, bool, str]:
    """The dark ones, the light ones, those of the terminal's colours."""
    return theme.ansi, not theme.dark, theme.name


def _kind(theme: Theme) -> str:
    if theme.ansi:
        return "the terminal's own"
    return "dark" if theme.dark else "light"
