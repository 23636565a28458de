"""The middle of the screen: one question, its help, its field, and what is said about the answer."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cardtui.app.content import line, plain, shown_line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.fields.make import field_for
from cardtui.bank.model import Question
from cardtui.interview.session import Session
from cardtui.interview.state import Finding
from cardtui.interview.wording import STATUS_WORDS, piped
from cardtui.text.words import cut

_PARTS = ("crumbs", "ask", "help", "status", "findings", "example", "follow-ups")
_PART_BEFORE_FIELD = "status"
_LONGEST_REASON = 500
"""Characters of a reason above the field; the whole of it is where it was given."""
_LEAST_OF_FIELD = 3
"""Lines of a field that show what it is."""


class QuestionView(VerticalScroll):
    """Shows one question of a session. Its texts stay mounted; only the field is replaced."""

    can_focus = False

    def __init__(self, session: Session, first: Question | None) -> None:
        super().__init__(id="question")
        self._session = session
        self.question = first
        """The question that is shown; None for none, which is the overview."""
        self._showing = asyncio.Lock()
        self._texts = {part: Static("", id=part, markup=False) for part in _PARTS}
        self.field: Field | None = None
        if first is not None:
            self.field = field_for(session, first)
            self._show_texts(first)

    def compose(self) -> ComposeResult:
        """The texts and, among them, the field."""
        for part, static in self._texts.items():
            yield static
            if part == _PART_BEFORE_FIELD and self.field is not None:
                yield self.field

    def on_mount(self) -> None:
        """Put the cursor into the first question."""
        if self.field is not None:
            self.field.focus_field()

    def _say(self, part: str, content: Content) -> None:
        static = self._texts[part]
        static.update(content)
        static.set_class(not content, "-nothing", update=static.is_attached)

    async def show(self, question: Question | None) -> None:
        """Show a question, or the same again after its answer was changed elsewhere; or nothing.

        A key and a click may both lead on at the same moment: one after the other does.
        """
        async with self._showing:
            await self._show(question)

    async def _show(self, question: Question | None) -> None:
        # From here on nothing that the old field holds is taken for an answer to the new question.
        old, self.field, self.question = self.field, None, question
        with self.app.batch_update():
            if old is not None:
                await old.remove()
            if question is None:
                return
            self.field = field_for(self._session, question)
            self._show_texts(question)
            if self.field is None:
                self.screen.set_focus(None)
            else:
                await self.mount(self.field, after=self._texts[_PART_BEFORE_FIELD])
                self.field.focus_field()
            self._place_help()
            self.scroll_home(animate=False)
        # Behind the scrolling that the cursor sets off, which may go by what was shown before.
        self.call_after_refresh(self.call_after_refresh, self._bring_into_sight)

    def on_resize(self) -> None:
        """A terminal may have become low."""
        self._place_help()
        self.call_after_refresh(self._bring_into_sight)

    def _place_help(self) -> None:
        """Help is above the field, and below it where there is not room for both."""
        if self.field is None or not self.field.is_attached:
            return
        is_low = self.screen.has_class("-low")
        place = self.field if is_low else self._texts["ask"]
        self.move_child(self._texts["help"], after=place)

    def _bring_into_sight(self) -> None:
        """Scroll to the field, but not past the question unless it is longer than the screen."""
        if self.field is None or not self.field.is_attached:
            return
        height = self.scrollable_content_region.height
        field, ask = self.field.virtual_region, self._texts["ask"].virtual_region
        begins = field.y + min(field.height, _LEAST_OF_FIELD)
        if begins - ask.y > height:
            self.field.scroll_visible(animate=False)
        else:
            self.scroll_to(y=min(max(field.bottom - height, 0), ask.y), animate=False)

    def _show_texts(self, question: Question) -> None:
        session = self._session
        bank, card, state = session.bank, session.card, session.state
        section = bank.section_of[question.id]
        titles = [parent.title for parent in bank.parents[section.id]]
        self._say("crumbs", line(" › ".join(titles), "$foreground-muted"))
        ask = plain(piped(bank, card, state, question.ask), "bold")
        required = (
            Content.styled("  required", "$text-warning") if question.required else Content("")
        )
        self._say("ask", ask + required)
        self._say("help", plain(piped(bank, card, state, _help(question)), "$text-secondary"))
        self._say("example", _examples(question))
        self._say("follow-ups", Content(""))
        self.show_standing()

    def show_standing(self) -> None:
        """Show what is said about the answer as it is stored now."""
        assert self.question is not None
        name = self.question.id
        answer = self._session.card.answer(name)
        said = ""
        if answer is not None and answer.status is not None:
            said = f"Your answer: {STATUS_WORDS[answer.status].lower()}"
            said += f": {cut(answer.reason, _LONGEST_REASON)}" if answer.reason.strip() else ""
            said += ". Answer below, or f4 to take it back."
        if name in self._session.state.reconfirm:
            is_block = self.field is not None and not self.field.ENTER_GOES_ON
            key = "tab" if is_block else "enter"
            changed = f"The question has changed since you answered: {key} keeps your answer."
            said = f"{said}\n{changed}" if said else changed
        self._say("status", plain(said, "$text-warning"))
        self._say("findings", _findings(self._session.state.findings_of(name)))

    def show_follow_ups(self, appeared: int, left: int) -> None:
        """Say what the last answer brought and took away."""
        parts = []
        if appeared:
            parts.append(f"+ {appeared} follow-up{'s' if appeared > 1 else ''} below")
        if left:
            parts.append(f"- {left} question{'s' if left > 1 else ''} set aside, answers kept")
        self._say("follow-ups", line("   ".join(parts), "$text-primary"))

    @property
    def entered(self) -> Entered | None:
        """What the field holds; None where nothing can be entered, or not yet."""
        is_there = self.field is not None and self.field.is_mounted
        return self.field.entered if self.field is not None and is_there else None


def _help(question: Question) -> str:
    return f"{question.help}\nAsked for by {question.why}." if question.why else question.help


def _examples(question: Question) -> Content:
    """One line for each example, with the model whose fact it is."""
    lines = []
    for example in question.named_examples:
        head = f"Example, {shown_line(example.source)}:" if example.source else "Example:"
        # The lines of an example of several stand below each other as they would be typed.
        head += "\n" if "\n" in example.text.strip("\n") else " "
        lines.append(
            Content.assemble(
                (head, "$foreground-muted"), plain(example.text.strip("\n"), "$foreground-muted")
            )
        )
    return Content("\n").join(lines)


def _findings(findings: tuple[Finding, ...]) -> Content:
    said = Content("")
    for finding in findings:
        colour = "$text-error" if finding.is_error else "$text-warning"
        where = f"row {finding.row}, {finding.column}: " if finding.row else ""
        gap = Content("\n") if said else Content("")
        said = said + gap + plain(f"! {where}{finding.message}", colour)
    return said
