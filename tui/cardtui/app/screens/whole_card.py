"""The whole card: to read it, and to take it out as a document."""

from __future__ import annotations

from textual.screen import Screen

from cardtui.app.screens.answering import Answering
from cardtui.app.screens.moving import Moving
from cardtui.interview.session import Session


class WholeCard:
    """Opens what shows all of one session."""

    def __init__(
        self, session: Session, screen: Screen[None], answering: Answering, moving: Moving
    ) -> None:
        self._session = session
        self._screen = screen
        self._answering = answering
        self._moving = moving

    async def read(self) -> None:
        """Read it from the question on screen on, and go to the question that is chosen there."""
        from cardtui.app.screens.reading import ReadingScreen

        self._answering.take()

        async def go_to(chosen: str | None) -> None:
            if chosen is not None:
                await self._moving.leave_for(chosen)

        reading = ReadingScreen(self._session, self._moving.current, self.export)
        await self._screen.app.push_screen(reading, go_to)

    async def export(self) -> None:
        """Write it as a document, or copy it."""
        from cardtui.app.screens.export import ExportScreen

        self._answering.take()
        await self._screen.app.push_screen(ExportScreen(self._session))
