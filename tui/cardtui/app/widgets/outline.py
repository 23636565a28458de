"""The outline: sections with their counts, and the questions of those that are open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from cardtui.app.content import line
from cardtui.app.keys import bindings
from cardtui.app.marks import DIMMED, Mark, mark
from cardtui.app.widgets.line_list import LineList
from cardtui.interview.folds import Fold, Folds
from cardtui.interview.outline import Contents, Line, QuestionLine, SectionLine
from cardtui.interview.session import Session
from cardtui.interview.standing import Standing, standing_of

_FIRST_WIDTH = 28
"""Used until the outline has been laid out for the first time."""


class LineLook(Struct, frozen=True):
    """All that a line of an outline is drawn from."""

    name: str
    depth: int
    standing: Standing
    is_section: bool
    count: str = ""
    sign: Mark | None = None
    """What is shown for a moment in place of its mark."""
    arrow: str = ""
    """Whether there is more of a section to see, where that is shown."""
    is_current: bool = False
    """Whether one is at this question; of a section, at one that is hidden in it."""


def draw_line(look: LineLook, width: int) -> Content:
    """A line of an outline, its count at the right edge."""
    colour = "$foreground-muted" if look.standing in DIMMED else ""
    weight = "bold" if look.is_section or look.is_current else ""
    colour = look.sign[1] if look.sign is not None else colour
    colour = "$text-primary" if look.is_current else colour
    pointer = "" if look.is_section else "› " if look.is_current else "  "
    left = Content.assemble(
        "  " * look.depth,
        (pointer, "$text-primary"),
        mark(look.standing) if look.sign is None else Content.styled(*look.sign),
        " ",
        line(look.name, f"{weight} {colour}".strip()),
    )
    right = f" {look.count}" if look.count else ""
    room = max(width - len(right) - len(look.arrow), 1)
    left = left.truncate(room, ellipsis=True)
    gap = " " * max(room - left.cell_length, 0)
    return Content.assemble(
        left, (look.arrow, "$foreground-muted"), gap, (right, "$foreground-muted")
    ).truncate(width)


def look_of_line(each: Line, session: Session, current: str | None) -> LineLook:
    """How a line looks as things stand."""
    if isinstance(each, QuestionLine):
        question = each.question
        standing = standing_of(question, session.state)
        is_current = question.id == current
        return LineLook(question.name, each.depth, standing, False, is_current=is_current)
    tally = each.tally
    count = f"{tally.answered}/{tally.asked}" if tally.asked else ""
    return LineLook(each.section.title, each.depth, tally.standing, True, count)


class Outline(LineList[LineLook]):
    """Where one is, how far each section is, and a way to any question."""

    ID: ClassVar[str] = "outline"
    GROUP: ClassVar[str] = "outline"
    BINDINGS: ClassVar[list[BindingType]] = bindings("outline")
    FOCUS_ON_CLICK = False
    """The cursor stays in the question, as the mouse is elsewhere the next moment."""

    class Chosen(Message):
        """A person wants to go to a question."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self) -> None:
        super().__init__(id=self.ID)
        self._session: Session | None = None
        self._contents: Contents | None = None
        self._folds: Folds | None = None
        self._lines: list[Line] = []
        self._places: dict[str, int] = {}
        """Where each question and section stands among the lines."""
        self._place_of_current: int | None = None
        self.marks: Mapping[str, Mark] = {}
        """Of questions that came and went just now: they are shown with these meanwhile."""

    # What it shows

    def show(self, session: Session, current: str | None) -> None:
        """Draw the outline of a session, the section of the current question open."""
        if session is not self._session:
            self._session = session
            self._contents, self._folds = Contents(session.bank), Folds(session.bank)
        assert self._folds is not None
        is_elsewhere = current != self._folds.current
        self._folds.go_to(current)
        self._update()
        if is_elsewhere or not self.has_focus:
            self.point_at_current()

    def _update(self) -> None:
        """Take the lines as things stand, with the cursor on the line that it was on."""
        if self._session is None or self._contents is None or self._folds is None:
            return
        pointed_at = None if self.cursor is None else _name_of(self._lines[self.cursor])
        self._lines = self._contents.lines(self._session.state, self._folds, self.marks)
        self._places = {_name_of(each): place for place, each in enumerate(self._lines)}
        self._place_of_current = self._place_of(self._folds.current)
        self.entries_changed()
        self.cursor = self._place_of(pointed_at)

    def _place_of(self, name: str | None) -> int | None:
        """The line of a question or section; where that is hidden, of the section it is in."""
        if name is None or self._session is None:
            return None
        bank = self._session.bank
        section = bank.section_of[name].id if name in bank.questions else name
        names = (name, *(each.id for each in reversed(bank.parents[section])))
        return next((self._places[each] for each in names if each in self._places), None)

    @property
    def entry_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def look_of(self, entry: int) -> LineLook:
        """How a line looks."""
        assert self._session is not None
        each = self._lines[entry]
        look = look_of_line(each, self._session, self._folds.current if self._folds else None)
        if isinstance(each, QuestionLine) and each.question.id in self.marks:
            return replace(look, sign=self.marks[each.question.id])
        if isinstance(each, SectionLine):
            is_used = self.has_focus or self.mouse_hover
            arrow = (" ▾" if each.more is None else " ▸") if is_used else ""
            look = replace(look, arrow=arrow, is_current=entry == self._place_of_current)
        return look

    def draw(self, look: LineLook, width: int) -> list[Content]:
        """One line."""
        return [draw_line(look, width)]

    def watch_mouse_hover(self) -> None:
        """Show what a click would open or close."""
        self.entries_changed()

    # Where it leads

    def point_at_current(self) -> None:
        """Put the cursor on the current question."""
        self.cursor = self._place_of_current

    @property
    def pointed_at(self) -> str | None:
        """The question that the cursor is on; of a section, its first."""
        return None if self.cursor is None else self._leads_to(self.cursor)

    def _leads_to(self, entry: int) -> str:
        each = self._lines[entry]
        return each.question.id if isinstance(each, QuestionLine) else each.leads_to

    @on(LineList.EntryChosen)
    def _chosen(self, event: LineList.EntryChosen) -> None:
        event.stop()
        self.post_message(self.Chosen(self._leads_to(event.entry)))

    def on_click(self, event: events.Click) -> None:
        """Open or close a section; questions are for every list to choose."""
        entry = self.entry_under(event)
        if entry is not None and isinstance(self._lines[entry], SectionLine):
            event.prevent_default()
            self.cursor = entry
            self.action_fold()

    # Opening and closing

    def action_more(self) -> None:
        """Show more of a section; where all of it is shown, go into it."""
        each = self._pointed_line
        if isinstance(each, SectionLine) and self.cursor is not None:
            if each.more is not None:
                self._choose([each.section.id], each.more)
            else:
                self.cursor += 1

    def action_less(self) -> None:
        """Show less of a section; from what has nothing to hide, go to the section around it."""
        each = self._pointed_line
        if isinstance(each, SectionLine) and each.less is not None:
            self._choose([each.section.id], each.less)
        elif each is not None and self.cursor is not None:
            above = range(self.cursor - 1, -1, -1)
            around = (place for place in above if self._lines[place].depth < each.depth)
            self.cursor = next(around, self.cursor)

    def action_fold(self) -> None:
        """Open the section that the cursor is on or in, or close it."""
        if isinstance(self._pointed_line, QuestionLine):
            self.action_less()
        each = self._pointed_line
        if isinstance(each, SectionLine):
            self._choose([each.section.id], Fold.CLOSED if each.more is None else Fold.OPEN)

    def action_all_more(self) -> None:
        """Show all titles; where they are shown, all questions."""
        hides_titles = any(each.fold is Fold.CLOSED and each.has_sections for each in self._titles)
        self._choose_all(Fold.TITLES if hides_titles else Fold.OPEN)

    def action_all_less(self) -> None:
        """Hide all questions; where they are hidden, all titles but the first of each branch."""
        shows_questions = any(
            each.fold is Fold.OPEN and each.has_questions for each in self._titles
        )
        self._choose_all(Fold.TITLES if shows_questions else Fold.CLOSED)

    @property
    def _pointed_line(self) -> Line | None:
        return None if self.cursor is None else self._lines[self.cursor]

    @property
    def _titles(self) -> list[SectionLine]:
        return [each for each in self._lines if isinstance(each, SectionLine)]

    def _choose_all(self, fold: Fold) -> None:
        if self._session is not None:
            self._choose([section.id for section in self._session.bank.sections], fold)

    def _choose(self, sections: list[str], fold: Fold) -> None:
        if self._folds is not None:
            self._folds.choose(sections, fold)
            self._update()


def _name_of(each: Line) -> str:
    return each.question.id if isinstance(each, QuestionLine) else each.section.id
