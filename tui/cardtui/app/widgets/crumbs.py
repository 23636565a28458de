"""Where one is: the sections that a question is in, and which of theirs it is."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from cardtui.app.content import line
from cardtui.bank.fixed_words import FixedWords, filled
from cardtui.interview.navigation import Place

_LEAST_OF_TITLE = 8
"""Cells of a cut title that tell more than the number of the question."""


class Crumbs(Widget):
    """One line, however many sections there are."""

    DEFAULT_CSS = """
    Crumbs { height: 1; }
    """
    place: reactive[Place | None] = reactive(None)

    def __init__(self, words: FixedWords) -> None:
        super().__init__(id="crumbs")
        self._words = words

    def render(self) -> Content:
        """As much as fits."""
        if self.place is None:
            return Content("")
        return crumbs(self.place, self.content_size.width, self._words).stylize("$foreground-muted")


def crumbs(place: Place, width: int, words: FixedWords) -> Content:
    """A place in `width` cells: the outer sections give way first, then the number."""
    *outer, title = place.titles
    number, short = (
        f" · {filled(said, number=place.number, count=place.count)}" if place.number else ""
        for said in (words.question_place, words.short_place)
    )
    paths = [(*outer, title)]
    paths += [("…", *outer[left_out:], title) for left_out in range(1, len(place.titles))]
    shown = [line(" › ".join(path)) + Content(end) for path in paths for end in (number, short)]
    room = width - len(short) if width >= len(short) + _LEAST_OF_TITLE else width
    cut = line(title).truncate(room, ellipsis=True) + Content(short if room < width else "")
    return next((each for each in shown if each.cell_length <= width), cut)
