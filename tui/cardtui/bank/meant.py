"""What the author of a bank probably meant by a word that the format does not have."""

from __future__ import annotations

from difflib import SequenceMatcher

import msgspec

from cardtui.bank.model import (
    BankFile,
    BankTest,
    Check,
    Column,
    Example,
    Migration,
    Option,
    Output,
    Question,
    Section,
    Table,
)
from cardtui.text.words import join_words, nearest

_TABLES: dict[type[Table], str] = {
    BankFile: "the bank",
    Section: "a section",
    Question: "a question",
    Column: "a column",
    Option: "an option",
    Check: "a check",
    Example: "an example",
    Output: "`output`",
    BankTest: "a test",
    Migration: "a migration",
}
_HEADERS = {"question": "[[section.question]]", "column": "[[section.question.column]]"}
_KEYS = {
    "name": "id",
    "text": "ask",
    "question": "ask",
    "prompt": "ask",
    "title": "label",
    "description": "help",
    "hint": "help",
    "default": "suggest",
    "choices": "options",
    "values": "options",
    "condition": "when",
    "if": "when",
    "show_if": "when",
    "visible_if": "when",
    "relevant": "when",
    "constraint": "check",
    "validate": "check",
    "mandatory": "required",
    "format": "text_format",
    "pattern": "text_format",
    "regex": "text_format",
}
"""Keys of other tools and formats, and what they are called here."""
_VALUES = {
    "string": "text",
    "str": "text",
    "boolean": "bool",
    "float": "number",
    "choice": "select",
    "radio": "select",
    "enum": "select",
    "checkbox": "multiselect",
    "checkboxes": "multiselect",
    "markdown": "longtext",
    "multiline": "longtext",
    "file": "path",
    "link": "url",
    "array": "list",
}
"""Types of other tools, and what they are called here."""
_CERTAIN = 0.8
"""How alike a mistyped word is to the right one, where no other explanation can be better."""


def meant_key(key: str, table: type[Table], known: list[str]) -> str:
    """What to do about a key that a table does not have."""
    near = nearest(key, known)
    if near and SequenceMatcher(a=key.casefold(), b=near).ratio() >= _CERTAIN:
        return f"did you mean `{near}`?"
    if key in _HEADERS and key not in known and table in (BankFile, Section):
        return f"write `{_HEADERS[key]}`"
    if _KEYS.get(key) in known:
        return f"did you mean `{_KEYS[key]}`?"
    if owners := [words for other, words in _TABLES.items() if key in _keys(other)]:
        return f"it is a key of {join_words(owners, 'or')}"
    if near:
        return f"did you mean `{near}`?"
    return f"there are {join_words(known)}" if len(known) > 1 else f"there is only `{known[0]}`"


def meant_value(shown: str, known: list[str]) -> str:
    """What to do about a value that is none of those that a key can have."""
    other = _VALUES.get(shown.casefold())
    near = other if other in known else nearest(shown, known)
    return f"did you mean `{near}`?" if near else f"there are {join_words(known)}"


def _keys(table: type[Table]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(table)}
