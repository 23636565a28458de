"""From what a person types to a value."""

from __future__ import annotations

import pytest

from cardtui.bank.typed_text import is_begun, value_of_text
from cardtui.bank.values import misfit
from support.banks import bank_asking

BANK = bank_asking(
    """
[[section.question]]
id = "size"
type = "number"
ask = "How large?"
unit = "GB"
[[section.question]]
id = "layers"
type = "integer"
ask = "How many?"
[[section.question]]
id = "day"
type = "date"
ask = "When?"
[[section.question]]
id = "page"
type = "url"
ask = "Where?"
"""
)
NUMBER = BANK.questions["size"]


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


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        (
            "size",
            "1,234",
            'expected a number: is "1,234" 1234 or 1.234? write it without the comma',
        ),
        ("size", "22,7", "expected a number: write 22.7"),
        ("size", "1.234,5", "expected a number: write 1234.5"),
        ("size", "0,123", "expected a number: write 0.123"),
        ("size", "7B", "expected a number"),
        ("layers", "1.000", 'expected a whole number: is "1.000" 1000? write it without the point'),
        ("layers", "12.5", "expected a whole number"),
        ("day", "2026-02-30", "expected a date: there is no day 2026-02-30"),
        ("day", "31.01.2026", "expected a date: write 2026-01-31"),
        (
            "day",
            "01/02/2026",
            "expected a date: is it 2026-01-02 or 2026-02-01? write the year first",
        ),
        ("day", "2026-03", "expected a day too, such as 2026-03-15"),
        ("day", "in May", "expected a date such as 2026-01-31"),
    ],
)
def test_what_does_not_fit_is_told_how_to_write_it(question: str, text: str, said: str) -> None:
    """And nothing is guessed where two things can be meant."""
    asked = BANK.questions[question]
    assert misfit(asked, value_of_text(asked, text)) == said


@pytest.mark.parametrize(
    ("question", "text", "begun"),
    [
        ("size", "-", True),
        ("size", "12.5 G", True),
        ("size", "2e-", True),
        ("size", "six", False),
        ("day", "2026-0", True),
        ("day", "31.01.2026", False),
        ("page", "https:/", True),
        ("page", "example.org", False),
    ],
)
def test_a_person_is_still_typing(question: str, text: str, begun: bool) -> None:
    """Then nobody complains yet."""
    assert is_begun(BANK.questions[question], text) is begun
