"""Where to go, and where one is: resuming, the next question, the one before."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.interview.state import State


def asked_questions(bank: Bank, state: State) -> list[str]:
    """The questions that a person walks through now: all that are relevant, notes too."""
    return [name for name in bank.questions if state.is_relevant(name)]


def open_questions(state: State) -> list[str]:
    """The relevant questions without an answer, in the order of the bank."""
    return [name for name in state.open if state.is_relevant(name)]


class StillRequired(Struct, frozen=True):
    """The required questions without an answer, in the order of the bank."""

    asked: list[str]
    """Those that are asked now."""
    possible: list[str]
    """Those that may still be asked, as they hang on an open question."""


def still_required(bank: Bank, state: State) -> StillRequired:
    """What is required and keeps a card from being complete."""
    names = [name for name in state.open if bank.questions[name].required]
    asked = [name for name in names if state.is_relevant(name)]
    return StillRequired(asked, [name for name in names if not state.is_relevant(name)])


def to_look_at(bank: Bank, state: State) -> list[str]:
    """The questions whose answers fail a check or are to be confirmed, in the order of the bank."""
    failing = {finding.question for finding in state.findings if finding.is_error}
    return [
        name
        for name in bank.questions
        if state.is_relevant(name) and (name in failing or state.is_to_confirm(name))
    ]


class Place(Struct, frozen=True):
    """Where a question stands among those that are asked."""

    titles: tuple[str, ...]
    """Of the sections that it is in, the outermost first."""
    number: int
    """Which question of its section it is, from 1; 0 for a note, which is none."""
    count: int
    """How many the section has now."""


def place_of(bank: Bank, state: State, question: str) -> Place:
    """Where a question stands."""
    section = bank.section_of[question]
    titles = tuple(around.title for around in bank.parents[section.id])
    asked = [each.id for each in section.questions if each.type != "note"]
    asked = [name for name in asked if state.is_relevant(name)]
    number = asked.index(question) + 1 if question in asked else 0
    return Place(titles, number, len(asked))


def resume_at(bank: Bank, state: State) -> str | None:
    """Where to go on with a card; None is the overview.

    The first open required question, else the first open one after the last that is answered,
    else the first open one.
    """
    if required := still_required(bank, state).asked:
        return required[0]
    still_open = open_questions(state)
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
