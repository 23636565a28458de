"""Where to go: resuming, the next question, the one before."""

from __future__ import annotations

from collections.abc import Iterable

from cardtui.bank.bank import Bank
from cardtui.interview.state import State


def asked_questions(bank: Bank, state: State) -> list[str]:
    """The questions that a person walks through now: all that are relevant, notes too."""
    return [name for name in bank.questions if state.is_relevant(name)]


def open_questions(state: State) -> list[str]:
    """The relevant questions without an answer, in the order of the bank."""
    return [name for name in state.open if state.is_relevant(name)]


def resume_at(bank: Bank, state: State) -> str | None:
    """Where to go on with a card; None is the overview.

    The first open required question, else the first open one after the last that is answered,
    else the first open one.
    """
    still_open = open_questions(state)
    required = [name for name in still_open if bank.questions[name].required]
    if required:
        return required[0]
    places = {name: place for place, name in enumerate(bank.questions)}
    last = max((places[name] for name in state.settled), default=-1)
    later = [name for name in still_open if places[name] > last]
    return next(iter([*later, *still_open]), None)


def next_after(bank: Bank, names: Iterable[str], current: str | None) -> str | None:
    """The first of `names` behind the current question, which need not be among them."""
    places = {name: place for place, name in enumerate(bank.questions)}
    here = -1 if current is None else places[current]
    return next((name for name in names if places[name] > here), None)


def last_before(bank: Bank, names: Iterable[str], current: str | None) -> str | None:
    """The last of `names` in front of the current question; of all, where there is none."""
    places = {name: place for place, name in enumerate(bank.questions)}
    here = len(places) if current is None else places[current]
    earlier = [name for name in names if places[name] < here]
    return earlier[-1] if earlier else None
