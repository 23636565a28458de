"""The interview: outline, one question, the section as it will read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from cardtui.app.fields.base import Field
from cardtui.app.keys import bindings, shown_key
from cardtui.app.screens.answering import Answering
from cardtui.app.screens.changing import Changing
from cardtui.app.screens.finding import Finding
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.screens.merging import Merging
from cardtui.app.screens.moving import Moving
from cardtui.app.screens.saving import Saving
from cardtui.app.screens.surroundings import FOLDS, Surroundings
from cardtui.app.screens.whole_card import WholeCard
from cardtui.app.widgets.backdrop import Backdrop
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.app.widgets.question import QuestionView
from cardtui.app.widgets.top_bar import TopBar
from cardtui.interview.navigation import resume_at
from cardtui.interview.session import Session
from cardtui.text.clean import one_line

_NOTICE = 15
"""Seconds for which something is said that matters for the whole card."""


class Columns(Backdrop, Horizontal):
    """What is side by side."""


class InterviewScreen(Backdrop, Screen[None]):
    """One session: its keys and messages. What they do is in the parts that it is made of."""

    GROUP: ClassVar[str] = "interview"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("interview"),
        # A note has no field that would say so.
        Binding("enter", "do('next_question')", show=False),
        # Where a field does not undo with it by itself, as a text of several lines does.
        Binding("ctrl+z", "say_undo_key", show=False),
    ]
    AUTO_FOCUS = ""
    """The question decides what has the cursor."""
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What loses the cursor and what gets it draw themselves: the rest of the screen is not drawn."""
    HORIZONTAL_BREAKPOINTS = FOLDS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self, session: Session, at: str | None = None, bank_name: str | None = None
    ) -> None:
        super().__init__()
        self.session = session
        first = at or resume_at(session.bank, session.state)
        self._view = QuestionView(session, session.bank.questions[first] if first else None)
        self._hints = KeyHints()
        self._surroundings = Surroundings(
            session, self, self._view, self._hints, Overview(bank_name)
        )
        self._saving = Saving(session, self, self._hints, self._take_in)
        self._answering = Answering(
            session, self, self._view, self._saving, self._surroundings.draw
        )
        self._moving = Moving(
            session, self._view, self._answering, self._saving, self._surroundings
        )
        self._changing = Changing(session, self, self._answering, self._moving, self._saving)
        self._merging = Merging(session, self, self._answering, self._moving, self._saving)
        self._choosing: Worker[None] | None = None
        """Asks for one of two versions."""
        self._finding = Finding(session, self, self._answering, self._moving, self._go_or_explain)
        self._whole_card = WholeCard(session, self, self._answering, self._moving)
        self._does = self._what_actions_do()

    def _what_actions_do(self) -> dict[str, Callable[[], Awaitable[object] | None]]:
        """What each action of the declaration stands for."""
        return {
            "next_question": self._moving.to_next,
            "previous_question": self._moving.to_previous,
            "next_open": self._moving.to_next_open,
            "next_failing": self._moving.to_next_failing,
            "search": self._finding.search,
            "go_to": self._finding.list_all,
            "overview": self._moving.toggle_overview,
            "not_applicable": partial(self._changing.say_why_not, "not_applicable"),
            "do_not_know": partial(self._changing.say_why_not, "unknown"),
            "clear_answer": self._changing.clear,
            "open_editor": self._open_editor,
            "accept_suggestion": self._changing.accept_suggestion,
            "note": self._changing.write_note,
            "undo": self._changing.undo,
            "redo": self._changing.redo,
            "why": self._why,
            "follow_ups": partial(
                self._surroundings.announcing.list_all, self._moving.leave_for, self._explain
            ),
            "toggle_outline": self._surroundings.toggle_outline,
            "toggle_card": self._surroundings.toggle_card,
            "read_card": self._whole_card.read,
            "export": self._whole_card.export,
            "choose_versions": self.choose_versions,
            "next_field": partial(self._moving.step, 1, self),
            "previous_field": partial(self._moving.step, -1, self),
            "back_to_question": self._back_to_question,
        }

    @property
    def current(self) -> str | None:
        """The question on screen, None on the overview."""
        return self._moving.current

    def compose(self) -> ComposeResult:
        """Bar, three columns, hints."""
        self._surroundings.take_fold(self.app.size)
        yield TopBar("", id="top", markup=False)
        with Columns(id="columns"):
            yield from self._surroundings.columns()
        yield self._hints

    def on_mount(self) -> None:
        """Show the question first, and a moment later what is around it."""
        self.set_class(self.current is None, "-overview")
        self.call_after_refresh(self._surroundings.furnish)
        self.call_after_refresh(lambda: self.run_worker(self._surroundings.greet()))
        self.watch(self, "focused", self._surroundings.show_keys_soon, init=False)
        if self.session.is_changed_by_opening:
            self._saving.soon()
        if self.session.card.conflicts:
            # Behind the drawing, which a screen with another one in front of it does not get to.
            self.call_after_refresh(self.choose_versions)
        if notice := self.session.migrated.notice:
            self.notify(one_line(notice), severity="warning", timeout=_NOTICE, markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """The bar is drawn to the width, and a column may have appeared."""
        if self._surroundings.is_drawn:
            self.call_after_refresh(self._surroundings.draw)

    def on_screen_suspend(self) -> None:
        """Something is in front, with keys of its own."""
        self._surroundings.show_keys()

    def on_screen_resume(self) -> None:
        """What was in front is gone."""
        if self._surroundings.is_drawn:
            self._surroundings.show_keys()

    @on(Outline.Chosen)
    async def _jump(self, event: Outline.Chosen) -> None:
        await self._go_or_explain(event.question)

    @on(Overview.Chosen)
    async def _go_from_overview(self, event: Overview.Chosen) -> None:
        if event.question is None:
            await self._moving.to_next()
        else:
            await self._go_or_explain(event.question)

    async def _go_or_explain(self, question: str) -> None:
        """Go to a question, or say why it is not asked."""
        if self.session.state.is_relevant(question):
            await self._moving.leave_for(question)
        else:
            await self._explain(question)

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        if event.at_once:
            self._answering.chosen()
        else:
            self._answering.typed()

    @on(Field.Submitted)
    async def _submitted(self, event: Field.Submitted) -> None:
        event.stop()
        await self._moving.confirm_and_go_on()

    def keep_typed(self) -> None:
        """Put what is entered into the card, and do nothing else."""
        self._answering.keep()

    async def action_do(self, action: str) -> None:
        """Do what an action of the declaration stands for."""
        await self._surroundings.furnish()
        if (done := self._does[action]()) is not None:
            await done

    def action_say_undo_key(self) -> None:
        """Tell hands that know another key for it which one undoes here."""
        said = f"{shown_key('undo')} undoes the last change of an answer, wherever it was."
        self.notify(said, markup=False)

    async def _take_in(self) -> None:
        await self._merging.take_in()
        if self.session.card.conflicts:
            self.choose_versions()

    def choose_versions(self) -> None:
        """Choose between two versions of an answer. Who is being asked is not asked twice."""
        if self._choosing is None or self._choosing.is_finished:
            self._choosing = self.run_worker(self._merging.choose())

    async def _why(self) -> None:
        """Say why this question is asked, or the one that the outline points at."""
        outline = self.query_one(Outline)
        question = outline.pointed_at if outline.has_focus else self.current
        if question is None:
            said = f"{shown_key('why')} says why a question is asked: go to one first."
            self.notify(said, markup=False)
            return
        self._answering.take()
        await self._explain(question)

    async def _explain(self, question: str) -> None:
        from cardtui.app.screens.why import WhyScreen
        from cardtui.interview.explain import explain

        async def go_to(chosen: str | None) -> None:
            if chosen is not None:
                await self._moving.leave_for(chosen)

        session = self.session
        explanation = explain(session.bank, session.card, session.state, question)
        await self.app.push_screen(WhyScreen(explanation, session.bank), go_to)

    async def _open_editor(self) -> None:
        from cardtui.app.screens.editing import Editing

        await Editing(self, self._view, self._answering, self._saving).open_editor()

    def quit_interview(self) -> None:
        """Save and leave; ask first where saving fails."""
        self.run_worker(self._save_and_leave())

    async def _save_and_leave(self) -> None:
        self._answering.take()
        if await self._saving.before_leaving():
            self.app.exit()

    async def _back_to_question(self) -> None:
        """Put the cursor back into the question, from the overview too."""
        if self.current is None:
            await self._moving.back_from_overview()
        else:
            self._surroundings.back_to_question()
