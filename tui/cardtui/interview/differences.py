"""What differs between two cards, answer by answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.card.merge_items import in_both_orders
from cardtui.card.model import Answer, Card
from cardtui.card.same import said

Change = Literal["added", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose answer is not the same in two cards."""

    question: Question
    """Of the bank; where that is not at hand or does not have it, one that is called by its id."""
    old: Answer | None
    """None where there is no answer."""
    new: Answer | None
    is_second: bool = False
    """Whether it is about the second version of an answer, between which no one has chosen yet. One
    that says nothing is a version in which the answer was taken away."""

    @property
    def change(self) -> Change:
        """What happened to the answer."""
        if self.old is None:
            return "added"
        return "gone" if self.new is None else "changed"


def differences(old: Card | None, new: Card | None, bank: Bank | None) -> Iterator[Difference]:
    """The answers that differ, in the order of the bank; then those that it does not know."""
    known = bank.questions if bank else {}
    stored = in_both_orders(_names(old), _names(new))
    unknown = [name for name in stored if name not in known]
    for name in [*(name for name in known if name in stored), *unknown]:
        question = known.get(name) or Question(id=name, label=name, type="text", ask="")
        answers = _first(old, name), _first(new, name)
        if _differ(*answers):
            yield Difference(question, *answers)
        seconds = _second(old, name), _second(new, name)
        if _differ(*seconds):
            yield Difference(question, *seconds, is_second=True)


def _names(card: Card | None) -> dict[str, object]:
    return {**card.answers, **card.conflicts} if card else {}


def _first(card: Card | None, name: str) -> Answer | None:
    answer = card.answer(name) if card else None
    return answer if said(answer) != said(None) else None


def _second(card: Card | None, name: str) -> Answer | None:
    if card is None or name not in card.conflicts:
        return None
    return card.conflicts[name] or Answer()


def _differ(old: Answer | None, new: Answer | None) -> bool:
    """Whether two answers say something else, or one was confirmed anew."""
    if old is None or new is None:
        return old is not new
    return (said(old), old.asked) != (said(new), new.asked)
