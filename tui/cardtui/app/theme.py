"""Colour themes from `themes/*.toml`, checked before Textual sees them.

Textual takes a colour that does not exist and fails later, in the middle of drawing.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import Theme

from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml
from cardtui.text.words import did_you_mean

DEFAULT_THEME = "slate"
_COLOURS = (
    "primary",
    "secondary",
    "warning",
    "error",
    "success",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
)


def read_theme(path: Path) -> Theme:
    """The theme in a TOML file; its name is that of the file. Raises `FileError`."""
    file = read_text_file(path)
    tables = parse_toml(file)
    for key, value in tables.items():
        _require_known(key, value, file)
    if "primary" not in tables:
        raise _problem(file, "primary", "`primary` is missing", "add a colour")
    return Theme(name=path.stem, **tables)


def _require_known(key: str, value: Any, file: TextFile) -> None:
    if key == "dark":
        if not isinstance(value, bool):
            raise _problem(file, key, "`dark` is true or false", "")
        return
    if key not in _COLOURS or key not in {field.name for field in fields(Theme)}:
        near = did_you_mean(key, (*_COLOURS, "dark"))
        raise _problem(file, key, f"a theme has no `{key}`", near)
    try:
        Color.parse(value)
    except (ColorParseError, TypeError, AttributeError):
        raise _problem(file, key, f"`{key}` is not a colour", 'write it as "#1f6feb"') from None


def _problem(file: TextFile, key: str, message: str, remedy: str) -> FileError:
    from cardtui.files.positions import Positions

    place = Positions(file.content).of((key,))
    return FileError(Problem(message, remedy, file.path, place.line, place.column))
