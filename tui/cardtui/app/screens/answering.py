"""What is typed goes into the card: after a pause, with a choice, when the question is left."""

from __future__ import annotations

import math
from collections.abc import Callable

from textual.screen import Screen

from cardtui.app.pause import SPEAK_AFTER, Pause
from cardtui.app.screens.saving import Saving
from cardtui.app.widgets.question import QuestionView
from cardtui.interview.session import Session

_TAKE_AFTER = 0.15
"""Seconds after a key before what is typed goes into the card."""
_LONGEST_UNTAKEN = 0.5
"""Seconds after which it does while keys go on."""


class Answering:
    """Takes what the question on screen holds into the session, and has it shown and saved."""

    def __init__(
        self,
        session: Session,
        screen: Screen[None],
        view: QuestionView,
        saving: Saving,
        draw: Callable[[], None],
    ) -> None:
        self._session = session
        self._view = view
        self._saving = saving
        self._draw = draw
        self._pause = Pause(screen, self.take, after=_TAKE_AFTER, longest=_LONGEST_UNTAKEN)
        self._speech = Pause(screen, self.speak, after=SPEAK_AFTER, longest=math.inf)

    def typed(self) -> None:
        """A key of many was typed: take it after a pause, and after a longer one speak."""
        self._pause.wish()
        self._speech.wish()

    @property
    def is_due(self) -> bool:
        """Whether something is typed that has not been taken yet."""
        return self._pause.is_wished

    def chosen(self) -> None:
        """A choice was made: take it at once, as a step of its own."""
        self.speak()
        self._session.end_step()

    def speak(self) -> None:
        """Take what is entered, and say what is wrong with it."""
        self._speech.done()
        self.take()
        self._view.speak()

    def take(self) -> None:
        """Put what is entered into the card, and show what follows from it."""
        self._pause.done()
        card = self._session.card
        self.keep()
        if self._session.card is not card:
            self.show()

    def show(self) -> None:
        """Show what follows from a change that was not typed, and have it saved."""
        self._view.show_standing()
        self._draw()
        self._saving.soon()

    def keep(self) -> None:
        """Put what is entered into the card, and do nothing else."""
        question, entered = self._view.question, self._view.entered
        if question is None or entered is None:
            return
        if entered.rows is not None:
            answer = self._session.card.answer(question.id)
            if entered.rows != (answer.rows if answer else ()):
                self._session.set_rows(question.id, entered.rows)
        elif not self._session.would_keep(question.id, entered.value, entered.specify):
            self._session.set_value(question.id, entered.value, entered.specify)

    def confirm(self) -> None:
        """Keep the answer to the question on screen although it has changed since."""
        if self._view.question is not None:
            self._session.confirm(self._view.question.id)
