"""Banks on random banks: nothing added changes nothing, and whatever is added is a bank or is told."""

from __future__ import annotations

import tomllib
from typing import Any

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cardtui.bank.bank import Bank
from cardtui.bank.origins import origins_of
from cardtui.bank.schema import bank_schema
from cardtui.errors import BankError
from cardtui.files.reading import TextFile
from support.banks import HEADER, RandomBank, bank_of, random_banks
from support.extending import TOP, bank_on
from support.sampling import examples

VALIDATOR = Draft202012Validator(bank_schema())
NAMES = st.sampled_from([*(f"q{i}" for i in range(7)), "s0", "s1", "s2", "new", "other", "none"])
"""Ids of random banks, of what is added, and of nothing."""
SEAL = 'sealed = true\nmetadata = "license"\n'
KEYS: dict[str, st.SearchStrategy[Any]] = {
    "help": st.text(max_size=5),
    "ask": st.sampled_from(["What?", "Of {q0}?", "Of {q1", "", "two\nlines"]),
    "type": st.sampled_from(["text", "bool", "integer", "select", "table", "note", "nothing"]),
    "required": st.sampled_from([True, False, "yes"]),
    "allow": st.lists(st.sampled_from(["unknown", "not_applicable"]), max_size=3),
    "when": st.sampled_from(
        ["answered(q0)", "q1", "answered(q5)", "q2 == 'a'", "q0 and", {"q3": True}, {"q4": "a"}, 3]
    ),
    "check": st.sampled_from(
        [[], [{"that": "value != 1", "message": "No."}], [{"that": "answered(q2)"}], [1], 1]
    ),
    "options": st.lists(st.sampled_from(["a", "b", {"id": "c"}, {"label": "d"}, "-"]), max_size=3),
    "column": st.sampled_from([[], [{"id": "c0", "type": "bool"}], [{"id": "c0"}], [1], "c0"]),
    "suggest": st.sampled_from(["q0", "'a'", "None"]),
    "sealed": st.booleans(),
    "level": st.sampled_from([1, 2, 3, 9, "1"]),
    "title": st.sampled_from(["Title", "", 1]),
    "empty": st.sampled_from(["omit", "state", "never"]),
    "unit": st.sampled_from(["ms", ""]),
    "output": st.sampled_from([{"as": "item"}, {"as": "table"}, {}, "item"]),
    "id": NAMES,
    "metadata": st.sampled_from(["license", "", ["license"]]),
    "text_format": st.sampled_from(["slug", "none", 1]),
    "without": st.lists(
        st.sampled_from(["when", "required", "ask", "check", "label", "id", "type", "title", ""]),
        max_size=2,
    )
    | st.just("when"),
    "nothing": st.just(1),
}


def some(*keys: str, most: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    """A table with some of these keys."""
    each = {key: KEYS[key] for key in keys or KEYS}
    return st.fixed_dictionaries({}, optional=each).map(lambda table: dict([*table.items()][:most]))


@st.composite
def _questions(draw: st.DrawFn) -> dict[str, Any]:
    table = {"id": draw(NAMES), "type": "text", "ask": "What?"}
    table |= draw(some("help", "when", "required", "sealed", "check", most=2))
    return table | ({"after": draw(NAMES)} if draw(st.booleans()) else {})


@st.composite
def _sections(draw: st.DrawFn) -> dict[str, Any]:
    table: dict[str, Any] = {"id": draw(NAMES)}
    if draw(st.integers(0, 3)):
        table["question"] = draw(st.lists(_questions(), max_size=2))
    if table["id"][0] != "s":
        table |= {"title": "New", "level": draw(st.integers(1, 3))}
    return table | ({"after": draw(NAMES)} if draw(st.booleans()) else {})


@st.composite
def extensions(draw: st.DrawFn) -> dict[str, Any]:
    """The tables of a bank on another."""
    tables: dict[str, Any] = {"format": 1, "id": "team", "version": "1.0.0", "title": "Team"}
    tables["extends"] = ["base>=1"]
    reasons = st.sampled_from(["Not here.", "Not here.", " ", "two\nlines"])
    if draw(st.booleans()):
        tables["hide"] = draw(st.dictionaries(NAMES, reasons, max_size=2))
    if draw(st.booleans()):
        tables["override"] = draw(st.dictionaries(NAMES, some(), max_size=2))
    if draw(st.booleans()):
        tables["section"] = draw(st.lists(_sections(), max_size=2))
    return tables


def order(bank: Bank) -> list[str]:
    """The questions in the order of the bank."""
    return list(bank.questions)


@settings(max_examples=examples(25))
@given(random_banks())
def test_a_bank_that_adds_nothing_changes_nothing(bank: RandomBank) -> None:
    """The sections, the questions, their conditions and the tests are those of the other.

    Each key is as the other bank says it, and said to be of that.
    """
    alone = bank.loaded()
    on_top = bank_on(bank.toml, 'extends = ["base"]\n' + HEADER.replace("example", "team"))
    assert on_top.sections == alone.sections
    assert order(on_top) == order(alone)
    assert on_top.file.tests == alone.file.tests
    for section in tomllib.loads(bank.toml)["section"]:
        for table in (section, *section.pop("question")):
            found = origins_of(on_top, TextFile(TOP, ""), table["id"])
            assert {key: each.value for key, each in found.keys.items()} == table
            assert {each.origin.spot.path for each in found.keys.values()} == {"base.toml"}


@settings(max_examples=examples(40))
@given(random_banks(), extensions(), st.booleans())
def test_whatever_is_said_gives_a_bank_or_one_line_for_each_slip(
    bank: RandomBank, tables: dict[str, Any], is_sealed: bool
) -> None:
    """What loads is the bank that its flattened file is, in the order of the one below."""
    below = bank.toml
    if is_sealed:
        below = below.replace('\nlabel = "Label of q1"', f'\n{SEAL}label = "Label of q1"')
    text = tomlkit.dumps(tables)
    try:
        found = bank_on(below, text)
    except BankError as error:
        for problem in error.problems:
            assert problem.line
            assert "\n" not in f"{problem.message}{problem.remedy}"
        return
    assert found.merged is not None
    flat = bank_of(tomlkit.dumps(found.merged.tables()))
    assert flat.sections == found.sections
    kept = [name for name in order(bank_of(below)) if name in found.questions]
    assert [name for name in order(found) if name in kept] == kept
    assert not [each.message for each in VALIDATOR.iter_errors(tomllib.loads(text))]
