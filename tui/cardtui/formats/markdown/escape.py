"""Plain text as Markdown that shows it exactly as it is written.

References are to the CommonMark specification 0.31.2 and its extension, GitHub Flavored Markdown.
"""

from __future__ import annotations

import re

from cardtui.text.clean import one_line, visible

_ANYWHERE = re.compile(
    r"[\\`*\[\]<|~]"  # 2.4, 6.1-6.6; | and ~ are GFM's
    r"|(?<![^\W_])_|_(?![^\W_])"  # 6.2: an underscore inside a word is no emphasis
    r"|&(?=#?\w+;)"  # 2.5
    r"|!(?=\[)"  # 6.4
)
_AT_START = re.compile(r"(?:[#+=>-]|\d{1,9}(?P<dot>[.)])(?:\s|\Z))")  # 4.1-4.3, 5.1, 5.2
_CLOSING_HASHES = re.compile(r"(?<=[ \t])#+[ \t]*\Z")  # 4.2: a heading would lose them
_LANGUAGE = re.compile(r"[^A-Za-z0-9_+.#-]")
_BACKTICKS = re.compile(r"`+")


def inline(text: str) -> str:
    """A text as one line of Markdown, for a paragraph, a list item, a heading or a table cell."""
    line = one_line(text).strip()
    places = escape_places(line)
    if line.count("~") == 1:
        # One tilde strikes nothing through, and the home page of a person often has one.
        places = [place for place in places if line[place] != "~"]
    closing = _CLOSING_HASHES.search(line)
    if closing is not None and closing.start() not in places:
        places.append(closing.start())
    return _backslashed(line, places)


def literal(text: str) -> str:
    """A text of several lines that shows as it is written, each line on a line of its own."""
    lines = visible(text).split("\n")
    shown = [
        _backslashed(line, escape_places(line)) for line in (one_line(x).strip() for x in lines)
    ]
    hard = [f"{a}\\" if a and b else a for a, b in zip(shown, [*shown[1:], ""], strict=True)]  # 6.7
    return "\n".join(hard).strip("\n")


def code_span(text: str) -> str:
    """A text as a code span (6.1); one that a table cell would break is escaped instead."""
    line = one_line(text).strip()
    if not line or "|" in line:
        return inline(line)
    ticks = "`" * (_longest_run(line) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def fence(text: str, language: str = "") -> str:
    """A text as a fenced code block (4.5) whose fence is longer than any run of backticks in it."""
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    marks = "`" * max(3, _longest_run(shown) + 1)
    return f"{marks}{_LANGUAGE.sub('', language)}\n{shown}\n{marks}"


def escape_places(line: str, *, is_start: bool = True) -> list[int]:
    """Where a line needs a backslash to show as it is written; `is_start`: of a line of Markdown."""
    places = [found.start() for found in _ANYWHERE.finditer(line)]
    start = _AT_START.match(line) if is_start else None
    if start is not None:
        places.append(start.start("dot") if start["dot"] else 0)
    return places


def _backslashed(line: str, places: list[int]) -> str:
    pieces = []
    at = 0
    for place in sorted(places):
        pieces += [line[at:place], "\\"]
        at = place
    return "".join([*pieces, line[at:]])


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)
