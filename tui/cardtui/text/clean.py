"""Text from a bank, a card, a path or a clipboard is hostile until it has been here.

What could command a terminal or turn a line around is shown as an escape instead: C0 except tab
and newline, DEL, C1 (ECMA-48), the bidirectional embeddings, overrides and isolates (Unicode
Standard Annex 9), and lone surrogates, which no file can hold. Marks that scripts need for
ordinary spelling (RLM, LRM, ZWJ, ZWNJ) stay. Stored text is never changed by this.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", re.UNICODE
)
_LINE_BREAKS = re.compile("[\n\r\t\v\f\x85\u2028\u2029]")


def visible(text: str) -> str:
    r"""`text` with every unsafe character written as an escape such as `\x1b`.

    Tabs and newlines stay. A carriage return counts as unsafe: alone it overwrites a line.
    """
    return _UNSAFE.sub(_escape, text)


def one_line(text: str) -> str:
    """`text` as `visible` shows it, on one line: breaks and tabs become a single space."""
    return visible(joined(text))


def joined(text: str) -> str:
    """`text` with each break or tab, and the spaces around it, made a single space."""
    first, *others = _LINE_BREAKS.split(text.replace("\r\n", "\n"))
    if not others:
        return text
    *between, last = others
    return " ".join([first.rstrip(" "), *(part.strip(" ") for part in between), last.lstrip(" ")])


def unsafe_characters(text: str) -> set[str]:
    """The characters of `text` that `visible` writes as escapes."""
    return set(_UNSAFE.findall(text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
