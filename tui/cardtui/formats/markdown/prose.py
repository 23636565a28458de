"""Markdown written by a person, made fit to stand between the headings of a document.

Nothing is rendered anew, since that would escape formulas and restyle lists: the source is edited
at the places that the parser objects to, until it objects to none. What does not settle in a few
rounds is escaped as a whole. So what `contained` promises, markdown-it has checked.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardtui.formats.markdown.escape import inline
from cardtui.formats.markdown.links import is_harmless, without_harmful_links
from cardtui.formats.markdown.raw_html import escaped_html
from cardtui.text.clean import visible

_ROUNDS = 8
_MOST_CHARACTERS = 200_000
"""Longer answers with anything to mend are escaped as a whole: the parser is slow on some."""
_CLOSING_FENCE = re.compile(r"[ >]*(?P<marks>`{3,}|~{3,})[ \t]*\Z")
_ATX_HEADING = re.compile(r"(?P<before>[ >\t\d.)+*-]*)#{1,6}(?:[ \t]|\Z)")
_STRONG = re.compile(r"\*\*|__")


def contained(text: str) -> str:
    """Markdown that leaves the document around it alone.

    Headings become bold paragraphs, raw HTML is escaped, links are http(s), mailto, relative or
    `#`, fences are closed. A text without any of these comes back as it was, but for blank lines
    around it; control characters become visible escapes.
    """
    source = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    source = source.strip("\n").rstrip()
    for _ in range(_ROUNDS):
        mended = _mended(source).strip("\n").rstrip()
        if mended == source:
            return source
        if len(source) > _MOST_CHARACTERS:
            break
        source = mended
    return literal(text)


def literal(text: str) -> str:
    """A text escaped as a whole: every line shows as it is written."""
    return "\n".join(map(inline, visible(text).splitlines())).strip("\n")


@cache
def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """GitHub's dialect and plain CommonMark: what is a table to one may be a heading to the other."""
    github = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    plain = MarkdownIt("commonmark")
    for parser in (github, plain):
        # Harmful links are to be found, where markdown-it would pass over them as text.
        parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return github, plain


def _mended(source: str) -> str:
    """The source with everything mended that one parse finds; the same where it finds nothing."""
    for parser in _parsers():
        env: dict[str, dict[str, dict[str, str]]] = {}
        tokens = parser.parse(source, env)
        references = env.get("references", {}).values()
        mended = _edited(source.split("\n"), tokens)
        if any(not is_harmless(reference["href"]) for reference in references):
            mended = without_harmful_links(mended, everywhere=True)
        if mended != source:
            return mended
    return source


def _edited(lines: list[str], tokens: list[Token]) -> str:
    """The lines with each fault mended, from the last to the first so that numbers stay right."""
    edits: dict[tuple[int, int], list[str]] = {}
    for i, token in enumerate(tokens):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "heading_open":
            edits[first, last] = _bold(lines, first, last, tokens[i + 1].content)
        elif token.type == "html_block":
            edits[first, last] = escaped_html("\n".join(lines[first:last])).split("\n")
        elif token.type == "inline" and token.children:
            if mended := _mended_inline(lines[first:last], token.children):
                edits.setdefault((first, last), mended)
        elif token.type == "fence" and token.level == 0 and not _is_closed(token, lines):
            edits[last, last] = [token.markup]
    for (first, last), replacement in sorted(edits.items(), reverse=True):
        lines[first:last] = replacement
    return "\n".join(lines)


def _mended_inline(lines: list[str], children: list[Token]) -> list[str] | None:
    """Lines of running text without raw HTML and harmful links; None where they have none."""
    text = "\n".join(lines)
    mended = text
    if any(_is_harmful(child) for child in children):
        mended = without_harmful_links(mended)
        if mended == text:
            mended = without_harmful_links(mended, everywhere=True)
    if any(child.type == "html_inline" for child in children):
        mended = escaped_html(mended, keep_code=True)
    return mended.split("\n") if mended != text else None


def _is_harmful(token: Token) -> bool:
    if token.type == "image" and token.children and any(map(_is_harmful, token.children)):
        return True
    target = token.attrGet("href" if token.type == "link_open" else "src")
    return isinstance(target, str) and not is_harmless(target)


def _is_closed(token: Token, lines: list[str]) -> bool:
    assert token.map is not None
    first, last = token.map
    found = _CLOSING_FENCE.match(lines[last - 1]) if last - first > 1 else None
    return (
        found is not None
        and found["marks"][0] == token.markup[0]
        and len(found["marks"]) >= len(token.markup)
    )


def _bold(lines: list[str], first: int, last: int, content: str) -> list[str]:
    """A heading as a bold paragraph, apart from what stands around it."""
    title = _STRONG.sub("", " ".join(content.split("\n"))).strip().rstrip("\\").strip()
    prefix = _prefix(lines[first], content.partition("\n")[0])
    blank = re.sub(r"[^>\s]", " ", prefix).rstrip()
    starts_item = bool(re.search(r"[^>\s]", prefix))
    follows_text = first > 0 and not starts_item and lines[first - 1].strip(" >\t")
    before = [blank] if follows_text else []
    after = [blank] if last < len(lines) and lines[last].strip(" >\t") else []
    return [*before, f"{prefix}**{title}**" if title else prefix.rstrip(), *after]


def _prefix(line: str, content: str) -> str:
    """What stands before a heading in its line: quote marks, list markers, indentation."""
    if found := _ATX_HEADING.match(line):
        return found["before"]
    place = line.find(content.strip()) if content.strip() else -1
    return line[:place] if place >= 0 else ""
