"""The types of the language: what a name in an expression can hold.

The bank hands a `Scope` to the type checker: a table of names and kinds. Nothing here knows what
a question is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct


class Bool(Struct, frozen=True):
    """Yes or no."""


class Number(Struct, frozen=True):
    """An integer or a float."""

    whole: bool = False


class Date(Struct, frozen=True):
    """A calendar day, written `'2026-01-31'` in an expression."""


class Text(Struct, frozen=True):
    """Any string; compared by code point."""


class Option(Struct, frozen=True):
    """One of several options."""

    options: tuple[str, ...]
    labels: Mapping[str, str] = {}
    """The options by what people read, to say which was meant."""


class Options(Struct, frozen=True):
    """Several of several options; an exclusive option stands alone."""

    options: tuple[str, ...]
    exclusive: frozenset[str] = frozenset()
    labels: Mapping[str, str] = {}
    """As in `Option`."""


class TextList(Struct, frozen=True):
    """Several strings."""


class Table(Struct, frozen=True):
    """Rows of cells."""

    columns: Mapping[str, CellKind]


class LiteralList(Struct, frozen=True):
    """A list of literals, as in `x in ['a', 'b']`."""

    of: CellKind


CellKind = Bool | Number | Date | Text | Option
Kind = CellKind | Options | TextList | Table
ExpressionKind = Kind | LiteralList


class Scope(Struct, frozen=True):
    """The names that an expression may use."""

    questions: Mapping[str, Kind]
    unanswerable: frozenset[str] = frozenset()
    """Names that exist and hold no value: notes."""
    row: Mapping[str, CellKind] | None = None
    """The columns of `row`, in a condition of a column."""
    value: Kind | None = None
    """What `value` holds, in a check."""
    sections: frozenset[str] = frozenset()
    """Names that exist and are no questions."""


def kind_words(kind: ExpressionKind) -> str:
    """A kind as a message names it."""
    match kind:
        case Bool():
            return "yes or no"
        case Number():
            return "a number"
        case Date():
            return "a date"
        case Text():
            return "a text"
        case Option():
            return "one option"
        case Options():
            return "several options"
        case TextList():
            return "a list of texts"
        case Table():
            return "a table"
        case LiteralList():
            return "a list"
        case _:
            assert_never(kind)
