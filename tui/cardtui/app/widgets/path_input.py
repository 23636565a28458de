"""A line for the path of a file, completed while it is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from cardtui.app.fields.line import LineInput
from cardtui.app.fields.path import PathSuggester
from cardtui.files.path_names import files_beginning


class PathInput(LineInput):
    """Tab takes what is suggested, a folder or a file with this ending, as the right arrow does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
    ]

    def __init__(self, text: str, *, ending: str) -> None:
        super().__init__(text)
        self.suggester = PathSuggester(
            lambda typed: files_beginning(typed, ending), lambda typed, found: None
        )

    def action_complete(self) -> None:
        """Take the suggestion, if there is one."""
        self.action_end()
        self.action_cursor_right()
