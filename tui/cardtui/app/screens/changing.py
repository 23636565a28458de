"""Changes of an answer that are not typed: no answer because, taken away, undone."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from cardtui.app.actions import SAID, shown_key
from cardtui.app.screens.answering import Answering
from cardtui.app.screens.moving import Moving
from cardtui.app.screens.saving import Saving
from cardtui.card.model import Status
from cardtui.interview.history import Step
from cardtui.interview.session import Session
from cardtui.interview.wording import STATUS_WORDS
from cardtui.text.clean import one_line


class Changing:
    """Makes such changes in one session, and goes to the question that they are about."""

    def __init__(
        self,
        session: Session,
        screen: Screen[None],
        answering: Answering,
        moving: Moving,
        saving: Saving,
    ) -> None:
        self._session = session
        self._screen = screen
        self._answering = answering
        self._moving = moving
        self._saving = saving

    async def say_why_not(self, status: Status) -> None:
        """Ask why there is no answer, store it, and go on."""
        current = self._moving.current
        if current is None:
            return
        self._answering.take()
        question = self._session.bank.questions[current]
        words = STATUS_WORDS[status]
        if status not in question.allow or question.type == "note":
            self._screen.notify(
                f'This question needs an answer: "{words.lower()}" will not do.', markup=False
            )
            return
        from cardtui.app.screens.reason import ReasonScreen

        answer = self._session.card.answer(current)
        old = answer.reason if answer and answer.status == status else ""

        def keep(reason: str) -> None:
            self._session.set_status(current, status, reason)

        async def go_on(is_kept: bool | None) -> None:
            if is_kept:
                await self._moving.leave_for(self._moving.after(current))

        screen = ReasonScreen(f"{words}, because", old, keep)
        await self._screen.app.push_screen(screen, go_on)

    async def clear(self) -> None:
        """Take the answer on screen away; a value behind "not applicable" returns first."""
        current = self._moving.current
        if current is None:
            return
        self._answering.take()
        before = self._session.card
        self._session.clear(current)
        if self._session.card is not before:
            said = f"Answer cleared: {shown_key('undo')} brings it back."
            self._screen.notify(said, timeout=SAID, markup=False)
        self._saving.soon()
        await self._moving.go_to(current)

    async def accept_suggestion(self) -> None:
        """Answer with what the bank suggests, as a step of its own."""
        current = self._moving.current
        if current is None:
            return
        self._answering.take()
        from cardtui.interview.suggesting import offer

        offered = offer(self._session, current)
        if offered is None:
            said = "Nothing else is suggested for this question."
            self._screen.notify(said, timeout=SAID, markup=False)
            return
        before = self._answering.asked()
        self._session.end_step()
        self._session.set_value(current, offered.value)
        self._session.end_step()
        self._saving.soon()
        await self._moving.go_to(current)
        self._answering.show_follow_ups(before)

    async def undo(self) -> None:
        """Take the last change of an answer back, and go to its question."""
        self._answering.take()
        await self._show(self._session.undo, "Undone", "There is nothing to undo.")

    async def redo(self) -> None:
        """Make the change again that was undone last, and go to its question."""
        self._answering.take()
        await self._show(self._session.redo, "Redone", "There is nothing to redo.")

    async def _show(self, step_of: Callable[[], Step | None], done: str, nothing: str) -> None:
        before = self._answering.asked()
        step = step_of()
        self._screen.app.clear_notifications()
        if step is None:
            self._screen.notify(nothing, timeout=SAID, markup=False)
            return
        said = one_line(f"{done}: {self._session.bank.questions[step.question].name}")
        self._screen.notify(said, timeout=SAID, markup=False)
        now = self._answering.asked()
        await self._moving.go_to(
            next((q for q in (step.question, self._moving.current) if q in now), None)
        )
        self._answering.show_follow_ups(before)
        await self._saving.now()
