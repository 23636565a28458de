"""The field for one value: of a question that is no table, or of a cell.

Modules are imported when a field of their kind is first shown, so that the app starts fast.
"""

from __future__ import annotations

from cardtui.app.fields.base import Field
from cardtui.app.fields.too_long import TooLongField, too_long
from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Column, Question
from cardtui.card.model import Answer


def _text(value: object) -> str:
    """What a field of text shows for a value."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return value if isinstance(value, str) else ""


def single_field(
    question: Question | Column,
    value: object,
    answer: Answer,
    placeholder: str,
    folder: str,
    words: FixedWords,
) -> Field:
    """A field that shows `value`; `answer` holds the texts of options.

    `folder` is where the card is, which paths are relative to.
    """
    breaks_lines = question.type in ("longtext", "code", "list")
    if not question.choices and (why := too_long(_text(value), breaks_lines=breaks_lines)):
        return TooLongField(value, why)
    match question.type:
        case "bool" | "select" | "multiselect":
            from cardtui.app.fields.choice import ChoiceField, options_of

            return ChoiceField(question, value, answer.specify, options_of(question, words))
        case "longtext" | "code" | "list":
            from cardtui.app.fields.block import BlockField

            return BlockField(question, value, placeholder)
        case "integer" | "number":
            from cardtui.app.fields.stepped import NumberField

            return NumberField(question, value, placeholder)
        case "date":
            from cardtui.app.fields.stepped import DateField

            return DateField(question, value, placeholder)
        case "path":
            from cardtui.app.fields.path import PathField

            return PathField(question, value, placeholder, folder)
        case _:
            from cardtui.app.fields.line import LineField

            return LineField(question, value, placeholder)
