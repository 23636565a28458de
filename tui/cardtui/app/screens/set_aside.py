"""What the last answers brought and took away, and every answer that is set aside, to go there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.keys import bindings, hint_line, same_key, shown_key
from cardtui.app.screens.heights import HEIGHTS
from cardtui.interview.explain import why_not
from cardtui.interview.follow_ups import FollowUps, follow_up_lines, kept_aside
from cardtui.interview.session import Session
from cardtui.interview.state import Stored
from cardtui.interview.wording import answer_words, retired_words
from cardtui.text.words import count_of, shortened

_MOST_EXPLAINED = 200
"""Answers of which it is said why they are set aside: to say it of thousands takes long."""
_Entry = tuple[Content, str | None]
"""A line, and the question that it is about."""


class SetAsideScreen(ModalScreen[str | None]):
    """Gives back the question that the person chose, or None."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "set_aside"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("set_aside"),
        # The key that opens it closes it, too.
        same_key("interview.follow_ups", "close"),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, session: Session, last: FollowUps) -> None:
        super().__init__()
        self._session = session
        self._entries = list(_entries(session, last))

    def compose(self) -> ComposeResult:
        """What came, what went, what is kept; a list where there is anything to go to."""
        with Vertical(classes="dialog", id="set-aside"):
            yield Label(line("Follow-ups and what is set aside"), classes="title")
            yield OptionList(
                *(Line(prompt, disabled=question is None) for prompt, question in self._entries),
                markup=False,
            )
            yield Label(line(hint_line("set_aside.close")), classes="keys")

    def on_mount(self) -> None:
        """The cursor is on the first that leads somewhere."""
        listed = self.query_one(OptionList)
        listed.focus()
        ways = (i for i, (_, question) in enumerate(self._entries) if question is not None)
        listed.highlighted = next(ways, None)

    @on(OptionList.OptionHighlighted)
    def _show_keys(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        question = self._entries[event.option_index][1]
        is_asked = question is not None and self._session.state.is_relevant(question)
        key = shown_key("set_aside.go")
        enter = f"{key} go there" if is_asked else f"{key} what decides it"
        keys = f"{enter}   {hint_line('set_aside.close')}"
        self.query_one(".keys", Label).update(line(keys))

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(str(prompt) for prompt, _ in self._entries)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._entries[event.option_index][1])

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)


def _entries(session: Session, last: FollowUps) -> Iterator[_Entry]:
    """The lines, each with where it leads."""
    state = session.state
    came = [name for name in last.appeared if state.is_relevant(name)]
    gone = FollowUps(gone=tuple(name for name in last.gone if not state.is_relevant(name)))
    kept = kept_aside(state)
    if came or gone:
        yield line("What came and went last:"), None
        for name in came:
            yield _named(session, name, "+"), name
        for mark, words in follow_up_lines(session.bank, gone):
            yield line(f"{mark} {words}"), None
        yield Content(""), None
    if retired := retired_words(session.card):
        yield line(retired), None
    if not kept:
        if not retired:
            yield line("Nothing is set aside: every answer in the card counts."), None
        return
    yield line(f"{count_of(len(kept), 'answer')} set aside and kept:"), None
    for place, name in enumerate(kept):
        shown = _named(session, name, "-")
        if place < _MOST_EXPLAINED:
            why = why_not(session.bank, session.card, state, name)
            shown = Content("\n").join([shown, line(f"  {why}", "$text-secondary")])
        yield shown, name


def _named(session: Session, name: str, mark: str) -> Content:
    """A question, and what is stored for it."""
    question, answer = session.bank.questions[name], session.card.answer(name)
    said = line(f"{mark} {question.name}", "bold")
    if answer is None or session.state.stored[name] is Stored.UNANSWERED:
        return said
    return said + line(f": {shortened(answer_words(question, answer, session.bank.words))}")
