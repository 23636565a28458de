"""Plain text as Markdown that shows it exactly as it is written.

References are to the CommonMark specification 0.31.2 and its extension, GitHub Flavored Markdown.
"""

from __future__ import annotations

import re

from cardtui.text.clean import one_line, visible

_ANYWHERE = re.compile(
    r"[\\`*\[\]<>|~]"  # 2.4, 6.1-6.6; | and ~ are GFM's
    r"|(?<![^\W_])_|_(?![^\W_])"  # 6.2: an underscore inside a word is no emphasis
    r"|&(?=#?\w+;)"  # 2.5
    r"|!(?=\[)"  # 6.4
)
_AT_START = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)](?:\s|\Z)))")  # 4.1-4.3, 5.2
_LANGUAGE = re.compile(r"[^A-Za-z0-9_+.#-]")
_BACKTICKS = re.compile(r"`+")


def inline(text: str) -> str:
    """A text as one line of Markdown, for a paragraph, a list item, a heading or a table cell."""
    line = one_line(text).strip()
    escaped = _ANYWHERE.sub(lambda found: "\\" + found[0], line)
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    if start[0].isdigit():
        return f"{start[0]}\\{escaped[start.end() :]}"
    return "\\" + escaped


def code_span(text: str) -> str:
    """A text as a code span (6.1); one that a table cell would break is escaped instead."""
    line = one_line(text).strip()
    if not line or "|" in line:
        return inline(line)
    longest = max((len(run) for run in _BACKTICKS.findall(line)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def fence(text: str, language: str = "") -> str:
    """A text as a fenced code block (4.5) whose fence is longer than any run of backticks in it."""
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    longest = max((len(run) for run in _BACKTICKS.findall(shown)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}{_LANGUAGE.sub('', language)}\n{shown}\n{marks}"
