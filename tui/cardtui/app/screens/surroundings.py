"""What is around the question: bar, outline, the section as it will read, hints."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from cardtui.app.actions import ACTIONS_OF_STATUSES, SAID
from cardtui.app.guarded import GuardedApp
from cardtui.app.keys import hints_of
from cardtui.app.screens.announcing import Announcing
from cardtui.app.screens.heights import HEIGHTS
from cardtui.app.widgets.key_hints import Hint, KeyHints
from cardtui.app.widgets.outline import Outline
from cardtui.app.widgets.overview import Overview
from cardtui.app.widgets.preview import Preview
from cardtui.app.widgets.question import QuestionView
from cardtui.app.widgets.top_bar import TopBar
from cardtui.bank.model import Question
from cardtui.interview.session import Session
from cardtui.text.clean import one_line

if TYPE_CHECKING:
    from cardtui.app.widgets.greeting import Greeting

FOLDS = [(0, "-narrow"), (61, "-medium"), (120, "-wide")]
"""Widths in cells, and the class of the screen from there on."""


_ALWAYS = ("app.command_palette", "app.quit")


class Surroundings:
    """Draws them for one session, and folds them away and out where there is no room for all."""

    def __init__(
        self,
        session: Session,
        screen: Screen[None],
        view: QuestionView,
        hints: KeyHints,
        overview: Overview,
    ) -> None:
        self._session = session
        self._screen = screen
        self._view = view
        self._hints = hints
        self._overview = overview
        self._furnishing = asyncio.Lock()
        self.announcing = Announcing(session, screen, view)
        self.is_drawn = False
        self._greeting: Greeting | None = None
        self._greeted_at: Question | None = None

    def columns(self) -> Iterator[Widget]:
        """The columns as they are first drawn: the question, and room for what is around it."""
        yield Static(id=Outline.ID)
        yield self._view
        if self._view.question is None:
            yield self._overview
        yield Preview()

    async def furnish(self) -> None:
        """Mount and draw what the first question does not need, unless that is done."""
        async with self._furnishing:
            if self.is_drawn or not self._view.is_attached:
                return
            with self._screen.app.batch_update():
                columns = self._screen.query_one("#columns")
                await columns.query_one(f"#{Outline.ID}").remove()
                await columns.mount(Outline(), before=0)
                await self._view.furnish()
            if self._view.is_attached:
                self.is_drawn = True
                self.draw()

    def draw(self) -> None:
        """Draw all of it as things stand; what is not mounted yet will be drawn with the rest."""
        if not self.is_drawn:
            return
        question = self._view.question
        if self._greeting is not None and question is not self._greeted_at:
            self._greeting.remove()
            self._greeting = None
        current = question.id if question is not None else None
        self.announcing.look()
        self._screen.query_one(TopBar).show(self._session, current)
        self._screen.query_one(Outline).show(self._session, current)
        self.show_keys()
        if current is None:
            if not self._overview.is_attached:
                self._screen.query_one("#columns").mount(self._overview, after=self._view)
            self._overview.show(self._session)
            section = self._session.bank.sections[0].id
        else:
            section = self._session.bank.section_of[current].id
        self._screen.query_one(Preview).show(self._session, section, current, self._view.field)

    def draw_soon(self) -> None:
        """Draw all of it behind the question, which does not wait for it."""
        self._screen.call_after_refresh(self.draw)

    async def greet(self) -> None:
        """The first time that the app is opened, name the keys that one needs."""
        from cardtui.app.first_run import is_first_run

        if await asyncio.to_thread(is_first_run):
            from cardtui.app.widgets.greeting import Greeting

            self._greeted_at = self._view.question
            self._greeting = Greeting(self._keys()[0][0])
            await self._screen.mount(self._greeting, before=self._hints)

    def show_keys_soon(self) -> None:
        """Say which keys matter behind what has got the cursor, which does not wait for it."""
        self._screen.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """Say which keys matter to what has the cursor; none while something is in front."""
        if self._screen.is_active:
            self._hints.show(self._keys())
        else:
            self._hints.show(())

    def _keys(self) -> list[Hint]:
        question, field = self._view.question, self._view.field
        if isinstance(self._screen.focused, Outline):
            all_of_them = ("outline.all_less", "outline.all_more")
            here = ("outline.go", "outline.fold", "back_to_question", "why")
            return hints_of(*here, *_ALWAYS, *all_of_them)
        if question is None:
            return hints_of("overview.go", "back_to_question", *_ALWAYS)
        is_block = field is not None and not field.ENTER_GOES_ON
        statuses = () if question.type == "note" else question.allow
        return hints_of(
            "block.go_on" if is_block else "go_on",
            "previous_field",
            "search",
            "why",
            *_ALWAYS,
            *(do for status, do in ACTIONS_OF_STATUSES.items() if status in statuses),
            "next_open",
            "overview",
        )

    def take_fold(self, size: Size) -> None:
        """Take the classes that this size will give, so that nothing is styled twice."""
        for steps, length in ((FOLDS, size.width), (HEIGHTS, size.height)):
            name = next(name for least, name in reversed(steps) if length >= least)
            self._screen.add_class(name, update=False)

    def unfold(self, *, is_overview: bool) -> None:
        """Show the middle, be it a question or the overview."""
        self._screen.remove_class("-show-outline", "-show-card")
        self._screen.set_class(is_overview, "-overview")

    def say(self, words: str) -> None:
        """Say something for a moment."""
        self._screen.app.clear_notifications()
        self._screen.notify(one_line(words), timeout=SAID, markup=False)

    def end_what_was_said(self) -> None:
        """Take away what was said in passing: it was of the step before."""
        app = self._screen.app
        if isinstance(app, GuardedApp):
            app.end_passing_words()

    def say_what_fails(self, question: str) -> None:
        """Say what is wrong with an answer that is left, where no outline marks it."""
        wrong = [f for f in self._session.state.findings_of(question) if f.is_error]
        if wrong and self._screen.has_class("-narrow"):
            name = self._session.bank.questions[question].name
            said = one_line(f"{name}: {wrong[0].message}")
            self._screen.notify(said, severity="warning", timeout=SAID, markup=False)

    def focus_overview(self) -> None:
        """Put the cursor into the overview."""
        self._overview.focus()

    def toggle_outline(self) -> None:
        """Put the cursor into the outline, which narrow terminals show over the question."""
        outline = self._screen.query_one(Outline)
        if outline.has_focus:
            self.back_to_question()
        else:
            self._screen.remove_class("-show-card")
            self._screen.add_class("-show-outline")
            outline.point_at_current()
            outline.focus()

    def toggle_card(self) -> None:
        """Show the section as it will read, over the question where there is no room beside it."""
        self._screen.remove_class("-show-outline")
        self._screen.toggle_class("-show-card")
        self._screen.call_after_refresh(self.draw)

    def back_to_question(self) -> None:
        """Put the cursor back into the question."""
        self._screen.remove_class("-show-outline", "-show-card")
        self._screen.query_one(Outline).point_at_current()
        if self._view.field is not None:
            self._view.field.focus_field()
