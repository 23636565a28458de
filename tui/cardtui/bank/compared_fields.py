"""Two versions of a bank, and of one question or column in them, side by side."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.difference_kinds import Difference, Kind, Weight
from cardtui.bank.model import Column, Question
from cardtui.bank.pairing import Pairing


class Banks(Struct, frozen=True):
    """An older bank, a newer one, and what of them is the same."""

    old: Bank
    new: Bank
    names: Pairing


class Pair(Struct, frozen=True):
    """A question or column as it was and as it is."""

    banks: Banks
    old: Question | Column
    new: Question | Column
    question: Question
    """The question of the newer bank that it is, or stands in."""
    old_table: str = ""
    """Of a column: the id of its table in the older bank."""

    @property
    def is_column(self) -> bool:
        """Whether it is a column."""
        return bool(self.old_table)

    @property
    def table(self) -> str:
        """Of a column: the id of its table in the newer bank."""
        return self.question.id if self.is_column else ""

    @property
    def old_name(self) -> str:
        """Its full name in the older bank."""
        return f"{self.old_table}.{self.old.id}" if self.is_column else self.old.id

    @property
    def new_name(self) -> str:
        """Its full name in the newer bank."""
        return f"{self.table}.{self.new.id}" if self.is_column else self.new.id

    @property
    def label(self) -> str:
        """What a person calls it now."""
        return f"{self.question.name}, {self.new.name}" if self.is_column else self.new.name

    def tell(self, kind: Kind, weight: Weight, said: str, **more: Any) -> Difference:
        """A difference of it, or of one of its options."""
        return Difference(
            "option" if "option" in more else "column" if self.is_column else "question",
            kind,
            weight,
            f"{self.label}: {said}",
            question=self.question.id,
            column=self.new.id if self.is_column else "",
            **more,
        )
