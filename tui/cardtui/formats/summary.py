"""What a document does not say: what is still open, and answers that do not fit."""

from __future__ import annotations

from collections.abc import Sequence

from cardtui.bank.fixed_words import ENGLISH
from cardtui.interview.misfits import misfits
from cardtui.interview.navigation import open_questions, still_required
from cardtui.interview.session import Session
from cardtui.text.words import count_of

_MOST_NAMED = 10


def not_printed(session: Session) -> str:
    """`1 answer is not printed: Licence`; empty where all are."""
    names = misfits(session.bank, session.card, session.state)
    if not names:
        return ""
    what = "1 answer is" if len(names) == 1 else f"{len(names)} answers are"
    return f"{what} not printed: {_named(names)}"


def two_versions(session: Session) -> str:
    """`1 answer has two versions, and one of them is printed: Licence`; empty where none has."""
    questions, state = session.bank.questions, session.state
    names = [name for name in questions if name in session.card.conflicts]
    shown = [questions[name].name for name in names if state.is_relevant(name)]
    if not shown:
        return ""
    have = "has" if len(shown) == 1 else "have"
    what = f"{count_of(len(shown), 'answer')} {have} two versions"
    return f"{what}, and one of them is printed: {_named(shown)}"


def still_open(session: Session) -> str:
    """`1 required question is open: Licence; 3 others are`; empty where none is."""
    bank, state = session.bank, session.state
    required = [bank.questions[name].name for name in still_required(bank, state).asked]
    others = len(open_questions(state)) - len(required)
    said = []
    if required:
        is_open = "is" if len(required) == 1 else "are"
        said.append(f"{count_of(len(required), 'required question')} {is_open} open")
        said[0] += f": {_named(required)}"
    if others:
        what = count_of(others, "other question" if required else "question")
        said.append(f"{what} {'is' if others == 1 else 'are'} open")
    return "; ".join(said)


def _named(names: Sequence[str]) -> str:
    return ENGLISH.listed(list(names), _MOST_NAMED)
