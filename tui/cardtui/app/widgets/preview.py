"""The section as it will read, at the place of the question that is answered.

What has changed is made into lines in a thread, the rest is kept; and only what can be seen is
made at all. So it never delays a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.worker import get_current_worker

from cardtui.app.keys import shown_key
from cardtui.app.pause import Pause
from cardtui.interview.session import Session

if TYPE_CHECKING:
    from cardtui.app.fields.base import Field
    from cardtui.app.reading.page import Kept
    from cardtui.app.reading.window import Window
    from cardtui.app.widgets.document_view import DocumentView

_PAUSE, _LONGEST = 0.2, 1.0
"""Seconds without a change before the section is drawn again, and while changes go on."""
_LETTERS, _ROWS = 20_000, 50
"""How much is shown of one answer."""
_HEIGHT_STEP = 20
_SCREENS = 3
"""Heights of the preview that are drawn above and below the question."""


class Preview(Vertical):
    """The current section of the document."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._pause = Pause(self, self._start, after=_PAUSE, longest=_LONGEST)
        self._wished: tuple[Session, str, str | None] | None = None
        self._field: Field | None = None
        self._page: DocumentView | None = None
        """Mounted with the first section."""
        self._kept: Kept | None = None
        self._shown: tuple[str, str | None] | None = None
        """The section and the question that are on screen."""

    def show(
        self, session: Session, section: str, question: str | None, field: Field | None
    ) -> None:
        """Draw a section soon, at the place of a question; later calls replace earlier ones.

        In a long answer it is the place where the cursor of the field is.
        """
        self._field = field
        if self.display and self.size.width:
            self._wished = session, section, question
            self._pause.wish()

    @property
    def is_due(self) -> bool:
        """Whether a section is to be drawn soon."""
        return self._pause.is_wished

    async def _start(self) -> None:
        self._pause.done()
        if self._wished is None:
            return
        from cardtui.app.widgets.document_view import DocumentView, room_in

        if self._page is None:
            self._page = DocumentView(height_step=_HEIGHT_STEP)
            self._page.can_focus = False
            await self.mount(self._page)
        session, section_id, question = self._wished
        bank, card, state = session.bank, session.card, session.state
        width, room = room_in(self.content_size.width), self.content_size.height * _SCREENS
        rest = f"… the rest is in the reading screen: {shown_key('read_card')}"

        def render() -> None:
            from cardtui.app.reading.page import Kept, Limits, Reading
            from cardtui.app.reading.window import window

            worker = get_current_worker()
            if self._kept is None or self._shown is None or self._shown[0] != section_id:
                self._kept = Kept()
            reading = Reading(
                bank, card, state, width, kept=self._kept, limits=Limits(_LETTERS, _ROWS, rest)
            )
            section = next(s for s in bank.sections if s.id == section_id)
            drawn = window(
                reading, section, question, room, rest=rest, is_stopped=lambda: worker.is_cancelled
            )
            if not worker.is_cancelled:
                self.app.call_from_thread(self._draw, drawn, (section_id, question))

        self.run_worker(render, thread=True, exclusive=True, group="preview", exit_on_error=False)

    def _draw(self, drawn: Window, shown: tuple[str, str | None]) -> None:
        from cardtui.app.reading.window import scroll_for

        view = self._page
        if view is None or not view.is_attached:
            return
        top = view.scroll_offset.y
        if self._shown == shown:
            # What is around the question may begin elsewhere now.
            top += drawn.here.start - view.here.start
        elif self._shown is None or self._shown[0] != shown[0]:
            top = 0
        self._shown = shown
        is_resized = view.show(drawn.lines)
        view.mark(drawn.here)
        is_typed_in = self._field is not None and self._field.is_attached
        typed_at = self._field.cursor_share if self._field and is_typed_in else 0.0
        y = scroll_for(drawn.here, typed_at, top, self.content_size.height)
        if is_resized:
            self.call_after_refresh(view.scroll_to, y=y, animate=False)
        else:
            view.scroll_to(y=y, animate=False)
