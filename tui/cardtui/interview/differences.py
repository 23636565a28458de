"""What differs between two cards, answer by answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.card.merge_items import in_both_orders
from cardtui.card.model import Answer, Card
from cardtui.card.same import said

Change = Literal["added", "gone", "changed"]
Kind = Literal["answer", "second version", "retired answer"]
_KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose answer is not the same in two cards."""

    question: Question
    """Of the bank; where that is not at hand or does not have it, one that is called by its id."""
    old: Answer | None
    """None where there is none."""
    new: Answer | None
    kind: Kind = "answer"
    """A second version stands beside an answer until one is chosen; one that says nothing is a
    version in which the answer was taken away."""

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
        before, after = _held(old, name), _held(new, name)
        for kind in _KINDS:
            if _differ(before.get(kind), after.get(kind)):
                yield Difference(question, before.get(kind), after.get(kind), kind)


def _names(card: Card | None) -> dict[str, object]:
    return {**card.answers, **card.conflicts, **card.retired} if card else {}


def _held(card: Card | None, name: str) -> dict[Kind, Answer]:
    """What a card holds for a question."""
    held: dict[Kind, Answer] = {}
    if card is None:
        return held
    if said(answer := card.answer(name) or Answer()) != said(None) or answer.note:
        held["answer"] = answer
    if name in card.conflicts:
        held["second version"] = card.conflicts[name] or Answer()
    if name in card.retired:
        held["retired answer"] = card.retired[name]
    return held


def _differ(old: Answer | None, new: Answer | None) -> bool:
    """Whether two answers say or note something else, or one was confirmed anew."""
    if old is None or new is None:
        return old is not new
    return (said(old), old.asked, old.note) != (said(new), new.asked, new.note)
