"""What the last answer brought and took away: said beside the question, marked in the outline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import monotonic

from textual.screen import Screen
from textual.timer import Timer

from cardtui.app.actions import SAID
from cardtui.app.marks import Mark
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.question import QuestionView
from cardtui.interview.follow_ups import FollowUps, follow_ups
from cardtui.interview.navigation import asked_questions, next_after
from cardtui.interview.session import Session

Go = Callable[[str], Awaitable[None]]
"""Shows a question, or something about it."""
_CAME: Mark = ("+", "bold $text-accent")
_WENT: Mark = ("-", "$foreground-muted")
_MARKED = 2.5
"""Seconds for which the outline marks what came and went."""


class Announcing:
    """Notices it in one session whenever that is drawn; what comes later replaces what was said.

    It is said at the question that was answered until that is left. Where it was left at once, as
    with the key that chooses and goes on, it is said at the one that follows.
    """

    def __init__(self, session: Session, screen: Screen[None], view: QuestionView) -> None:
        self._session = session
        self._screen = screen
        self._view = view
        self._state = session.state
        self.last = FollowUps()
        """What came and went last."""
        self._said = 0.0
        """When that was."""
        self._question: str | None = None
        """Where it is said."""
        self._unmarking: Timer | None = None

    def look(self) -> None:
        """Say what has changed since the last look, before the rest of the screen is drawn."""
        before, self._state = self._state, self._session.state
        found = follow_ups(self._session.bank, before, self._state)
        current = self._view.question.id if self._view.question is not None else None
        if found:
            self.last = found
            self._said = monotonic()
            self._question = current
            self._mark(found)
        elif current != self._question:
            is_unread = self.last and monotonic() - self._said < SAID
            self._question = current if is_unread and self._leads_on_to(current) else None
        self._view.show_follow_ups(self.last if self._question == current else FollowUps())

    def _leads_on_to(self, question: str | None) -> bool:
        """Whether a question follows the one at which it is said: a jump leads elsewhere."""
        if self._question is None:
            return False
        bank, state = self._session.bank, self._session.state
        return question == next_after(bank, asked_questions(bank, state), self._question)

    async def list_all(self, go_to: Go, explain: Go) -> None:
        """Show what came last and all that is set aside, and go where the person wants to.

        For a question that is not asked that is the one which decides it; where that is not just
        one, it is explained.
        """
        from cardtui.app.screens.set_aside import SetAsideScreen
        from cardtui.interview.explain import deciding

        session = self._session

        async def follow(question: str | None) -> None:
            if question is None:
                return
            ways = deciding(session.bank, session.card, session.state, question)
            if session.state.is_relevant(question):
                await go_to(question)
            elif len(ways) == 1:
                await go_to(ways[0])
            else:
                await explain(question)

        await self._screen.app.push_screen(SetAsideScreen(session, self.last), follow)

    def _mark(self, found: FollowUps) -> None:
        came, went = dict.fromkeys(found.appeared, _CAME), dict.fromkeys(found.left, _WENT)
        self._screen.query_one(Outline).marks = came | went
        if self._unmarking is not None:
            self._unmarking.stop()
        self._unmarking = self._screen.set_timer(_MARKED, self._unmark)

    def _unmark(self) -> None:
        self._unmarking = None
        outline, question = self._screen.query_one(Outline), self._view.question
        outline.marks = {}
        outline.show(self._session, question.id if question is not None else None)
