"""Where one is: the sections that a question is in, and which of theirs it is."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from cardtui.app.content import line
from cardtui.interview.navigation import Place


class Crumbs(Widget):
    """One line, however many sections there are."""

    DEFAULT_CSS = """
    Crumbs { height: 1; }
    """
    place: reactive[Place | None] = reactive(None)

    def __init__(self) -> None:
        super().__init__(id="crumbs")

    def render(self) -> Content:
        """As much as fits."""
        if self.place is None:
            return Content("")
        return crumbs(self.place, self.content_size.width).stylize("$foreground-muted")


def crumbs(place: Place, width: int) -> Content:
    """A place in `width` cells: the outer sections go first, the number last."""
    *outer, title = place.titles
    number = f" · question {place.number} of {place.count}" if place.number else ""
    paths = [" › ".join((*outer, title))]
    paths += [
        " › ".join(("…", *outer[left_out:], title)) for left_out in range(1, len(place.titles))
    ]
    shown = [line(path) + Content(number) for path in (*paths, title)]
    short = number.replace("question ", "")
    cut = line(title).truncate(max(width - len(short), 0), ellipsis=True) + Content(short)
    return next((each for each in shown if each.cell_length <= width), cut).truncate(width)
