"""The section as it will read. Rendered in a thread, so that it never delays a key.

rich's Markdown in a Static: Textual's own Markdown widget takes five times as long on a page and
mounts a widget for every paragraph.
"""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console
from rich.segment import Segment, Segments
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from cardtui.app.content import shown
from cardtui.card.model import Card
from cardtui.interview.session import Session
from cardtui.text.words import cut

_PAUSE = 0.2
"""Seconds without a change before the section is drawn again."""
_LONGEST_ANSWER = 6_000
_LONGEST_SECTION = 20_000
"""Characters of what is drawn beside the question; the document has all of it."""


class Preview(VerticalScroll):
    """The current section of the document."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._body = Static("", markup=False)
        self._due: Timer | None = None

    def compose(self) -> ComposeResult:
        """One Static."""
        yield self._body

    def show(self, session: Session, section_id: str) -> None:
        """Draw a section soon; later calls replace earlier ones."""
        if self._due is not None:
            self._due.stop()
        if self.display and self.size.width:
            self._due = self.set_timer(_PAUSE, lambda: self._start(session, section_id))

    def _start(self, session: Session, section_id: str) -> None:
        bank, card, state = session.bank, session.card, session.state
        width = max(self.scrollable_content_region.width, 10)

        def render() -> None:
            from cardtui.formats.markdown.document import section_markdown

            section = next(s for s in bank.sections if s.id == section_id)
            names = [question.id for question in section.questions]
            markdown = section_markdown(bank, _shortened(card, names), state, section)
            segments = rendered(cut(markdown, _LONGEST_SECTION), width)
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._body.update, segments)

        self.run_worker(render, thread=True, exclusive=True, group="preview", exit_on_error=False)


def _shortened(card: Card, names: list[str]) -> Card:
    """The card with the long texts among these answers cut: all of them are to be seen."""
    for name in names:
        answer = card.answer(name)
        if answer is not None and isinstance(answer.value, str):
            value = cut(answer.value, _LONGEST_ANSWER)
            card = card.with_answer(name, replace(answer, value=value))
    return card


def rendered(markdown: str, width: int) -> Segments:
    """Markdown as the segments that a terminal of this width shows."""
    from cardtui.app.widgets.quiet_markdown import QUIET, QuietMarkdown

    console = Console(
        width=width, file=StringIO(), force_terminal=True, color_system="truecolor", theme=QUIET
    )
    lines = console.render_lines(QuietMarkdown(shown(markdown)), pad=False)
    return Segments(segment for each in lines for segment in [*each, Segment.line()])
