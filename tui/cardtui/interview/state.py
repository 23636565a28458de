"""What an interview says of a card. All of it follows from bank and answers alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from cardtui.condition.facts import Blank, Fact, Value


class Relevance(StrEnum):
    """Whether a question matters for this card."""

    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"
    UNDECIDED = "undecided"
    """It hangs on a question that is still open."""


class Stored(StrEnum):
    """What the card stores for a question, relevant or not."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


TWO_VERSIONS = "two versions of this answer: choose one"
"""The message of a finding about an answer that a merge has left in two versions."""


class Finding(Struct, frozen=True):
    """Something about an answer that its author should look at."""

    question: str
    message: str
    is_error: bool = True
    row: int = 0
    """The number of the row, where it is about a cell."""
    column: str = ""


class Progress(Struct, frozen=True):
    """How far a card is, as an interval that never says done early."""

    answered: int
    """Relevant questions with an answer; "unknown" and "not applicable" are answers."""
    relevant: int
    """Questions that are relevant now."""
    possible: int
    """Questions that are relevant now or could become so."""

    def __str__(self) -> str:
        shown = f"{self.answered} of {self.relevant}"
        return f"{shown}, up to {self.possible}" if self.possible > self.relevant else shown


class Worth(Struct, frozen=True):
    """What an answer comes to by itself, were its question relevant."""

    stored: Stored
    says: Value | Blank
    """What conditions would see; of a table all cells that fit, whether they matter or not."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with it, whatever the bank's checks say."""


NO_ANSWER = Worth(Stored.UNANSWERED, Blank.OPEN)


class Workings(Struct, frozen=True):
    """What a state was made from. The state after a change shares whatever stays the same."""

    worth: Mapping[str, Worth]
    """What each answer comes to by itself."""
    could_be: Mapping[str, int]
    """Whether each section and question is or could become relevant (TRUE), irrelevant (FALSE)."""
    prospects: Mapping[str, Fact]
    """What each question is or could come to."""
    findings: Mapping[str, tuple[Finding, ...]]
    """By question; those without any are not there."""
    outdated: frozenset[str]
    """Questions that ask for something else now than when they were answered."""


class State(Struct, frozen=True):
    """The state of every question, by id and in the order of the bank."""

    relevance: Mapping[str, Relevance]
    stored: Mapping[str, Stored]
    settled: frozenset[str]
    """Relevant questions that are answered with something that counts."""
    open: tuple[str, ...]
    """Undecided, or relevant and without an answer that counts; notes are never open."""
    progress: Progress
    findings: tuple[Finding, ...]
    complete: bool
    """Nothing required is open or undecided, and no check fails as an error."""
    sections: Mapping[str, Relevance]
    """Whether each section matters."""
    facts: Mapping[str, Fact]
    """What the expressions of the bank see."""
    workings: Workings
    reconfirm: tuple[str, ...] = ()
    """Settled questions that ask for something else now than when they were answered."""

    def is_relevant(self, question: str) -> bool:
        """Whether a question is to be asked."""
        return self.relevance[question] is Relevance.RELEVANT

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Questions that are irrelevant now and keep an answer for when they return."""
        return tuple(
            name
            for name, stored in self.stored.items()
            if stored is not Stored.UNANSWERED and self.relevance[name] is Relevance.IRRELEVANT
        )

    def is_to_confirm(self, question: str) -> bool:
        """Whether a question asks for something else now than when it was answered."""
        return question in self.workings.outdated and question in self.settled

    def findings_of(self, question: str) -> tuple[Finding, ...]:
        """The findings about one question."""
        return self.workings.findings.get(question, ())
