"""What a condition could come to while questions are open: the values that could come decide it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cardtui.condition.condition import read_condition
from cardtui.condition.facts import OPEN_ROW, Blank, Either, Fact
from cardtui.condition.kinds import (
    Bool,
    Date,
    Kind,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
)
from cardtui.condition.outcomes import ANY, FALSE, TRUE, UNKNOWN
from cardtui.condition.typecheck import Purpose

MANY = tuple(f"o{number}" for number in range(12))
FEW = ("fast", "small", "none")
KINDS: dict[str, Kind] = {
    "flag": Bool(),
    "flag2": Bool(),
    "bits": Number(whole=True),
    "layers": Number(whole=True),
    "score": Number(),
    "loss": Number(),
    "day": Date(),
    "day2": Date(),
    "word": Text(),
    "word2": Text(),
    "color": Option(("red", "green")),
    "shade": Option(("red", "dark")),
    "picks": Options(FEW, frozenset({"none"})),
    "other_picks": Options(FEW),
    "many": Options((*MANY, "alone"), frozenset({"alone"})),
    "many2": Options(MANY),
    "eight": Options(MANY[:8]),
    "eight2": Options(MANY[:8]),
    "names": TextList(),
    "names2": TextList(),
    "results": Table({"value": Number(), "good": Bool()}),
}
SCOPE = Scope(KINDS, row={"value": Number(), "good": Bool()})
EITHER_WAY = TRUE | FALSE


def could(source: str, facts: Mapping[str, Fact] | None = None) -> int:
    """What a condition could come to once all that `facts` does not say is answered."""
    known = dict.fromkeys(KINDS, Blank.ANYTHING) | dict(facts or {})
    return read_condition(source, SCOPE).outcomes(known, {})


@pytest.mark.parametrize(
    "source",
    [
        "flag",
        "flag == flag2",
        "bits == 8",
        "bits != layers",
        "bits < layers",
        "bits > layers",
        "bits == score",
        "score < loss",
        "score == loss",
        "score > 1e308",
        "score < -1e308",
        "score == 0.1",
        "score != 0.1",
        "0.1 < score < 0.2",
        "bits > 9223372036854775806",
        "bits < -9223372036854775807",
        "2 <= bits <= 2",
        "day == day2",
        "day > day2",
        "day > '9999-12-30'",
        "day < '0001-01-02'",
        "day != '0001-01-01'",
        "day < '9999-12-31'",
        "'2026-01-01' < day < '2026-01-03'",
        "word == word2",
        "word < word2",
        "word > 'zebra'",
        "word < '!'",
        "word in ['ape', 'bee']",
        "color == shade",
        "color in ['red']",
        "'fast' in picks",
        "picks == other_picks",
        "count(picks) == 2",
        "count(picks) > layers",
        "count(picks) < layers",
        "count(picks) == count(other_picks)",
        "contains_all(picks, ['fast', 'small'])",
        "contains_any(picks, ['fast'])",
        "'o11' in many",
        "'alone' in many",
        "count(many) == 12",
        "count(many) == 7",
        "contains_all(many, ['o0', 'o5', 'o11'])",
        f"contains_all(many, {list(MANY)})",
        f"contains_any(many, {list(MANY[1:])})",
        "many == many2",
        "'Ada' in names",
        "word in names",
        "names == names2",
        "contains_all(names, ['Ada', 'Bob', 'Cy'])",
        "contains_any(names, ['Ada', 'Bob'])",
        "count(names) > 3",
        "count(names) == 40",
        "count(names) == layers",
        "count(names) > count(results)",
        "count(results) == 1",
        "count(results) > 40",
        "any(results.value < 1)",
        "all(results.good)",
        "any(results.value > score)",
        "1 <= bits < layers",
    ],
)
def test_a_comparison_of_open_questions_could_go_either_way(source: str) -> None:
    """Whatever is compared, there are values for both; none of them is overlooked."""
    assert could(source) & EITHER_WAY == EITHER_WAY


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("bits == 2.5", FALSE),
        ("bits != 2.5", TRUE),
        ("bits > 9223372036854775807", FALSE),
        ("bits < 1e300", TRUE),
        (f"score < {10**400}", TRUE),
        ("day >= '0001-01-01'", TRUE),
        ("day > '9999-12-31'", FALSE),
        ("5 <= bits <= 4", FALSE),
        ("word == ' '", FALSE),
        ("word == ''", FALSE),
        ("'' in names", FALSE),
        ("count(picks) == 3", FALSE),
        ("contains_all(picks, ['fast', 'none'])", FALSE),
        ("contains_any(picks, [])", FALSE),
        ("contains_all(picks, [])", TRUE),
        ("contains_any(many, ['alone', 'o0']) and false", FALSE),
        ("count(many) >= 1", TRUE),
        ("count(many) > 12", FALSE),
        ("count(names) == 0", FALSE),
        ("count(results) == 0", FALSE),
        ("count(results) >= 1", TRUE),
        ("color in ['red', 'green']", TRUE),
        ("color not in ['red', 'green']", FALSE),
    ],
)
def test_what_no_value_could_change_is_known(source: str, outcome: int) -> None:
    """Where every value gives the same, the condition is not held open."""
    assert could(source) == outcome


@pytest.mark.parametrize(
    ("source", "facts", "outcomes"),
    [
        ("bits < layers", {"bits": 9223372036854775807}, FALSE),
        ("bits < layers", {"bits": 3}, EITHER_WAY),
        ("score == bits", {"score": 0.5}, FALSE),
        ("day < day2", {"day": date.max}, FALSE),
        ("day < day2", {"day2": date(2026, 1, 1)}, EITHER_WAY),
        ("word == word2", {"word": "ape"}, EITHER_WAY),
        ("word in names", {"word": "ape"}, EITHER_WAY),
        ("word in names", {"names": ("ape", "bee")}, EITHER_WAY),
        ("names == names2", {"names": ("ape", "bee")}, EITHER_WAY),
        ("count(names) == layers", {"layers": 60}, EITHER_WAY),
        ("count(names) == layers", {"layers": 0}, FALSE),
        ("count(names) == layers", {"names": ("ape",) * 60}, EITHER_WAY),
        ("count(names) == count(results)", {"names": ("ape",) * 60}, EITHER_WAY),
        ("picks == other_picks", {"picks": ("none",)}, EITHER_WAY),
        ("many == many2", {"many2": ("o1", "o4", "o9")}, EITHER_WAY),
        ("color == shade", {"color": "green"}, FALSE),
        ("1 <= bits < layers", {"bits": 0}, FALSE),
        ("1 <= bits < layers", {"bits": 0, "layers": Blank.NOTHING}, FALSE),
        ("1 <= bits < layers", {"bits": 1, "layers": Blank.NOTHING}, UNKNOWN),
        ("1 <= bits < layers", {"bits": Blank.OPEN, "layers": 1}, ANY),
        ("bits == layers", {"bits": Blank.OPEN, "layers": Blank.SAID_UNKNOWN}, UNKNOWN),
    ],
)
def test_what_is_known_narrows_what_could_come(
    source: str, facts: Mapping[str, Fact], outcomes: int
) -> None:
    """One side has a value, or will have none; the other could still be anything."""
    assert could(source, facts) == outcomes


def test_open_is_what_could_come_or_stay_away() -> None:
    """A question that is open may be left without a value."""
    assert could("bits == 8", {"bits": Blank.OPEN}) == ANY
    assert could("bits == 2.5", {"bits": Blank.OPEN}) == FALSE | UNKNOWN


@pytest.mark.parametrize(
    ("source", "outcomes"),
    [
        ("bits == 8", TRUE | UNKNOWN),
        ("bits == layers", TRUE | FALSE | UNKNOWN),
        ("answered(bits)", EITHER_WAY),
        ("unknown(bits)", FALSE),
        ("not answered(bits) or bits == 8", TRUE | UNKNOWN),
    ],
)
def test_one_of_several_is_each_of_them(source: str, outcomes: int) -> None:
    """A question that is answered with 8 and may become irrelevant: the parts are independent."""
    assert could(source, {"bits": Either((8, Blank.NOTHING))}) == outcomes


def test_one_of_several_values_is_a_value() -> None:
    """Whichever it will be, the question is answered."""
    assert could("answered(bits)", {"bits": Either((8, 9))}) == TRUE
    assert could("bits > 7", {"bits": Either((8, 9))}) == TRUE
    assert could("bits > 8", {"bits": Either((8, 9))}) == EITHER_WAY


def test_a_table_that_may_become_irrelevant_is_both() -> None:
    """Rows that may go are rows, and nothing."""
    rows = ({"value": 0.5}, {"value": 2.0})
    facts: dict[str, Fact] = {"results": Either((rows, Blank.NOTHING))}
    assert could("any(results.value < 1)", facts) == TRUE | UNKNOWN
    assert could("all(results.value < 1)", facts) == FALSE | UNKNOWN
    assert could("count(results) == 2", facts) == TRUE | UNKNOWN


def test_many_combinations_are_not_tried_one_by_one() -> None:
    """Two multiselects of eight options have 65,025 pairs of answers: anything may come of them."""
    assert could("eight == eight2") == ANY


def test_an_open_cell_and_an_open_value_are_tried_too() -> None:
    """Whoever proves a check or a column tries all that could be entered."""
    cell = read_condition("row.value < 1 and row.good", SCOPE)
    assert cell.outcomes({}, {"value": Blank.ANYTHING, "good": True}) == EITHER_WAY
    assert cell.outcomes({}, {"value": Blank.OPEN, "good": False}) == FALSE
    against = read_condition("row.value < score", SCOPE)
    assert against.outcomes({"score": 3.0}, {"value": Blank.OPEN}) == ANY
    scope = Scope(KINDS, value=Number(whole=True))
    check = read_condition("value > bits", scope, Purpose.CHECK)
    assert check.outcomes({"value": Blank.ANYTHING, "bits": 9223372036854775807}, {}) == FALSE
    assert check.outcomes({"value": Blank.ANYTHING, "bits": 8}, {}) == EITHER_WAY


def test_the_row_of_an_open_table_holds_nothing_and_could_hold_anything() -> None:
    """It has no cells to list, and every cell that is asked for is open."""
    assert dict(OPEN_ROW) == {}
    assert len(OPEN_ROW) == 0
    assert OPEN_ROW["whatever"] is Blank.OPEN
