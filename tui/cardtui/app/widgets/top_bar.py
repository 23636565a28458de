"""The line at the top: which card this is, and how far it is."""

from __future__ import annotations

from pathlib import PurePath

from textual.content import Content
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.interview.session import Session

_BAR_WIDTH = 16
_WIDTH_WITH_BAR = 70


class TopBar(Static):
    """Name and progress; the bar counts against all that could still be asked."""

    def show(self, session: Session) -> None:
        """Draw the state of a session."""
        progress = session.state.progress
        name = line(PurePath(session.path).stem, "bold")
        shown = f"{progress}"
        width = self.app.size.width - 2
        bar = Content("")
        if width >= _WIDTH_WITH_BAR:
            filled = _BAR_WIDTH * progress.answered // max(progress.possible, 1)
            bar = Content.assemble(
                "  ", ("━" * filled, "$primary"), ("─" * (_BAR_WIDTH - filled), "$foreground-muted")
            )
        room = max(width - len(shown) - bar.cell_length - 1, 1)
        gap = " " * max(room - name.cell_length, 0)
        self.update(name.truncate(room, ellipsis=True) + Content(f"{gap} {shown}") + bar)
