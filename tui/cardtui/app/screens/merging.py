"""What another program has saved in the meantime, put together with what is answered here."""

from __future__ import annotations

from textual.screen import Screen

from cardtui.app.screens.answering import Answering
from cardtui.app.screens.moving import Moving
from cardtui.app.screens.saving import Saving
from cardtui.card.model import Answer
from cardtui.interview.session import Session
from cardtui.text.words import count_of

_SAID = 8
"""Seconds for which it is said that answers came from elsewhere."""


class Merging:
    """Takes in what is on disk, and asks where both sides have changed the same answer."""

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

    async def take_in(self) -> None:
        """Merge by answer. Nothing is written yet. Raises `CardtuiError` where that cannot be."""
        self._answering.keep()
        merged = self._session.merge_from_disk()
        current = self._moving.current
        asked = current is not None and self._session.state.is_relevant(current)
        await self._moving.go_to(current if asked else self._moving.after(current))
        taken = len(set(merged.taken) - set(merged.conflicts))
        self._screen.notify(
            f"Another program has saved this card: {count_of(taken, 'answer')} taken in.",
            timeout=_SAID,
            markup=False,
        )

    async def choose(self) -> None:
        """Ask for each answer with two versions which one stays. Runs in a worker.

        Those that come while it asks are asked for as well, and anew what has changed meanwhile.
        """
        if not self._session.card.conflicts:
            self._screen.notify("No answer has two versions.", markup=False)
        while (name := self._undecided) is not None:
            from cardtui.app.screens.versions import VersionsScreen

            versions = self._versions(name)
            screen = VersionsScreen(self._session.bank.questions[name], *versions)
            chosen = await self._screen.app.push_screen_wait(screen)
            if chosen is None:
                break
            if self._versions(name) != versions:
                continue
            self._session.choose(name, versions[0 if chosen == "ours" else 1])
            is_asked = self._session.state.is_relevant(name)
            await self._moving.go_to(name if is_asked else self._moving.current)
            await self._saving.now()

    @property
    def _undecided(self) -> str | None:
        """The first question with two versions of its answer, if there is one."""
        conflicts = self._session.card.conflicts
        return next((name for name in self._session.bank.questions if name in conflicts), None)

    def _versions(self, name: str) -> tuple[Answer | None, Answer | None]:
        card = self._session.card
        return card.answer(name), card.conflicts.get(name)
