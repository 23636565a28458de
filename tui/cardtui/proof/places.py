"""Everything in a bank that can branch: sections, questions and columns, with their conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.condition.condition import Condition
from cardtui.files.positions import KeyPath
from cardtui.interview.relevance import conditions_of_section


@dataclass(frozen=True, slots=True)
class Place:
    """A section, question or column."""

    kind: Literal["section", "question", "column"]
    name: str
    """Its id; a column as `table.column`."""
    key: KeyPath
    around: tuple[Condition, ...]
    """What must be true before its own condition is looked at: of its sections, of its table."""
    own: Condition | None
    """Its `when`."""
    section: Section
    question: Question | None = None
    """Itself, or the table of the column."""
    column: str = ""

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return f"`{self.name}`" if self.kind == "question" else f"the {self.kind} `{self.name}`"

    @property
    def when(self) -> KeyPath:
        """Where its condition stands."""
        return (*self.key, "when")


def places_of(bank: Bank) -> Iterator[Place]:
    """All of them, in the order of the bank."""
    own = bank.expressions
    for i, section in enumerate(bank.sections):
        key: KeyPath = ("section", i)
        of_section = own.sections.get(section.id)
        inside = conditions_of_section(bank, section)
        around = inside[:-1] if of_section else inside
        yield Place("section", section.id, key, around, of_section, section)
        for j, question in enumerate(section.questions):
            here: KeyPath = (*key, "question", j)
            of_question = own.questions.get(question.id)
            yield Place("question", question.id, here, inside, of_question, section, question)
            of_table = (*inside, of_question) if of_question else inside
            for k, column in enumerate(question.columns):
                yield Place(
                    "column",
                    f"{question.id}.{column.id}",
                    (*here, "column", k),
                    of_table,
                    own.columns.get((question.id, column.id)),
                    section,
                    question,
                    column.id,
                )
