"""What can be gone to: what was found, or all sections and questions in their order."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from cardtui.app.content import line
from cardtui.app.marks import DIMMED, mark
from cardtui.app.widgets.line_list import LineList
from cardtui.app.widgets.outline import LineLook, draw_line, look_of_line
from cardtui.interview.folds import Fold, Folds
from cardtui.interview.outline import Contents, Line, QuestionLine, SectionLine
from cardtui.interview.search import Found, Hit, Part
from cardtui.interview.session import Session
from cardtui.interview.standing import Standing, standing_of
from cardtui.interview.wording import piped
from cardtui.text.passages import Piece, passage

_FOUND = "bold underline $text-primary"
"""How what was found is marked: also where there are no colours, and the cursor makes all bold."""
_INDENT = 2
_LEAST_OF_LABEL = 20
"""Cells that a label has at least, however long the title of its section is."""


@dataclass(frozen=True, slots=True)
class HitLook:
    """All that something found is drawn from."""

    standing: Standing
    label: tuple[Piece, ...]
    around: str
    """The section that it is in, or what kind of thing it is."""
    passage: tuple[Piece, ...]


class FoundList(LineList[LineLook | HitLook], can_focus=False):
    """Shows either; the cursor is moved by whoever has the keyboard."""

    def __init__(self, session: Session, current: str | None) -> None:
        super().__init__(id="found")
        self._session = session
        self._current = current
        self._contents = Contents(session.bank)
        self._lines: list[Line] = []
        self._found = Found((), (), 0)
        self._looks: dict[int, HitLook] = {}
        self.lists_all = True
        """Whether nothing is looked for."""

    def show_all(self) -> None:
        """List all sections and questions, with the cursor on the current one."""
        folds = Folds(self._session.bank)
        folds.choose([section.id for section in self._session.bank.sections], Fold.OPEN)
        self._lines = self._contents.lines(self._session.state, folds)
        self.lists_all = True
        asked = [each.question.id if isinstance(each, QuestionLine) else "" for each in self._lines]
        self._shown_anew(asked.index(self._current) if self._current in asked else 0)

    def show_found(self, found: Found) -> None:
        """List what was found, with the cursor on the best."""
        self._found = found
        self.lists_all = False
        self._shown_anew(0)

    def _shown_anew(self, cursor: int) -> None:
        self.cursor = None
        self._looks.clear()
        self.entries_changed()
        self.refresh()
        self.scroll_home(animate=False, immediate=True)
        self.cursor = cursor
        self.scroll_to_cursor(center=True)

    @property
    def goal(self) -> str | None:
        """The question that the cursor is on; of a section, its first."""
        if self.cursor is None:
            return None
        if not self.lists_all:
            return self._first_of(self._found.hits[self.cursor])
        each = self._lines[self.cursor]
        return each.leads_to if isinstance(each, SectionLine) else each.question.id

    def _first_of(self, hit: Hit) -> str | None:
        """The question that was found; of a section the first asked one in it or below it."""
        if hit.question is not None:
            return hit.question.id
        bank, state = self._session.bank, self._session.state
        inside = [
            question.id
            for section in bank.sections
            if hit.section.id in [around.id for around in bank.parents[section.id]]
            for question in section.questions
        ]
        return next((name for name in inside if state.is_relevant(name)), next(iter(inside), None))

    # How it looks

    @property
    def entry_count(self) -> int:
        """How many there are."""
        return len(self._lines) if self.lists_all else len(self._found.hits)

    @property
    def lines_each(self) -> int:
        """A hit has a line for what it is and one for the passage that was found."""
        return 1 if self.lists_all else 2

    def look_of(self, entry: int) -> LineLook | HitLook:
        """How one of them looks."""
        if self.lists_all:
            return look_of_line(self._lines[entry], self._session, self._current)
        if entry not in self._looks:
            self._looks[entry] = self._look_of_hit(self._found.hits[entry])
        return self._looks[entry]

    def _look_of_hit(self, hit: Hit) -> HitLook:
        words, width = self._found.words, self.line_width
        label = passage(hit.label, words, width)
        around, standing = self._around(hit)
        return HitLook(standing, label, around, passage(self._passage_of(hit), words, width))

    def _around(self, hit: Hit) -> tuple[str, Standing]:
        if hit.question is None:
            return "section", Standing.HEADING
        standing = standing_of(hit.question, self._session.state)
        said = f"{standing} · " if standing in DIMMED else ""
        return f"{said}{hit.section.title}", standing

    def _passage_of(self, hit: Hit) -> str:
        """What is shown below the label: where it was found, or else the question itself."""
        session, question = self._session, hit.question
        if question is None:
            return hit.text if hit.part is not Part.LABEL else hit.section.help
        if hit.part in (Part.LABEL, Part.ABBREVIATION, Part.ASK):
            return piped(session.bank, session.card, session.state, question.ask)
        return hit.text

    def on_resize(self) -> None:
        """Passages are as long as there is room for, and the cursor has something around it."""
        self._looks.clear()
        self.entries_changed()
        self.scroll_to_cursor(center=True)

    def draw(self, look: LineLook | HitLook, width: int) -> list[Content]:
        """The lines of one of them."""
        if isinstance(look, LineLook):
            return [draw_line(look, width)]
        return draw_hit(look, width)


def draw_hit(look: HitLook, width: int) -> list[Content]:
    """What it is, and below that the passage."""
    return [_head_of(look, width), _below(look, width)]


def _head_of(look: HitLook, width: int) -> Content:
    """Mark and label at the left, the section at the right."""
    colour = "$foreground-muted" if look.standing in DIMMED else ""
    label = _marked(look.label, colour)
    room = max(width - _INDENT - min(label.cell_length, _LEAST_OF_LABEL) - 2, 0)
    around = line(look.around, "$foreground-muted").truncate(room, ellipsis=True)
    label = label.truncate(max(width - _INDENT - around.cell_length - 2, 0), ellipsis=True)
    gap = " " * max(width - _INDENT - label.cell_length - around.cell_length, 0)
    return Content.assemble(mark(look.standing), " ", label, gap, around).truncate(width)


def _below(look: HitLook, width: int) -> Content:
    said = _marked(look.passage, "$foreground-muted")
    return (Content(" " * _INDENT) + said).truncate(width, ellipsis=True)


def _marked(pieces: tuple[Piece, ...], colour: str) -> Content:
    """A passage with what was found marked."""
    return Content("").join(
        line(piece.text, _FOUND if piece.is_found else colour) for piece in pieces
    )
