"""Searching a page."""

from __future__ import annotations

from cardtui.app.reading.finder import Finder
from cardtui.app.reading.lines import PLAIN, Line, wrapped
from cardtui.app.reading.search import MOST_MATCHES


def page(*texts: str, width: int = 12) -> list[Line]:
    return [line for text in texts for line in wrapped([(text, PLAIN)], width)]


def test_the_first_match_is_the_next_one() -> None:
    """From where one is; from behind the last, the first of the page."""
    finder = Finder()
    lines = page("one", "two", "one", "two")
    match = finder.find(lines, "ONE", 1)
    assert match is not None
    assert (match.line, finder.said) == (2, "2 of 2")
    finder.find(lines, "one", 3)
    assert finder.said == "1 of 2"


def test_steps_go_round() -> None:
    """In both directions; with nothing found they go nowhere."""
    finder = Finder()
    finder.find(page("a", "b", "a"), "a", 0)
    assert [finder.step(by).line for by in (1, 1, -1) if finder.match] == [2, 0, 2]
    finder.find(page("a"), "x", 0)
    assert finder.step(1) is None
    assert finder.said == "not found"
    finder.find(page("a"), " ", 0)
    assert finder.said == ""


def test_spots_cover_a_match_over_two_lines() -> None:
    """The space where the line ends is none of them; which one is looked at is told."""
    finder = Finder()
    finder.find(page("first second third"), "second  third", 0)
    assert finder.spots() == {0: [(6, 12, True)], 1: [(0, 5, True)]}


def test_signs_stand_for_themselves() -> None:
    """What is typed is no pattern."""
    finder = Finder()
    finder.find(page("a.b (c", "axb"), "a.b (c", 0)
    assert finder.said == "1 of 1"


def test_a_page_that_has_grown_is_searched_anew() -> None:
    """While the rest of a long card is still being made."""
    finder = Finder()
    lines = page("a")
    finder.find(lines, "a", 0)
    lines += page("a")
    finder.find(lines, "a", 0)
    assert finder.said == "1 of 2"


def test_there_is_an_end_to_matches() -> None:
    """A letter that is everywhere costs no more than can be looked at."""
    finder = Finder()
    finder.find(page("a" * (MOST_MATCHES + 5), width=10**6), "a", 0)
    assert finder.said == "1 of 10,000+"
