"""Lines of lists and crumbs are never longer than there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cardtui.app.widgets.crumbs import crumbs
from cardtui.app.widgets.found import HitLook, draw_hit
from cardtui.app.widgets.outline import LineLook, draw_line
from cardtui.bank.fixed_words import fixed_words
from cardtui.interview.navigation import Place
from cardtui.interview.standing import Standing
from cardtui.text.clean import unsafe_characters
from cardtui.text.passages import passage

NAMES = st.text(min_size=1, max_size=40)
WIDTHS = st.integers(1, 90)
STANDINGS = st.sampled_from(Standing)


@given(NAMES, st.integers(0, 6), STANDINGS, st.booleans(), st.sampled_from(["", "3/14"]), WIDTHS)
def test_a_line_of_the_outline(
    name: str, depth: int, standing: Standing, is_section: bool, count: str, width: int
) -> None:
    """The title gives way to the count."""
    drawn = draw_line(LineLook(name, depth, standing, is_section, count, " ▸"), width)
    assert drawn.cell_length <= width
    assert not unsafe_characters(drawn.plain)
    if count and width > 10:
        assert drawn.plain.endswith(count)
        assert drawn.cell_length == width


@given(NAMES, NAMES, st.text(max_size=200), NAMES, STANDINGS, WIDTHS)
def test_what_was_found(
    label: str, around: str, text: str, words: str, standing: Standing, width: int
) -> None:
    """Both of its lines."""
    looked_for = words.split()
    shown = [passage(each, looked_for, width) for each in (label, text)]
    for drawn in draw_hit(HitLook(standing, shown[0], around, shown[1]), width):
        assert drawn.cell_length <= width
        assert not unsafe_characters(drawn.plain)


@given(
    st.lists(NAMES, min_size=1, max_size=6),
    st.integers(0, 200),
    st.integers(0, 90),
    st.sampled_from(["en", "fr"]),
)
def test_where_one_is(titles: list[str], number: int, width: int, language: str) -> None:
    """However many sections there are."""
    drawn = crumbs(Place(tuple(titles), number, 200), width, fixed_words(language))
    assert drawn.cell_length <= width
    assert not unsafe_characters(drawn.plain)
