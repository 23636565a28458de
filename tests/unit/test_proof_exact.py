"""Hard cases of the walk, each against brute force over all ways to answer."""

from __future__ import annotations

import pytest

from cardtui.bank.bank import Bank
from support.banks import bank_asking
from support.brute_force import found_by_brute_force, ways_to_answer
from support.proof import found_by_proof, require_ways_that_lead_there


def question(name: str, kind: str, when: str = "", keys: str = "") -> str:
    """A question; `keys` are more lines of it."""
    asked = f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "{name}?"\n'
    return asked + (f'when = "{when}"\n' if when else "") + (f"{keys}\n" if keys else "")


def column(name: str, kind: str, keys: str = "") -> str:
    """A column of the question before it."""
    return f'[[section.question.column]]\nid = "{name}"\ntype = "{kind}"\n{keys}\n'


def options(*names: str, exclusive: str = "") -> str:
    """Options, of which one may be exclusive."""
    listed = [
        f'{{ id = "{name}", exclusive = true }}' if name == exclusive else f'"{name}"'
        for name in names
    ]
    return f"options = [{', '.join(listed)}]"


def check(that: str, level: str = "error") -> str:
    """A check of a question or column."""
    return f'check = [{{ that = "{that}", message = "No.", level = "{level}" }}]'


ONLY_VALUES = "allow = []"
NUMBERS = question("a", "integer") + question("b", "integer")
TABLE = question("t", "table") + column("c", "integer")
FLAGS = question("t", "table") + column("x", "bool") + column("y", "bool")

CASES = {
    "no integer between neighbours": NUMBERS + question("q", "note", "2 < a < b and b < 4"),
    "integers that meet": NUMBERS + question("q", "note", "1 < a and a == b and b < 3"),
    "integers in a row": question("c", "integer")
    + NUMBERS
    + question("q", "note", "0 < a and a < b and b < c and c < 4"),
    "integers without room": question("c", "integer")
    + NUMBERS
    + question("q", "note", "0 < a and a < b and b < c and c < 3"),
    "two numbers in one gap": question("a", "number", "", ONLY_VALUES)
    + question("b", "number", "", ONLY_VALUES)
    + question("q", "note", "1 < a and a < b and b < 2"),
    "a number that is no integer": question("a", "number", "", ONLY_VALUES)
    + question("n", "integer")
    + question("q", "note", "a == n and 1 < a < 2")
    + question("r", "note", "a < n and 1 < a < 2"),
    "days without a day between": question("d", "date", "", ONLY_VALUES)
    + question("q", "note", "'2026-01-01' < d and d < '2026-01-02'")
    + question("r", "note", "'2026-01-02' < d and d < '2026-01-31'"),
    "texts in order": question("a", "text", "", ONLY_VALUES)
    + question("b", "text", "", ONLY_VALUES)
    + question("q", "note", "'ape' < a and a < b and b < 'cat'"),
    "an empty text": question("a", "text") + question("q", "note", "a == '' or a == ' '"),
    "a count and a number": question("m", "multiselect", "", options("x", "y", "z"))
    + question("n", "integer", "", ONLY_VALUES)
    + question("q", "note", "count(m) == n and 'x' in m and n < 2")
    + question("r", "note", "count(m) > n and n > 2"),
    "two counts": question("m", "multiselect", "", options("x", "y"))
    + question("o", "multiselect", "", options("u", "v", "w", exclusive="w"))
    + question("q", "note", "count(m) == count(o) and 'w' in o")
    + question("r", "note", "count(m) == 2 and count(o) == 3"),
    "an option that stands alone": question(
        "m", "multiselect", "", options("x", "y", "no", exclusive="no")
    )
    + question("q", "note", "'no' in m and count(m) > 1")
    + question("r", "note", "'no' in m and contains_any(m, ['x', 'y'])")
    + question("s", "note", "not contains_any(m, ['x', 'y'])"),
    "all of several options": question("m", "multiselect", "", options("x", "y", "z", "u"))
    + question("q", "note", "contains_all(m, ['x', 'y']) and count(m) == 2")
    + question("r", "note", "contains_any(m, ['x', 'y']) and not contains_all(m, ['x', 'y'])"),
    "equal choices": question("m", "multiselect", "", options("x", "y"))
    + question("o", "multiselect", "", options("y", "x", "z"))
    + question("q", "note", "m == o")
    + question("r", "note", "m == o and count(o) == 2")
    + question("s", "note", "m != o and count(m) == 2 and not 'z' in o"),
    "a choice among choices": question("a", "select", "", options("x", "y", "z"))
    + question("m", "multiselect", "", options("x", "y"))
    + question("q", "note", "a in m and a == 'z'")
    + question("r", "note", "a not in m and count(m) == 2"),
    "like options of two questions": question("a", "select", "", options("x", "y"))
    + question("b", "select", "", options("y", "z"))
    + question("q", "note", "a == b and b != 'y'")
    + question("r", "note", "a == b"),
    "a text in a list": question("a", "text", "", ONLY_VALUES)
    + question("l", "list")
    + question("q", "note", "a in l and a != 'ape' and count(l) == 1")
    + question("r", "note", "a not in l and 'bee' in l and count(l) > 3"),
    "lists by their size": question("l", "list")
    + question("q", "note", "count(l) == 1 and contains_all(l, ['ape', 'bee'])")
    + question("r", "note", "count(l) == 3 and contains_all(l, ['ape', 'bee'])")
    + question("s", "note", "count(l) < 1"),
    "rows on both sides": TABLE
    + question("n", "integer", "", ONLY_VALUES)
    + question("q", "note", "any(t.c < n) and any(t.c > n)")
    + question("r", "note", "all(t.c < n) and any(t.c > 1) and n < 3"),
    "a number that comes after the rows": TABLE
    + question("n", "integer", "any(t.c > 1)")
    + question("q", "note", "any(t.c < n) and all(t.c != 1)"),
    "rows that differ": FLAGS
    + question("q", "note", "any(t.x) and not all(t.x) and all(t.y)")
    + question("r", "note", "any(t.x and t.y) and any(not t.x and not t.y)"),
    "rows that are counted": FLAGS
    + question("q", "note", "any(t.x) and any(not t.x) and count(t) == 1")
    + question("r", "note", "any(t.x) and any(not t.x) and count(t) < 3")
    + question("s", "note", "count(t) == 0"),
    "a column that branches": question("k", "bool")
    + question("t", "table")
    + column("x", "bool")
    + column("y", "bool", 'when = "row.x and k"')
    + question("q", "note", "any(t.y)")
    + question("r", "note", "any(t.y) and k == false"),
    "a column that cannot count": question("t", "table")
    + column("x", "bool")
    + column("y", "bool", 'when = "row.x and not row.x"')
    + question("q", "note", "any(t.y)"),
    "columns that all branch": question("k", "bool", "", ONLY_VALUES)
    + question("t", "table", "", ONLY_VALUES)
    + column("x", "bool", 'when = "k"')
    + column("y", "bool", 'when = "row.x"')
    + question("q", "note", "any(t.x) or not any(t.x)")
    + question("r", "note", "answered(t) and not k"),
    "what may be said": question("a", "bool", "", 'allow = ["unknown"]')
    + question("b", "bool", "", 'allow = ["not_applicable"]')
    + question("q", "note", "unknown(a) and not answered(b)")
    + question("r", "note", "unknown(b)")
    + question("s", "note", "not unknown(a) and not answered(a)"),
    "a chain of hidden questions": question("a", "bool")
    + question("b", "bool", "a")
    + question("c", "bool", "b")
    + question("q", "note", "not c")
    + question("r", "note", "c and not a"),
    "one answer where two would do": question("a", "bool")
    + question("b", "bool")
    + question("c", "bool")
    + question("q", "note", "a or b and c")
    + question("r", "note", "not a and (b or not c)"),
    "a number of options that no leaf names": question(
        "m", "multiselect", "", options("x", "y", "z", "u")
    )
    + question("q", "note", "count(m) == 2 and 'x' not in m")
    + question("r", "note", "count(m) == 4 and 'x' not in m"),
    "a number that is the count of a whole choice": question(
        "m", "multiselect", "", options("x", "y", "z")
    )
    + question("n", "integer", "", ONLY_VALUES)
    + question("q", "note", "contains_all(m, ['x', 'y', 'z']) and count(m) == n"),
    "rows that need not be looked into": TABLE
    + question("q", "note", "any(t.c == 1 or true)")
    + question("r", "note", "all(t.c == 1 and false)"),
    "a chain of which a part is unknown": NUMBERS + question("q", "note", "not 1 < a < b"),
    "checks of two numbers": NUMBERS
    + question("q", "integer", "", check("a < value and value < b and b < 3 and a > 0")),
    "a check that asks for more": question("a", "bool")
    + question("q", "integer", "", check("value > 1 if a else value > 2")),
    "a check that names its own question": question(
        "q", "integer", "", check("value < 2 and q > 0 and q != 1")
    ),
    "a check of a list": question("l", "list", "", check("count(value) < 3 and 'ape' in value")),
    "a check of rows": question("t", "table", "", check("any(value.c > 2) and count(value) == 1"))
    + column("c", "integer"),
    "a check of a cell": question("k", "integer", "", ONLY_VALUES)
    + question("t", "table", "", ONLY_VALUES)
    + column("c", "integer", check("0 < value and value < k and k < 3")),
    "a check of two cells": question("t", "table", "", ONLY_VALUES)
    + column("c", "integer")
    + column("d", "integer", 'when = "row.c > 1"\n' + check("value > row.c and row.c > 2")),
    "a check behind a condition": question("a", "integer", "", ONLY_VALUES)
    + question("q", "integer", "a > 3", check("value > a and a < 4")),
}
MOST_ROWS = {"rows that differ": 3}
"""Where two rows are too few to see everything."""


@pytest.mark.parametrize("name", CASES)
def test_the_walk_finds_what_is_there_and_nothing_else(name: str) -> None:
    """Each condition and check comes to what some answers make of it, with the fewest of them."""
    bank: Bank = bank_asking(CASES[name])
    rows = MOST_ROWS.get(name, 2)
    assert ways_to_answer(bank, rows) < 8000, "keep it small"
    assert found_by_proof(bank) == found_by_brute_force(bank, rows)
    require_ways_that_lead_there(bank)
