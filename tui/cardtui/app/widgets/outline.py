"""The outline: sections with their counts, and the questions of the section one is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.bank.model import Question, Section
from cardtui.interview.navigation import asked_questions
from cardtui.interview.session import Session

Mark = tuple[str, str]
MARKS: dict[str, Mark] = {
    "answered": ("✓", "$text-success"),
    "failing": ("!", "$text-error"),
    "warning": ("!", "$text-warning"),
    "changed": ("↻", "$text-warning"),
    "required": ("○", "$text-warning"),
    "open": ("○", "$foreground-muted"),
    "partly": ("●", "$text-primary"),
    "note": ("·", "$foreground-muted"),
    "heading": (" ", ""),
}
"""A shape and a colour for each state; the shape alone is enough."""


_FIRST_WIDTH = 28
"""Used until the outline has been laid out for the first time."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the outline and the question that it leads to."""

    prompt: Content
    question: str | None
    is_current: bool = False


class Outline(OptionList):
    """Where one is, how far each section is, and a way to any question."""

    class Chosen(Message):
        """A person wants to go to a question."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self) -> None:
        super().__init__(markup=False, id="outline")
        self._entries: list[_Entry] = []
        self.marks: Mapping[str, Mark] = {}
        """Of questions that came and went just now: they are shown with these meanwhile."""

    def show(self, session: Session, current: str | None) -> None:
        """Draw the outline of a session with the current question open."""
        width = self.scrollable_content_region.width or _FIRST_WIDTH
        entries = _entries(session, current, width, self.marks)
        if entries == self._entries:
            return
        if len(entries) == len(self._entries):
            for i, (old, new) in enumerate(zip(self._entries, entries, strict=True)):
                if old.prompt != new.prompt:
                    self.replace_option_prompt_at_index(i, new.prompt)
        else:
            self.set_options(
                Line(entry.prompt, disabled=entry.question is None) for entry in entries
            )
        self._entries = entries
        if not self.has_focus:
            self.point_at_current()

    def point_at_current(self) -> None:
        """Put the cursor on the current question."""
        self.highlighted = next((i for i, e in enumerate(self._entries) if e.is_current), None)

    @property
    def pointed_at(self) -> str | None:
        """The question that the cursor is on; of a section, its first."""
        return self._entries[self.highlighted].question if self.highlighted is not None else None

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        question = self._entries[event.option_index].question
        if question is not None:
            self.post_message(self.Chosen(question))


def _entries(
    session: Session, current: str | None, width: int, marks: Mapping[str, Mark]
) -> list[_Entry]:
    asked = set(asked_questions(session.bank, session.state))
    here = session.bank.section_of[current].id if current else ""
    entries = []
    for section in session.bank.sections:
        questions = [question for question in section.questions if question.id in asked]
        if section.questions and not questions:
            continue
        entries.append(_section_entry(session, section, questions, width))
        if section.id == here:
            indent = "  " * section.level
            entries += [
                _question_entry(session, q, indent, current, width, marks.get(q.id))
                for q in section.questions
                if q.id in asked or q.id in marks
            ]
    return entries


def _section_entry(
    session: Session, section: Section, questions: list[Question], width: int
) -> _Entry:
    indent = "  " * (section.level - 1)
    countable = [question.id for question in questions if question.type != "note"]
    answered = sum(name in session.state.settled for name in countable)
    standings = {_standing(session, question) for question in questions}
    if "failing" in standings:
        mark = "failing"
    elif "warning" in standings:
        mark = "warning"
    elif not countable:
        mark = "heading"
    elif answered == len(countable):
        is_changed = any(name in session.state.reconfirm for name in countable)
        mark = "changed" if is_changed else "answered"
    else:
        mark = "partly" if answered else "open"
    count = f" {answered}/{len(countable)}" if countable else ""
    shape, colour = MARKS[mark]
    title = Content.assemble(indent, (shape, colour), " ", line(section.title, "bold"))
    return _Entry(_spread(title, count, width), questions[0].id if questions else None)


def _spread(left: Content, right: str, width: int) -> Content:
    """`left` cut where it must be, and `right` at the right edge."""
    room = max(width - len(right), 1)
    cut = left.truncate(room, ellipsis=True)
    return (
        cut + Content(" " * (room - cut.cell_length)) + Content.styled(right, "$foreground-muted")
    )


def _question_entry(
    session: Session,
    question: Question,
    indent: str,
    current: str | None,
    width: int,
    mark: Mark | None = None,
) -> _Entry:
    is_current = question.id == current
    shape, colour = mark or MARKS[_standing(session, question)]
    style = "bold $text-primary" if is_current else colour if mark else ""
    label = line(question.name, style)
    pointer = "› " if is_current else "  "
    prompt = Content.assemble(indent, (pointer, "$text-primary"), (shape, colour), " ", label)
    return _Entry(prompt.truncate(width, ellipsis=True), question.id, is_current)


def _standing(session: Session, question: Question) -> str:
    findings = session.state.findings_of(question.id)
    if question.type == "note":
        return "note"
    if any(finding.is_error for finding in findings):
        return "failing"
    if findings:
        return "warning"
    if question.id in session.state.reconfirm:
        return "changed"
    if question.id in session.state.settled:
        return "answered"
    return "required" if question.required else "open"
