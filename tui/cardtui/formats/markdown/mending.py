"""What has to change in Markdown so that it leaves the document around it alone, as edits.

References are to the CommonMark specification 0.31.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from cardtui.formats.markdown.escape import escape_places
from cardtui.formats.markdown.placed import (
    Found,
    UnplacedError,
    found_in,
    lines_of,
    offsets,
    parser,
)
from cardtui.formats.markdown.targets import inline_target, is_harmless

BEFORE = "# A\n\n"
BEHIND = "\n\n# B\n"
"""What an answer is parsed between, to see that it leaves the headings around it alone."""
_CONTAINERS = ("blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open")
_PART_THEMSELVES = ("list_item_open", "heading_open", "html_block")
_STRONG = ("**", "__")
_PLAIN_TITLE = re.compile(r"[^\W_](?:[^*_`\\\[\]<>&!~\n]*[^\W_])?")


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `text` in place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def edits(source: str, tokens: list[Token]) -> set[Edit]:
    """What one parse of a framed answer finds to mend: blocks, and only then running text."""
    found = _of_blocks(source, tokens)
    if found:
        return found
    if not _is_frame(tokens[-3]) or not _is_frame(tokens[0]):
        raise UnplacedError
    return _of_running_text(source, tokens)


def edited(source: str, found: set[Edit]) -> str:
    """The source with all edits made."""
    pieces = []
    at = 0
    for edit in sorted(found, key=lambda edit: (edit.start, edit.end, edit.text == "\\")):
        if edit.start < at:
            raise UnplacedError
        pieces += [source[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, source[at:]])


def _is_frame(token: Token) -> bool:
    return token.type == "heading_open" and token.level == 0 and token.markup == "#"


# Blocks


def _of_blocks(source: str, tokens: list[Token]) -> set[Edit]:
    found: set[Edit] = set()
    end = len(source) - len(BEHIND)
    for i, token in enumerate(tokens):
        if token.type == "heading_open" and len(BEFORE) <= lines_of(token)[0].start < end:
            found |= _bold(source, tokens, i)
        elif token.type == "html_block":
            found |= _escaped_block(source, tokens, i)
        elif token.type == "fence" and token.level == 0 and lines_of(token)[-1].end > end:
            found.add(Edit(end, end, f"\n{token.markup}"))
    return found


def _bold(source: str, tokens: list[Token], i: int) -> set[Edit]:
    """A heading (4.2, 4.3) as a bold paragraph."""
    heading, title = tokens[i], tokens[i + 1]
    lines = lines_of(heading)
    gap = _gap_behind(source, tokens, i + 2, lines[-1].end)
    found = _gap_before(source, tokens, i)
    if not title.content:
        return found | _backslashes([lines[0].start]) | _behind(lines[-1].end, lines[-1].end, gap)
    places = offsets(title, source)
    opening, escapes, closing = _strong(title)
    found.add(Edit(lines[0].start, places[0], opening))
    found |= _behind(places[-1] + 1, lines[-1].end, closing + gap)
    return found | _backslashes([places[k] for k in escapes])


def _strong(title: Token) -> tuple[str, list[int], str]:
    """What makes a title bold: marks before and behind it, and what to escape in it."""
    if _PLAIN_TITLE.fullmatch(title.content):
        return "**", [], "**"  # without asking the parser, for a text with thousands of them
    for marks in _STRONG:
        if _is_strong(f"{marks}{title.content}{marks}", title):
            return marks, [], marks
    lines = title.content.split("\n")
    escapes = []
    at = 0
    for line in lines:
        escapes += [at + place for place in escape_places(line)]
        at += len(line) + 1
    return "**", escapes, "**"


def _is_strong(text: str, title: Token) -> bool:
    """Whether all of a text is bold, and it shows what the title shows."""
    (running,) = parser(tables=True).parseInline(text, {})
    (bare,) = parser(tables=True).parseInline(title.content, {})
    shown = [child for child in running.children or [] if child.type != "text" or child.content]
    return (
        len(shown) > 2
        and shown[0].type == "strong_open"
        and shown[-1].type == "strong_close"
        and all(token.level > 0 for token in shown[1:-1])
        and _words(shown) == _words(bare.children or [])
    )


def _words(tokens: list[Token]) -> str:
    return "".join(token.content or token.type[-5:] * (token.tag == "br") for token in tokens)


def _escaped_block(source: str, tokens: list[Token], i: int) -> set[Edit]:
    """Raw HTML (4.6) as a paragraph that shows it line by line."""
    lines = [line for line in lines_of(tokens[i]) if line.start < len(source) - len(BEHIND)]
    while lines[-1].start >= lines[-1].end:
        lines.pop()
    found = _gap_before(source, tokens, i)
    for k, line in enumerate(lines):
        if line.start >= line.end:
            continue
        text = source[line.start : line.end]
        found |= _backslashes([line.start + place for place in escape_places(text)])
        if k and line.columns >= 4:
            # Behind a blank line this would be indented code (4.4), which shows backslashes.
            found.add(Edit(line.outer, line.start, " " * line.indent))
        if k + 1 < len(lines) and lines[k + 1].start < lines[k + 1].end:
            found.add(Edit(line.end, line.end, "\\"))  # 6.7: a hard line break
    end = lines[-1].end
    return found | _behind(end, end, _gap_behind(source, tokens, i, end))


def _behind(start: int, end: int, text: str) -> set[Edit]:
    return {Edit(start, end, text)} if text or start < end else set()


def _backslashes(places: list[int]) -> set[Edit]:
    return {Edit(place, place, "\\") for place in places}


def _gap_before(source: str, tokens: list[Token], i: int) -> set[Edit]:
    """A blank line above a block, where a paragraph could not stand without one."""
    if tokens[i - 1].type in _CONTAINERS:
        return set()
    start = source.rfind("\n", 0, lines_of(tokens[i])[0].start) + 1
    if start == 0 or _is_blank(source[source.rfind("\n", 0, start - 1) + 1 : start]):
        return set()
    return {Edit(start, start, _prefix(source, tokens[i]) + "\n")}


def _gap_behind(source: str, tokens: list[Token], last: int, end: int) -> str:
    """The same below the block whose last token and end are given."""
    k = last + 1
    while k < len(tokens) and tokens[k].nesting < 0:
        k += 1
    below = source[end + 1 : source.find("\n", end + 1)]
    if k == len(tokens) or tokens[k].type in _PART_THEMSELVES or _is_blank(below):
        return ""
    opening = tokens[last - 2] if tokens[last].type == "heading_close" else tokens[last]
    return "\n" + _prefix(source, opening)


def _prefix(source: str, token: Token) -> str:
    """What keeps a blank line inside the quotes and lists that hold a block."""
    start = lines_of(token)[0].start
    before = source[source.rfind("\n", 0, start) + 1 : start]
    return re.sub(r"[^>\t]", " ", before).rstrip()


def _is_blank(line: str) -> bool:
    return not line.strip(" >\t\n")


# Running text


def _of_running_text(source: str, tokens: list[Token]) -> set[Edit]:
    found: set[Edit] = set()
    used: set[str] = set()
    for token in tokens:
        if token.type == "inline" and (here := found_in(token)):
            places = offsets(token, source)
            for each in here:
                found |= _of_found(each, token.content, places)
                if each.label and is_harmless(each.href):
                    used.add(each.label)
    for token in tokens:
        if token.type == "definition":
            found.add(_of_definition(source, token, used))
    return found


def _of_found(found: Found, content: str, places: list[int]) -> set[Edit]:
    if found.kind == "html":
        return _escaped(content, places, found.start, found.end)
    if not is_harmless(found.href):
        if found.kind == "autolink":
            return _escaped(content, places, found.start, found.end)
        opening = found.start + (found.kind == "image")
        around = _backslashes([places[opening], places[found.label_end]])
        return around | _escaped(content, places, found.label_end + 1, found.end)
    if not found.label:
        return set()
    start = places[found.label_end] + 1
    return {Edit(start, places[found.end - 1] + 1, inline_target(found.href, found.title))}


def _escaped(content: str, places: list[int], start: int, end: int) -> set[Edit]:
    """Backslashes for a part of a running text; in a cell its pipes have theirs already."""
    at = (start + place for place in escape_places(content[start:end], is_start=False))
    return _backslashes([places[k] for k in at if content[k] != "|"])


def _of_definition(source: str, token: Token, used: set[str]) -> Edit:
    """Nothing where the links that used it are written out, else a text that shows it."""
    lines = lines_of(token)
    start, end = lines[0].start, lines[-1].end
    if token.meta["id"] not in used:
        return Edit(start, start, "\\")
    used.discard(token.meta["id"])  # 4.7: the first one counts, so further ones are of no use
    line_start = source.rfind("\n", 0, start) + 1
    if source[line_start:start].strip(" \t"):
        return Edit(start, end, "")
    return Edit(line_start, min(end + 1, len(source) - len(BEHIND)), "")
