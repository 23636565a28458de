"""The part of a section around the question that is answered: as much as can be seen, and a bit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cardtui.app.content import shown_line
from cardtui.app.reading.lines import FAINT, Line, wrapped
from cardtui.app.reading.page import Page, Piece, Place, Reading
from cardtui.bank.model import Section
from cardtui.formats.markdown.document import Part


@dataclass(frozen=True)
class Window:
    """Lines of a section, and which of them the question prints."""

    lines: list[Line] = field(default_factory=list)
    here: range = range(0)


def window(
    reading: Reading,
    section: Section,
    question: str | None,
    room: int,
    *,
    rest: str,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Window:
    """What is around a question, about `room` lines in either direction; without one, the top.

    `rest` says where to read what is left out.
    """
    parts = reading.parts(section)
    at, here = _place(reading, section, question, parts)
    above, is_all_above = _taken(reading, reversed(parts[:at]), room, is_stopped)
    below, is_all_below = _taken(reading, parts[at:], room, is_stopped)
    note = Piece(Place("rest", section.id), tuple(wrapped([(rest, FAINT)], reading.width)))
    pieces = [
        *([] if is_all_above else [note]),
        *reversed(above),
        *here,
        *below,
        *(reading.still_open(section, parts) if is_all_below else [note]),
    ]
    page = Page(pieces)
    place = Place("answer", section.id, question)
    marked = page.lines_of(page.places.index(place)) if place in page.places else range(0)
    return Window(page.lines, marked)


def _place(
    reading: Reading, section: Section, question: str | None, parts: list[Part]
) -> tuple[int, list[Piece]]:
    """Where in the section a question prints, and what stands there as long as it does not."""
    order = {each.id: place for place, each in enumerate(section.questions)}
    if question not in order:
        return 0, []
    asked = section.questions[order[question]]
    before = (p for p in parts if p.question is None or order[p.question.id] < order[question])
    at = len(list(before))
    is_printed = at < len(parts) and parts[at].question is asked
    if is_printed or not parts or asked.type == "note" or asked.printed == "none":
        return at, []
    lines = wrapped([(f"{shown_line(asked.name)} …", FAINT)], reading.width)
    return at, [Piece(Place("answer", section.id, question), tuple(lines))]


def _taken(
    reading: Reading, parts: Iterable[Part], room: int, is_stopped: Callable[[], bool]
) -> tuple[list[Piece], bool]:
    """The pieces of parts until there are lines enough, and whether these are all."""
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        if length >= room or is_stopped():
            return pieces, False
        pieces.append(reading.piece(part))
        length += len(pieces[-1].lines) + 1
    return pieces, True


def scroll_for(here: range, focus: float, top: int, height: int) -> int:
    """Where to scroll to, from `top`, so that a marked part is seen; of a long one, its `focus`."""
    if not here:
        return top
    if len(here) <= height - 2:
        first, last = here.start - 1, here.stop
    else:
        line = here.start + int(focus * (len(here) - 1))
        first, last = line - height // 3, line + height // 3
    return max(min(top, first), last - height + 1, 0)
