"""Where one is in the interview, and the ways to go."""

from __future__ import annotations

from cardtui.bank.model import Question
from cardtui.interview.explain import explain
from cardtui.interview.navigation import (
    asked_questions,
    last_before,
    next_after,
    open_questions,
    resume_at,
    to_look_at,
)
from cardtui.interview.session import Session
from cardtui.plain.commands import WrongCommand
from cardtui.text.words import did_you_mean


class Place:
    """A question of one session; none behind the last."""

    def __init__(self, session: Session, at: str | None = None) -> None:
        self._session = session
        self.at = at or resume_at(session.bank, session.state)
        self.is_new = True
        """Whether it has not been said yet which question this is."""

    @property
    def question(self) -> Question | None:
        """The question that is asked."""
        return self._session.bank.questions[self.at] if self.at is not None else None

    @property
    def asked(self) -> list[str]:
        """All that are asked as things stand."""
        return asked_questions(self._session.bank, self._session.state)

    def require_question(self) -> Question:
        """The question that is asked. Raises `WrongCommand` behind the last."""
        if self.question is None:
            raise WrongCommand("There is no question here: :go or :back leads to one.")
        return self.question

    def go(self, question: str | None) -> None:
        """To a question, or behind the last."""
        self.at = question
        self.is_new = True

    def go_on(self) -> None:
        """To the next question."""
        self.go(next_after(self._session.bank, self.asked, self.at))

    def go_back(self) -> None:
        """To the question before. Raises `WrongCommand` at the first."""
        before = last_before(self._session.bank, self.asked, self.at)
        if before is None:
            raise WrongCommand("This is the first question.")
        self.go(before)

    def go_to_open(self) -> None:
        """To the next question without an answer, from the top again behind the last."""
        self._go_to_next(open_questions(self._session.state))

    def go_to_review(self) -> None:
        """To the next answer that fails or is to be confirmed, from the top again behind the last."""
        self._go_to_next(to_look_at(self._session.bank, self._session.state))

    def _go_to_next(self, names: list[str]) -> None:
        later = next_after(self._session.bank, names, self.at)
        self.go(later or next(iter(names), None))

    def go_to(self, name: str) -> None:
        """To a question by its number in the list, or its id. Raises `WrongCommand`."""
        asked = self.asked
        if name.isdecimal() and len(name) < 10 and 0 < int(name) <= len(asked):
            self.go(asked[int(name) - 1])
            return
        known = self.known(name)
        if known not in asked:
            bank, card, state = self._session.bank, self._session.card, self._session.state
            raise WrongCommand(explain(bank, card, state, known).sentence)
        self.go(known)

    def known(self, name: str) -> str:
        """The id of a question, relevant or not. Raises `WrongCommand` where there is none."""
        questions = self._session.bank.questions
        if name not in questions:
            hint = did_you_mean(name, questions) or ":list shows them all."
            raise WrongCommand(f'There is no question "{name}": {hint}')
        return name
