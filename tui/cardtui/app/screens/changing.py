"""Changes of an answer that are not typed: no answer because, taken away, undone."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from cardtui.app.actions import ACTIONS_OF_STATUSES, SAID
from cardtui.app.keys import shown_key
from cardtui.app.screens.answering import Answering
from cardtui.app.screens.moving import Moving
from cardtui.app.screens.saving import Saving
from cardtui.bank.fixed_words import FixedWords, filled
from cardtui.bank.model import Question
from cardtui.card.model import Answer, Status
from cardtui.interview.history import Step
from cardtui.interview.session import Session
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
        current = self._question_on_screen()
        if current is None:
            return
        question, words = self._session.bank.questions[current], self._session.bank.words
        if question.type == "note":
            self._say("This is to be read: there is nothing to answer.")
            return
        if status not in question.allow:
            self._say(_will_not_do(question, status, words))
            return
        from cardtui.app.screens.reason import ReasonScreen

        answer = self._session.card.answer(current) or Answer()
        key = shown_key("clear_answer")
        kept = f"What you have answered is kept behind it: {key} brings it back."

        def keep(reason: str) -> None:
            self._session.set_status(current, status, reason)

        async def go_on(is_kept: bool | None) -> None:
            if is_kept:
                await self._moving.leave_for(self._moving.after(current))

        title = filled(words.because, status=words.of_status(status))
        screen = ReasonScreen(title, answer.reason, keep, remark=kept if answer.has_value else "")
        await self._screen.app.push_screen(screen, go_on)

    async def write_note(self) -> None:
        """Ask for a note to oneself at the question on screen."""
        current = self._question_on_screen()
        if current is None:
            return
        from cardtui.app.screens.note import NoteScreen

        def keep(note: str) -> None:
            self._session.set_note(current, note)

        def show(is_kept: bool | None) -> None:
            if not is_kept or self._note_at(current) == old:
                return
            if not self._note_at(current):
                self._say(f"Note taken away: {shown_key('undo')} brings it back.")
            self._answering.show()

        old = self._note_at(current)
        screen = NoteScreen(self._session.bank.questions[current].name, old, keep)
        await self._screen.app.push_screen(screen, show)

    def _note_at(self, question: str) -> str:
        answer = self._session.card.answer(question)
        return answer.note if answer else ""

    def _question_on_screen(self) -> str | None:
        """The question, and what is typed there in the card; on the overview say that none is."""
        current = self._moving.current
        if current is None:
            self._say("Go to a question first.")
        else:
            self._answering.take()
        return current

    def _say(self, said: str) -> None:
        self._screen.notify(one_line(said), timeout=SAID, markup=False)

    async def clear(self) -> None:
        """Take the answer on screen away; a value behind "not applicable" returns first."""
        current = self._question_on_screen()
        if current is None:
            return
        before = self._session.card.answer(current)
        self._session.clear(current)
        after = self._session.card.answer(current)
        self._screen.app.clear_notifications()
        self._say(_what_was_cleared(before, after, self._session.bank.words))
        if after is not before:
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
        self._session.end_step()
        self._session.set_value(current, offered.value)
        self._session.end_step()
        self._saving.soon()
        await self._moving.go_to(current)

    async def undo(self) -> None:
        """Take the last change of an answer back, and go to its question."""
        self._answering.take()
        await self._show(self._session.undo, "Undone", "There is nothing to undo.")

    async def redo(self) -> None:
        """Make the change again that was undone last, and go to its question."""
        self._answering.take()
        await self._show(self._session.redo, "Redone", "There is nothing to redo.")

    async def _show(self, step_of: Callable[[], Step | None], done: str, nothing: str) -> None:
        step = step_of()
        self._screen.app.clear_notifications()
        if step is None:
            self._say(nothing)
            return
        name = self._session.bank.questions[step.question].name
        self._say(f"{done}: {f'the note at {name}' if step.is_about_note else name}")
        places = (name for name in (step.question, self._moving.current) if name is not None)
        await self._moving.go_to(next(filter(self._session.state.is_relevant, places), None))
        await self._saving.now()


def _will_not_do(question: Question, status: Status, words: FixedWords) -> str:
    """Said where this cannot be said instead of an answer, with what can."""
    said = f'"{words.of_status(status).lower()}" will not do here'
    for other, action in ACTIONS_OF_STATUSES.items():
        if other in question.allow:
            way = words.of_status(other).lower()
            return f'This question needs an answer, or "{way}" ({shown_key(action)}): {said}.'
    return f"This question needs an answer: {said}."


def _what_was_cleared(before: Answer | None, after: Answer | None, words: FixedWords) -> str:
    if before is None or after is before:
        note = f" The note is changed with {shown_key('note')}." if before and before.note else ""
        return f"There is no answer to take away.{note}"
    back = f"{shown_key('undo')} brings it back"
    if before.status is not None and after is not None and after.has_value:
        said = words.of_status(before.status)
        return f'"{said}" taken back: what you had answered is there again.'
    if after is not None and after.note:
        return f"Answer cleared, the note stays: {back}."
    return f"Answer cleared: {back}."
