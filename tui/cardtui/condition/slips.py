"""What an author probably meant where Python's parser could not read an expression.

Python's own messages speak of Python; these speak of this language, and point at the slip.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass

from cardtui.condition.nodes import FUNCTIONS

_STRINGS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_NO_CODE = re.compile(rf"{_STRINGS.pattern}|#[^\r\n]*")
_NO_SIGN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\\]")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_MAX_BRACKETS = 100
"""Python's parser gives up at 200, or at fewer where each opens more than one level."""
_OPERATORS = {
    "&&": "`and`",
    "||": "`or`",
    "!==": "`!=`",
    "===": "`==`",
    "<>": "`!=`",
    "=<": "`<=`",
    "=>": "`>=`",
    "≠": "`!=`",
    "≤": "`<=`",
    "≥": "`>=`",
    "!": "`not`",
    "=": "`==` to compare",
    "?": "`b if a else c`",
    "AND": "`and`",
    "OR": "`or`",
    "NOT": "`not`",
    "IN": "`in`",
}
_SLIPS = re.compile(
    r"&&|\|\||!==|===|<>|=<|=>|[≠≤≥?]|!(?!=)|(?<![=!<>:])=(?!=)|\b(?:AND|OR|NOT|IN)\b"
)
_QUOTES = re.compile("[‘’‚‛“”„‟`´]")
_TEXT_WITH_APOSTROPHE = re.compile(r"'[^']*'\w+")
_DATE = re.compile(r"(?<![\w.])\d{4}-\d{1,2}-\d{1,2}(?![\w.])")
_LEADING_ZERO = re.compile(r"(?<![\w.])0\d+(?![\w.])")
_LOOSE_END = re.compile(r"(\band|\bor|\bnot|\bin|\bif|\belse|[=!<>]=|[-+*/<>,.])\s*$")
_VALUE = re.compile(rf"\w+|{_STRINGS.pattern}")
_LAST_VALUE = re.compile(r"(?:\w+|['\")\]])$")
_TOKEN = re.compile(rf"{_VALUE.pattern}|[=!<>]=|\S")
_THEN = re.compile(r"\bthen\b|:")
_NEXT = re.compile(rf"\s*({_TOKEN.pattern})")
_BETWEEN_VALUES = frozenset({"and", "or", "in", "==", "!=", "<", "<=", ">", ">=", *"*/+,."})
_WORDS_ELSEWHERE = {
    "equals": "`==`",
    "contains": "`'option' in question`",
    "includes": "`'option' in question`",
    "has": "`'option' in question`",
    "between": "`1 <= question <= 3`",
    "then": "`b if a else c`",
    "xor": "`!=`",
}
"""Operators of other languages, and what to write here."""
_NO_NUMBER = re.compile(r"(?<![\w.])\d[\d_.]*[^\W\d]\w*(?:%|\b)|(?<![\w.])\d[\d_.]*%")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, and the part of the source that is meant."""

    message: str
    start: int
    end: int


def strings_in(source: str) -> list[str]:
    """The strings of a source, quotes and all."""
    return _STRINGS.findall(source)


def without_strings(source: str) -> str:
    """The source with strings and comments blanked: nothing in them is taken for an operator."""
    return _NO_CODE.sub(lambda found: " " * len(found[0]), source)


def unquoted_date(source: str) -> Slip | None:
    """A date without quotes, which Python would read as a subtraction."""
    found = _DATE.search(without_strings(source)) if "-" in source else None
    if found is None:
        return None
    return Slip(f"a date is written in quotes: '{found[0]}'", *found.span())


def lone_bracket(source: str) -> Slip | None:
    """The first bracket that has no partner, or stands too deep among others."""
    masked = without_strings(source)
    open_brackets: list[re.Match[str]] = []
    for bracket in re.finditer(r"[()\[\]{}]", masked):
        if bracket[0] not in _BRACKETS:
            open_brackets.append(bracket)
        elif open_brackets and open_brackets[-1][0] == _BRACKETS[bracket[0]]:
            open_brackets.pop()
        elif open_brackets:
            message = f"`{open_brackets[-1][0]}` is closed by `{bracket[0]}`"
            return Slip(message, *bracket.span())
        else:
            return Slip("this bracket closes nothing", *bracket.span())
        if len(open_brackets) > _MAX_BRACKETS:
            return Slip("too many brackets inside each other", *bracket.span())
    return (
        Slip("this bracket is never closed", *open_brackets[-1].span()) if open_brackets else None
    )


def slip_in(source: str, start: int, end: int) -> Slip:
    """What is probably wrong with a source in which Python found an error from `start` to `end`."""
    masked = without_strings(source)
    if found := _NO_SIGN.search(masked):
        return Slip(f"`{found[0]}` has no meaning here", *found.span())
    if found := _QUOTES.search(masked):
        return Slip("this is not a quote: write ' around a text", *found.span())
    if found := _TEXT_WITH_APOSTROPHE.search(source) if "'" in masked else None:
        message = "the text ends at its second ': put a text that holds ' in double quotes"
        return Slip(message, *found.span())
    if found := re.search("['\"]", masked):
        return Slip("a string is not closed: a quote is missing", found.start(), len(source))
    if found := _SLIPS.search(masked):
        advice = _OPERATORS[found[0]]
        return Slip(f"`{found[0]}` is not an operator: write {advice}", *found.span())
    if bracket := lone_bracket(source):
        return bracket
    if found := _LEADING_ZERO.search(masked):
        return Slip(f"`{found[0]}`: a number does not begin with 0", *found.span())
    if (found := _NO_NUMBER.search(masked)) and not _is_number(found[0]):
        return Slip(f"`{found[0]}` is not a number: write digits alone", *found.span())
    if found := _LOOSE_END.search(masked):
        return Slip(f"something is missing after `{found[1]}`", *found.span(1))
    return _at(source, start) or Slip("expected an expression such as `x == 'option'`", start, end)


def _is_number(word: str) -> bool:
    try:
        complex(word.replace("_", ""))
    except ValueError:
        return re.fullmatch(r"0[xXoObB]\w+", word) is not None
    return True


def _at(source: str, start: int) -> Slip | None:
    """What is wrong with the token at `start`, seen together with its neighbours."""
    token = _TOKEN.match(source, start)
    if token is None:
        return None
    before = source[:start].rstrip()
    if token[0] == "if" and not before:
        meant = "`b if a else c`" if _THEN.search(source) else "the condition alone, without `if`"
        return Slip(f"write {meant}", *token.span())
    if " if " in source[start:] and " else " not in source:
        return Slip("`else` is missing: write `b if a else c`", len(source), len(source))
    if token[0] in _BETWEEN_VALUES:
        return Slip(f"something is missing before `{token[0]}`", *token.span())
    if not _is_value(token[0]):
        return Slip(f"`{token[0]}` has no meaning here", *token.span())
    last = _LAST_VALUE.search(before)
    if last and not keyword.iskeyword(last[0]):
        return _missing_operator(last[0], token[0], *token.span())
    following = _NEXT.match(source, token.end())
    if following and _is_value(following[1]):
        return _missing_operator(token[0], following[1], *following.span(1))
    return None


def _is_value(token: str) -> bool:
    return _VALUE.fullmatch(token) is not None and not keyword.iskeyword(token)


def _missing_operator(left: str, right: str, start: int, end: int) -> Slip:
    """Two names, numbers or texts side by side."""
    if left in FUNCTIONS:
        return Slip(f"brackets are missing: write `{left}(...)`", start, end)
    if right in _WORDS_ELSEWHERE:
        return Slip(f"`{right}` is not an operator: write {_WORDS_ELSEWHERE[right]}", start, end)
    return Slip(f"an operator or a comma is missing before `{right}`", start, end)
