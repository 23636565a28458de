"""What is left to choose where two versions of a card changed the same answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardtui.card.model import Card
from cardtui.interview.state import Finding, Relevance


def open_choices(card: Card, relevance: Mapping[str, Relevance]) -> Iterator[Finding]:
    """A finding for each question with two versions of its answer, unless it is set aside."""
    if not card.conflicts:
        return
    for name, found in relevance.items():
        if name in card.conflicts and found is not Relevance.IRRELEVANT:
            yield Finding(name, "two versions of this answer: choose one")
