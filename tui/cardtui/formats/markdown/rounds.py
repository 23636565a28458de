"""Markdown is parsed and mended, again and again, until there is nothing to mend."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardtui.formats.markdown.blank_ends import without_blank_ends
from cardtui.formats.markdown.mending import BEFORE, BEHIND, edited, edits
from cardtui.formats.markdown.placed import UnplacedError, is_too_deep, parser

_ROUNDS = 12
_DEEPEST = 16
"""Block nesting; markdown-it drops what is deeper than 20, and the headings behind it."""
_MOST_MENDED = 200_000
"""Characters. Longer texts are mended in no further round."""


def settled(source: str) -> str | None:
    """A text in which nothing is left to mend; None where that does not come about."""
    try:
        for _ in range(_ROUNDS):
            mended = _mended(source)
            if mended == source:
                return source
            if len(source) > _MOST_MENDED:
                break
            source = without_blank_ends(mended)
    except UnplacedError:
        pass
    return None


def _mended(source: str) -> str:
    """The source with everything mended that one parse finds; the same where it finds nothing."""
    framed = f"{BEFORE}{source}{BEHIND}"
    tokens = _parsed(parser(tables=True), framed)
    found = edits(framed, tokens)
    if not found and any(token.type == "table_open" for token in tokens):
        # Only tables part the dialects: to CommonMark one may be a heading.
        found = edits(framed, _parsed(parser(tables=False), framed))
    if not found:
        return source
    return edited(framed, found)[len(BEFORE) : -len(BEHIND)]


def _parsed(markdown: MarkdownIt, framed: str) -> list[Token]:
    env: dict[str, Any] = {}
    tokens = markdown.parse(framed, env)
    for token in tokens:
        if token.level >= _DEEPEST or (is_too_deep(token) and _may_hide(token.content, env)):
            raise UnplacedError
    return tokens


def _may_hide(content: str, env: dict[str, Any]) -> bool:
    return "](" in content or "<" in content or bool(env.get("references"))
