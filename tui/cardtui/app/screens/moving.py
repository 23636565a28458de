"""Going from question to question: what is entered is saved before another one is shown."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget

from cardtui.app.screens.answering import Answering
from cardtui.app.screens.saving import Saving
from cardtui.app.screens.surroundings import Surroundings
from cardtui.app.widgets.question import QuestionView
from cardtui.interview.navigation import (
    asked_questions,
    last_before,
    next_after,
    open_questions,
    resume_at,
    to_look_at,
)
from cardtui.interview.session import Session
from cardtui.text.words import count_of


class Moving:
    """The ways through the interview of one session. No question on screen is the overview."""

    def __init__(
        self,
        session: Session,
        view: QuestionView,
        answering: Answering,
        saving: Saving,
        surroundings: Surroundings,
    ) -> None:
        self._session = session
        self._view = view
        self._answering = answering
        self._saving = saving
        self._surroundings = surroundings
        self._came_from: str | None = None
        """The question from which the overview was opened."""

    @property
    def current(self) -> str | None:
        """The question on screen, None on the overview."""
        return self._view.question.id if self._view.question is not None else None

    async def go_to(self, question: str | None) -> None:
        """Show a question, or the overview."""
        await self._surroundings.furnish()
        self._surroundings.unfold(is_overview=question is None)
        await self._view.show(None if question is None else self._session.bank.questions[question])
        if question is None:
            self._surroundings.draw()
            self._surroundings.focus_overview()
        else:
            self._surroundings.draw_soon()

    async def toggle_overview(self) -> None:
        """To the overview, or from it back to the question before it."""
        if self.current is not None:
            self._came_from = self.current
            await self.leave_for(None)
        else:
            await self.back_from_overview()

    async def back_from_overview(self) -> None:
        """To the question from which the overview was opened, if it is asked still."""
        if self.current is None and self._came_from is not None:
            await self.leave_for(self._came_from)

    async def leave_for(self, question: str | None, said: str = "") -> None:
        """Save what is entered, show another question and say something of the way there.

        Where saving fails, it is this question that stays.
        """
        self._answering.take()
        self._session.end_step()
        # What the saving says is of this step.
        self._surroundings.end_what_was_said()
        if await self._saving.now():
            if said:
                self._surroundings.say(said)
            if self.current is not None and question is not None:
                # The overview lists what fails, and nothing lies over it.
                self._surroundings.say_what_fails(self.current)
            if question is not None and not self._session.state.is_relevant(question):
                question = self.after(self.current)
            await self.go_to(question)

    def after(self, question: str | None) -> str | None:
        """The question that is asked after one, None behind the last."""
        asked = asked_questions(self._session.bank, self._session.state)
        return next_after(self._session.bank, asked, question)

    async def to_next(self) -> None:
        """To the next question; from the overview, to the first open one, or one to confirm."""
        self._answering.take()
        if not self._view.holds_back():
            await self._to_next()

    async def _to_next(self) -> None:
        session = self._session
        if self.current is None:
            to_confirm = next(iter(session.state.reconfirm), None)
            await self.leave_for(resume_at(session.bank, session.state) or to_confirm)
        else:
            await self.leave_for(self.after(self.current))

    async def to_previous(self) -> None:
        """To the question before."""
        self._answering.take()
        asked = asked_questions(self._session.bank, self._session.state)
        before = last_before(self._session.bank, asked, self.current)
        if before is not None:
            await self.leave_for(before)
        else:
            self._surroundings.say("This is the first question.")

    async def to_next_open(self) -> None:
        """To the next question without an answer, from the top again behind the last."""
        self._answering.take()
        still_open = open_questions(self._session.state)
        later = next_after(self._session.bank, still_open, self.current)
        if later is not None or not still_open:
            await self.leave_for(later)
        elif still_open == [self.current]:
            self._surroundings.say("This is the only question that is still open.")
        else:
            said = "That was the last open question: from the top again."
            await self.leave_for(still_open[0], said)

    async def to_next_failing(self) -> None:
        """To the next answer that fails a check or is to be confirmed, round and round."""
        self._answering.take()
        session = self._session
        found = to_look_at(session.bank, session.state)
        if not found:
            self._surroundings.say("No answer fails a check, and none is to be confirmed.")
            return
        if found == [self.current]:
            self._surroundings.say("This is the only answer that needs a look.")
            return
        later = next_after(session.bank, found, self.current)
        goal = later or found[0]
        number = f"{found.index(goal) + 1} of {count_of(len(found), 'answer')} to look at"
        await self.leave_for(goal, number if later else f"From the top again: {number}")

    async def confirm_and_go_on(self) -> None:
        """Confirm an answer whose question has changed since, then go to the next question."""
        self._answering.take()
        if not self._view.holds_back():
            self._answering.confirm()
            await self._to_next()

    async def step(self, by: int, screen: Screen[None]) -> None:
        """To another input of this question; beyond the last or first, to another question."""
        field = self._view.field
        inputs: list[Widget] = [w for w in screen.focus_chain if field and field in w.ancestors]
        focused = screen.focused
        place = inputs.index(focused) + by if focused in inputs else -1
        if 0 <= place < len(inputs):
            inputs[place].focus()
        elif focused not in inputs and inputs:
            inputs[0].focus()
        elif by > 0:
            await self.confirm_and_go_on()
        else:
            await self.to_previous()
