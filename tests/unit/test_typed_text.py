"""From what a person types to a value."""

from __future__ import annotations

import pytest

from cardtui.bank.typed_text import value_of_text
from support.banks import bank_asking

NUMBER = bank_asking(
    '[[section.question]]\nid = "size"\ntype = "number"\nask = "How large?"\nunit = "GB"\n'
).questions["size"]


@pytest.mark.parametrize("text", ["1e400", "-1e400 GB", "9e999", "nan", "inf", "-inf", "1e4000"])
def test_a_number_that_no_file_holds_stays_as_it_was_typed(text: str) -> None:
    """As everything that cannot be read: nothing becomes infinite behind one's back."""
    assert value_of_text(NUMBER, text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e300", 1e300), ("-1e-400", 0.0), (" 12,000.5 GB", 12000.5), ("3", 3)],
)
def test_a_number_is_read(text: str, value: float) -> None:
    """With separators and its unit."""
    assert value_of_text(NUMBER, text) == value
