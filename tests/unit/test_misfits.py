"""Answers that no document shows, named for the author who exports it."""

from __future__ import annotations

import pytest

from cardtui.card.model import Answer, Row
from cardtui.interview.misfits import misfits
from support.banks import bank_asking, card_of, state_of

BANK = bank_asking(
    """
[[section.question]]
id = "gate"
type = "bool"
ask = "Asked?"
output = { as = "none" }
[[section.question]]
id = "licence"
type = "select"
ask = "Which?"
options = ["mit", "apache"]
when = "gate"
[[section.question]]
id = "results"
type = "table"
ask = "Which?"
[[section.question.column]]
id = "value"
type = "number"
check = [{ that = "value <= 1", message = "At most 1." }]
[[section.question.column]]
id = "gap"
type = "text"
when = "row.value < 0.5"
"""
)


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({}, []),
        ({"gate": True, "licence": "mit"}, []),
        ({"gate": True, "licence": "gpl"}, ["Licence"]),
        ({"gate": False, "licence": "gpl"}, []),
        ({"gate": "maybe"}, []),
        ({"gate": True, "licence": ""}, []),
        ({"results": "many"}, ["Results"]),
        (
            {"results": [{"value": 0.1}, {"value": "high", "gap": "big"}, {"value": 2}]},
            ["Results (row 2, Value)"],
        ),
        ({"results": [{"value": 0.1, "speed": 3}]}, ["Results (row 1, speed)"]),
        ({"results": [{"value": 2, "gap": 3}]}, []),
        ({"results": "?"}, []),
    ],
)
def test_what_no_document_shows_is_named(answers: dict[str, object], named: list[str]) -> None:
    """A misfit that would be missed; not what is set aside, nor a value that fails a check."""
    assert misfits(BANK, card_of(answers), state_of(BANK, answers)) == named


def test_the_row_is_named_by_its_number() -> None:
    """Rows keep their numbers when others go."""
    answer = Answer(rows=(Row(4, {"value": 0.1}), Row(9, {"value": "high", "gap": 1})), last_row=9)
    found = misfits(BANK, card_of({"results": answer}), state_of(BANK, {"results": answer}))
    assert found == ["Results (row 9, Value)"]
