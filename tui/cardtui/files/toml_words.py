"""What the parser of TOML says, in the words of someone who writes such a file by hand."""

from __future__ import annotations

import re

import tomli

from cardtui.errors import Problem
from cardtui.files.toml_guard import BLOCK, COMMENT, TEXT_OR_OPEN

_BLOCK = re.compile(rf"(?P<block>{BLOCK})|{COMMENT}|{TEXT_OR_OPEN}", re.DOTALL)
"""A text of several lines, or what could hide the beginning of one."""
_CLOSED = re.compile(r'("""|\'\'\').*\1', re.DOTALL)
_MERGE_MARK = re.compile(r"<{7}|={7}|>{7}")
_TWICE = re.compile(r"Cannot (?:declare|mutate|overwrite) .*\(.*\)")
_TWICE_INLINE = re.compile(r"Duplicate inline table key '(.*)'")
_BY_NAME = ("answers", "conflicts", "retired")
"""Tables of a card that hold one table for each name, and never several."""
_CURLY = "\u2018\u2019\u201c\u201d\u201e"
_HEADER_OF_SEVERAL = re.compile(r"\[\[(?P<name>[^\[\]]+)")
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


def in_words(error: tomli.TOMLDecodeError, text: str, path: str) -> Problem:
    """What the parser says, in the words of someone who writes such a file by hand."""
    line, column = error.lineno, error.colno
    whole = text.split("\n")[line - 1]
    if error.msg == "Unterminated string" and (opened := _open_block(text)):
        line, column = opened
    if error.msg == "Cannot overwrite a value" and (single := _single(text, line, whole)):
        return Problem(*single[:2], path, single[2], 1)
    message, remedy = _told(error.msg, whole[: column - 1], whole[column - 1 :])
    return Problem(f"this is not TOML: {message}", remedy, path, line, column)


def _single(text: str, line: int, whole: str) -> tuple[str, str, int] | None:
    """What to say of a header of one table that stands above headers of several, and its line."""
    found = _HEADER_OF_SEVERAL.match(whole.strip())
    header = f"[{found['name'].strip()}]" if found else ""
    above = [each.partition("#")[0].strip() for each in text.split("\n")[: line - 1]]
    if not header or header not in above:
        return None
    at = len(above) - above[::-1].index(header)
    return f"`{header}` is one table, and there are several", f"write `[{header}]`", at


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
    for found in _BLOCK.finditer(text):
        if found["block"] and not _CLOSED.match(found["block"]):
            before = text[: found.start()]
            return before.count("\n") + 1, found.start() - before.rfind("\n")
    return None
