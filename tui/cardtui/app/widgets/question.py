"""The middle of the screen: one question, its help, its field, and what is said about the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cardtui.app.content import line, noted, plain, shown_line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.fields.make import field_for
from cardtui.app.finding_words import findings_words
from cardtui.app.keys import shown_key
from cardtui.app.widgets.crumbs import Crumbs
from cardtui.bank.fixed_words import FixedWords, filled
from cardtui.bank.model import Question
from cardtui.interview.follow_ups import FollowUps, follow_up_lines
from cardtui.interview.navigation import place_of
from cardtui.interview.session import Session
from cardtui.interview.state import Finding
from cardtui.interview.wording import asked_for_words, confirm_words, example_words, piped
from cardtui.text.words import cut

_PARTS = ("ask", "help", "note", "status", "follow-ups", "findings", "suggestion", "example")
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
        self._crumbs = Crumbs(session.bank.words)
        self._showing = asyncio.Lock()
        self._texts = {part: Static("", id=part, markup=False) for part in _PARTS}
        self._texts["follow-ups"].add_class("-nothing")
        self._followed_up: tuple[FollowUps, str | None] = FollowUps(), None
        """What is said of other questions, and at which."""
        self.field: Field | None = None
        self._said: tuple[Finding, ...] = ()
        """What is said to be wrong with the answer."""
        self._is_furnished = False
        self._kept: dict[type[Field], Field] = {}
        """Hidden fields by their kind: to mount one takes longer than all else between questions."""
        if first is not None:
            self.field = field_for(session, first)
            self._show_texts(first)

    def compose(self) -> ComposeResult:
        """The field and the texts that say something. `furnish` brings the others."""
        yield from (each for each in self._in_order() if not each.has_class("-nothing"))

    def on_mount(self) -> None:
        """Put the cursor into the first question."""
        if self.field is not None:
            self.field.focus_field()

    def _in_order(self) -> Iterator[Widget]:
        """The texts and, among them, the field."""
        yield self._crumbs
        for part, static in self._texts.items():
            yield static
            if part == _PART_BEFORE_FIELD and self.field is not None:
                yield self.field

    async def furnish(self) -> None:
        """Mount the texts that the first question does not need to be there, unless that is done."""
        if self._is_furnished:
            return
        above, help_ = None, self._texts["help"]
        if help_.is_attached:
            # On a low terminal it is below the field by now.
            self.move_child(help_, after=self._texts["ask"])
        for each in self._in_order():
            if not self.is_attached:
                # A person may leave at once.
                return
            if not each.is_attached:
                await self.mount(each, before=0 if above is None else None, after=above)
            above = each
        self._is_furnished = True
        self._place_help()

    def _say(self, part: str, content: Content) -> None:
        static = self._texts[part]
        if content != static.content:
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
        await self.furnish()
        await self._show_in_place_of(old, question)
        # Behind the scrolling that the cursor sets off, which may go by what was shown before.
        self.call_after_refresh(self.call_after_refresh, self._bring_into_sight)

    async def _show_in_place_of(self, old: Field | None, question: Question | None) -> None:
        with self.app.batch_update():
            field = self._field_for(question, old) if question is not None else None
            if old is not None and old is not field:
                self._put_away(old)
            self.field = field
            if question is not None:
                self._show_texts(question)
            if field is None:
                self.screen.set_focus(None)
            else:
                field.display = True
                if not field.is_attached:
                    await self.mount(field, after=self._texts[_PART_BEFORE_FIELD])
                field.focus_field()
            self._place_help()
            self.scroll_home(animate=False)

    def _field_for(self, question: Question, old: Field | None) -> Field | None:
        """The field for a question: one of its kind that is there, or a new one."""
        field = field_for(self._session, question)
        if field is None:
            return None
        for kept in (old, self._kept.get(type(field))):
            if kept is None or type(kept) is not type(field) or not kept.is_kept:
                continue
            if kept.become(field):
                return kept
        return field

    def _put_away(self, field: Field) -> None:
        """Hide a field, and keep it for another question of its kind or have it end."""
        field.display = False
        kept = self._kept.get(type(field))
        if field.is_kept and kept is None:
            self._kept[type(field)] = field
        elif field is not kept:
            # That takes as long as to show another, which need not wait for it.
            self.call_after_refresh(field.remove)

    def on_resize(self) -> None:
        """A terminal may have become low."""
        self._place_help()
        self.call_after_refresh(self._bring_into_sight)

    def _place_help(self) -> None:
        """Help is above the field, and below it and what it says where there is not room for all."""
        help_ = self._texts["help"]
        if self.field is None or not (self.field.is_attached and help_.is_attached):
            return
        findings = self._texts["findings"]
        below = findings if findings.is_attached else self.field
        above = below if self.screen.has_class("-low") else self._texts["ask"]
        if self.children.index(help_) != self.children.index(above) + 1:
            self.move_child(help_, after=above)

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
        ask = plain(piped(bank, card, state, question.ask), "bold")
        required = (
            line(f"  {bank.words.required}", "$text-warning") if question.required else Content("")
        )
        self._say("ask", ask + required)
        help_ = _help(question, bank.words)
        self._texts["ask"].set_class(not help_, "-alone")
        self._say("help", plain(piped(bank, card, state, help_), "$text-secondary"))
        self._say("example", _examples(question, bank.words))
        self.show_standing()
        self._say_findings(self._session.state.findings_of(question.id))

    def show_standing(self) -> None:
        """Show how the answer stands as it is stored now. What was wrong and is mended goes."""
        assert self.question is not None
        name = self.question.id
        self._crumbs.place = place_of(self._session.bank, self._session.state, name)
        answer, words = self._session.card.answer(name), self._session.bank.words
        said = ""
        if answer is not None and answer.status is not None:
            status = words.of_status(answer.status).lower()
            said = f"{words.your_answer}{words.colon} {status}"
            reason = cut(answer.reason, _LONGEST_REASON)
            said += f"{words.colon} {reason}" if answer.reason.strip() else ""
            way = words.counts_again if answer.has_value else words.taken_back
            said += f". {filled(way, key=shown_key('clear_answer'))}"
        if name in self._session.state.reconfirm:
            is_block = self.field is not None and not self.field.ENTER_GOES_ON
            key = shown_key("block.go_on" if is_block else "go_on")
            changed = filled(confirm_words(answer, words), key=key)
            said = f"{said}\n{changed}" if said else changed
        self._say("status", plain(said, "$text-warning"))
        self._say("note", noted(answer))
        self._say("suggestion", self._suggestion())
        now = self._session.state.findings_of(name)
        self._say_findings(tuple(finding for finding in now if finding in self._said))

    def _suggestion(self) -> Content:
        """What is suggested, where that comes from, and the key that takes it."""
        assert self.question is not None
        if self.question.suggest is None:
            return Content("")
        from cardtui.interview.suggesting import offer

        offered = offer(self._session, self.question.id)
        if offered is None:
            return Content("")
        source = f" ({offered.source})" if offered.source else ""
        words = self._session.bank.words
        before, _, after = words.takes_it.partition("{key}")
        return Content.assemble(
            line(f"{words.suggested}{words.colon} ", "$foreground-muted"),
            line(offered.words, "$text-primary"),
            line(source, "$foreground-muted"),
            line(f"   {before}", "$foreground-muted"),
            (shown_key("accept_suggestion"), "bold"),
            line(after, "$foreground-muted"),
        )

    def speak(self) -> None:
        """Say what is wrong with the answer, unless a person is in the middle of it."""
        if self.question is not None and not (self.field is not None and self.field.is_begun):
            self._say_findings(self._session.state.findings_of(self.question.id))

    def _say_findings(self, findings: tuple[Finding, ...]) -> None:
        assert self.question is not None
        self._said = findings
        answer = self._session.card.answer(self.question.id)
        self._say(
            "findings", findings_words(self.question, answer, findings, self._session.bank.words)
        )

    def show_follow_ups(self, found: FollowUps) -> None:
        """Say what the last answer brought and took away; nothing where it did neither."""
        here = self.question.id if self.question is not None else None
        if (found, here) == self._followed_up:
            return
        self._followed_up = found, here
        lines = follow_up_lines(self._session.bank, found, here)
        said = [line(f"{mark} {words}", "$text-primary") for mark, words in lines]
        self._say("follow-ups", Content("\n").join(said))
        if found:
            self.call_after_refresh(self._bring_follow_ups_into_sight)

    def _bring_follow_ups_into_sight(self) -> None:
        """Scroll down to them as far as the whole field stays in sight."""
        if self.field is None or not self.field.is_attached:
            return
        bottom = self._texts["follow-ups"].virtual_region.bottom
        least = bottom - self.scrollable_content_region.height
        if least > self.scroll_y:
            self.scroll_to(y=min(least, self.field.virtual_region.y), animate=False)

    def holds_back(self) -> bool:
        """Whether the field shows first what is missing, once."""
        return self.field is not None and self.field.is_mounted and self.field.holds_back()

    @property
    def entered(self) -> Entered | None:
        """What the field holds; None where nothing can be entered, or not yet."""
        is_there = self.field is not None and self.field.is_mounted
        return self.field.entered if self.field is not None and is_there else None


def _help(question: Question, words: FixedWords) -> str:
    """What a good answer holds, and who asks for it."""
    said = asked_for_words(question, words)
    return f"{question.help}\n{said}" if said else question.help


def _examples(question: Question, words: FixedWords) -> Content:
    """One line for each example, with the model whose fact it is."""
    lines = []
    for example in question.named_examples:
        head = f"{shown_line(example_words(example, words))}{words.colon}"
        # The lines of an example of several stand below each other as they would be typed.
        head += "\n" if "\n" in example.text.strip("\n") else " "
        lines.append(
            Content.assemble(
                (head, "$foreground-muted"), plain(example.text.strip("\n"), "$foreground-muted")
            )
        )
    return Content("\n").join(lines)
