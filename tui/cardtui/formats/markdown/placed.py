"""Markdown parsed so that what stands in it knows its place in the source.

markdown-it gives blocks their lines and running text no place at all. Here its own rules are
wrapped, and note what they see: blocks where each of their lines begins behind quote marks and
indentation, links and raw HTML where they stand in their running text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile
from typing import Any, Literal

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_PLACED_RULES: dict[str, tuple[BlockRule, list[str]]] = {
    "table": (rules_block.table, ["paragraph", "reference"]),
    "fence": (rules_block.fence, ["paragraph", "reference", "blockquote", "list"]),
    "reference": (rules_block.reference, []),
    "html_block": (rules_block.html_block, ["paragraph", "reference", "blockquote"]),
    "heading": (rules_block.heading, ["paragraph", "reference", "blockquote"]),
    "lheading": (rules_block.lheading, []),
    "paragraph": (rules_block.paragraph, []),
}
"""The block rules that hold no other blocks, and what they end: as markdown-it registers them."""
_PLACED_TOKENS = ("inline", "heading_open", "html_block", "fence", "definition")

NESTING = 20
"""markdown-it reads no deeper; other readers do, and would see what it has not."""


class UnplacedError(Exception):
    """What was found cannot be mended where it stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block in the source, without what stands before it."""

    start: int
    end: int
    outer: int
    """Where the innermost block quote begins, or the line."""
    indent: int
    """Columns from there that belong to lists; what follows belongs to the block."""
    columns: int


@dataclass(frozen=True, slots=True)
class Found:
    """Raw HTML or a link, by its offsets in the running text that holds it."""

    kind: Literal["html", "autolink", "link", "image"]
    start: int
    end: int
    label_end: int = 0
    href: str = ""
    title: str = ""
    label: str = ""
    """Which definition it refers to, where it refers to one."""


@cache
def parser(*, tables: bool) -> MarkdownIt:
    """CommonMark, or GitHub's dialect with `tables`, which notes places and refuses no link."""
    markdown = MarkdownIt("commonmark", {"maxNesting": NESTING})
    if tables:
        markdown.enable(["table", "strikethrough"])
    markdown.options["store_labels"] = True
    markdown.options["inline_definitions"] = True
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    markdown.normalizeLink = _as_written  # type: ignore[method-assign]
    markdown.normalizeLinkText = _text_as_written  # type: ignore[method-assign]
    for name, (rule, ends) in _PLACED_RULES.items():
        markdown.block.ruler.at(name, _placing(rule), {"alt": ends})
    markdown.core.ruler.at("inline", _running_texts)
    markdown.inline.ruler.at("link", _link)
    markdown.inline.ruler.at("image", _image)
    markdown.inline.ruler.at("autolink", _autolink)
    markdown.inline.ruler.at("html_inline", _html)
    return markdown


def found_in(token: Token) -> list[Found]:
    """What was found in a running text."""
    found: list[Found] = token.meta.get("found", [])
    return found


def is_too_deep(token: Token) -> bool:
    """Whether the brackets of a running text hide some of it from markdown-it."""
    return bool(token.meta.get("too_deep"))


def lines_of(token: Token) -> list[Line]:
    """The lines of a block."""
    lines: list[Line] = token.meta["lines"]
    return lines


def offsets(token: Token, source: str) -> list[int]:
    """For each character of a running text, where it stands in the source."""
    if "cell" in token.meta:
        places = _cell_offsets(token, source)
    elif token.meta.get("is_atx"):
        (line,) = lines_of(token)
        start = source.find(token.content, line.start + len(token.markup), line.end)
        places = list(range(start, start + len(token.content)))
    else:
        places = _paragraph_offsets(token, source)
    if len(places) != len(token.content):
        raise UnplacedError
    for place, character in zip(places, token.content, strict=True):
        if source[place] != character and not character.isspace():
            raise UnplacedError
    return places


def _paragraph_offsets(token: Token, source: str) -> list[int]:
    places: list[int] = []
    # markdown-it trims wide spaces too, which are no indentation and may fill a line.
    lines = dropwhile(lambda x: not source[x.start : x.end].strip(), lines_of(token))
    for text, line in zip(token.content.split("\n"), lines, strict=False):
        indentation = len(text) - len(text.lstrip(" \t"))
        start = line.start if places else source.find(text, line.start, line.end)
        places += [line.start] * indentation
        places += range(start, start + len(text) - indentation)
        places.append(line.end)
    return places[: len(token.content)]


def _cell_offsets(token: Token, source: str) -> list[int]:
    """As markdown-it splits a row: at pipes that no backslash precedes, which then is dropped."""
    (line,) = lines_of(token)
    row = source[line.start : line.end].rstrip()
    cells: list[list[int]] = [[]]
    for at, character in enumerate(row, line.start):
        if character != "|":
            cells[-1].append(at)
        elif at > line.start and source[at - 1] == "\\":
            cells[-1][-1] = at
        else:
            cells.append([])
    if not cells[0]:
        del cells[0]
    index: int = token.meta["cell"]
    places = cells[index] if index < len(cells) else []
    while places and source[places[0]].isspace() and token.content[:1] != source[places[0]]:
        del places[0]
    return places[: len(token.content)]


def _any_link(url: str) -> bool:
    return True


def _as_written(url: str) -> str:
    return url


def _text_as_written(link: str) -> str:
    return link


# Blocks


def _placing(rule: BlockRule) -> BlockRule:
    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            _place(state, state.tokens[count:])
        return True

    return placed


def _place(state: StateBlock, tokens: list[Token]) -> None:
    is_atx = tokens[0].type == "heading_open" and tokens[0].markup.startswith("#")
    cells = tokens[0].type == "table_open"
    row = index = 0
    for token in tokens:
        if token.type not in _PLACED_TOKENS or token.map is None:
            continue
        token.meta["lines"] = [_line(state, number) for number in range(*token.map)]
        if is_atx and token.type == "inline":
            token.meta["is_atx"] = True
            token.markup = tokens[0].markup
        if cells:
            index = index + 1 if token.map[0] == row else 0
            row = token.map[0]
            token.meta["cell"] = index


def _line(state: StateBlock, number: int) -> Line:
    outer = state.bMarks[number]
    columns = state.sCount[number] - state.blkIndent
    return Line(outer + state.tShift[number], state.eMarks[number], outer, state.blkIndent, columns)


# Running text


def _running_texts(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            state.env["found"] = token.meta["found"] = []
            state.env["too_deep"] = False
            children = token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, children)
            token.meta["too_deep"] = state.env["too_deep"]


def _note(state: StateInline, found: Found) -> None:
    state.env["found"].append(found)


def _html(state: StateInline, silent: bool) -> bool:
    start = state.pos
    is_html = rules_inline.html_inline(state, silent)
    if is_html and not silent:
        _note(state, Found("html", start, state.pos))
    return is_html


def _autolink(state: StateInline, silent: bool) -> bool:
    start = state.pos
    count = len(state.tokens)
    is_link = rules_inline.autolink(state, silent)
    if is_link and not silent:
        opening = _pushed(state, count, "link_open")
        _note(state, Found("autolink", start, state.pos, href=_attribute(opening, "href")))
    return is_link


def _link(state: StateInline, silent: bool) -> bool:
    start = state.pos
    count = len(state.tokens)
    _watch_depth(state, start)
    is_link = rules_inline.link(state, silent)
    if is_link and not silent:
        label_end = state.md.helpers.parseLinkLabel(state, start, True)
        opening = _pushed(state, count, "link_open")
        _note(state, _reference("link", start, state.pos, label_end, opening, "href"))
    return is_link


def _image(state: StateInline, silent: bool) -> bool:
    start = state.pos
    count = len(state.tokens)
    inside = len(state.env["found"])
    _watch_depth(state, start + 1)
    is_image = rules_inline.image(state, silent)
    if is_image and not silent:
        # The description is parsed as a text of its own, so what is in it counts from there.
        found: list[Found] = state.env["found"]
        found[inside:] = [_moved(each, start + 2) for each in found[inside:]]
        label_end = state.md.helpers.parseLinkLabel(state, start + 1, False)
        image = _pushed(state, count, "image")
        _note(state, _reference("image", start, state.pos, label_end, image, "src"))
    return is_image


def _watch_depth(state: StateInline, bracket: int) -> None:
    if state.level >= NESTING and state.src[bracket : bracket + 1] == "[":
        state.env["too_deep"] = True


def _pushed(state: StateInline, count: int, kind: str) -> Token:
    return next(token for token in state.tokens[count:] if token.type == kind)


def _attribute(token: Token, name: str) -> str:
    return str(token.attrGet(name) or "")


def _reference(
    kind: Literal["link", "image"], start: int, end: int, label_end: int, token: Token, name: str
) -> Found:
    meta: dict[str, Any] = token.meta
    label = str(meta.get("label", ""))
    title = _attribute(token, "title")
    return Found(kind, start, end, label_end, _attribute(token, name), title, label)


def _moved(found: Found, by: int) -> Found:
    return replace(
        found, start=found.start + by, end=found.end + by, label_end=found.label_end + by
    )
