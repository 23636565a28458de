"""Lines of text that become rows of a table."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardtui.interview.typed_rows import rows_of_text
from support.banks import bank_asking

BANK = bank_asking(
    """
[[section.question]]
id = "results"
type = "table"
ask = "Results?"
[[section.question.column]]
id = "metric"
type = "select"
label = "Metric"
options = [{ id = "acc", label = "Accuracy" }, { id = "f1", label = "F1" }]
[[section.question.column]]
id = "score"
type = "number"
label = "Score"
unit = "%"
[[section.question.column]]
id = "day"
type = "date"
[[section.question.column]]
id = "final"
type = "bool"
[[section.question]]
id = "words"
type = "table"
ask = "Words?"
[[section.question.column]]
id = "one"
type = "text"
[[section.question.column]]
id = "two"
type = "text"
"""
)
RESULTS = BANK.questions["results"]
WORDS = BANK.questions["words"]
FIRST = {"metric": "acc", "score": 91.3, "day": date(2026, 1, 31), "final": True}


@pytest.mark.parametrize(
    "text",
    [
        "Accuracy\t91.3\t2026-01-31\tyes",
        "acc,91.3 %,2026-01-31,Y\n",
        'ACCURACY, "91.3", 2026/1/31 , true\n\n',
        "accuracy;91.3;2026-01-31;yes",
        "| Accuracy | 91.3 | 2026-01-31 | yes |",
        "| Metric | Score | Day | Final |\n|:--|--:|---|---|\n| Accuracy | 91.3 | 2026-01-31 | yes |",
        "final,day,METRIC,score\nyes,2026-01-31,acc,91.3",
    ],
)
def test_a_line_is_a_row(text: str) -> None:
    """As spreadsheets copy it, as CSV or as Markdown has it; a head may name the columns."""
    assert rows_of_text(RESULTS, text) == [FIRST]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("F1", [{"metric": "f1"}]),
        ("\t3\n", [{"score": 3}]),
        ("f1\t\t\t\t\t\n\n\tmany", [{"metric": "f1"}, {"score": "many"}]),
        ("recall\t0,91", [{"metric": "recall", "score": "0,91"}]),
        ("f1;0,91\nf1;0,8", [{"metric": "f1", "score": "0,91"}, {"metric": "f1", "score": "0,8"}]),
        ('f1,"a\nb"', [{"metric": "f1", "score": "a\nb"}]),
        ("", []),
        (" \n\t\n", []),
        ("metric,score", []),
    ],
)
def test_cells_that_are_empty_or_do_not_fit(text: str, rows: list[dict[str, object]]) -> None:
    """An empty one is none; what cannot be read stays as it is."""
    assert rows_of_text(RESULTS, text) == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f1\nf1,1,2026-01-31,yes,more", "Line 2 has 5 values for 4 columns: nothing was pasted."),
        ("metric\nf1,0.9", "Line 2 has 2 values for 1 column: nothing was pasted."),
        ("f1\n" * 501, "These are 501 rows: at most 500 can be pasted at once."),
        ("x" * 200_000, "Line 1 cannot be read (field larger than field limit (131072))."),
    ],
)
def test_what_would_lose_something_is_refused(text: str, said: str) -> None:
    """In a sentence that says where."""
    with pytest.raises(ValueError, match=r"^") as raised:
        rows_of_text(RESULTS, text)
    assert str(raised.value) == said


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=8
).map(str.strip)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS).filter(all), min_size=1, max_size=5),
    separator=st.sampled_from("\t,"),
)
def test_what_a_spreadsheet_writes_is_read(rows: list[tuple[str, str]], separator: str) -> None:
    """Whatever the cells hold."""
    written = StringIO()
    head = [["One", "Two"]]
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([*head, *rows])
    text = written.getvalue().replace("\r\n", "\n")
    if separator == "," and ("\t" in text or all(";" in line for line in text.splitlines())):
        return
    assert rows_of_text(WORDS, text) == [{"one": one, "two": two} for one, two in rows]


@given(text=st.text('ab1,;\t|\n" -.', max_size=40) | st.text(max_size=40))
def test_nothing_of_a_paste_is_lost(text: str) -> None:
    """Each word is in a cell, or the paste is refused."""
    try:
        rows = rows_of_text(WORDS, text)
    except ValueError as error:
        assert str(error).startswith(("Line ", "These are "))
        return
    held = " ".join(str(cell) for row in rows for cell in row.values())
    letters = [letter for letter in text if letter.isalnum()]
    assert [letter for letter in held if letter.isalnum()] == letters or not rows
