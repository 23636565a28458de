"""TOML from anyone: guarded, then parsed, with errors that say where.

`tomli` is `tomllib` with compiled wheels (three times as fast on a large bank) and with error
positions as attributes on every Python that cardtui supports.
"""

from __future__ import annotations

import re
from typing import Any

from cardtui.errors import Problem, TomlError
from cardtui.files.reading import TextFile

MAX_KEY_PARTS = 8
MAX_KEY_LENGTH = 200
MAX_NESTING = 16

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_GUARDED = re.compile(
    # Up to two quotes may stand right before the closing three.
    r'(?P<multiline>"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']++|'{1,2}(?!'))*+(?:'{3,5}|\Z))"
    r"|(?P<comment>\#[^\n]*+)"
    rf"|(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])",
    re.VERBOSE | re.DOTALL,
)
_SIMPLE_KEY = re.compile(_PART)
_EQUALS = re.compile(r"[ \t]*+=")


def parse_toml(file: TextFile) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises `TomlError` with line and column where it is not TOML, or where its keys or nesting
    pass the limits that keep every parser fast.
    """
    import tomli

    text = file.content
    _refuse_hostile_shapes(text, file.path)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        problem = Problem(f"this is not TOML: {message}", "", file.path, error.lineno, error.colno)
        raise TomlError(problem) from None
    except (ValueError, RecursionError):
        # tomli lets a number of more digits than int() takes, or an impossible date, through.
        raise TomlError(Problem("this is not TOML that can be read", "", file.path)) from None


def _refuse_hostile_shapes(text: str, path: str) -> None:
    """Refuse what makes a parser quadratic, counted outside strings and comments."""
    depth = 0
    for found in _GUARDED.finditer(text):
        kind = found.lastgroup
        if kind == "open":
            depth += 1
            if depth > MAX_NESTING:
                raise _refused(text, found.start(), path, f"more than {MAX_NESTING} levels deep")
        elif kind == "close":
            depth -= 1
        elif kind == "key" and ("." in found[0] or len(found[0]) > MAX_KEY_LENGTH):
            _refuse_long_key(found, text, path)


def _refuse_long_key(found: re.Match[str], text: str, path: str) -> None:
    parts = _SIMPLE_KEY.findall(found[0])
    if len(parts) > MAX_KEY_PARTS:
        raise _refused(text, found.start(), path, f"a key of more than {MAX_KEY_PARTS} parts")
    is_value = len(parts) == 1 and found[0][0] in "\"'" and not _EQUALS.match(text, found.end())
    if len(found[0]) > MAX_KEY_LENGTH and not is_value:
        raise _refused(text, found.start(), path, f"a key of more than {MAX_KEY_LENGTH} characters")


def _refused(text: str, offset: int, path: str, what: str) -> TomlError:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return TomlError(Problem(f"refused: {what}", "is it the right file?", path, line, column))
