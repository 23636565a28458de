"""Going anywhere from an interview: by searching, or by picking from the list of everything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from cardtui.app.screens.answering import Answering
from cardtui.app.screens.moving import Moving
from cardtui.interview.session import Session

if TYPE_CHECKING:
    from cardtui.interview.search import Search


class Finding:
    """Opens the screen for both in one session, and goes where a person chose to go."""

    def __init__(
        self,
        session: Session,
        screen: Screen[None],
        answering: Answering,
        moving: Moving,
        go_to: Callable[[str], Awaitable[None]],
    ) -> None:
        self._session = session
        self._screen = screen
        self._answering = answering
        self._moving = moving
        self._go_to = go_to
        self._search: Search | None = None
        """Made with the first search: it reads all texts of the bank."""
        self._looked_for = ""

    async def search(self) -> None:
        """Search, beginning with what was looked for the last time."""
        await self._open(self._looked_for)

    async def list_all(self) -> None:
        """List all sections and questions."""
        await self._open("")

    async def _open(self, looked_for: str) -> None:
        from cardtui.app.screens.find import FindScreen
        from cardtui.interview.search import Search

        self._answering.take()
        if self._search is None:
            self._search = Search(self._session.bank)
        screen = FindScreen(self._session, self._search, self._moving.current, looked_for)

        async def go(question: str | None) -> None:
            self._looked_for = screen.looked_for
            if question is not None:
                await self._go_to(question)

        await self._screen.app.push_screen(screen, go)
