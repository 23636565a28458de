"""A card: the answers given to a bank, as values that never change.

An answer holds what the file holds. Whether it fits its question, and what it means, is for the
interview to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.values import is_empty

FORMAT = 1
"""The card format that this version reads and writes."""

COPIED = "copied"
"""In place of a fingerprint: the answer was given for another model, and nobody has confirmed it."""

Status = Literal["unknown", "not_applicable"]
Place = tuple[str, str]
"""Where an answer stands in the file: `("answers", ID)`, `("conflicts", ID)`, `("retired", NAME)`."""
StoredValue = bool | int | float | str | date | list[str]
"""What TOML can hold of an answer. Anything else a file holds is kept, and fits no question."""


class Row(Struct, frozen=True):
    """A row of a table. The number stays with the row for ever, so that rows can be merged."""

    number: int
    cells: Mapping[str, object] = {}
    """The cells that are not empty, by the id of their column."""


class Answer(Struct, frozen=True):
    """What is stored for one question."""

    value: object = None
    """The value, or None where there is none."""
    status: Status | None = None
    """Why there is no value. A value beside it is kept and not used."""
    reason: str = ""
    specify: Mapping[str, str] = {}
    """The texts of options such as "Other: ...", kept when the option is not chosen any more."""
    rows: tuple[Row, ...] = ()
    last_row: int = 0
    """The highest row number ever given, so that none is given twice."""
    asked: str = ""
    """The fingerprint of the question when it was answered."""
    note: str = ""
    """What somebody has written down beside the question: for themselves, and for no document."""

    @property
    def has_value(self) -> bool:
        """Whether there is a value or a row, be it behind a status."""
        return bool(self.rows) or not is_empty(self.value)

    @property
    def when_cleared(self) -> Answer | None:
        """What is left once it is taken away: the note, and that its row numbers were used."""
        left = Answer(last_row=self.last_row, note=self.note)
        return None if left == Answer() else left


TAKEN_AWAY = Answer(...)
"""What stands in a file, `absent = true`, for a second version without an answer."""


class BankReference(Struct, frozen=True):
    """Which bank a card answers."""

    id: str
    version: str = ""
    sha256: str = ""


class Card(Struct, frozen=True):
    """All answers to one bank."""

    id: str
    """Different for each card, so that two cards are never merged by mistake."""
    bank: BankReference
    answers: Mapping[str, Answer] = {}
    retired: Mapping[str, Answer] = {}
    """Answers that found no question in a newer bank, and cells that found no column. They come
    back when their id is asked again."""
    conflicts: Mapping[str, Answer | None] = {}
    """A second version of an answer, kept until one is chosen; None: there it was taken away."""

    @property
    def answered(self) -> int:
        """How many questions have an answer of any kind; a note alone is none."""
        return sum(answer != answer.when_cleared for answer in self.answers.values())

    def answer(self, question: str) -> Answer | None:
        """What is stored for a question, if anything is."""
        return self.answers.get(question)

    def with_answer(self, question: str, answer: Answer | None) -> Card:
        """This card with one answer set, or taken away."""
        answers = dict(self.answers)
        if answer is None:
            answers.pop(question, None)
        else:
            answers[question] = answer
        return replace(self, answers=answers)

    def resolved(self, question: str, chosen: Answer | None) -> Card:
        """This card with one of two versions chosen, or a third in place of both.

        The choice is between answers: the notes of all stay, and so do the row numbers used.
        """
        from cardtui.card.merge_note import joined_notes

        versions = (self.answers.get(question), self.conflicts.get(question), chosen)
        last = max((version.last_row for version in versions if version), default=0)
        note = joined_notes(version.note for version in versions if version)
        if last or note:
            chosen = replace(chosen or Answer(), last_row=last, note=note)
        conflicts = {name: other for name, other in self.conflicts.items() if name != question}
        return replace(self.with_answer(question, chosen), conflicts=conflicts)


def copied(card: Card) -> Card:
    """The card of the next model: the same answers, each to be confirmed, and an id of its own."""
    answers = {
        name: answer if answer == answer.when_cleared else replace(answer, asked=COPIED)
        for name, answer in card.answers.items()
    }
    return replace(new_card(card.bank), answers=answers)


def new_card(bank: BankReference) -> Card:
    """An empty card with an id of its own."""
    from uuid import uuid4

    return Card(str(uuid4()), bank)
