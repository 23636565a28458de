"""What is left to do, a line for each question to go to, and what can be done with the card."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import NOTED, line
from cardtui.app.keys import shown_key
from cardtui.interview.navigation import open_questions, still_required
from cardtui.interview.session import Session
from cardtui.interview.wording import note_words, retired_words
from cardtui.text.words import count_of, shortened


class _Entry(Struct, frozen=True):
    """A line of the overview, and the question that it is about."""

    prompt: Content
    question: str | None = None


class Overview(OptionList):
    """Shown behind the last question, and for a card with nothing open."""

    GROUP: ClassVar[str] = "overview"

    class Chosen(Message):
        """A person wants to go to a question, or with None to where enter leads by itself."""

        def __init__(self, question: str | None) -> None:
            super().__init__()
            self.question = question

    def __init__(self, bank_name: str | None = None) -> None:
        super().__init__(markup=False, id="overview")
        self._bank_name = bank_name
        self._entries: list[_Entry] = []

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(str(entry.prompt) for entry in self._entries)

    def show(self, session: Session) -> None:
        """Draw the state of a session."""
        self._entries = _entries(session, self._bank_name)
        self.set_options(
            Line(entry.prompt, disabled=entry.question is None) for entry in self._entries
        )

    def action_select(self) -> None:
        """Go to what is highlighted, or where enter leads by itself."""
        if self.highlighted is None:
            self.post_message(self.Chosen(None))
        else:
            super().action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._entries[event.option_index].question))


def _entries(session: Session, bank_name: str | None) -> list[_Entry]:
    from cardtui.formats.exported import export_command

    state, bank = session.state, session.bank
    language = bank.language if bank.translation_of else ""

    def name(question: str) -> str:
        return bank.questions[question].name

    still_open = open_questions(state)
    required = still_required(bank, state).asked
    optional = [each for each in still_open if not bank.questions[each].required]
    errors = [finding for finding in state.findings if finding.is_error]
    noted = {each: note_words(session.card.answer(each)) for each in bank.questions}
    notes = {each: words for each, words in noted.items() if words}
    said = [line(_headline(session, still_open), "bold")]
    said += [line(_what_enter_does(session, still_open)), Content("")]
    if kept := retired_words(session.card):
        said += [line(kept), Content("")]
    if session.migrated.notice:
        said += [line(session.migrated.notice, "$text-warning"), Content("")]
    said += [
        line(
            f"To get the card as a document: {shown_key('export')}, "
            f"or leave with {shown_key('app.quit')} and run"
        ),
        line(f"  {export_command(session.path, session.card.id, bank_name, language)}", "bold"),
        Content(""),
    ]
    return [
        *(_Entry(each) for each in said),
        *_part(
            f"{count_of(len(required), 'required question')} open:",
            [(each, f"* {name(each)}") for each in required],
        ),
        *_part(
            f"{count_of(len(errors), 'answer')} to look at again:",
            [(f.question, f"! {name(f.question)}: {f.message}") for f in errors],
        ),
        *_part(
            f"{count_of(len(state.reconfirm), 'answer')} to confirm, "
            "as the question has changed since:",
            [(each, f"↻ {name(each)}") for each in state.reconfirm],
        ),
        *_part(
            f"{count_of(len(notes), 'note')} to yourself, never printed:",
            [
                (each, f"{NOTED} {name(each)}: {shortened(words, 60)}")
                for each, words in notes.items()
            ],
        ),
        *_part(
            f"{count_of(len(optional), 'other question')} open:",
            [(each, f"○ {name(each)}") for each in optional],
        ),
        *_part(
            f"{count_of(len(state.set_aside), 'answer')} set aside and kept:",
            [(each, f"– {name(each)}") for each in state.set_aside],
        ),
    ]


def _part(head: str, questions: list[tuple[str, str]]) -> list[_Entry]:
    """A heading and the questions below it; nothing without questions."""
    if not questions:
        return []
    below = [_Entry(line(f"  {shown}"), question) for question, shown in questions]
    return [_Entry(line(head)), *below, _Entry(Content(""))]


def _what_enter_does(session: Session, still_open: list[str]) -> str:
    if still_open:
        return "enter goes to the next open question"
    return "enter goes to the first to confirm" if session.state.reconfirm else "Well done."


def _headline(session: Session, still_open: list[str]) -> str:
    if not still_open:
        return "Everything is answered."
    if session.state.complete:
        return f"All that is required is answered. {session.state.progress} in all."
    return f"{session.state.progress} answered."
