"""What a person has entered in a field: the one thing that fields and screens exchange."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cardtui.card.model import Row


class Entered(Struct, frozen=True):
    """A value as a person gives it, empty where there is none."""

    value: object = None
    specify: Mapping[str, str] | None = None
    """The texts of options, where the question has such options."""
    rows: tuple[Row, ...] | None = None
    """The rows of a table; None for every other question."""
