"""The types of the language: what a name in an expression can hold.

The bank hands a `Scope` to the type checker: a table of names and kinds. Nothing here knows what
a question is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bool:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Number:
    """An integer or a float."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day, written `'2026-01-31'` in an expression."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any string; compared by code point."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several options."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Several of several options; an exclusive option stands alone."""

    options: tuple[str, ...]
    exclusive: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextList:
    """Several strings."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    columns: Mapping[str, CellKind] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    """`None`, in a suggestion only."""


@dataclass(frozen=True, slots=True)
class LiteralList:
    """A list of literals, as in `x in ['a', 'b']`."""

    of: CellKind


CellKind = Bool | Number | Date | Text | Option
Kind = CellKind | Options | TextList | Table
ExpressionKind = Kind | Nothing | LiteralList


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use."""

    questions: Mapping[str, Kind]
    unanswerable: frozenset[str] = frozenset()
    """Names that exist and hold no value: notes."""
    row: Mapping[str, CellKind] | None = None
    """The columns of `row`, in a condition of a column."""
    value: Kind | None = None
    """What `value` holds, in a check."""


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
        case Nothing():
            return "None"
