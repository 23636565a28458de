"""Numbers and dates as people type them: nothing is guessed, and nothing half typed is wrong."""

from __future__ import annotations

import math
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cardtui.bank.typed_dates import date_advice, date_of_text, is_begun_date
from cardtui.bank.typed_numbers import is_begun_number, number_advice, number_of_text
from cardtui.bank.typed_text import text_of_value

INTEGERS = st.integers(-(2**63), 2**63 - 1)
NUMBERS = INTEGERS | st.floats(allow_nan=False, allow_infinity=False)
SEPARATORS = st.sampled_from(" _'\u2019\u00a0\u202f")
WHOLE = st.booleans()


@given(number=NUMBERS)
def test_a_number_as_it_is_shown_is_that_number(number: float) -> None:
    """Going through a field changes nothing, not even whether it is whole."""
    read = number_of_text(text_of_value(number), whole=False)
    assert read == number
    assert type(read) is type(number)


@given(number=INTEGERS, separator=SEPARATORS, whole=WHOLE)
def test_groups_of_three_digits_make_one_number(number: int, separator: str, whole: bool) -> None:
    """Whatever stands between them that cannot be a decimal sign."""
    assert number_of_text(f"{number:,}".replace(",", separator), whole=whole) == number


@given(number=st.integers(10**6, 2**63 - 1), separator=st.sampled_from(",."), whole=WHOLE)
def test_two_separators_are_no_decimal_sign(number: int, separator: str, whole: bool) -> None:
    """1.234.567 is one and a quarter million in every country."""
    assert number_of_text(f"{number:,}".replace(",", separator), whole=whole) == number


@given(number=st.integers(1000, 999_999), sign=st.sampled_from(["", "-"]))
def test_what_could_be_two_numbers_is_none(number: int, sign: str) -> None:
    """And it is said how to write the one that is meant; a whole number has no decimals."""
    text = f"{sign}{number:,}"
    assert number_of_text(text, whole=False) is None
    assert f"{sign}{number} or" in number_advice(text, whole=False)
    assert number_of_text(text, whole=True) == int(f"{sign}{number}")
    pointed = text.replace(",", ".")
    assert number_of_text(pointed, whole=True) is None
    assert number_of_text(pointed, whole=False) == float(pointed)
    assert str(number) in number_advice(pointed, whole=True)


@given(whole=st.integers(0, 10**7), decimals=st.text("0123456789", min_size=1, max_size=5))
def test_a_decimal_comma_is_never_taken_for_a_separator(whole: int, decimals: str) -> None:
    """Unless it could be one, which is said; otherwise the number is given as it is written."""
    text = f"{whole},{decimals}"
    advice = number_advice(text, whole=False)
    assert number_of_text(text, whole=False) is None
    assert advice == f"write {whole}.{decimals}" or (len(decimals) == 3 and " or " in advice)


@given(text=st.text("0123456789.,- _'eE+x", max_size=12) | st.text(max_size=12), whole=WHOLE)
def test_any_text_is_a_finite_number_or_none(text: str, whole: bool) -> None:
    """What is read as a number needs no advice."""
    number = number_of_text(text, whole=whole)
    assert number is None or math.isfinite(number)
    number_advice(text, whole=whole)
    is_begun_number(text)


@given(number=NUMBERS, data=st.data())
def test_on_the_way_to_a_number_nothing_is_wrong(number: float, data: st.DataObject) -> None:
    """Each of its beginnings is a number or the beginning of one."""
    text = text_of_value(number)
    begun = text[: data.draw(st.integers(0, len(text)))]
    assert is_begun_number(begun) or number_of_text(begun, whole=False) is not None


@given(day=st.dates(), separator=st.sampled_from("-/."), data=st.data())
def test_a_date_with_the_year_first(day: date, separator: str, data: st.DataObject) -> None:
    """With or without noughts, and on the way there nothing is wrong."""
    shown = text_of_value(day)
    begun = shown[: data.draw(st.integers(0, len(shown)))]
    assert date_of_text(shown) == day
    assert is_begun_date(begun) or date_of_text(begun) is not None
    bare = f"{day.year:04}{separator}{day.month}{separator}{day.day}"
    assert date_of_text(bare) == day


@given(day=st.dates(), separator=st.sampled_from("-/."))
def test_a_date_with_the_year_last_is_not_guessed(day: date, separator: str) -> None:
    """The day that is meant is among those that are offered."""
    text = f"{day.day:02}{separator}{day.month:02}{separator}{day.year:04}"
    assert date_of_text(text) is None
    assert day.isoformat() in date_advice(text)
    assert ("is it" in date_advice(text)) is (day.day <= 12 and day.day != day.month)


@given(text=st.text("0123456789-/.W ", max_size=12) | st.text(max_size=12))
def test_any_text_is_a_day_or_none(text: str) -> None:
    """Nothing that is typed can make it fail."""
    assert date_of_text(text) is None or isinstance(date_of_text(text), date)
    assert date_advice(text).startswith("expected a ")
