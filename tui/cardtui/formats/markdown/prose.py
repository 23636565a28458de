"""Markdown written by a person, made fit to stand between the headings of a document.

Nothing is rendered anew, since that would escape formulas and restyle lists: the source is edited
at the places that the parser objects to, until it objects to none. What does not settle in a few
rounds is escaped as a whole. So what `contained` promises, markdown-it has checked, in GitHub's
dialect and in CommonMark, with a heading before and one behind.

Definitions of link references (CommonMark 4.7) hold for a whole document, and the first of a name
wins, so an answer's `[1]: ...` would redirect the `[1]` of another. Links that use one of the
answer's own are written out, which keeps what the person meant; a definition that nothing uses
shows as text, which keeps what the person wrote.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardtui.formats.markdown.escape import literal
from cardtui.formats.markdown.mending import BEFORE, BEHIND, edited, edits
from cardtui.formats.markdown.placed import UnplacedError, is_too_deep, parser
from cardtui.text.clean import visible

_ROUNDS = 12
_DEEPEST = 16
"""Block nesting; markdown-it drops what is deeper than 20, and the headings behind it."""
_MOST_PARSED = 1_000_000
_MOST_MENDED = 200_000
"""Characters. Longer answers, and shorter ones with something to mend, are escaped as a whole."""


def contained(text: str) -> str:
    """Markdown that leaves the document around it alone.

    Headings become bold paragraphs, raw HTML is escaped, links are http(s), mailto, relative or
    `#`, fences are closed, definitions of links are written out where they are used. A text
    without any of these comes back as it was, but for blank lines around it; control characters
    become visible escapes.
    """
    source = _without_blank_ends(visible(text.replace("\r\n", "\n").replace("\r", "\n")))
    if len(source) > _MOST_PARSED:
        return literal(source)
    try:
        for _ in range(_ROUNDS):
            mended = _mended(source)
            if mended == source:
                return source
            if len(source) > _MOST_MENDED:
                break
            source = _without_blank_ends(mended)
    except UnplacedError:
        pass
    return literal(visible(text.replace("\r\n", "\n").replace("\r", "\n")))


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


def _without_blank_ends(text: str) -> str:
    """A text without the blank lines at its start and end; the lines between stay as they are."""
    ink = text.strip(" \t\n")
    if not ink:
        return ""
    first = text.index(ink)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first + len(ink))
    return text[start:] if end < 0 else text[start:end]
