"""A colour theme from a TOML file, checked before Textual sees it.

Textual takes a colour that does not exist and fails later, in the middle of drawing. A file names
few colours, each with one purpose; what Textual wants beyond them is made here from these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import Theme

from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml
from cardtui.text.words import did_you_mean

DEFAULT_THEME = "slate"
COLOURS = {
    "background": "the page",
    "surface": "fields and dialogs",
    "panel": "the bars, and the line that the cursor is on",
    "border": "the frames of fields, and the line between columns",
    "foreground": "what is read",
    "secondary": "help and labels",
    "muted": "hints, examples and counts",
    "accent": "where one is",
    "success": "what is answered",
    "warning": "what is required, or to be looked at",
    "error": "what is wrong",
}
"""The keys of a theme, and what each is the colour of."""
MAX_CHARACTERS = 64 * 1024
"""Longer files are no themes."""
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_SELECTED = 0.3
"""How much of the accent is in the background of selected text."""
_BY_SHAPE = {"block-cursor-text-style": "bold underline", "button-focus-text-style": "bold reverse"}
"""Variables by which a shape, and no colour, says where one is. A list of Textual draws no reverse."""
_COLOURED = ("accent", "success", "warning", "error")


def is_theme_name(name: str) -> bool:
    """Whether a theme can have this name."""
    return bool(_NAME.fullmatch(name))


def read_theme(path: Path) -> Theme:
    """The theme in a TOML file; its name is that of the file. Raises `CardtuiError`."""
    if not is_theme_name(path.stem):
        message = "the name of a theme is made of letters, digits, - and _"
        raise FileError(Problem(message, "rename the file", str(path)))
    file = read_text_file(path)
    if len(file.text) > MAX_CHARACTERS:
        message = f"this is longer than {MAX_CHARACTERS // 1024} KiB"
        raise FileError(Problem(message, "is it a theme?", str(path)))
    colours = _colours_of(file)
    if colours["background"].ansi is None:
        return _own_colours(path.stem, colours)
    return _terminal_colours(path.stem, colours)


def without_colours(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables of a theme where nothing is told by a colour: what has one is text like any other."""
    coloured = [*_COLOURED, "primary", *(f"text-{name}" for name in (*_COLOURED, "primary"))]
    text = variables["foreground"]
    plain = dict.fromkeys([*coloured, "border", "block-cursor-foreground"], text)
    return {**variables, **plain, **_BY_SHAPE}


# Checking


def _colours_of(file: TextFile) -> dict[str, Color]:
    """The colours of a file by their keys, all of them there and of one kind."""
    tables = parse_toml(file)
    colours = {}
    for key, value in tables.items():
        if key not in COLOURS:
            near = did_you_mean(key, COLOURS)
            raise _problem(file, key, f"a theme has no `{key}`", near or "leave it out")
        colours[key] = _colour(file, key, value)
    missing = [key for key in COLOURS if key not in colours]
    if missing:
        remedy = f"it is the colour of {COLOURS[missing[0]]}"
        raise FileError(Problem(f"`{missing[0]}` is missing", remedy, file.path, _last_line(file)))
    is_terminal = colours["background"].ansi is not None
    for key, colour in colours.items():
        if (colour.ansi is not None) != is_terminal:
            message = f"`background` is a colour {_kind(is_terminal)}, and `{key}` is not"
            raise _problem(file, key, message, "take all colours from the terminal, or none")
    return colours


def _kind(is_terminal: bool) -> str:
    return "of the terminal" if is_terminal else "of its own"


def _colour(file: TextFile, key: str, value: object) -> Color:
    if not isinstance(value, str):
        raise _problem(file, key, f"`{key}` is no text", 'write a colour as "#1f6feb"')
    try:
        colour = Color.parse(value)
    except ColorParseError:
        message = f'`{key}` is no colour: "{value}"'
        raise _problem(file, key, message, 'write it as "#1f6feb"') from None
    if colour.a < 1:
        message = f"`{key}` lets through what is behind it"
        raise _problem(file, key, message, 'write a full colour as "#1f6feb"')
    return colour


def _problem(file: TextFile, key: str, message: str, remedy: str) -> FileError:
    from cardtui.files.positions import Positions

    place = Positions(file.content).of((key,))
    return FileError(Problem(message, remedy, file.path, place.line, place.column))


def _last_line(file: TextFile) -> int:
    return file.content.rstrip("\n").count("\n") + 1


# Building


def _own_colours(name: str, colours: Mapping[str, Color]) -> Theme:
    """Text is in the colours of the file, where Textual would mix them with white or black."""
    page, text, accent = colours["background"], colours["foreground"], colours["accent"]
    selected = page.blend(accent, _SELECTED).hex
    panel, muted = colours["panel"].hex, colours["muted"].hex
    return replace(
        _named(name, colours),
        dark=page.brightness < text.brightness,
        variables={
            **_inks(colours),
            **_unshaded(colours),
            "text-disabled": muted,
            "foreground-disabled": muted,
            "border": accent.hex,
            "border-blurred": colours["border"].hex,
            # What is read on a colour has the contrast of that colour on the page.
            "button-color-foreground": page.hex,
            "button-focus-text-style": "bold underline",
            "block-cursor-foreground": accent.hex,
            "block-cursor-background": panel,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": text.hex,
            "block-cursor-blurred-background": panel,
            "block-hover-background": colours["surface"].hex,
            "input-selection-background": selected,
            "screen-selection-background": selected,
            "screen-selection-foreground": text.hex,
        },
    )


def _terminal_colours(name: str, colours: Mapping[str, Color]) -> Theme:
    """Nothing can be mixed, or told apart by a background."""
    return replace(
        _named(name, colours),
        ansi=True,
        variables={
            **_inks(colours),
            "surface": colours["surface"].hex,
            "surface-active": colours["surface"].hex,
            "foreground-disabled": colours["muted"].hex,
            "panel": colours["panel"].hex,
            "ansi-background": colours["background"].hex,
            "ansi-foreground": colours["foreground"].hex,
            "border": colours["accent"].hex,
            "border-blurred": colours["border"].hex,
            **_BY_SHAPE,
            "block-cursor-foreground": colours["accent"].hex,
            "block-cursor-background": colours["background"].hex,
            "block-cursor-blurred-text-style": "bold",
            "input-cursor-text-style": "reverse",
        },
    )


def _named(name: str, colours: Mapping[str, Color]) -> Theme:
    """A theme with the colours that Textual has a name for."""
    return Theme(
        name,
        primary=colours["accent"].hex,
        secondary=colours["secondary"].hex,
        warning=colours["warning"].hex,
        error=colours["error"].hex,
        success=colours["success"].hex,
        accent=colours["accent"].hex,
        foreground=colours["foreground"].hex,
        background=colours["background"].hex,
        surface=colours["surface"].hex,
        panel=colours["panel"].hex,
    )


def _inks(colours: Mapping[str, Color]) -> dict[str, str]:
    inks = {
        f"text-{key}": colours[key].hex
        for key in ("secondary", "accent", "success", "warning", "error", "muted")
    }
    return {**inks, "text-primary": inks["text-accent"], "foreground-muted": inks["text-muted"]}


def _unshaded(colours: Mapping[str, Color]) -> dict[str, str]:
    """What Textual would darken under the mouse stays as it is, and can be read as before."""
    named = {"primary": "accent", **{name: name for name in _COLOURED}}
    return {
        f"{name}-darken-{shade}": colours[key].hex
        for name, key in named.items()
        for shade in (1, 2)
    }
