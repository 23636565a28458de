"""The language of conditions: what can be said, what is refused and how, and what it means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cardtui.condition.condition import (
    Condition,
    expression_of_table,
    read_condition,
    read_suggestion,
)
from cardtui.condition.facts import Blank, Fact
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
from cardtui.condition.outcomes import is_undecided, truth
from cardtui.condition.typecheck import Purpose
from cardtui.errors import ConditionError, ConditionSyntaxError, ConditionTypeError
from cardtui.text.excerpts import excerpt_lines
from support.sampling import examples

KINDS: dict[str, Kind] = {
    "flag": Bool(),
    "flag2": Bool(),
    "bits": Number(whole=True),
    "score": Number(),
    "day": Date(),
    "day2": Date(),
    "word": Text(),
    "word2": Text(),
    "color": Option(("red", "green")),
    "shade": Option(("red", "dark")),
    "shape": Option(("round", "square")),
    "picks": Options(("fast", "small", "none"), frozenset({"none"})),
    "names": TextList(),
    "results": Table(
        {"value": Number(), "who": Text(), "good": Bool(), "kind": Option(("p", "q"))}
    ),
    "runs": Table({"value": Number()}),
}
SCOPE = Scope(KINDS, frozenset({"remark"}))
ROW_SCOPE = Scope(KINDS, frozenset({"remark"}), {"value": Number(), "good": Bool()})


def read(source: str, scope: Scope = SCOPE) -> Condition:
    """A `when` in the scope of these tests."""
    return read_condition(source, scope)


def read_check(source: str, value: Kind) -> Condition:
    """A `check` of a question of a kind."""
    return read_condition(source, Scope(KINDS, value=value), Purpose.CHECK)


def refusal(source: str, scope: Scope = SCOPE) -> ConditionError:
    """The error that a `when` gives."""
    with pytest.raises(ConditionError) as raised:
        read(source, scope)
    return raised.value


def meant(error: ConditionError) -> str:
    """The part of the source that is underlined."""
    return error.excerpt.source[error.excerpt.start : error.excerpt.end]


def said(source: str, facts: Mapping[str, Fact], row: Mapping[str, object] | None = None) -> object:
    """True, false or None (unknown) for these facts; what is not named has no value."""
    scope = SCOPE if row is None else ROW_SCOPE
    return truth(read(source, scope).outcomes(facts, row or {}))  # type: ignore[arg-type]


# Grammar

ALL_FACTS: dict[str, Fact] = {
    "flag": True,
    "flag2": False,
    "bits": 8,
    "score": 0.5,
    "day": date(2026, 1, 31),
    "day2": date(2026, 2, 1),
    "word": "bee",
    "word2": "cat",
    "color": "red",
    "shade": "red",
    "picks": ("fast", "small"),
    "names": ("Ada", "Bob"),
    "results": (
        {"value": 0.9, "who": "Ada", "good": True, "kind": "p"},
        {"value": 0.4, "good": False, "kind": "q"},
    ),
    "runs": ({"value": 3.0},),
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("flag", True),
        ("not flag", False),
        ("not not flag", True),
        ("flag and flag2", False),
        ("flag or flag2", True),
        ("flag or flag2 and flag2", True),
        ("(flag or flag2) and flag2", False),
        ("not flag2 and flag", True),
        ("true", True),
        ("True", True),
        ("false", False),
        ("False", False),
        ("flag == true", True),
        ("flag2 == False", True),
        ("flag != flag2", True),
        ("flag in [true]", True),
        ("bits == 8", True),
        ("8 == bits", True),
        ("bits == 8.0", True),
        ("bits == -8", False),
        ("- 8 < bits", True),
        ("bits != 8", False),
        ("bits < 8", False),
        ("bits <= 8", True),
        ("bits > 7", True),
        ("bits >= 9", False),
        ("bits in [4, 8]", True),
        ("bits not in [4, 8]", False),
        ("bits in []", False),
        ("bits in [-8, 8]", True),
        ("-8 not in [8]", True),
        ("'a' in ['a', 'b']", True),
        ("2 in [1]", False),
        ("1 < bits < 9 and 9 > bits > 7", True),
        ("flag == flag2 == false", False),
        ("score < 1e-3", False),
        ("score == .5", True),
        ("bits > score", True),
        ("1 <= bits <= 16", True),
        ("1 <= bits < 8", False),
        ("0 < score < bits < 9 ", True),
        ("16 >= bits >= 1", True),
        ("1 < bits != 8", False),
        ("0.4 < score == 0.5 <= bits", True),
        ("word == 'bee'", True),
        ('word == "bee"', True),
        ("word < 'bef'", True),
        ("word < word2", True),
        ("word < 'Zebra'", False),
        ("word in ['ape', 'bee']", True),
        ("color == 'red'", True),
        ("color != 'green'", True),
        ("color in ['green']", False),
        ("color == shade", True),
        ("day == '2026-01-31'", True),
        ("day < '2026-02-01'", True),
        ("'2026-01-01' <= day <= '2026-01-31'", True),
        ("day < day2", True),
        ("day in ['2026-01-30']", False),
        ("'fast' in picks", True),
        ("'none' in picks", False),
        ("'none' not in picks", True),
        ("count(picks) == 2", True),
        ("count(names) > count(picks)", False),
        ("count(results) == 2", True),
        ("contains_any(picks, ['none', 'fast'])", True),
        ("contains_all(picks, ['none', 'fast'])", False),
        ("contains_all(picks, ['small', 'fast'])", True),
        ("contains_any(picks, [])", False),
        ("contains_all(picks, [])", True),
        ("'Ada' in names", True),
        ("'Ad' in names", False),
        ("word in names", False),
        ("contains_any(names, ['Ada'])", True),
        ("any(results.value < 0.5)", True),
        ("all(results.value < 0.5)", False),
        ("any(results.good and results.value > 0.5)", True),
        ("any(results.good and results.value < 0.5)", False),
        ("any(results.kind == 'q')", True),
        ("any(results.value < score)", True),
        ("any(results.value > 0.5) and any(runs.value == 3)", True),
        ("all(results.value > 0 or flag2)", True),
        ("answered(bits)", True),
        ("unknown(bits)", False),
        ("  flag\n  and not flag2\n", True),
        ("flag\tand\r\nflag", True),
        ("'2' == '2'", True),
        ("word == 'it\\'s'", False),
        ("word == '=' or word == '&&' or word == '||' or word == '!'", False),
    ],
)
def test_meaning_of_answered_questions(source: str, value: bool) -> None:
    """Every form of the grammar means what Python would mean by it."""
    assert said(source, ALL_FACTS) is value


@pytest.mark.parametrize("source", ["row.value < 0.8", "row.good", "row.value < score", "flag"])
def test_a_column_sees_its_row_and_the_questions(source: str) -> None:
    """`row.x` is a cell of the same row."""
    assert said(source, ALL_FACTS, {"value": 0.1, "good": True}) is True


def test_an_empty_cell_of_the_row_is_unknown() -> None:
    """A cell that is not filled in decides nothing, and is never open."""
    outcomes = read("row.value < 0.8", ROW_SCOPE).outcomes(ALL_FACTS, {})
    assert truth(outcomes) is None
    assert not is_undecided(outcomes)


# Slips and refusals, each with its words and what is underlined

NO_FUNCTION = (
    "there is no function `__import__`: "
    "there are answered, unknown, count, any, all, contains_any and contains_all"
)


@pytest.mark.parametrize(
    ("source", "message", "underlined"),
    [
        ("bits = 3", "`=` is not an operator: write `==` to compare", "="),
        ("word == 'a' = 'b'", "`=` is not an operator: write `==` to compare", "="),
        ("flag && flag2", "`&&` is not an operator: write `and`", "&&"),
        ("word == '&&' && flag", "`&&` is not an operator: write `and`", "&&"),
        ("flag || flag2", "`||` is not an operator: write `or`", "||"),
        ("!flag", "`!` is not an operator: write `not`", "!"),
        ("flag and !flag2", "`!` is not an operator: write `not`", "!"),
        ("bits <> 3", "`<>` is not an operator: write `!=`", "<>"),
        ("flag & flag2", "`&` is not an operator: write `and`", "flag & flag2"),
        ("flag | flag2", "`|` is not an operator: write `or`", "flag | flag2"),
        ("bits ** 2 == 4", "`**` is not an operator", "bits ** 2"),
        ("bits % 2 == 1", "`%` is not an operator", "bits % 2"),
        ("bits // 2 == 1", "`//` is not an operator", "bits // 2"),
        ("bits is 3", "write `==` instead of `is`", "bits is 3"),
        ("flag is not true", "write `!=` instead of `is not`", "flag is not true"),
        ("'a' is", "expected an expression such as `x == 'option'`", ""),
        ("#if\n~", "expected an expression such as `x == 'option'`", ""),
        ("", "expected an expression, found nothing", ""),
        (" \n", "expected an expression, found nothing", " "),
        ("flag and", "something is missing after `and`", "and"),
        ("flag flag2", "an operator or a comma is missing before `flag2`", "flag2"),
        ("import os", "`import` has no meaning here", "import"),
        ("(flag", "this bracket is never closed", "("),
        ("word == 'a", "a string is not closed: a quote is missing", "'a"),
        ("picks[0] == 1", "an index in square brackets has no meaning here", "picks[0]"),
        ("lambda: 1", "a lambda has no meaning here", "lambda: 1"),
        (
            "any(x for x in names)",
            "a comprehension has no meaning here: write `any(table.column < 1)`",
            "(x for x in names)",
        ),
        ("{}", "a dictionary has no meaning here", "{}"),
        ("bits in {1}", "a list is written in square brackets", "{1}"),
        ("f'{bits}' == word", "an f-string has no meaning here", "f'{bits}'"),
        ("(bits := 3) == 3", "an assignment has no meaning here", "bits := 3"),
        ("any(*names)", "a star has no meaning here", "*names"),
        ("bits in (1, 2)", "a list is written in square brackets", "(1, 2)"),
        ("bits in [1, [2]]", "a list holds numbers, strings, true or false only", "[2]"),
        (
            "bits in [1, score]",
            "a list holds values only: if `score` is a text, put it in quotes",
            "score",
        ),
        ("bits in [None]", "a list holds numbers, strings, true or false only", "None"),
        ("~bits == 1", "`~` before a value has no meaning here", "~bits"),
        ("+bits == 1", "`+` before a value has no meaning here", "+bits"),
        ("-'a' == word", "only a number can be negative", "-'a'"),
        ("-true", "only a number can be negative", "-true"),
        ("1e999 < bits", "this number is too large", "1e999"),
        ("1j == bits", "expected a number, a string, true or false", "1j"),
        ("b'a' == word", "expected a number, a string, true or false", "b'a'"),
        ("... == bits", "expected a number, a string, true or false", "..."),
        (
            "results.value.real == 1",
            "expected `row.column` or `table.column`",
            "results.value.real",
        ),
        ("conut(picks) > 1", "there is no function `conut`: did you mean `count`?", "conut"),
        (
            "__import__('os')",
            NO_FUNCTION,
            "__import__",
        ),
        ("answered(x=bits)", "`answered` takes no named arguments", "answered(x=bits)"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_hint(
    source: str, message: str, underlined: str
) -> None:
    """A slip is named, with what to write instead, under the characters that are wrong."""
    error = refusal(source)
    assert isinstance(error, ConditionSyntaxError)
    assert (error.message, meant(error)) == (message, underlined)


@pytest.mark.parametrize(
    ("source", "message", "underlined"),
    [
        ("colr == 'red'", "there is no question `colr`: did you mean `color`?", "colr"),
        ("xyzzy", "there is no question `xyzzy`", "xyzzy"),
        ("green == 'red'", "`green` is an option of `color`: put it in quotes", "green"),
        ("remark", "`remark` is a note: it has no answer", "remark"),
        ("answered(remark)", "`remark` is a note: it has no answer", "remark"),
        ("color == 'gren'", "expected an option of `color`: did you mean `green`?", "'gren'"),
        ("color == 'pink'", "expected an option of `color`: it has red and green", "'pink'"),
        (
            "color in ['red', 'gren']",
            "expected an option of `color`: did you mean `green`?",
            "'gren'",
        ),
        ("'smal' in picks", "expected an option of `picks`: did you mean `small`?", "'smal'"),
        ("1 in picks", "expected an option of `picks`: it has fast, small and none", "1"),
        (
            "contains_any(picks, ['fats'])",
            "expected an option of `picks`: did you mean `fast`?",
            "'fats'",
        ),
        (
            "contains_any(picks, 'fast')",
            "`contains_any()` takes a list second, as in ['a', 'b']",
            "'fast'",
        ),
        (
            "contains_any(picks)",
            "write `contains_any(question, ['a', 'b'])`",
            "contains_any(picks)",
        ),
        ("contains_all(bits, [1])", "`contains_all()` takes a multiselect or a list first", "bits"),
        ("contains_all(names, [1])", "`names` holds texts", "1"),
        ("answered(bits, score)", "write `answered(question)`", "answered(bits, score)"),
        ("answered('bits')", "`answered()` takes the id of a question, without quotes", "'bits'"),
        ("unknown(flag or flag2)", "`unknown()` takes the id of a question", "flag or flag2"),
        ("count(bits) > 1", "`count()` takes a multiselect, a list or a table", "bits"),
        (
            "count(picks)",
            "`count(picks)` is a number, not yes or no: compare it, as in `count(picks) > 1`",
            "count(picks)",
        ),
        ("any(flag)", "`any()` needs a cell, as in `table.column`", "any(flag)"),
        (
            "any(results.vale < 1)",
            "`results` has no column `vale`: did you mean `value`?",
            "results.vale",
        ),
        (
            "any(results.zzz < 1)",
            "`results` has no column `zzz`: it has value, who, good and kind",
            "results.zzz",
        ),
        ("any(bits.value < 1)", "`bits` is not a table", "bits.value"),
        (
            "any(results.value < runs.value)",
            "one any() or all() looks at one table: `results`",
            "runs.value",
        ),
        (
            "any(all(results.good))",
            "any() and all() cannot stand inside each other",
            "all(results.good)",
        ),
        ("any(row.value < 1)", "`row.` cannot stand inside any()", "row.value"),
        ("row.value < 1", "`row.` can stand in a column only", "row.value"),
        ("row == 1", "write `row.` and the id of a column", "row"),
        ("value == 1", "`value` can stand in `check` only", "value"),
        (
            "results.value < 1",
            "write `any(results.value ...)` or `all(...)` for cells",
            "results.value",
        ),
        (
            "bits",
            "`bits` is a number, not yes or no: compare it, or write `answered(bits)`",
            "bits",
        ),
        ("day", "`day` is a date, not yes or no: compare it, or write `answered(day)`", "day"),
        (
            "flag and word",
            "`word` is a text, not yes or no: compare it, or write `answered(word)`",
            "word",
        ),
        (
            "not names",
            "`names` is a list of texts, not yes or no: write `answered(names)`",
            "names",
        ),
        ("results", "`results` is a table, not yes or no: write `answered(results)`", "results"),
        (
            "color",
            "`color` is one option, not yes or no: compare it, as in `color == 'red'`",
            "color",
        ),
        ("picks", "`picks` is several options, not yes or no: write `'fast' in picks`", "picks"),
        ("'a'", "`'a'` is a text, not yes or no", "'a'"),
        ("1", "`1` is a number, not yes or no", "1"),
        ("[]", "`[]` is a list, not yes or no", "[]"),
        ("'5' == 5", "`'5'` is a text, 5 is a number", "5"),
        ("bits == '5'", "`bits` is a number, '5' is a text: write 5 without quotes", "'5'"),
        ("'5' == bits", "`bits` is a number, '5' is a text: write 5 without quotes", "'5'"),
        ("1 < bits < 'a'", "`bits` is a number, 'a' is a text", "'a'"),
        ("flag == 1", "`flag` is yes or no, 1 is a number: write true", "1"),
        ("day < 3", "`day` is a date, 3 is a number", "3"),
        ("day == '2026-1-31'", "expected a date, as in '2026-01-31'", "'2026-1-31'"),
        ("day == '2026-02-30'", "there is no such date: 2026-02-30", "'2026-02-30'"),
        ("day == '20260131'", "expected a date, as in '2026-01-31'", "'20260131'"),
        ("'soon' > day", "expected a date, as in '2026-01-31'", "'soon'"),
        ("day in ['soon']", "expected a date, as in '2026-01-31'", "'soon'"),
        ("bits in [1, 'a']", "a list holds values of one type", "'a'"),
        ("'a' in [1]", "`1` is a number, `'a'` is a text", "'a'"),
        ("answered(row)", "write `row.` and the id of a column", "row"),
        ("color < 'red'", "the options of `color` have no order", "color"),
        ("picks == 'fast'", "`picks` holds several: write `'fast' in picks`", "'fast'"),
        ("names == 'Ada'", "`names` holds several: write `'Ada' in names`", "'Ada'"),
        ("picks in ['fast']", "`picks` holds several: write `contains_any(picks, [...])`", "picks"),
        (
            "'a' in word",
            "`in` does not look inside a text: write `word == ...` or `word in [...]`",
            "word",
        ),
        (
            "'re' not in color",
            "`not in` does not look inside a text: write `color == ...` or `color in [...]`",
            "color",
        ),
        ("'a' in bits", "`bits` holds no items", "bits"),
        (
            "(flag == flag2) == true",
            "`flag == flag2` is already true or false: do not compare it",
            "flag == flag2",
        ),
        (
            "answered(bits) == true",
            "`answered(bits)` is already true or false: do not compare it",
            "answered(bits)",
        ),
        (
            "bits == [8]",
            "a list is not compared: write `in`, contains_any() or contains_all()",
            "[8]",
        ),
        ("bits == None", "`None` has no meaning here: write `not answered(x)`", "None"),
        ("bits + 1 == 9", "`+` can stand in `check` and `suggest` only", "bits + 1"),
        ("-bits < 3", "`-` before a name can stand in `check` and `suggest` only", "-bits"),
        (
            "flag if flag2 else true",
            "`a if b else c` can stand in `check` and `suggest` only",
            "flag if flag2 else true",
        ),
        ("word == 'é' and nom", "there is no question `nom`", "nom"),
    ],
)
def test_what_has_no_meaning_is_told_with_a_hint(
    source: str, message: str, underlined: str
) -> None:
    """An error of the bank, with a near miss and the span that is wrong."""
    error = refusal(source)
    assert isinstance(error, ConditionTypeError)
    assert (error.message, meant(error)) == (message, underlined)


def test_the_caret_stands_under_what_is_meant() -> None:
    """`~~~^` is as long as the part that is wrong, and below it, after wide letters too."""
    excerpt = refusal("word == 'été' and colr == 'red'").excerpt
    assert excerpt_lines(excerpt) == ("word == 'été' and colr == 'red'", " " * 18 + "~~~^")


def test_a_hint_for_a_cell_can_be_followed() -> None:
    """The advice for a cell is not `answered(cell)`, which is refused in turn."""
    error = refusal("all(results.value)")
    assert "answered(results.value)" not in error.message


@pytest.mark.parametrize("source", ["flag # why\nand flag2", "(flag # why\nand flag2)"])
def test_a_comment_does_not_swallow_the_next_line(source: str) -> None:
    """A `#` ends with its line, or is refused; what follows is never dropped in silence."""
    try:
        condition = read(source)
    except ConditionSyntaxError:
        return
    assert condition.names == {"flag", "flag2"}


def test_a_tab_in_a_string_stays_a_tab() -> None:
    """A string is compared as it is written."""
    assert said("word == 'a\tb'", {"word": "a\tb"}) is True


# All pairs of types

LITERALS = {
    "true": "bool",
    "3": "number",
    "2.5": "number",
    "'red'": "text",
    "'2026-01-31'": "text",
}
TYPE_OF = {
    "flag": "bool",
    "bits": "number",
    "score": "number",
    "day": "date",
    "word": "text",
    "color": "option",
    "shape": "other option",
    "picks": "options",
    "names": "texts",
    "results": "table",
    "count(picks)": "number",
    **LITERALS,
}
COMPARABLE = {"bool", "number", "text", "date", "option", "other option", "options", "texts"}


def may_be_equal(left: str, right: str) -> bool:
    """Whether `==` between two operands has a meaning, by DESIGN section 4, point 6."""
    types = {TYPE_OF[left], TYPE_OF[right]}
    if len(types) == 1:
        return types <= COMPARABLE
    literals = {name for name in (left, right) if name in LITERALS}
    if len(literals) != 1:
        return False
    (literal,) = literals
    return (literal == "'red'" and types == {"option", "text"}) or (
        literal == "'2026-01-31'" and types == {"date", "text"}
    )


@pytest.mark.parametrize("operator", ["==", "!="])
@pytest.mark.parametrize("left", TYPE_OF)
def test_equality_of_every_pair_of_types(left: str, operator: str) -> None:
    """Only like types are compared; there is no coercion, in either direction."""
    for right in TYPE_OF:
        source = f"{left} {operator} {right}"
        if may_be_equal(left, right):
            read(source)
            continue
        error = refusal(source)
        assert isinstance(error, ConditionTypeError), source
        assert meant(error), source


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("left", TYPE_OF)
def test_order_of_every_pair_of_types(left: str, operator: str) -> None:
    """Numbers, dates and texts have an order; options, yes or no, lists and tables have none."""
    ordered = {"number", "date", "text"}
    for right, kind in TYPE_OF.items():
        source = f"{left} {operator} {right}"
        if may_be_equal(left, right) and {TYPE_OF[left], kind} <= ordered:
            read(source)
            continue
        error = refusal(source)
        assert isinstance(error, ConditionTypeError), source
        assert meant(error), source


@pytest.mark.parametrize("operator", ["in", "not in"])
@pytest.mark.parametrize("item", TYPE_OF)
def test_membership_of_every_pair_of_types(item: str, operator: str) -> None:
    """Only a multiselect and a list hold items; a text is never searched."""
    for holder in TYPE_OF:
        source = f"{item} {operator} {holder}"
        if holder == "names" and TYPE_OF[item] == "text":
            read(source)
            continue
        assert isinstance(refusal(source), ConditionTypeError), source


@pytest.mark.parametrize("name", TYPE_OF)
def test_only_a_bool_stands_bare(name: str) -> None:
    """Every other type has no truth value."""
    if TYPE_OF[name] == "bool":
        read(name)
        return
    assert isinstance(refusal(name), ConditionTypeError)


def test_any_two_multiselects_or_selects_with_a_common_option_compare() -> None:
    """Question against question is allowed for like types."""
    read("color == shade")
    assert refusal("color == shape").message == "`color` and `shape` have no option in common"


# A condition written as a table


@pytest.mark.parametrize(
    ("table", "expression"),
    [
        ({}, "true"),
        ({"flag": True}, "flag == true"),
        ({"color": "red", "bits": [4, 8]}, "color == 'red' and bits in [4, 8]"),
        ({"picks": "fast"}, "'fast' in picks"),
        ({"names": ["Ada", "Bob"]}, "contains_any(names, ['Ada', 'Bob'])"),
        ({"day": date(2026, 1, 31)}, "day == '2026-01-31'"),
        ({"nobody": 1}, "nobody == 1"),
    ],
)
def test_a_table_stands_for_an_expression(table: dict[str, object], expression: str) -> None:
    """Equals, or contains; any of a list; all entries together. Names are looked at later."""
    assert expression_of_table(table, SCOPE) == expression


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a-b": 1}, "there is no question `a-b`"),
        ({"": 1}, "there is no question ``"),
        ({"if": 1}, "there is no question `if`"),
        ({"flag or true": True}, "there is no question `flag or true`"),
        ({"bits": {"least": 1}}, "`bits` is compared with a value or a list of values only"),
        ({"bits": [[1]]}, "`bits` is compared with a value or a list of values only"),
        ({"bits": math.inf}, "`bits` is compared with a value or a list of values only"),
        ({"day": time(12)}, "`day` is compared with a value or a list of values only"),
        ({"bits": date(2026, 1, 31)}, "`bits` is a number, 2026-01-31 is a date"),
        (
            {"results": 1},
            '`results` is a table: write an expression, as in "any(results.value == ...)"',
        ),
    ],
)
def test_a_table_that_stands_for_nothing_is_refused(table: dict[str, object], message: str) -> None:
    """No expression can be smuggled in by way of a key."""
    with pytest.raises(ConditionTypeError) as raised:
        expression_of_table(table, SCOPE)
    assert raised.value.message == message


# Limits


def test_five_hundred_characters_at_most() -> None:
    """The 501st character is one too many."""
    read("flag" + " " * 496)
    error = refusal("flag" + " " * 497)
    assert error.message == "an expression has at most 500 characters, this has 501"


def nested_not(depth: int) -> str:
    """An expression of so many levels."""
    return "not " * (depth - 1) + "flag"


def test_twenty_four_levels_at_most() -> None:
    """The 25th level is one too deep."""
    read(nested_not(24))
    assert refusal(nested_not(25)).message == "an expression is at most 24 levels deep"


def test_two_hundred_parts_at_most() -> None:
    """A list counts each of its items."""
    fits = f"bits in [{','.join('1' * 197)}]"
    assert len(fits) <= 500
    read(fits)
    many = f"bits in [{','.join('1' * 198)}]"
    assert refusal(many).message == "an expression has at most 200 parts"


@pytest.mark.parametrize(
    "source",
    ["(" * 240 + "1" + ")" * 240, "[" * 499, "not " * 124 + "flag", "-" * 490 + "1 < bits"],
)
def test_absurd_nesting_is_refused_in_words(source: str) -> None:
    """Python's parser gives up in several ways; none of them reaches the user."""
    assert isinstance(refusal(source), ConditionError)


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_a_parser_that_gives_up_is_told_in_words(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pythons differ in how deep they can read; what one cannot is too deep."""

    def give_up(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("ast.parse", give_up)
    assert refusal("flag").message == "an expression is at most 24 levels deep"


# Three values


@pytest.mark.parametrize(
    "source",
    [
        "bits == 8",
        "bits != 8",
        "not bits == 8",
        "bits < 8",
        "bits in [8]",
        "bits not in [8]",
        "1 < bits < 9",
        "bits == score",
        "color == 'red'",
        "color != 'red'",
        "flag",
        "not flag",
        "'fast' in picks",
        "'fast' not in picks",
        "count(picks) == 0",
        "count(picks) < 9",
        "count(results) == 0",
        "contains_any(picks, [])",
        "contains_all(picks, [])",
        "contains_any(names, ['Ada'])",
        "'Ada' not in names",
        "any(results.value < 1)",
        "all(results.value < 1)",
        "not any(results.value < 1)",
        "any(results.value < 1 or flag)",
    ],
)
@pytest.mark.parametrize("blank", [Blank.NOTHING, Blank.SAID_UNKNOWN, Blank.OPEN])
def test_nothing_follows_from_a_question_without_a_value(source: str, blank: Blank) -> None:
    """Rule 2: irrelevant, "unknown" and unanswered make every comparison unknown."""
    assert said(source, dict.fromkeys(KINDS, blank)) is None


@pytest.mark.parametrize(
    ("fact", "is_answered", "is_unknown"),
    [
        (8, True, False),
        (Blank.NOTHING, False, False),
        (Blank.SAID_UNKNOWN, False, True),
        (Blank.OPEN, False, False),
    ],
)
def test_answered_and_unknown_are_never_unknown(
    fact: Fact, is_answered: bool, is_unknown: bool
) -> None:
    """Rule 2: the two functions that look at the answer itself."""
    assert said("answered(bits)", {"bits": fact}) is is_answered
    assert said("unknown(bits)", {"bits": fact}) is is_unknown


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_kleene_tables(
    left: bool | None, right: bool | None, conjunction: bool | None, disjunction: bool | None
) -> None:
    """`and` and `or` know what is settled whatever the unknown part is."""
    facts: dict[str, Fact] = {
        "flag": Blank.NOTHING if left is None else left,
        "flag2": Blank.OPEN if right is None else right,
    }
    assert said("flag and flag2", facts) is conjunction
    assert said("flag or flag2", facts) is disjunction


@pytest.mark.parametrize(
    ("source", "facts", "undecided"),
    [
        ("flag", {"flag": Blank.OPEN}, True),
        ("flag", {"flag": Blank.NOTHING}, False),
        ("flag", {"flag": Blank.SAID_UNKNOWN}, False),
        ("flag and flag2", {"flag": Blank.OPEN, "flag2": Blank.NOTHING}, True),
        ("flag == flag2", {"flag": Blank.OPEN, "flag2": Blank.NOTHING}, False),
        ("bits == 8 or flag", {"bits": Blank.OPEN, "flag": Blank.NOTHING}, True),
        ("bits == 8", {"bits": Blank.OPEN}, True),
        ("bits == 2.5 and flag", {"bits": Blank.OPEN, "flag": Blank.NOTHING}, True),
        ("bits != 2.5 and flag", {"bits": Blank.OPEN, "flag": Blank.NOTHING}, False),
        ("count(picks) >= 1 and flag", {"picks": Blank.OPEN, "flag": Blank.NOTHING}, False),
        ("count(picks) > 1 and flag", {"picks": Blank.OPEN, "flag": Blank.NOTHING}, True),
        ("count(picks) == 3 or flag", {"picks": Blank.OPEN, "flag": Blank.NOTHING}, False),
        (
            "contains_all(picks, ['fast', 'none']) or flag",
            {"picks": Blank.OPEN, "flag": Blank.NOTHING},
            False,
        ),
        ("contains_any(picks, []) or flag", {"picks": Blank.OPEN, "flag": Blank.NOTHING}, False),
        ("any(results.value < 1)", {"results": Blank.OPEN}, True),
        ("any(results.value < 1)", {"results": ({"value": 3.0}, {"who": "x"})}, False),
        ("any(results.value < 1 or flag)", {"results": ({"who": "x"},), "flag": Blank.OPEN}, True),
        ("1 <= bits <= 16", {"bits": Blank.OPEN}, True),
        ("word < 'b' and flag", {"word": Blank.OPEN, "flag": Blank.NOTHING}, True),
        ("day < day2", {"day": Blank.OPEN, "day2": date(2026, 1, 1)}, True),
        ("day < day2", {"day": Blank.OPEN, "day2": Blank.OPEN}, True),
    ],
)
def test_undecided_is_what_an_open_question_could_still_decide(
    source: str, facts: Mapping[str, Fact], undecided: bool
) -> None:
    """Rule 3: unknown for good collapses; unknown for now waits."""
    outcomes = read(source).outcomes(facts, {})
    assert truth(outcomes) is None
    assert is_undecided(outcomes) is undecided


@pytest.mark.parametrize(
    ("values", "any_below_one", "all_below_one"),
    [
        ([0.5], True, True),
        ([2.0], False, False),
        ([0.5, 2.0], True, False),
        ([None], None, None),
        ([0.5, None], True, None),
        ([2.0, None], None, False),
    ],
)
def test_any_and_all_over_rows(
    values: list[float | None], any_below_one: bool | None, all_below_one: bool | None
) -> None:
    """Rule 12: true if true in a row, else unknown if unknown in a row, else false."""
    rows = tuple({"who": "x"} if v is None else {"value": v} for v in values)
    assert said("any(results.value < 1)", {"results": rows}) is any_below_one
    assert said("all(results.value < 1)", {"results": rows}) is all_below_one


def test_cells_in_one_any_are_of_one_row() -> None:
    """Two conditions on a row must hold of the same row."""
    rows = ({"value": 0.5, "good": False}, {"value": 2.0, "good": True})
    assert said("any(results.value < 1 and results.good)", {"results": rows}) is False
    both = "any(results.value < 1) and any(results.good)"
    assert said(both, {"results": rows}) is True


# Arithmetic, in checks and suggestions


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("1 <= value <= 16", 8, True),
        ("value + 1 == 9", 8, True),
        ("value - bits == 0", 8, True),
        ("value * 2 == 16", 8, True),
        ("value / 3 < 3", 8, True),
        ("-value == -8", 8, True),
        ("value / 0 == 1", 8, None),
        ("not value / 0 == 1", 8, None),
        ("bits / (value - 8) > 0", 8, None),
        ("value / 0 == 1 or value == 8", 8, True),
        ("1 <= value <= 10 / (value - 8)", 8, None),
        ("9 <= value <= 10 / (value - 8)", 8, False),
        ("10 / (value - 8) <= value <= 7", 8, False),
        ("10 / (value - 8) <= value <= 9", 8, None),
        ("value < 9 if flag else value < 1", 8, True),
        ("value < 9 if flag2 else value < 1", 8, False),
        ("value < 9 if unknown(flag) else false", 8, False),
        ("value * 1e308 * 10 > 0", 8, None),
        ("value == bits", 8, True),
    ],
)
def test_arithmetic_in_checks(source: str, value: float, expected: bool | None) -> None:
    """Numbers are calculated with; division by zero and overflow are unknown."""
    facts = {**ALL_FACTS, "value": value}
    assert truth(read_check(source, Number()).outcomes(facts, {})) is expected


@pytest.mark.parametrize(
    "source", ["1 / 0 == 1", "value == 1 and 1 / (2 - 2) == 1", "1e308 * 10 < 1"]
)
def test_constants_that_cannot_be_calculated_are_unknown(source: str) -> None:
    """Division by zero is unknown, between constants too."""
    assert truth(read_check(source, Number()).outcomes({"value": 1}, {})) is None


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ("1 <= bits < score", {"bits": 0, "score": Blank.NOTHING}, False),
        ("1 <= bits < score", {"bits": 1, "score": Blank.NOTHING}, None),
        ("not 1 <= bits < score", {"bits": 0, "score": Blank.NOTHING}, True),
        ("score < bits < 1", {"bits": 1, "score": Blank.SAID_UNKNOWN}, False),
        ("score < bits < 2", {"bits": 1, "score": Blank.SAID_UNKNOWN}, None),
    ],
)
def test_a_chain_is_its_links(
    source: str, facts: Mapping[str, Fact], expected: bool | None
) -> None:
    """`a < b < c` is `a < b and b < c`: false where one link is, though another is unknown."""
    assert said(source, facts) is expected


def test_a_choice_by_an_unknown_test_is_unknown() -> None:
    """Nothing follows from a test that has no value."""
    condition = read_check("value < 9 if flag else value < 10", Number())
    assert truth(condition.outcomes({"value": 8, "flag": Blank.NOTHING}, {})) is None


@pytest.mark.parametrize(
    ("source", "kind", "value", "expected"),
    [
        ("'fast' in value", KINDS["picks"], ("fast",), True),
        ("count(value) <= 1", KINDS["picks"], ("fast", "small"), False),
        ("value >= '2026-01-01'", Date(), date(2026, 5, 1), True),
        ("value != 'bee'", Text(), "bee", False),
        ("value", Bool(), True, True),
        ("count(value) < 2", KINDS["results"], ({"value": 1.0},), True),
        ("any(value.value < 2)", KINDS["results"], ({"value": 1.0},), True),
        ("contains_any(value, ['Ada'])", TextList(), ("Ada",), True),
    ],
)
def test_value_is_the_answer_under_test(
    source: str, kind: Kind, value: Fact, expected: bool
) -> None:
    """In a check `value` has the type of its question."""
    assert truth(read_check(source, kind).outcomes({"value": value}, {})) is expected


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("value + 'a' == word", "expected a number, `'a'` is a text"),
        ("value + true == 1", "expected a number, `true` is yes or no"),
        ("-word == 1", "expected a number, `word` is a text"),
        ("value in [1] + [2]", "expected a number, `[1]` is a list"),
        ("value == (1 if flag else 2)", "`a if b else c` cannot stand inside a comparison"),
        ("value is 1", "write `==` instead of `is`"),
    ],
)
def test_arithmetic_is_for_numbers(source: str, message: str) -> None:
    """There is no other meaning of `+`, nor a choice within a comparison."""
    with pytest.raises(ConditionError) as raised:
        read_check(source, Number())
    assert raised.value.message == message


@pytest.mark.parametrize(
    ("source", "kind", "facts", "expected"),
    [
        ("8 if word == 'bee' else None", Number(whole=True), ALL_FACTS, 8),
        ("8 if word == 'cat' else None", Number(whole=True), ALL_FACTS, None),
        ("8 if word == 'bee' else None", Number(whole=True), {}, None),
        ("bits * 2", Number(), ALL_FACTS, 16),
        ("bits / 0", Number(), ALL_FACTS, None),
        ("1 / 0", Number(), ALL_FACTS, None),
        ("word2", Text(), ALL_FACTS, "cat"),
        ("'2026-01-31'", Date(), {}, date(2026, 1, 31)),
        ("['Ada', 'Bob']", TextList(), {}, ("Ada", "Bob")),
        ("count(picks)", Number(whole=True), ALL_FACTS, 2),
        ("count(picks)", Number(whole=True), {}, None),
        ("-bits", Number(), ALL_FACTS, -8),
        ("'red'", KINDS["color"], {}, "red"),
        ("['fast']", KINDS["picks"], {}, ("fast",)),
        ("true if flag else false", Bool(), ALL_FACTS, True),
        ("flag and not flag2", Bool(), ALL_FACTS, True),
        ("not flag", Bool(), ALL_FACTS, False),
        ("answered(bits)", Bool(), ALL_FACTS, True),
        ("flag or flag2", Bool(), {}, None),
        ("bits == 8", Bool(), ALL_FACTS, True),
        ("any(results.good)", Bool(), ALL_FACTS, True),
        ("None", Text(), {}, None),
    ],
)
def test_suggestions(source: str, kind: Kind, facts: Mapping[str, Fact], expected: object) -> None:
    """A suggestion has a value of the type of its question, or None."""
    assert read_suggestion(source, SCOPE, kind).value(facts) == expected


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("'8'", Number(), "this question takes a number, '8' is a text"),
        ("8", Text(), "this question takes a text, 8 is a number"),
        ("word", Number(), "this question takes a number, `word` is a text"),
        ("results", Number(), "this question takes a number, `results` is a table"),
        ("['a']", Text(), "this question takes a text, `['a']` is a list"),
        ("'red' if flag else 3", KINDS["color"], "this question takes one option, 3 is a number"),
        ("'rde'", KINDS["color"], "expected an option of this question: did you mean `red`?"),
        ("'soon'", Date(), "expected a date, as in '2026-01-31'"),
        ("[1, 2]", TextList(), None),
        ("['fats']", KINDS["picks"], None),
    ],
)
def test_a_suggestion_of_another_type_is_refused(
    source: str, kind: Kind, message: str | None
) -> None:
    """What the question could never hold is an error of the bank."""
    with pytest.raises(ConditionTypeError) as raised:
        read_suggestion(source, SCOPE, kind)
    assert message is None or raised.value.message == message


# Whatever is written

_WORDS = """
flag bits score day word color picks names results runs remark row value and or not in if else
== != < <= > >= = && || ! ( ) [ ] , . - + * / : := lambda is ~ é 1j # \\ 'red' '2026-01-31' "x"
1 0 2.5 1e999 true None any( all( count( answered( unknown( contains_any( contains_all(
"""
_TOKENS = st.sampled_from([*_WORDS.split(), "\n", "\t"])


@given(st.one_of(st.text(max_size=520), st.lists(_TOKENS, max_size=40).map(" ".join)))
@example("\0")
@example("\ud800")
@example("'\\N{BULLET}' == word")
@example("'\\N{NO SUCH}' == word")
@example("'\\xZZ' == word")
@example("bits == 0b12")
@example("\ufeffflag")
@example("bits == " + "9" * 480)
@example("count(picks) < " + "9" * 480)
@settings(max_examples=examples(400))
def test_any_text_is_a_condition_or_an_error_in_words(source: str) -> None:
    """Arbitrary text never gives anything but a `ConditionError` or a condition that can be asked."""
    for scope, purpose in ((SCOPE, Purpose.WHEN), (Scope(KINDS, value=Text()), Purpose.CHECK)):
        try:
            condition = read_condition(source, scope, purpose)  # type: ignore[arg-type]
        except ConditionError as error:
            assert error.message
            excerpt_lines(error.excerpt)
            continue
        for facts in (ALL_FACTS, dict.fromkeys(KINDS, Blank.OPEN), {}):
            condition.outcomes({"value": "x", **facts}, {})
    for kind in (Number(), Text(), KINDS["picks"], TextList()):
        try:
            read_suggestion(source, SCOPE, kind).value(ALL_FACTS)
        except ConditionError as error:
            assert error.message
