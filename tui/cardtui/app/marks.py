"""A shape and a colour for how a question or a section stands; the shape alone is enough."""

from __future__ import annotations

from textual.content import Content

from cardtui.interview.standing import Standing

Mark = tuple[str, str]
_MARKS: dict[Standing, Mark] = {
    Standing.ANSWERED: ("✓", "$text-success"),
    Standing.FAILING: ("!", "$text-error"),
    Standing.WARNING: ("△", "$text-warning"),
    Standing.CHANGED: ("↻", "$text-warning"),
    Standing.REQUIRED: ("*", "$text-warning"),
    Standing.OPEN: ("○", "$foreground-muted"),
    Standing.PARTLY: ("●", "$text-primary"),
    Standing.NOTE: ("·", "$foreground-muted"),
    Standing.HEADING: (" ", ""),
    Standing.SET_ASIDE: ("–", "$foreground-muted"),
    Standing.NOT_ASKED: ("×", "$foreground-muted"),
    Standing.UNDECIDED: ("?", "$foreground-muted"),
}
DIMMED = frozenset({Standing.SET_ASIDE, Standing.NOT_ASKED, Standing.UNDECIDED})
"""What does not matter now."""


def mark(standing: Standing) -> Content:
    """The mark of one."""
    return Content.styled(*_MARKS[standing])
