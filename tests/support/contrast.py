"""The contrast of what is drawn, by the formula of WCAG 2: a scan of the cells of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.color import Color
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBar, ScrollBarCorner
from textual.widget import Widget
from textual.widgets import Button, DataTable, OptionList

from cardtui.app.widgets.line_list import LineList

_FRAMES = range(0x2500, 0x25A0)
"""Box drawing and block elements: frames, lines and bars, which are no text."""


@dataclass(frozen=True, slots=True)
class Poor:
    """A piece of text that is hard to read where it is."""

    text: str
    ink: str
    ground: str
    ratio: float

    def __str__(self) -> str:
        return f"{self.text!r} in {self.ink} on {self.ground}: {self.ratio:.2f}"


def poor_texts(app: App[object], least: float) -> list[Poor]:
    """What is drawn on the screen with less contrast than `least`."""
    found = {}
    for text, ink, ground in drawn_texts(app):
        ratio = contrast(ink, ground)
        if ratio < least:
            found[ink, ground] = Poor(text, ink, ground, ratio)
    return list(found.values())


def own_colours(app: App[object]) -> set[str]:
    """Colours that are drawn and are none of the terminal's."""
    return {
        str(colour)
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None
        for colour in (segment.style.color, segment.style.bgcolor)
        if colour is not None and colour.triplet is not None
    }


def unmarked(app: App[object]) -> list[str]:
    """What has the cursor, where nothing in it is underlined or reversed to say so."""
    focused = app.focused
    if isinstance(focused, Button):
        return [] if _styles_in(app, focused.region, "reverse") else [f"{focused}"]
    has_cursor = isinstance(focused, OptionList) and focused.highlighted is not None
    has_cursor |= isinstance(focused, LineList) and focused.cursor is not None
    has_cursor |= isinstance(focused, DataTable) and focused.row_count > 0
    if focused is None or not has_cursor:
        return []
    return [] if _styles_in(app, focused.region, "underline") else [f"{focused}"]


def _styles_in(app: App[object], region: Region, style: str) -> bool:
    """Whether something in a region has a style; a cell may be empty."""
    return any(
        segment.style is not None and getattr(segment.style, style)
        for strip in app.screen._compositor.render_strips()[region.y : region.bottom]
        for segment in strip.crop(region.x, region.right)
    )


def drawn_texts(app: App[object]) -> Iterator[tuple[str, str, str]]:
    """Each piece of text on the screen, the colour of its ink and that of its ground."""
    shown = _text_regions(app)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            text = "".join(
                character
                for offset, character in enumerate(segment.text)
                if not character.isspace()
                and ord(character) not in _FRAMES
                and any(region.contains(x + offset, y) for region in shown)
            )
            x += segment.cell_length
            if text:
                yield text, *_colours(segment)


def _text_regions(app: App[object]) -> list[Region]:
    """Where text is to be read: not in scrollbars, and not behind a dialog, which is dimmed."""
    screen = app.screen
    if not isinstance(screen, ModalScreen):
        return [screen.region]
    return [
        region.intersection(clip)
        for widget, (region, clip) in screen._compositor.visible_widgets.items()
        if widget is not screen and _is_drawn(widget)
    ]


def _is_drawn(widget: Widget) -> bool:
    return widget.visible and not isinstance(widget, ScrollBar | ScrollBarCorner)


def _colours(segment: Segment) -> tuple[str, str]:
    style = segment.style
    assert style is not None, segment
    assert not style.dim, f"a dim text is left to the terminal: {segment}"
    ink, ground = _hex(style.color, segment), _hex(style.bgcolor, segment)
    return (ground, ink) if style.reverse else (ink, ground)


def _hex(colour: Color | None, segment: Segment) -> str:
    assert colour is not None, f"a colour is left to the terminal: {segment}"
    assert colour.triplet is not None, f"a colour is left to the terminal: {segment}"
    return colour.triplet.hex


def contrast(ink: str, ground: str) -> float:
    """The contrast ratio of two colours such as `#16181f`, from 1 to 21."""
    darker, lighter = sorted((_luminance(ink), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
