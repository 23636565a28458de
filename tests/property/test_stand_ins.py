"""What a field holds instead of a text: harmless, and for each text only one way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cardtui.app.stand_ins import StandIns
from cardtui.text.cells import joiners
from cardtui.text.clean import unsafe_characters

TEXTS = st.lists(
    st.text(
        st.sampled_from(
            "ab\n\t\x00\x07\x1b\x7f\x85\u2028\u202e\u2066\u2069␀␛ⓐⓑ\U000f0000"
            "\u200d\ufe0f\U0001f3fd\ufe00\ufe01"
        )
    ),
    min_size=1,
    max_size=4,
)


@given(TEXTS, st.booleans())
def test_texts_come_back_as_they_were(texts: list[str], one_line: bool) -> None:
    """Also where later ones are pasted beside the first, and hold what stands for others."""
    stand_ins = StandIns(one_line=one_line)
    held = ""
    for text in texts:
        held += stand_ins.hide(text, held)
    assert stand_ins.restore(held) == "".join(texts)
    assert not unsafe_characters(held)
    assert not joiners(held)
    assert "\u2028" not in held
    assert not one_line or not {"\n", "\t"} & set(held)


def test_a_stand_in_is_a_picture_where_there_is_one() -> None:
    """And the legend says what it stands for."""
    stand_ins = StandIns(one_line=True)
    held = stand_ins.hide("a\x1b\n\u2067")
    assert held == "a␛␊ⓐ"
    assert stand_ins.legend(held) == r"␊ is a new line, ␛ is \x1b, ⓐ is \u2067"
    assert stand_ins.legend("a") == ""


def test_what_joins_emoji_is_kept_and_not_spoken_of() -> None:
    """The field holds something that takes no cell; typing it gives the same as pasting it."""
    stand_ins = StandIns(one_line=True)
    sign = "\u26a0\ufe0f"
    held = stand_ins.hide(sign)
    assert stand_ins.hide_joiners(sign, held) == held
    assert stand_ins.restore(held) == sign
    assert stand_ins.legend(held) == ""
    assert cell_len(held) == 1
