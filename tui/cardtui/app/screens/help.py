"""What can be done on the screen in front, and with which keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from cardtui.app.action import Group
from cardtui.app.actions import ACTION_OF
from cardtui.app.content import line
from cardtui.app.keys import KEYS, bindings, can_change, hint_line, in_short, shown
from cardtui.app.screens.heights import HEIGHTS
from cardtui.files.user_folders import SETTINGS_FILE, config_folder

_WIDTH_WITH_ALL_KEYS = 61
"""Cells from which all keys of an action find room, and not only the first."""
_WIDTH_WITH_IDS = 100
"""Cells from which the ids of the actions find room."""


class HelpScreen(ModalScreen[None]):
    """Lists the actions of a screen by their groups. It knows nothing but the declaration."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings("help")
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, groups: Sequence[tuple[DOMNode, Group]]) -> None:
        super().__init__()
        self._groups = [group for _, group in groups]
        """From the cursor outwards."""

    def compose(self) -> ComposeResult:
        """What the screen is for, then its keys."""
        about = next(group for group in self._groups if group.about)
        columns = self.app.size.width
        keys = self._keys(all_of_them=columns >= _WIDTH_WITH_ALL_KEYS)
        with Vertical(classes="dialog", id="help-panel"):
            yield Label(line(about.title), classes="title")
            with VerticalScroll():
                yield Static(line(about.about))
                for group in self._groups:
                    yield Label(line(group.title), classes="label")
                    yield Static(_table(group, keys, shows_ids=columns >= _WIDTH_WITH_IDS))
                if columns >= _WIDTH_WITH_IDS:
                    yield Static(line(_what_settings_choose()), classes="where")
            yield Label(line(hint_line("help.scroll", "help.close")), classes="keys")

    def _keys(self, *, all_of_them: bool) -> dict[str, str]:
        """The actions and their keys as they are shown; a key is that of the nearest action."""
        keys: dict[str, str] = {}
        nearer: set[str] = set()
        for group in self._groups:
            mine = {action: KEYS.get().of(action) for action in _actions(group)}
            for action, has in mine.items():
                if acts := [key for key in has if key not in nearer]:
                    keys[action] = ", ".join(map(shown, acts)) if all_of_them else in_short(acts)
            nearer.update(key for has in mine.values() for key in has)
        return keys

    def on_mount(self) -> None:
        """The arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _what_settings_choose() -> str:
    try:
        file = str(config_folder() / SETTINGS_FILE)
    except RuntimeError:
        return ""
    return (
        f"For other keys, put the names at the right below [keys] in {file}. "
        'There, language = "fr" asks in French where the questions are translated, as '
        "`cardtui --language fr` does once."
    )


def _actions(group: Group) -> list[str]:
    """The ids of all that can be done in a group."""
    return [f"{group.id}.{action.id}" for action in (*group.always, *group.actions)]


def _table(group: Group, keys: Mapping[str, str], *, shows_ids: bool) -> Table:
    """A line for each action: its keys, what it does, and the id that settings know it by."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(style="bold", width=max(map(cell_len, keys.values())))
    table.add_column(ratio=1)
    table.add_column(style="dim", justify="right")
    for action in (each for each in _actions(group) if each in keys):
        named = action if shows_ids and can_change(action) else ""
        table.add_row(Text(keys[action]), Text(ACTION_OF[action].help), Text(named))
    return table
