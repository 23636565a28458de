"""The interview: outline, one question, the section as it will read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from cardtui.app.actions import INTERVIEW_ACTIONS, PALETTE_KEY, Action, bindings
from cardtui.app.fields.base import Field
from cardtui.app.widgets.key_hints import Hint, KeyHints
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.app.widgets.preview import Preview
from cardtui.app.widgets.question import QuestionView
from cardtui.app.widgets.top_bar import TopBar
from cardtui.bank.model import Question
from cardtui.card.model import Status
from cardtui.errors import CardtuiError
from cardtui.interview.history import Step
from cardtui.interview.navigation import (
    asked_questions,
    last_before,
    next_after,
    open_questions,
    resume_at,
)
from cardtui.interview.session import Session
from cardtui.interview.wording import STATUS_WORDS
from cardtui.text.clean import one_line

_TAKE_AFTER = 0.15
"""Seconds after a key before what is typed goes into the card."""
_SAVE_AFTER = 0.5
"""Seconds without a change before the card is saved."""
_NOTICE = 15
"""Seconds for which something is said that matters for the whole card."""
_SAID = 4
"""Seconds for which it is said what was done."""
_FOLDS = [(0, "-narrow"), (61, "-medium"), (100, "-wide")]
"""Widths in cells, and the class of the screen from there on."""


class InterviewScreen(Screen[None]):
    """One session. `current` is the question on screen, None on the overview."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(INTERVIEW_ACTIONS),
        Binding("tab", "next_field", show=False),
        Binding("shift+tab", "previous_field", show=False),
        Binding("enter", "next_question", show=False),
        Binding("escape", "back_to_question", show=False),
    ]
    AUTO_FOCUS = ""
    """The question decides what has the cursor."""
    HORIZONTAL_BREAKPOINTS = _FOLDS

    def __init__(self, session: Session, at: str | None = None) -> None:
        super().__init__()
        self.session = session
        self.current = at or resume_at(session.bank, session.state)
        self._take_timer: Timer | None = None
        self._save_timer: Timer | None = None
        self._saving = asyncio.Lock()
        self._is_drawn = False

    def compose(self) -> ComposeResult:
        """Bar, three columns, hints."""
        self._fold(self.app.size.width)
        yield TopBar("", id="top", markup=False)
        with Horizontal(id="columns"):
            yield Outline()
            yield QuestionView(self.session, self._current_question())
            yield Overview()
            yield Preview()
        yield KeyHints()

    def on_mount(self) -> None:
        """Show the question first, and a moment later what is around it."""
        self.set_class(self.current is None, "-overview")
        self.call_after_refresh(self._draw)
        if self.session.migrated.changes:
            self._save_soon()
        if notice := self.session.migrated.notice:
            self.notify(one_line(notice), severity="warning", timeout=_NOTICE, markup=False)

    def _current_question(self) -> Question | None:
        return self.session.bank.questions[self.current] if self.current is not None else None

    # Moving

    async def _go_to(self, question: str | None) -> None:
        """Show a question, or the overview."""
        self.current = question
        self.remove_class("-show-outline", "-show-card")
        self.set_class(question is None, "-overview")
        if question is not None:
            await self.query_one(QuestionView).show(self.session.bank.questions[question])
        else:
            self.query_one(Overview).focus()
        self._draw()

    async def _leave_for(self, question: str | None) -> None:
        """Save what is entered, then show another question; stay where saving fails."""
        self._take()
        self.session.end_step()
        if await self._save():
            if question is not None and not self.session.state.is_relevant(question):
                question = self._next(self.current)
            await self._go_to(question)

    def _next(self, current: str | None) -> str | None:
        asked = asked_questions(self.session.bank, self.session.state)
        return next_after(self.session.bank, asked, current)

    async def action_next_question(self) -> None:
        """To the next question; from the overview, to the first open one, or one to confirm."""
        self._take()
        if self.current is None:
            to_confirm = next(iter(self.session.state.reconfirm), None)
            await self._leave_for(resume_at(self.session.bank, self.session.state) or to_confirm)
        else:
            await self._leave_for(self._next(self.current))

    async def action_previous_question(self) -> None:
        """To the question before."""
        self._take()
        asked = asked_questions(self.session.bank, self.session.state)
        before = last_before(self.session.bank, asked, self.current)
        if before is not None:
            await self._leave_for(before)

    async def action_next_open(self) -> None:
        """To the next question without an answer, from the top again behind the last."""
        self._take()
        still_open = open_questions(self.session.state)
        later = next_after(self.session.bank, still_open, self.current)
        await self._leave_for(later or next(iter(still_open), None))

    async def action_overview(self) -> None:
        """To the overview."""
        await self._leave_for(None)

    async def action_next_field(self) -> None:
        """To the next input of this question, behind the last one to the next question."""
        await self._step_through_fields(1)

    async def action_previous_field(self) -> None:
        """To the input before, in front of the first one to the question before."""
        await self._step_through_fields(-1)

    async def _step_through_fields(self, step: int) -> None:
        view = self.query_one(QuestionView)
        inputs = [w for w in self.focus_chain if view.field and view.field in w.ancestors]
        place = inputs.index(self.focused) + step if self.focused in inputs else -1
        if 0 <= place < len(inputs):
            inputs[place].focus()
        elif self.focused not in inputs and inputs:
            inputs[0].focus()
        elif step > 0:
            await self._keep_and_go_on()
        else:
            await self.action_previous_question()

    @on(Outline.Chosen)
    async def _jump(self, event: Outline.Chosen) -> None:
        await self._leave_for(event.question)

    # Answering

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        if event.at_once:
            self._take()
            self.session.end_step()
            return
        if self._take_timer is not None:
            self._take_timer.stop()
        self._take_timer = self.set_timer(_TAKE_AFTER, self._take)

    @on(Field.Submitted)
    async def _submitted(self, event: Field.Submitted) -> None:
        event.stop()
        await self._keep_and_go_on()

    async def _keep_and_go_on(self) -> None:
        """Confirm an answer whose question has changed since, then go to the next question."""
        self._take()
        if self.current is not None:
            self.session.confirm(self.current)
        await self.action_next_question()

    def _take(self) -> None:
        """Put what is entered into the card, and show what follows from it."""
        if self._take_timer is not None:
            self._take_timer.stop()
            self._take_timer = None
        before = self.session.card
        asked = set(asked_questions(self.session.bank, self.session.state))
        self.keep_typed()
        if self.session.card is not before:
            now = set(asked_questions(self.session.bank, self.session.state))
            view = self.query_one(QuestionView)
            view.show_standing()
            if now != asked:
                view.show_follow_ups(len(now - asked), len(asked - now))
            self._draw()
            self._save_soon()

    def keep_typed(self) -> None:
        """Put what is entered into the card, and do nothing else."""
        entered = self.query_one(QuestionView).entered
        if self.current is None or entered is None:
            return
        if entered.rows is not None:
            if not self._is_unchanged_table(entered.rows):
                self.session.set_rows(self.current, entered.rows)
        elif not self.session.would_keep(self.current, entered.value, entered.specify):
            self.session.set_value(self.current, entered.value, entered.specify)

    def _is_unchanged_table(self, rows: object) -> bool:
        answer = self.session.card.answer(self.current or "")
        return rows == (answer.rows if answer else ())

    async def action_not_applicable(self) -> None:
        """Ask why this does not apply, and store it."""
        await self._say_why_not("not_applicable")

    async def action_do_not_know(self) -> None:
        """Ask why this is not known, and store it."""
        await self._say_why_not("unknown")

    async def _say_why_not(self, status: Status) -> None:
        if self.current is None:
            return
        self._take()
        question = self.session.bank.questions[self.current]
        words = STATUS_WORDS[status]
        if status not in question.allow or question.type == "note":
            self.notify(
                f'This question needs an answer: "{words.lower()}" will not do.', markup=False
            )
            return
        from cardtui.app.screens.reason import ReasonScreen

        answer = self.session.card.answer(question.id)
        old = answer.reason if answer and answer.status == status else ""

        def keep(reason: str) -> None:
            self.session.set_status(question.id, status, reason)

        async def go_on(is_kept: bool | None) -> None:
            if is_kept:
                await self._leave_for(self._next(question.id))

        await self.app.push_screen(ReasonScreen(f"{words}, because", old, keep), go_on)

    async def action_clear_answer(self) -> None:
        """Take the answer to this question away; a value behind "not applicable" returns first."""
        if self.current is None:
            return
        self._take()
        self.session.clear(self.current)
        self._save_soon()
        await self._go_to(self.current)

    # Undoing

    async def action_undo(self) -> None:
        """Take the last change of an answer back, and go to its question."""
        self._take()
        await self._show_step(self.session.undo, "Undone", "There is nothing to undo.")

    async def action_redo(self) -> None:
        """Make the change again that was undone last, and go to its question."""
        self._take()
        await self._show_step(self.session.redo, "Redone", "There is nothing to redo.")

    async def _show_step(self, step_of: Callable[[], Step | None], done: str, nothing: str) -> None:
        asked = set(asked_questions(self.session.bank, self.session.state))
        step = step_of()
        self.app.clear_notifications()
        if step is None:
            self.notify(nothing, timeout=_SAID, markup=False)
            return
        now = set(asked_questions(self.session.bank, self.session.state))
        said = one_line(f"{done}: {self.session.bank.questions[step.question].name}")
        self.notify(said, timeout=_SAID, markup=False)
        await self._go_to(next((q for q in (step.question, self.current) if q in now), None))
        if now != asked:
            self.query_one(QuestionView).show_follow_ups(len(now - asked), len(asked - now))
        await self._save()

    async def action_why(self) -> None:
        """Say why this question is asked, or the one that the outline points at."""
        outline = self.query_one(Outline)
        question = outline.pointed_at if outline.has_focus else self.current
        if question is None:
            self.notify("f1 says why a question is asked: go to one first.", markup=False)
            return
        self._take()
        from cardtui.app.screens.why import WhyScreen
        from cardtui.interview.explain import explain

        async def go_to(chosen: str | None) -> None:
            if chosen is not None:
                await self._leave_for(chosen)

        session = self.session
        explanation = explain(session.bank, session.card, session.state, question)
        await self.app.push_screen(WhyScreen(explanation, session.bank), go_to)

    # Saving

    def _save_soon(self) -> None:
        self.query_one(KeyHints).saved = "…"
        if self._save_timer is not None:
            self._save_timer.stop()
        self._save_timer = self.set_timer(_SAVE_AFTER, self._save)

    async def _save(self) -> bool:
        """Save in a thread. Whether it worked; if not, the person is told."""
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        hints = self.query_one(KeyHints)
        async with self._saving:
            if self.session.is_saved():
                hints.saved = "saved" if self.session.card.answers else ""
                return True
            try:
                await asyncio.to_thread(self.session.save)
            except CardtuiError as error:
                hints.saved = "NOT SAVED"
                self._tell(error)
                return False
        hints.saved = "saved" if self.session.is_saved() else "…"
        return True

    def _tell(self, error: CardtuiError) -> None:
        from cardtui.app.screens.message import MessageScreen

        if not isinstance(self.app.screen, MessageScreen):
            self.app.push_screen(MessageScreen("The card could not be saved", str(error)))

    @work
    async def action_quit_interview(self) -> None:
        """Save and leave; ask first where saving fails."""
        self._take()
        try:
            await asyncio.to_thread(self.session.save)
        except CardtuiError as error:
            from cardtui.app.screens.message import MessageScreen

            text = (
                f"{error}\n\nIf you leave now, all your answers go to another file, if that can be."
            )
            screen = MessageScreen("The card could not be saved", text, offer="Leave anyway")
            if not await self.app.push_screen_wait(screen):
                return
            await self.app.run_action("save_beside")
        self.app.exit()

    # Showing

    def _draw(self) -> None:
        self._is_drawn = True
        self.query_one(TopBar).show(self.session)
        self.query_one(Outline).show(self.session, self.current)
        self.query_one(KeyHints).show(self._hints())
        if self.current is None:
            self.query_one(Overview).show(self.session)
            section = self.session.bank.sections[0].id
        else:
            section = self.session.bank.section_of[self.current].id
        self.query_one(Preview).show(self.session, section)

    def _hints(self) -> list[Hint]:
        field = self.query_one(QuestionView).field
        is_block = field is not None and self.current is not None and not field.ENTER_GOES_ON
        by_id: dict[str, Action] = {action.id: action for action in INTERVIEW_ACTIONS}
        why = ("why",) if self.current is not None else ()
        shown = ("quit_interview", "not_applicable", "do_not_know", "next_open", "overview")
        return [
            ("tab" if is_block else "enter", "next"),
            ("shift+tab", "back"),
            *((by_id[name].shown, by_id[name].label) for name in why),
            (PALETTE_KEY, "all actions"),
            *((by_id[name].shown, by_id[name].label) for name in shown),
        ]

    def _fold(self, width: int) -> None:
        """Take the class that this width will give, so that nothing is styled twice."""
        self.add_class(next(name for least, name in reversed(_FOLDS) if width >= least))

    def on_resize(self, event: events.Resize) -> None:
        """The bar is drawn to the width, and a column may have appeared."""
        if self._is_drawn:
            self.call_after_refresh(self._draw)

    def action_toggle_outline(self) -> None:
        """Put the cursor into the outline, which narrow terminals show over the question."""
        outline = self.query_one(Outline)
        if outline.has_focus:
            self.action_back_to_question()
        else:
            self.remove_class("-show-card")
            self.add_class("-show-outline")
            outline.point_at_current()
            outline.focus()

    def action_toggle_card(self) -> None:
        """Show the section as it will read, over the question where there is no room beside it."""
        self.remove_class("-show-outline")
        self.toggle_class("-show-card")
        self.call_after_refresh(self._draw)

    def action_back_to_question(self) -> None:
        """Put the cursor back into the question."""
        self.remove_class("-show-outline", "-show-card")
        field = self.query_one(QuestionView).field
        if self.current is not None and field is not None:
            field.focus_field()
