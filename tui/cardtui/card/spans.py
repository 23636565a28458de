"""The lines of a card file, taken apart by answer, so that one answer can be rewritten alone.

A card is a head, then one span of lines for each answer: its `[answers.id]` header (or another
table of answers, such as `[retired.id]`) with all below it, and the comment lines right above it.
Lines of answers that did not change are never touched.
"""

from __future__ import annotations

import re

from msgspec import Struct

from cardtui.card.model import Place
from cardtui.files.toml_guard import BLOCK, COMMENT, TEXT_OR_OPEN

CONFLICTS = "conflicts"
TABLES_OF_ANSWERS = ("answers", CONFLICTS, "retired")
_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_TOKEN = re.compile(
    rf"{BLOCK}|{TEXT_OR_OPEN}|{COMMENT}"
    rf"|^[ \t]*(?P<header>\[\[?[ \t]*(?P<table>{_KEY})(?:[ \t]*\.[ \t]*(?P<name>{_KEY}))?[^\n]*)",
    re.DOTALL | re.MULTILINE,
)


class Span(Struct, frozen=True):
    """Some lines of the file; `place` is that of the answer, None for the other lines."""

    place: Place | None
    text: str


def split_spans(text: str) -> list[Span]:
    """The spans of a card text with LF line ends; joined they are the text again."""
    spans: list[Span] = []
    start = 0
    current: Place | None = None
    for header in _headers(text):
        place = _place_of(header)
        if place is not None and place == current:
            continue
        begin = _with_comments_above(text, start, header.start("header"))
        if begin > start or spans:
            spans.append(Span(current, text[start:begin]))
        start, current = begin, place
    spans.append(Span(current, text[start:]))
    return [span for span in spans if span.text]


def with_headers(text: str, key: str) -> str:
    """The lines of an answer with another key, such as `answers.id`, in each of its headers."""
    for header in reversed(_headers(text)):
        if _place_of(header) is not None:
            text = text[: header.start("table")] + key + text[header.end("name") :]
    return text


def comments_in(text: str) -> list[str]:
    """The comments of a text, from their `#` to the end of the line."""
    found = []
    for token in _TOKEN.finditer(text):
        if token[0].startswith("#"):
            found.append(token[0])
        elif token["header"] and "#" in token["header"]:
            found.append(token["header"][token["header"].index("#") :])
    return found


def _headers(text: str) -> list[re.Match[str]]:
    """The table headers; a bracket that opens an array's line inside a value is none."""
    return [
        token
        for token in _TOKEN.finditer(text)
        if token["header"] and _closes_like_a_header(token["header"])
    ]


def _closes_like_a_header(line: str) -> bool:
    brackets = "]]" if line.startswith("[[") else "]"
    pattern = (
        rf"\[\[?[ \t]*{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*[ \t]*{re.escape(brackets)}[ \t]*(?:\#.*)?"
    )
    return re.fullmatch(pattern, line) is not None


def _place_of(header: re.Match[str]) -> Place | None:
    table = header["table"].strip("\"'")
    if table not in TABLES_OF_ANSWERS or header["name"] is None:
        return None
    return table, header["name"].strip("\"'")


def _with_comments_above(text: str, start: int, header: int) -> int:
    line_start = text.rfind("\n", 0, header) + 1
    begin = line_start
    while begin > start:
        above = max(text.rfind("\n", start, begin - 1) + 1, start)
        if not text[above:begin].lstrip(" \t").startswith("#"):
            break
        begin = above
    return begin or line_start
