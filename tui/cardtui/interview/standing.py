"""How a question stands: what a person should know of it at a glance."""

from __future__ import annotations

from enum import StrEnum

from cardtui.bank.model import Question
from cardtui.interview.state import Relevance, State, Stored


class Standing(StrEnum):
    """One word for a question or a section."""

    ANSWERED = "answered"
    FAILING = "failing"
    """Something is wrong with the answer."""
    WARNING = "warning"
    CHANGED = "changed"
    """The question has changed since it was answered."""
    REQUIRED = "required"
    """Open, and the card is not complete without it."""
    OPEN = "open"
    NOTE = "note"
    """Shown, not asked."""
    SET_ASIDE = "set aside"
    """Not asked now; the answer is kept."""
    NOT_ASKED = "not asked"
    UNDECIDED = "undecided"
    """Whether it is asked hangs on a question that is still open."""
    PARTLY = "partly"
    """Of a section: some of it is answered."""
    HEADING = "heading"
    """Of a section: there is nothing in it to answer."""


def standing_of(question: Question, state: State) -> Standing:
    """How a question stands."""
    name = question.id
    match state.relevance[name]:
        case Relevance.UNDECIDED:
            return Standing.UNDECIDED
        case Relevance.IRRELEVANT:
            is_kept = state.stored[name] is not Stored.UNANSWERED
            return Standing.SET_ASIDE if is_kept else Standing.NOT_ASKED
    if question.type == "note":
        return Standing.NOTE
    findings = state.findings_of(name)
    if any(finding.is_error for finding in findings):
        return Standing.FAILING
    if state.is_to_confirm(name):
        return Standing.CHANGED
    if findings:
        return Standing.WARNING
    if name in state.settled:
        return Standing.ANSWERED
    return Standing.REQUIRED if question.required else Standing.OPEN
