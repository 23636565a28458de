"""The themes that there are: those that ship, and those of the person, which come first.

Only the one in use is read before the first paint. Nothing here can keep the app from opening:
what is wrong is told, and another theme is used.
"""

from __future__ import annotations

import os
from pathlib import Path

from textual.theme import Theme

from cardtui.app.settings import Settings
from cardtui.app.theme import DEFAULT_THEME, is_theme_name, read_theme
from cardtui.errors import CardtuiError, Problem
from cardtui.files.user_folders import config_folder
from cardtui.sharing.shipped import shipped_folder
from cardtui.text.words import did_you_mean, join_words

WITHOUT_COLOURS = "terminal"
"""Used where `NO_COLOR` is set and no theme: of the terminal's own colours, none at all remain."""


class Themes:
    """Finds themes by name, and knows what is wrong with those that cannot be used."""

    def __init__(self, settings: Settings, asked_for: str | None = None) -> None:
        """`asked_for` goes before what is set. Raises `CardtuiError` where it cannot be had."""
        self._settings = settings
        self._own = _own_files()
        self._shipped = shipped_folder("themes")
        self.read: dict[str, Theme] = {}
        """Those that have been read, by name."""
        self.problems: list[Problem] = []
        """What is wrong with those that have been read, and with the name that is asked for."""
        self.first = self._asked_for(asked_for) if asked_for is not None else self._first()
        """The name of the one to begin with."""

    def _asked_for(self, name: str) -> str:
        if not self._is_there(name):
            raise CardtuiError(self._no_such(name))
        self._read(name)
        if self.problems:
            raise CardtuiError(*self.problems)
        return name

    def _first(self) -> str:
        wanted = self._settings.theme
        if wanted is not None and not self._is_there(wanted):
            problem = self._no_such(wanted)
            said = self._settings.problem(problem.message, problem.remedy, "theme")
            self.problems.append(said)
        elif wanted is not None:
            self._read(wanted)
        if wanted not in self.read:
            wanted = WITHOUT_COLOURS if os.environ.get("NO_COLOR") else DEFAULT_THEME
            self._read(wanted)
        return wanted

    @property
    def names(self) -> list[str]:
        """The names of all that there are, whether or not they can be used."""
        return sorted({*self._own, *(path.stem for path in self._shipped.glob("*.toml"))})

    def is_own(self, name: str) -> bool:
        """Whether a theme that has been read is one of the person."""
        return name in self._own

    def read_own(self) -> None:
        """Read those of the person, so that what is wrong with them is known."""
        for name in sorted(self._own):
            self._read(name)

    def read_all(self) -> None:
        """Read all that there are."""
        for name in self.names:
            self._read(name)

    def _is_there(self, name: str) -> bool:
        return name in self._own or (is_theme_name(name) and self._shipped_file(name).is_file())

    def _shipped_file(self, name: str) -> Path:
        return self._shipped / f"{name}.toml"

    def _no_such(self, name: str) -> Problem:
        remedy = did_you_mean(name, self.names) or f"there are {join_words(self.names)}"
        return Problem(f'there is no theme "{name}"', remedy)

    def _read(self, name: str) -> None:
        """Read one, unless that has been done; instead of a bad one, the shipped one of its name."""
        if name not in self.read and name in self._own:
            try:
                self.read[name] = read_theme(self._own[name])
            except CardtuiError as error:
                del self._own[name]
                self.problems += error.problems
        if name not in self.read and self._shipped_file(name).is_file():
            self.read[name] = read_theme(self._shipped_file(name))


def _own_files() -> dict[str, Path]:
    """The files in the person's folder of themes, by the names of their themes."""
    try:
        return {path.stem: path for path in (config_folder() / "themes").glob("*.toml")}
    except (OSError, RuntimeError):
        return {}
