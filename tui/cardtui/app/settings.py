"""The settings of the person at the keyboard: `config.toml` in their folder for settings.

theme = "slate"
language = "fr"                      # of the questions, where a bank is translated

[keys]
interview.undo = "ctrl+u"            # the id of an action, as the help panel shows it, and its key
interview.redo = ["f9", "alt+r"]     # or several; "f9, alt+r" means the same

Nothing in it can keep the app from opening: what is wrong is told, and the rest counts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cardtui.errors import CardtuiError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml
from cardtui.files.user_folders import settings_file

_SETTINGS = ("theme", "language", "keys")


class Settings(Struct, frozen=True):
    """What a person has set. What is left out stays as it is."""

    theme: str | None = None
    """The name of a theme; whether there is one is not known here."""
    language: str | None = None
    """Of the questions; whether a bank has it is not known here."""
    keys: Mapping[str, str] = {}
    """From ids of actions to their keys, separated by commas. Not checked here."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file itself."""
    file: TextFile | None = None
    written: Mapping[str, tuple[str, ...]] = {}
    """How the names in `keys` are written in the file, where dots part them in two ways."""

    def problem(self, message: str, remedy: str, *key: str) -> Problem:
        """What is wrong with the value of a key, with the place where it stands."""
        return _problem(self.file, message, remedy, *key)

    def problem_of_key(self, message: str, remedy: str, action: str) -> Problem:
        """What is wrong with the keys of an action."""
        return self.problem(message, remedy, "keys", *self.written.get(action, (action,)))


def read_settings() -> Settings:
    """The settings, those of nobody where there is no file. Raises nothing."""
    path = settings_file()
    if path is None:
        return Settings()
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        # Also where a person has no home but /dev/null.
        return Settings()
    except OSError:
        # Reading says what is wrong.
        pass
    return _read(path)


def _read(path: Path) -> Settings:
    try:
        file = read_text_file(path)
        tables = parse_toml(file)
    except CardtuiError as error:
        return Settings(problems=error.problems)
    theme, wrong_theme = _theme(tables, file)
    language, wrong_language = _language(tables, file)
    keys, written, wrong_keys = _keys(tables, file)
    problems = [*_unknown(tables, file), *wrong_theme, *wrong_language, *wrong_keys]
    problems.sort(key=lambda problem: problem.line)
    return Settings(theme, language, keys, tuple(problems), file, written)


def _unknown(tables: Mapping[str, Any], file: TextFile) -> list[Problem]:
    from cardtui.text.words import did_you_mean

    return [
        _problem(file, f"there is no setting `{key}`", did_you_mean(key, _SETTINGS), key)
        for key in tables
        if key not in _SETTINGS
    ]


def _theme(tables: Mapping[str, Any], file: TextFile) -> tuple[str | None, list[Problem]]:
    theme = tables.get("theme")
    if theme is None or isinstance(theme, str):
        return theme, []
    remedy = 'write theme = "slate"'
    return None, [_problem(file, "`theme` is the name of a theme", remedy, "theme")]


def _language(tables: Mapping[str, Any], file: TextFile) -> tuple[str | None, list[Problem]]:
    from cardtui.bank.text_formats import FORMATS

    language = tables.get("language")
    if language is None or (isinstance(language, str) and FORMATS["language"].fits(language)):
        return language, []
    remedy = 'write language = "fr", or a code such as pt-BR'
    return None, [_problem(file, "`language` is the code of a language", remedy, "language")]


def _keys(
    tables: Mapping[str, Any], file: TextFile
) -> tuple[dict[str, str], dict[str, tuple[str, ...]], list[Problem]]:
    entries = tables.get("keys", {})
    if not isinstance(entries, dict):
        remedy = "write [keys], and below it a line for each action"
        return {}, {}, [_problem(file, "`keys` is a table", remedy, "keys")]
    keys: dict[str, str] = {}
    written: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for parts, value in _flat(entries):
        action = ".".join(parts)
        said = _key_list(value)
        if action in keys:
            message = f"`{action}` is there twice, with quotes and without"
            problems.append(_problem(file, message, "keep one of the two", "keys", *parts))
        elif said is None:
            message = f"`{action}` is no key"
            remedy = f'write {action} = "f8", or ["f8", "ctrl+u"] for several'
            problems.append(_problem(file, message, remedy, "keys", *parts))
        else:
            keys[action] = said
            written[action] = parts
    return keys, written, problems


def _flat(entries: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Any]]:
    """The entries by the parts of their names: TOML reads a dot without quotes as a table."""
    flat: list[tuple[tuple[str, ...], Any]] = []
    for name, value in entries.items():
        if isinstance(value, dict) and value:
            flat += [((name, *rest), below) for rest, below in _flat(value)]
        else:
            flat.append(((name,), value))
    return flat


def _key_list(value: object) -> str | None:
    """The keys of one action, separated by commas; None where that is no key."""
    # A comma parts keys, unless it is the key.
    value = "comma" if value == "," else value
    keys = value.split(",") if isinstance(value, str) else value
    if not isinstance(keys, list):
        return None
    named = [key.strip() for key in keys if isinstance(key, str) and key.strip()]
    return ",".join(named) if named and len(named) == len(keys) else None


def _problem(file: TextFile | None, message: str, remedy: str, *key: str) -> Problem:
    if file is None:
        return Problem(message, remedy)
    from cardtui.files.positions import Positions

    place = Positions(file.content).of(key)
    return Problem(message, remedy, file.path, place.line, place.column)
