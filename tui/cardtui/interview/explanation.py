"""What is said to someone who asks why a question is asked, or why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cardtui.bank.model import Section
from cardtui.interview.state import Relevance


class Verdict(StrEnum):
    """What a condition comes to with the answers as they are."""

    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"
    """It hangs on a question that is still open."""
    UNKNOWN = "unknown"
    """It cannot be told, and nothing is open that could change that: it counts as not true."""


_VERDICT_WORDS = {
    Verdict.TRUE: "True",
    Verdict.FALSE: "Not true",
    Verdict.UNDECIDED: "Not known yet",
    Verdict.UNKNOWN: "Cannot be told, so not true",
}
_DECIDING_WORDS = {
    Verdict.TRUE: "What makes it true",
    Verdict.FALSE: "What is not true of it",
    Verdict.UNDECIDED: "What is not known yet",
    Verdict.UNKNOWN: "What cannot be told",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A question that a condition speaks of, and how it stands."""

    question: str
    label: str
    relevance: Relevance
    words: str
    """Its answer, or why it has none: "not answered yet"."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that must be true for the question to be asked."""

    words: str
    verdict: Verdict
    deciding: tuple[str, ...]
    """The parts that make it so; empty where that is all of it."""
    sources: tuple[Source, ...]
    section: Section | None = None
    """The section that it belongs to; None for a condition of the question itself."""

    @property
    def whole_words(self) -> str:
        """The condition, and whose it is."""
        if self.section is None:
            return self.words
        return f"{self.words} (for the section {self.section.title})"

    @property
    def verdict_words(self) -> str:
        """`True`, `Not true`, `Not known yet`."""
        return _VERDICT_WORDS[self.verdict]

    @property
    def deciding_words(self) -> str:
        """What to look at in a condition of several parts; empty where that is all of it."""
        if not self.deciding:
            return ""
        return f"{_DECIDING_WORDS[self.verdict]}: {'; '.join(self.deciding)}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a question is asked, is not, or may still be."""

    question: str
    label: str
    standing: Relevance
    sentence: str
    """The standing, and what it comes from."""
    remarks: tuple[str, ...]
    """More sentences: who wants to know, what becomes of its answer, when its cells are asked."""
    reasons: tuple[Reason, ...]
    hangs_on: tuple[str, ...]
    """For one that is not decided: the open questions whose answers decide it."""

    @property
    def ways(self) -> tuple[str, ...]:
        """The questions it comes from that can be gone to now, the open ones first."""
        asked = [
            source.question
            for reason in self.reasons
            for source in reason.sources
            if source.relevance is Relevance.RELEVANT
        ]
        return tuple(dict.fromkeys([*self.hangs_on, *asked]))

    def lines(self) -> Iterator[str]:
        """All of it, a line for each thing, for reading one after the other."""
        yield self.label
        yield self.sentence
        yield from self.remarks
        for reason in self.reasons:
            yield ""
            yield f"{reason.verdict_words}: {reason.whole_words}"
            if reason.deciding_words:
                yield f"  {reason.deciding_words}"
            for source in reason.sources:
                yield f"  {source.label}: {source.words}"
