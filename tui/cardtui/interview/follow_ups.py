"""What a change of an answer makes of other questions: which come, which go, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.interview.state import State, Stored

_MOST_NAMED = 4
"""Questions that are named in a line."""
CAME, WENT = "+", "-"
"""The marks of a question that is asked now, and of one that is not any more."""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """The questions that came and went between two states, each in the order of the bank."""

    asked: tuple[str, ...] = ()
    """They are asked now, and have no answer yet."""
    back: tuple[str, ...] = ()
    """They are asked again, and their answers, which were set aside, are back."""
    set_aside: tuple[str, ...] = ()
    """They are not asked any more, and their answers are kept."""
    gone: tuple[str, ...] = ()
    """They are not asked any more, and had no answer."""

    def __bool__(self) -> bool:
        """Whether anything came or went."""
        return self != FollowUps()

    @property
    def appeared(self) -> tuple[str, ...]:
        """All that are asked now and were not."""
        return (*self.asked, *self.back)

    @property
    def left(self) -> tuple[str, ...]:
        """All that are not asked any more."""
        return (*self.set_aside, *self.gone)


def follow_ups(bank: Bank, before: State, after: State) -> FollowUps:
    """What came and went from one state of a card to another."""
    if before.relevance == after.relevance:
        return FollowUps()
    changed = [
        name
        for name, question in bank.questions.items()
        if before.relevance[name] is not after.relevance[name] and question.type != "note"
    ]
    has_answer = {name: after.stored[name] is not Stored.UNANSWERED for name in changed}
    came = [name for name in changed if after.is_relevant(name)]
    went = [name for name in changed if before.is_relevant(name)]
    return FollowUps(
        tuple(name for name in came if not has_answer[name]),
        tuple(name for name in came if has_answer[name]),
        tuple(name for name in went if has_answer[name]),
        tuple(name for name in went if not has_answer[name]),
    )


def kept_aside(state: State) -> tuple[str, ...]:
    """Questions that are not asked now, or not yet, and keep an answer for when they are."""
    return tuple(
        name
        for name, stored in state.stored.items()
        if stored is not Stored.UNANSWERED and not state.is_relevant(name)
    )


def follow_up_lines(
    bank: Bank, found: FollowUps, current: str | None = None
) -> Iterator[tuple[str, str]]:
    """`Now asked: Bits, Method`: a line for each thing, from where a person stands, and its mark.

    What is asked in front of that question is said apart: going on does not lead there.
    """
    places = {name: place for place, name in enumerate(bank.questions)}
    here = -1 if current is None else places[current]
    earlier = [name for name in found.asked if places[name] < here]
    later = [name for name in found.asked if places[name] >= here]
    words = bank.words
    again = words.all_asked_again if len(found.back) > 1 else words.asked_again
    kinds: tuple[tuple[str, str, Sequence[str]], ...] = (
        (CAME, words.now_asked, later),
        (CAME, words.now_asked_above, earlier),
        (CAME, again, found.back),
        (WENT, words.set_aside, found.set_aside),
        (WENT, words.not_asked, found.gone),
    )
    for mark, said, names in kinds:
        if names:
            yield mark, f"{said}{words.colon} {_named(bank, names)}"


def _named(bank: Bank, names: Sequence[str]) -> str:
    labels = [bank.questions[name].name for name in names]
    if len(labels) <= _MOST_NAMED:
        return ", ".join(labels)
    return bank.words.listed(labels, _MOST_NAMED - 1)
