"""What a condition speaks of, as a person calls it: the table of names that a bank hands over."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from cardtui.condition.kinds import Kind


class Named(Struct, frozen=True):
    """How a question or a column is called, and how its values read."""

    label: str
    kind: Kind
    unit: str = ""
    options: Mapping[str, str] = {}
    """The labels of its options by their ids."""
    columns: Mapping[str, Named] = {}
    """Of a table."""


class Names(Struct, frozen=True):
    """The names that one condition uses."""

    question: Callable[[str], Named]
    row: Mapping[str, Named] = {}
    """The columns of `row`, for a condition of a column."""
    value: Named | None = None
    """What `value` is, for a check."""
