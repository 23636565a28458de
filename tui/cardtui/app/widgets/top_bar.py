"""The line at the top: which card this is, where one is in it, and how far it is."""

from __future__ import annotations

from pathlib import PurePath

from textual.content import Content
from textual.widgets import Static

from cardtui.app.content import line
from cardtui.app.widgets.crumbs import crumbs
from cardtui.interview.navigation import place_of
from cardtui.interview.session import Session

_BAR_WIDTH = 16
_WIDTH_WITH_BAR = 70
_LEAST_FOR_CRUMBS = 24
"""Cells; where there are fewer behind the name, it is the name that gives way."""


class TopBar(Static):
    """Name and progress; the bar counts against all that could still be asked."""

    def show(self, session: Session, current: str | None) -> None:
        """Draw the state of a session, and in a low terminal also the place of a question."""
        progress = session.state.progress
        shown = f"{progress}"
        width = self.app.size.width - 2
        bar = Content("")
        if width >= _WIDTH_WITH_BAR:
            filled = _BAR_WIDTH * progress.answered // max(progress.possible, 1)
            bar = Content.assemble(
                "  ", ("━" * filled, "$primary"), ("─" * (_BAR_WIDTH - filled), "$foreground-muted")
            )
        room = max(width - len(shown) - bar.cell_length - 1, 1)
        left = line(PurePath(session.path).stem, "bold")
        if current is not None and self.screen.has_class("-low"):
            left = _with_place(left, session, current, room)
        left = left.truncate(room, ellipsis=True)
        gap = " " * max(room - left.cell_length, 0)
        self.update(left + Content(f"{gap} {shown}") + bar, layout=False)


def _with_place(name: Content, session: Session, current: str, room: int) -> Content:
    place = place_of(session.bank, session.state, current)
    behind = room - name.cell_length - 2
    if behind < _LEAST_FOR_CRUMBS:
        return crumbs(place, room, session.bank.words)
    return Content.assemble(name, "  ", crumbs(place, behind, session.bank.words))
