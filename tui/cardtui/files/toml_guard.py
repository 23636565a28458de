"""Refusing shapes of TOML that make a parser quadratic, before the parser sees them."""

from __future__ import annotations

import re

from cardtui.errors import Problem, TomlError

MAX_KEY_PARTS = 8
MAX_KEY_LENGTH = 200
MAX_NESTING = 16

BLOCK = (
    # Up to two quotes may stand right before the closing three.
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']++|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
)
"""A text of several lines, closed or not."""
COMMENT = r"\#[^\n]*+"
TEXT = r""""(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'"""
TEXT_OR_OPEN = r""""(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?"""
"""The same, also where its line does not close it, which no parser will take."""
_BARE = "[A-Za-z0-9_-]"
_PART = rf"(?:{_BARE}++|{TEXT})"
_HARMLESS = (
    rf"[^A-Za-z0-9_\-\"'#\[\]{{}}]++"
    # A short word, or up to three with dots between them, that do not go on.
    rf"|{_BARE}{{1,60}}+(?:\.{_BARE}{{1,60}}+){{0,2}}(?!{_BARE}|[ \t]*\.)"
    rf"|{BLOCK}|{COMMENT}|(?:{TEXT})(?![ \t]*[.=])"
)
_NOTABLE = re.compile(
    rf"(?:{_HARMLESS})*+"
    rf"(?:(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)"
    rf"|{TEXT_OR_OPEN}|\Z)",
    re.DOTALL,
)
"""The next bracket or key to look at. Nearly all of a file is passed over at the speed of C."""
_SIMPLE_KEY = re.compile(rf"{_BARE}++|{TEXT_OR_OPEN}", re.DOTALL)
_EQUALS = re.compile(r"[ \t]*+=")


def refuse_hostile_shapes(text: str, path: str) -> None:
    """Raise `TomlError` for long keys and deep nesting, counted outside strings and comments."""
    depth = 0
    for found in _NOTABLE.finditer(text):
        kind = found.lastgroup
        if kind == "open":
            depth += 1
            if depth > MAX_NESTING:
                what = f"more than {MAX_NESTING} levels deep"
                raise _refused(text, found.start(kind), path, what)
        elif kind == "close":
            depth -= 1
        elif kind == "key":
            _refuse_long_key(found["key"], found.start("key"), text, path)


def _refuse_long_key(key: str, start: int, text: str, path: str) -> None:
    parts = _SIMPLE_KEY.findall(key)
    if len(parts) > MAX_KEY_PARTS:
        raise _refused(text, start, path, f"a key of more than {MAX_KEY_PARTS} parts")
    if len(key) <= MAX_KEY_LENGTH:
        return
    is_value = key[0] in "\"'0123456789" and not _EQUALS.match(text, start + len(key))
    if is_value and key[0].isdigit():
        what = f"a number of more than {MAX_KEY_LENGTH} characters"
        raise _refused(text, start, path, what)
    if not (is_value and len(parts) == 1):
        raise _refused(text, start, path, f"a key of more than {MAX_KEY_LENGTH} characters")


def _refused(text: str, offset: int, path: str, what: str) -> TomlError:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return TomlError(Problem(f"refused: {what}", "is it the right file?", path, line, column))
