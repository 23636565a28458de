"""A mark and a text behind it, whose further lines begin below its first."""

from __future__ import annotations

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Hanging(Visual):
    """Shows both. The mark has one line."""

    def __init__(self, mark: Content, text: Content) -> None:
        self._mark = mark
        self._text = text

    @property
    def _indent(self) -> int:
        return self._mark.cell_length

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines of the text, the first behind the mark."""
        lines = self._text.render_strips(max(width - self._indent, 1), height, style, options)
        marks = self._mark.render_strips(self._indent, 1, style, options)
        gap = Strip([Segment(" " * self._indent, style.rich_style)], self._indent)
        gaps = [gap] * max(len(lines) - 1, 0)
        return [Strip.join(pair) for pair in zip([*marks, *gaps], lines, strict=False)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Both on one line."""
        rest = max(container_width - self._indent, 1)
        return self._indent + self._text.get_optimal_width(rules, rest)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines of the text in what the mark leaves of the width."""
        return self._text.get_height(rules, max(width - self._indent, 1))
