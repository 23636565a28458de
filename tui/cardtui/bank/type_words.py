"""What a question or a column of each type wants, in a word or two."""

from __future__ import annotations

from cardtui.bank.model import QuestionType

TYPE_WORDS: dict[QuestionType, str] = {
    "text": "text",
    "longtext": "long text",
    "code": "code",
    "bool": "yes or no",
    "integer": "whole number",
    "number": "number",
    "date": "date",
    "url": "address",
    "select": "option",
    "multiselect": "several options",
    "list": "list",
    "table": "table",
    "path": "path",
    "note": "note",
}


def a_type(name: QuestionType) -> str:
    """The same behind "wants": `a whole number`, `an address`, `yes or no`."""
    words = TYPE_WORDS[name]
    if name in ("bool", "code", "multiselect"):
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
