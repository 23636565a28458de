"""Markdown as lines of a terminal.

rich has a renderer too. It takes longer, a table of two hundred rows more than ten frames; it
squeezes tables into columns of one letter; it makes styles of what has to follow the theme. Here
lines say what their texts are, and the widget that draws them gives the colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len

from cardtui.app.content import shown
from cardtui.app.reading.lines import (
    BLOCK,
    CODE,
    EMPHASIS,
    FAINT,
    HEADING,
    LINK,
    PLAIN,
    STRONG,
    STRUCK,
    TITLE,
    Line,
    Span,
    cleaned,
    code_lines,
    wrapped,
)
from cardtui.app.reading.tables import Cell, table_lines

_NARROWEST = 12
"""Cells that a text keeps however deep it stands in lists and quotes."""
_BULLETS = "•◦▪"
_QUOTE: Span = ("▌ ", FAINT)
_INLINE = {"strong": STRONG, "em": EMPHASIS, "s": STRUCK}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def lines_of(markdown: str, width: int) -> list[Line]:
    """Markdown in lines of at most `width` cells. Nothing in it can command a terminal."""
    page = _Page(width)
    page.blocks(_parser().parse(shown(markdown)))
    return page.lines


@dataclass(slots=True)
class _Container:
    """A list item or a quote: what stands at the left of its first line, and of the others."""

    first: Span
    others: Span
    is_begun: bool = False
    width: int = field(init=False)

    def __post_init__(self) -> None:
        self.width = cell_len(self.others[0])


class _Page:
    """Writes one page."""

    def __init__(self, width: int) -> None:
        self._width = width
        self.lines: list[Line] = []
        self._containers: list[_Container] = []
        self._needs_gap = False
        """Whether a blank line comes before what is written next."""
        self._is_tight = False
        """Whether a list is written whose items follow each other without blank lines."""

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Write blocks that stand below each other."""
        at = 0
        while at < len(tokens):
            end = _end_of(tokens, at)
            self._block(tokens[at], tokens[at + 1 : end])
            at = end + 1

    def _block(self, token: Token, inside: Sequence[Token]) -> None:
        match token.type:
            case "heading_open":
                self._text(inside, TITLE if token.tag == "h1" else HEADING)
            case "paragraph_open":
                self._text(inside)
            case "bullet_list_open" | "ordered_list_open":
                self._list(token, inside)
            case "blockquote_open":
                self._within(_Container(_QUOTE, _QUOTE), inside)
            case "fence" | "code_block":
                self._code(token.content)
            case "table_open":
                self._put(table_lines(_table(inside), self._room))
            case "hr":
                self._put([Line((("─" * self._room, FAINT),))])
            case "html_block" if token.content.startswith("<!--"):
                # A comment, as between a list and what would go on with it.
                return
            case _:
                self._put(wrapped([(cleaned(token.content.strip("\n")), PLAIN)], self._room))
        self._needs_gap = not self._is_tight

    @property
    def _room(self) -> int:
        """Cells that are left beside the containers."""
        return max(self._width - sum(each.width for each in self._containers), 1)

    def _text(self, inside: Sequence[Token], kind: int = PLAIN) -> None:
        children = inside[0].children or []
        self._put(wrapped(_running(children, kind), self._room))

    def _code(self, content: str) -> None:
        room = self._room
        indent = 2 if room > _NARROWEST else 0
        for each in code_lines(cleaned(content.removesuffix("\n")), room - indent):
            self._put([Line(((" " * indent + each.text, BLOCK),), indent, each.glue)])

    def _list(self, token: Token, inside: Sequence[Token]) -> None:
        was_tight = self._is_tight
        self._is_tight = any(each.hidden and each.level == token.level + 2 for each in inside)
        number = int(token.attrGet("start") or 1)
        depth = sum(each.first[0].strip() in _BULLETS for each in self._containers)
        at = 0
        while at < len(inside):
            end = _end_of(inside, at)
            if token.type == "ordered_list_open":
                mark = f"{number}. "
                number += 1
            else:
                mark = f"{_BULLETS[min(depth, 2)]} "
            container = _Container((mark, FAINT), (" " * len(mark), PLAIN))
            self._within(container, inside[at + 1 : end])
            at = end + 1
        self._is_tight = was_tight

    def _within(self, container: _Container, inside: Sequence[Token]) -> None:
        if self._room - container.width < _NARROWEST:
            # Deeper than the page is wide: what is in it stands where the container would.
            self.blocks(inside)
            return
        self._containers.append(container)
        self.blocks(inside)
        if not container.is_begun:
            self._put([Line()])
        self._containers.pop()

    def _put(self, lines: Iterator[Line] | Sequence[Line]) -> None:
        for each in lines:
            if self._needs_gap:
                self._needs_gap = False
                if self.lines:
                    self._append(Line())
            self._append(each, begins=True)

    def _append(self, line: Line, *, begins: bool = False) -> None:
        lead: list[Span] = []
        for container in self._containers:
            if container.is_begun or not begins:
                # A blank line before an item belongs to what is around it.
                lead += [container.others] if container.is_begun else []
            else:
                lead.append(container.first)
                container.is_begun = True
        if not line.spans:
            lead = [*lead] if any(text.strip() for text, _ in lead) else []
        length = sum(len(text) for text, _ in lead)
        self.lines.append(Line((*lead, *line.spans), length + line.lead, line.glue))


def _end_of(tokens: Sequence[Token], at: int) -> int:
    """The place of the token that closes the one at `at`; its own where it stands alone."""
    if tokens[at].nesting != 1:
        return at
    level = tokens[at].level
    end = at + 1
    while tokens[end].level != level or tokens[end].nesting != -1:
        end += 1
    return end


def _running(tokens: Sequence[Token], outer: int) -> Iterator[Span]:
    """Running text as spans."""
    kinds = [outer]
    targets: list[tuple[str, str]] = []
    label = ""
    for token in tokens:
        kind = kinds[-1]
        match token.type:
            case "text" | "html_inline" | "text_special":
                text = cleaned(token.content)
                label += text
                yield text, kind
            case "code_inline":
                text = cleaned(token.content)
                label += text
                yield text, kind | CODE
            case "softbreak":
                label += " "
                yield " ", kind
            case "hardbreak":
                yield "\n", kind
            case "image":
                yield f"{cleaned(token.content) or 'image'}", kind | LINK
                yield f" ({_target(token, 'src')})", kind | FAINT
            case "link_open":
                targets.append((_target(token, "href"), token.info))
                label = ""
                kinds.append(kind | LINK)
            case "link_close":
                kinds.pop()
                target, info = targets.pop()
                if info != "auto" and target != label:
                    yield f" ({target})", kinds[-1] | FAINT
            case _ if token.nesting == 1:
                kinds.append(kind | _INLINE.get(token.tag, PLAIN))
            case _ if token.nesting == -1:
                kinds.pop()
            case _:
                yield cleaned(token.content), kind


def _target(token: Token, name: str) -> str:
    """Where a link leads, to be read: it cannot be followed."""
    return shown(str(token.attrGet(name) or ""))


def _table(inside: Sequence[Token]) -> list[list[Cell]]:
    """The rows of a table, the heads first."""
    rows: list[list[Cell]] = []
    for at, token in enumerate(inside):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            spans = list(_running(inside[at + 1].children or [], PLAIN))
            is_right = "right" in str(token.attrGet("style") or "")
            rows[-1].append(Cell(spans, is_right=is_right))
    return rows
