"""Markdown by rich, with headings at the left and without colours of its own."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.theme import Theme

QUIET = Theme(
    {
        **{f"markdown.h{level}": "bold" for level in range(1, 7)},
        "markdown.code": "bold",
        "markdown.code_block": "dim",
        "markdown.item.bullet": "dim",
        "markdown.item.number": "dim",
        "markdown.link": "underline",
        "markdown.link_url": "dim",
        "markdown.table.header": "bold",
        "markdown.table.border": "dim",
    }
)


class _LeftHeading(Heading):
    """A heading as bold text at the left, where rich would draw a box in the middle."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.justify = "left"
        self.text.stylize("bold")
        yield self.text


_CODE = ANSISyntaxTheme({})
"""No colours: they would have to suit every theme."""


class _QuietCode(CodeBlock):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = str(self.text).rstrip()
        yield Syntax(code, self.lexer_name, theme=_CODE, word_wrap=True, padding=1)


class QuietMarkdown(Markdown):
    """The document as a calm page."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _LeftHeading,
        "fence": _QuietCode,
        "code_block": _QuietCode,
    }

    def __init__(self, text: str) -> None:
        super().__init__(text, hyperlinks=False)
