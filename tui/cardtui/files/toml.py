"""TOML from anyone: guarded, then parsed, with errors that say where.

`tomli` is `tomllib` with compiled wheels (three times as fast on a large bank) and with error
positions as attributes on every Python that cardtui supports.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cardtui.errors import Problem, TomlError
from cardtui.files.reading import TextFile

if TYPE_CHECKING:
    import tomli

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
_CLOSED = re.compile(r'("""|\'\'\').*\1', re.DOTALL)
_MERGE_MARK = re.compile(r"<{7}|={7}|>{7}")
_TWICE = re.compile(r"Cannot (?:declare|mutate|overwrite) .*\(.*\)")
_TWICE_INLINE = re.compile(r"Duplicate inline table key '(.*)'")
_BY_NAME = ("answers", "conflicts", "retired")
"""Tables of a card that hold one table for each name, and never several."""
_CURLY = "\u2018\u2019\u201c\u201d\u201e"
_NAME = re.compile(r"'([^']*)'")
_WORDS = {
    "Invalid value": (
        "this is no value",
        "put a text in quotes",
    ),
    "Unterminated string": ("a text is not closed", "end it with the quote that begins it"),
    "Unescaped '\\' in a string": (
        "`\\` means something else in double quotes",
        "write it twice, or put the text in single quotes",
    ),
    "Illegal character '\\n'": (
        "a text is not closed in its line",
        'end it with a quote, or write """ around a text of several lines',
    ),
    "Unclosed array": ("a list goes on here without a comma", "write a comma, or close it with ]"),
    "Unclosed inline table": (
        "a table goes on here without a comma",
        "write a comma, or close it with }",
    ),
    "Cannot overwrite a value": ("this key is there already", "keep one of the two"),
    "Expected '=' after a key in a key/value pair": (
        "`=` is missing after a key",
        "put a key with other signs than letters, digits, _ and - in quotes",
    ),
    "Expected newline or end of document after a statement": (
        "the line goes on after its value",
        "write one key a line",
    ),
    "Expected ']]' at the end of an array declaration": (
        "`]]` is missing",
        "a header that begins with [[ ends with ]]",
    ),
    "Expected ']' at the end of a table declaration": (
        "`]` is missing",
        "a header that begins with [ ends with ]",
    ),
    "Invalid statement": ("this is no line of TOML", "write key = value, [header] or # comment"),
    "Invalid date or datetime": ("there is no such date", "write it as 2026-01-31"),
}
"""What the parser says, what that means to an author, and what to do."""
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
        raise TomlError(_in_words(error, text, file.path)) from None
    except (ValueError, RecursionError):
        # tomli lets a number of more digits than int() takes, or an impossible date, through.
        raise TomlError(Problem("this is not TOML that can be read", "", file.path)) from None


def _in_words(error: tomli.TOMLDecodeError, text: str, path: str) -> Problem:
    """What the parser says, in the words of someone who writes such a file by hand."""
    line, column = error.lineno, error.colno
    whole = text.split("\n")[line - 1]
    if error.msg == "Unterminated string" and (opened := _open_block(text)):
        line, column = opened
    message, remedy = _told(error.msg, whole[: column - 1], whole[column - 1 :])
    return Problem(f"this is not TOML: {message}", remedy, path, line, column)


def _told(said: str, before: str, rest: str) -> tuple[str, str]:
    """What is wrong between the parts of a line before and after the error, and what to do."""
    if not before and _MERGE_MARK.match(rest):
        return "a merge has left its marks", "keep one side and remove the marks"
    if said == "Invalid value" and (told := _of_value(rest)):
        return told
    if said.startswith("Expected newline") and (told := _of_end(before, rest)):
        return told
    if said.startswith("Expected '=' after") and rest.startswith(":"):
        return "`=` is missing after a key", "write it instead of `:`"
    if found := _TWICE.match(said):
        parts = _NAME.findall(found[0])
        header = ".".join(parts)
        if "declare" in said and len(parts) == 2 and parts[0] in _BY_NAME:
            return f"`[{header}]` is there already", "keep one of the two"
        if "declare" in said:
            return f"`[{header}]` is there already", f"write `[[{header}]]` for each of several"
        return f"`{header}` has a value already", "keep one of the two"
    if found := _TWICE_INLINE.match(said):
        return f"`{found[1]}` is there twice in this table", "keep one of the two"
    if said not in _WORDS and said.startswith("Illegal character"):
        return "a control character", "write it as an escape such as \\u001b, or leave it out"
    return _WORDS.get(said, (said[0].lower() + said[1:], ""))


def _of_value(rest: str) -> tuple[str, str] | None:
    """What was written where a value should be."""
    word = rest.split(maxsplit=1)[0] if rest.strip() else ""
    if not word or word.startswith("#"):
        return "a value is missing", "write one after `=`"
    if word.casefold() in ("true", "yes", "false", "no"):
        meant = "true" if word.casefold() in ("true", "yes") else "false"
        return f"`{word}` is no value", f"write {meant}"
    return ("a text stands in straight quotes", 'write "') if word[0] in _CURLY else None


def _of_end(before: str, rest: str) -> tuple[str, str] | None:
    """Why a value ended before its line did."""
    if before.endswith("'") and rest[:1].isalnum():
        return "the text ends at its second '", "put a text that holds ' in double quotes"
    if before.endswith('"') and rest[:1].isalnum():
        return 'the text ends at its second "', 'write \\" for a quote in a text'
    if before.endswith("0") and rest[:1].isdecimal():
        return "a number does not begin with 0", "leave the 0 out"
    return None


def _open_block(text: str) -> tuple[int, int] | None:
    """Where a text of several lines begins that never ends."""
    for found in _GUARDED.finditer(text):
        if found["multiline"] and not _CLOSED.match(found["multiline"]):
            before = text[: found.start()]
            return before.count("\n") + 1, found.start() - before.rfind("\n")
    return None


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
    is_value = found[0][0] in "\"'0123456789" and not _EQUALS.match(text, found.end())
    if len(found[0]) > MAX_KEY_LENGTH and is_value and found[0][0].isdigit():
        what = f"a number of more than {MAX_KEY_LENGTH} characters"
        raise _refused(text, found.start(), path, what)
    if len(found[0]) > MAX_KEY_LENGTH and not (is_value and len(parts) == 1):
        raise _refused(text, found.start(), path, f"a key of more than {MAX_KEY_LENGTH} characters")


def _refused(text: str, offset: int, path: str, what: str) -> TomlError:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return TomlError(Problem(f"refused: {what}", "is it the right file?", path, line, column))
