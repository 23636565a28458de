"""Text for widgets: always cleaned, never markup."""

from __future__ import annotations

from textual.content import Content

from cardtui.text.clean import one_line, visible


def plain(text: str, style: str = "") -> Content:
    """Text of several lines as it is, in one style."""
    return Content.styled(visible(text), style) if style else Content(visible(text))


def line(text: str, style: str = "") -> Content:
    """Text on one line, in one style."""
    return plain(one_line(text), style)
