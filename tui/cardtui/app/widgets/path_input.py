"""A line for the path of a file, completed while it is typed."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester

from cardtui.app.fields.line import LineInput


class _Paths(Suggester):
    """Suggests what is there. Looked up in a thread: a disk may be slow."""

    def __init__(self, ending: str) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._ending = ending

    async def get_suggestion(self, value: str) -> str | None:
        from cardtui.files.path_names import completed_path

        return await asyncio.to_thread(completed_path, value, self._ending)


class PathInput(LineInput):
    """Tab takes what is suggested, a folder or a file with this ending, as the right arrow does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
    ]

    def __init__(self, text: str, *, ending: str) -> None:
        super().__init__(text)
        self.suggester = _Paths(ending)

    def action_complete(self) -> None:
        """Take the suggestion, if there is one."""
        self.action_end()
        self.action_cursor_right()
