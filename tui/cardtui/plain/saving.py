"""Saving after each answer, together with what another program has saved meanwhile."""

from __future__ import annotations

from cardtui.card.model import Answer
from cardtui.errors import CardChanged, CardtuiError
from cardtui.interview.difference_words import answer_lines
from cardtui.interview.session import Session
from cardtui.interview.typed import NotAnAnswer
from cardtui.plain.answers import number_in
from cardtui.plain.lines import Lines
from cardtui.plain.words import refusal
from cardtui.text.clean import joined
from cardtui.text.words import count_of


class Saving:
    """Saves one session, and says what is in the way of that."""

    def __init__(self, lines: Lines, session: Session) -> None:
        self._lines = lines
        self._session = session
        self._told = ""

    def save(self) -> bool:
        """Save what has changed. Whether the card on disk holds it now."""
        try:
            self._save()
        except CardtuiError as error:
            if str(error) != self._told:
                self._lines.say(f"Not saved: {error}")
            self._told = str(error)
            return False
        if self._told:
            self._lines.say("The card is saved now.")
            self._told = ""
        return True

    def _save(self) -> None:
        try:
            self._session.save()
        except CardChanged:
            merged = self._session.merge_from_disk()
            taken = len(set(merged.taken) - set(merged.conflicts))
            said = count_of(taken, "answer")
            self._lines.say(f"Another program has saved this card: {said} taken in.")
            self._session.save()

    def save_last(self) -> bool:
        """Save before leaving, beside the card where it cannot be saved in its place."""
        if self.save():
            return True
        try:
            path = self._session.save_beside()
        except CardtuiError as error:
            self._lines.say(f"Not saved beside it either: {error}")
        else:
            self._lines.say(f"Your answers are in {path}.")
        return False

    def choose_versions(self) -> None:
        """Ask for each answer with two versions which one stays. Raises `EndOfInput`."""
        for name in [n for n in self._session.bank.questions if n in self._session.card.conflicts]:
            self._choose(name)

    def _choose(self, name: str) -> None:
        question = self._session.bank.questions[name]
        ours, theirs = self._session.card.answer(name), self._session.card.conflicts[name]
        self._lines.say(f"Two versions of {joined(question.name)}:")
        for number, version in enumerate((ours, theirs), 1):
            where = "here" if number == 1 else "saved elsewhere"
            self._lines.say(f"  {number}. {where}:")
            for said in answer_lines(question, version or Answer()):
                self._lines.say(f"    {said}")
        self._lines.say("1 or 2; an empty line leaves both in the card for later.")
        while line := self._lines.read().strip():
            try:
                self._session.choose(name, (ours, theirs)[number_in(line, 2) - 1])
            except NotAnAnswer as error:
                if not self._lines.is_interactive:
                    raise
                self._lines.say(refusal(str(error)))
            else:
                self.save()
                return
