"""What differs between two versions of a bank: every kind, in the words that people read."""

from __future__ import annotations

import pytest
from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.difference import Difference, differences
from cardtui.bank.load import read_bank
from cardtui.bank.model import Check, Column, Option, Question, Section
from cardtui.bank.order import moved
from cardtui.bank.text_formats import FORMATS
from cardtui.files.reading import TextFile
from support.banks import bank_of


def bank(text: str, version: str, head: str = 'title = "B"') -> Bank:
    return bank_of(f'format = 1\nid = "b"\nversion = "{version}"\n{head}\n{text}')


def section(name: str, *questions: str, more: str = "") -> str:
    return f'[[section]]\nid = "{name}"\ntitle = "{name.title()}"\n{more}\n{"".join(questions)}'


def question(name: str, kind: str = "text", more: str = "") -> str:
    asks = "" if "ask =" in more else 'ask = "What?"\n'
    return f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\n{asks}{more}\n'


def column(name: str, kind: str = "text", more: str = "") -> str:
    return f'[[section.question.column]]\nid = "{name}"\ntype = "{kind}"\n{more}\n'


def table(*columns: str) -> str:
    return question("rows", "table") + "".join(columns)


def choice(options: str, kind: str = "select") -> str:
    return question("size", kind, f"options = [{options}]")


def one(*questions: str) -> str:
    return section("only", *questions)


def told(old: str, new: str, migration: str = "") -> list[Difference]:
    after = f'{new}\n[[migration]]\nfrom = "<2"\n{migration}\n' if migration else new
    return list(differences(bank(old, "1.0.0"), bank(after, "2.0.0")))


def shown(found: list[Difference]) -> list[str]:
    """`kind weight: sentence`, with a star where answers are to be confirmed."""
    return [
        f"{d.about} {d.kind} {d.weight}{'*' if d.asks_again else ''}: {d.sentence}" for d in found
    ]


A, B, C = question("a"), question("b"), question("c")
YES = question("deep", "bool")
DOI, SLUG = FORMATS["doi"].words, FORMATS["slug"].words
SHOWN: dict[str, tuple[str, str, list[str]]] = {
    "nothing": (one(A, B), one(A, B), []),
    "a new question": (one(A), one(A, B), ['question new asks: B: new text in "Only"']),
    "a new one with a condition": (
        one(YES),
        one(YES, question("b", "integer", 'required = true\nwhen = "deep"')),
        ['question new asks: B: new whole number in "Only", asked when Deep is yes, required'],
    ),
    "a new note": (
        one(YES),
        one(YES, question("b", "note", 'when = "deep"')),
        ['question new wording: B: new note in "Only", shown when Deep is yes'],
    ),
    "a question gone": (one(A, B), one(A), ["question gone answers: B: not asked any more"]),
    "a note gone": (
        one(A, question("b", "note")),
        one(A),
        ["question gone wording: B: not shown any more"],
    ),
    "another type": (
        one(question("a", "integer")),
        one(question("a", "list")),
        ["question retyped answers*: A: wants a list instead of a whole number"],
    ),
    "another unit": (
        one(question("a", "integer", 'unit = "bits"')),
        one(question("a", "integer")),
        ["question unit confirm*: A: has no unit any more, before bits"],
    ),
    "a unit where there was none": (
        one(question("a", "integer")),
        one(question("a", "integer", 'unit = "bits"')),
        ["question unit confirm*: A: its unit is bits, before none"],
    ),
    "another question": (
        one(A),
        one(question("a", more='ask = "Which?"')),
        ['question reworded confirm*: A: asks "Which?" instead of "What?"'],
    ),
    "a question that is long": (
        one(question("a", more=f'ask = "{"so " * 40}?"')),
        one(question("a", more=f'ask = "{"so " * 41}?"')),
        ["question reworded confirm*: A: asks in other words"],
    ),
    "another note": (
        one(question("a", "note")),
        one(question("a", "note", 'ask = "Which?"')),
        ['question reworded wording: A: asks "Which?" instead of "What?"'],
    ),
    "other words": (
        one(A),
        one(question("a", more='label = "Name"\nhelp = "Short."\nexamples = ["BERT"]')),
        [
            'question reworded wording: Name: is called "Name" instead of "A"',
            "question reworded wording: Name: its `help` and `examples` are worded differently",
        ],
    ),
    "another reason": (
        one(A),
        one(question("a", more='why = "EU AI Act"')),
        ["question reworded wording: A: its `why` is worded differently"],
    ),
    "required": (
        one(A, question("b", more="required = true")),
        one(question("a", more="required = true"), B),
        [
            "question required asks: A: is required now",
            "question optional asks: B: is not required any more",
        ],
    ),
    "what may be said instead": (
        one(question("a", more='allow = ["unknown"]')),
        one(question("a", more='allow = ["not_applicable"]')),
        [
            'question allow answers: A: does not take "not known" any more',
            'question allow asks: A: takes "not applicable", too',
        ],
    ),
    "a new condition": (
        one(YES, A),
        one(YES, question("a", more='when = "deep"')),
        ["question condition asks: A: asked only when Deep is yes, before without a condition"],
    ),
    "a condition gone": (
        one(YES, question("a", more='when = "deep"')),
        one(YES, A),
        ["question condition asks: A: asked without a condition, before only when Deep is yes"],
    ),
    "another condition": (
        one(YES, question("a", more='when = "deep"')),
        one(YES, question("a", more='when = "not deep"')),
        ["question condition asks: A: asked when Deep is no, before when Deep is yes"],
    ),
    "a condition that reads alike": (
        one(YES, question("a", more='when = "deep"')),
        one(YES, question("a", more='when = "deep == true"')),
        ["question condition asks: A: asked when `deep == true`, before when `deep`"],
    ),
    "the same condition as a table": (
        one(YES, question("a", more='when = "deep == true"')),
        one(YES, question("a", more="when = { deep = true }")),
        [],
    ),
    "a note with a condition": (
        one(YES, question("a", "note")),
        one(YES, question("a", "note", 'when = "deep"')),
        ["question condition asks: A: shown only when Deep is yes, before without a condition"],
    ),
    "a new check": (
        one(question("a", "integer")),
        one(question("a", "integer", 'check = [{ that = "value < 9", message = "m" }]')),
        ["question check stricter answers: A: demands that the answer is below 9"],
    ),
    "a check gone": (
        one(question("a", "integer", 'check = [{ that = "value < 9", message = "m" }]')),
        one(question("a", "integer")),
        ["question check looser asks: A: does not demand any more that the answer is below 9"],
    ),
    "a check that is a warning now": (
        one(question("a", "integer", 'check = [{ that = "value < 9", message = "m" }]')),
        one(
            question(
                "a",
                "integer",
                'check = [{ that = "value < 9", message = "m", level = "warning" }]',
            )
        ),
        ["question check looser asks: A: advises that the answer is below 9, before it demands it"],
    ),
    "another message": (
        one(question("a", "integer", 'check = [{ that = "value < 9", message = "m" }]')),
        one(question("a", "integer", 'check = [{ that = "value < 9", message = "n" }]')),
        ['question reworded wording: A: says "n" instead of "m"'],
    ),
    "an option new and one gone": (
        one(choice('"s", "m"')),
        one(choice('"s", "l"')),
        [
            "option gone answers*: Size: has no option m any more",
            "option new confirm*: Size: has a new option, l",
        ],
    ),
    "options in another order": (
        one(choice('"s", "m", "l"')),
        one(choice('"m", "l", "s"')),
        ["question moved confirm*: Size: its options stand in another order"],
    ),
    "an option in other words": (
        one(choice('{ id = "s", label = "S" }')),
        one(choice('{ id = "s", label = "Small", help = "Up to 7." }')),
        [
            'option reworded wording: Size: option `s` reads "Small" instead of "S"',
            "option reworded wording: Size: the help of option Small is worded differently",
        ],
    ),
    "an option that excludes others": (
        one(choice('"s", "m"', "multiselect")),
        one(choice('{ id = "s", exclusive = true }, { id = "m", specify = true }', "multiselect")),
        [
            "option choosing answers: Size: option s cannot stand with others any more",
            "option choosing answers: Size: option m asks for a text",
        ],
    ),
    "an option that does so no more": (
        one(choice('{ id = "s", exclusive = true }, { id = "m", specify = true }', "multiselect")),
        one(choice('"s", "m"', "multiselect")),
        [
            "option choosing asks: Size: option s can stand with others",
            "option choosing asks: Size: option m does not ask for a text any more",
        ],
    ),
    "columns": (
        one(table(column("x"), column("y"), column("z"))),
        one(table(column("z"), column("x", "integer"), column("w"))),
        [
            "column retyped answers: Rows, X: wants a whole number instead of a text",
            "column new confirm*: Rows: has a new column, W",
            "column gone answers*: Rows: has no column Y any more",
            "question moved confirm*: Rows: its columns stand in another order",
        ],
    ),
    "a column with a condition, a unit and options": (
        one(table(column("x", "integer", 'unit = "ms"'), column("y", "select", 'options = ["s"]'))),
        one(
            table(
                column("x", "integer", 'unit = "s"'),
                column("y", "select", 'options = ["s", "m"]\nwhen = "row.x > 1"'),
            )
        ),
        [
            "column unit answers: Rows, X: its unit is s, before ms",
            "option new asks: Rows, Y: has a new option, m",
            (
                "column condition asks: Rows, Y: asked for only when X is above 1 s, "
                "before without a condition"
            ),
        ],
    ),
    "another text format": (
        one(
            question("a", more='text_format = "doi"'), B, question("c", more='text_format = "doi"')
        ),
        one(
            A, question("b", more='text_format = "doi"'), question("c", more='text_format = "slug"')
        ),
        [
            f"question format asks: A: does not have to be {DOI}",
            f"question format answers: B: has to be {DOI}",
            f"question format answers: C: has to be {SLUG} instead of {DOI}",
        ],
    ),
    "a suggestion": (
        one(A, question("b", more="suggest = \"'x'\""), question("c", more="suggest = \"'x'\"")),
        one(question("a", more="suggest = \"'x'\""), B, question("c", more="suggest = \"'y'\"")),
        [
            'question suggestion wording: A: suggests "x", before nothing',
            "question suggestion wording: B: nothing is suggested any more",
            'question suggestion wording: C: suggests "y", before "x"',
        ],
    ),
    "a suggestion that reads alike": (
        one(YES, question("a", "bool", 'suggest = "deep == true"')),
        one(YES, question("a", "bool", 'suggest = "not (deep == false)"')),
        ["question suggestion wording: A: suggests `not (deep == false)`, before `deep == true`"],
    ),
    "another print": (
        one(A, question("c", "code", 'language = "python"')),
        one(
            question("a", more='output = { as = "none" }\nmetadata = "license"'),
            question("c", "code"),
        ),
        [
            "question printed wording: A: is not printed, before as an item",
            "question printed wording: A: fills `license` of the front matter",
            "question printed wording: C: is code in any language, before python",
        ],
    ),
    "printed where it was not": (
        one(question("a", more='output = { as = "none" }'), B),
        one(A, question("b", more='output = { as = "paragraph" }')),
        [
            "question printed wording: A: is printed as an item, before not at all",
            "question printed wording: B: is printed as a paragraph, before as an item",
        ],
    ),
    "another print with another type": (
        one(question("a", "table") + column("x")),
        one(question("a", "longtext")),
        ["question retyped answers*: A: wants a long text instead of a table"],
    ),
    "a seal": (
        one(A, question("b", more="sealed = true")),
        one(question("a", more="sealed = true"), B),
        [
            "question sealed wording: A: cannot be weakened by banks that extend this one",
            "question sealed wording: B: may be changed by banks that extend this one",
        ],
    ),
    "a question elsewhere in its section": (
        one(A, B, C),
        one(C, A, B),
        ["question moved wording: C: stands first in its section"],
    ),
    "a question in another section": (
        section("one", A, B) + section("two", C),
        section("one", A) + section("two", C, B),
        ['question moved wording: B: stands in "Two" instead of "One"'],
    ),
    "a question that falls under a condition": (
        section("one", YES, B) + section("two", C, more='when = "deep"'),
        section("one", YES) + section("two", C, B, more='when = "deep"'),
        ['question moved asks: B: stands in "Two" instead of "One"'],
    ),
    "sections": (
        section("one", A) + section("two", B),
        section("two", B) + section("three", A, more='help = "Why."\nlevel = 2'),
        [
            'section new wording: new section "Three"',
            'question moved wording: A: stands in "Three" instead of "One"',
            'section gone wording: there is no section "One" any more',
        ],
    ),
    "a section changed": (
        section("one", YES) + section("two", A),
        section("one", YES)
        + section("two", A, more='help = "h"\nwhen = "deep"\nlevel = 2\nempty = "state"'),
        [
            'section reworded wording: section "Two": its `help` is worded differently',
            (
                'section condition asks: section "Two" is asked only when Deep is yes, '
                "before without a condition"
            ),
            'section moved asks: section "Two" stands in "One"',
            'section printed wording: section "Two" says so where nothing is answered',
        ],
    ),
    "a section of another level": (
        section("one", A, more="level = 1"),
        section("one", A, more="level = 3"),
        ['section printed wording: section "One" is a heading of level 3 instead of 1'],
    ),
    "sections in another order": (
        section("one", A) + section("two", B),
        section("two", B) + section("one", A),
        ['section moved wording: section "Two" stands elsewhere'],
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_each_kind_is_told_in_words(case: str) -> None:
    """With what it means for answers that are there."""
    old, new, expected = SHOWN[case]
    assert shown(told(old, new)) == expected


@pytest.mark.parametrize(
    ("model", "told_keys"),
    [
        (
            Question,
            (
                "label help unit options when check text_format type ask why required allow "
                "suggest examples output metadata language sealed columns"
            ),
        ),
        (Column, "label help unit options when check text_format type"),
        (Section, "title level help when empty questions"),
        (Option, "label help specify exclusive"),
        (Check, "that message level"),
    ],
)
def test_no_key_of_a_bank_is_forgotten(model: type[Struct], told_keys: str) -> None:
    """A new key is told above, or does not count: `after` only says where a question is put."""
    assert {*model.__struct_fields__} - {"id", "after"} == {*told_keys.split()}


# What a migration renames


MIGRATED: dict[str, tuple[str, str, str, list[str]]] = {
    "a question": (
        one(A),
        one(B),
        'rename = { a = "b" }',
        ["question renamed wording: B: `a` is now `b`"],
    ),
    "a question whose condition names another that is renamed": (
        one(YES, question("a", more='when = "deep"')),
        one(question("deeper", "bool"), question("a", more='when = "deeper"')),
        'rename = { deep = "deeper" }',
        ["question renamed wording: Deeper: `deep` is now `deeper`"],
    ),
    "an option that a condition names": (
        one(choice('"s", "m"'), question("a", more="when = \"size == 's'\"")),
        one(choice('"small", "m"'), question("a", more="when = \"size == 'small'\"")),
        "values = { size = { s = 'small' } }",
        [
            "option renamed wording: Size: option `s` is now `small`",
            'option reworded wording: Size: option `small` reads "small" instead of "s"',
        ],
    ),
    "a swap": (
        one(A, question("b", "integer")),
        one(question("b"), question("a", "integer")),
        "rename = { a = 'b', b = 'a' }",
        [
            "question renamed wording: B: `a` is now `b`",
            "question renamed wording: A: `b` is now `a`",
        ],
    ),
    "two that become one": (
        one(A, B),
        one(B),
        "rename = { a = 'b' }",
        ["question renamed answers: B: `a` is now `b`, and so is another one: one answer is kept"],
    ),
    "two options that become one": (
        one(choice('"s", "m"')),
        one(choice('"m"')),
        "values = { size = { s = 'm' } }",
        ["option renamed confirm*: Size: option `s` is now `m`, as another one"],
    ),
    "a column": (
        one(table(column("x"), column("y", more="when = \"row.x == 'k'\""))),
        one(question("lines", "table") + column("w") + column("y", more="when = \"row.w == 'k'\"")),
        "rename = { rows = 'lines', 'rows.x' = 'lines.w' }",
        [
            "question renamed wording: Lines: `rows` is now `lines`",
            "column renamed wording: Lines: column `x` is now `w`",
        ],
    ),
    "two columns that become one": (
        one(table(column("x"), column("y"))),
        one(table(column("y"))),
        "rename = { 'rows.x' = 'rows.y' }",
        [
            (
                "column renamed answers*: Rows: column `x` is now `y`, and so is another one: "
                "one cell is kept"
            )
        ],
    ),
    "a question that is retired": (
        one(A, B),
        one(A),
        "retire = ['b']",
        ["question gone answers: B: not asked any more"],
    ),
}


@pytest.mark.parametrize("case", MIGRATED)
def test_what_is_renamed_is_not_new(case: str) -> None:
    """Nor is it gone, and conditions that follow say the same."""
    old, new, migration, expected = MIGRATED[case]
    assert shown(told(old, new, migration)) == expected


def test_a_newer_bank_renames_nothing_of_the_older_one_going_back() -> None:
    """Cards do not go that way either."""
    new = bank(one(B) + '[[migration]]\nfrom = "<2"\nrename = { a = "b" }\n', "2.0.0")
    found = differences(new, bank(one(A), "1.0.0"))
    assert [d.kind for d in found] == ["new", "gone"]


# Checks


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("value < 9", "value < 8", "stricter"),
        ("value < 9", "value <= 9", "looser"),
        ("1 <= value <= 16", "2 <= value <= 16", "stricter"),
        ("1 <= value <= 16", "0 <= value and value <= 20", "looser"),
        ("1 <= value <= 16", "2 <= value <= 20", "changed"),
        ("value > -1", "0 < value", "stricter"),
        ("value > 1", "value != 1", "changed"),
        ("value > 1", "value >= a", "changed"),
        ("value > 1", "value in [2, 3]", "changed"),
        ("value > 1", "value > 1 or value == 0", "changed"),
        ("value < 9", "1 < value < 9", "stricter"),
        ("value > 1", "a < 9", "changed"),
        ("a < 9 < value", "value > 1", "changed"),
        ("9 == value", "value > 1", "changed"),
    ],
)
def test_bounds_are_known_to_be_stricter_or_looser(old: str, new: str, kind: str) -> None:
    """Where a check says more than that, it is another one."""
    versions = [
        one(question("a", "integer"), question("n", "integer", checked(that)))
        for that in (old, new)
    ]
    assert [d.kind for d in told(*versions)] == [f"check {kind}"]


def test_days_are_bounds_too() -> None:
    """As numbers are."""
    versions = [
        one(question("n", "date", checked(f"value > '{day}'")))
        for day in ("2026-01-31", "2026-02-01")
    ]
    assert shown(told(*versions)) == [
        (
            "question check stricter answers: N: demands that the answer is after 2026-02-01, "
            "before it demands the answer is after 2026-01-31"
        )
    ]


def checked(that: str, level: str = "error") -> str:
    return f'check = [{{ that = "{that}", message = "m", level = "{level}" }}]'


def test_a_stricter_bound_that_is_only_advised_is_another_check() -> None:
    """It is neither stricter nor looser than the demand."""
    old = one(question("n", "integer", checked("value < 9")))
    new = one(question("n", "integer", checked("value < 8", "warning")))
    assert [d.kind for d in told(old, new)] == ["check changed"]


def test_a_check_that_reads_alike_is_shown_as_written() -> None:
    """Its words would not tell what has changed."""
    old = one(question("n", "integer", checked("value < 9")))
    new = one(question("n", "integer", checked("9 > value")))
    assert [d.sentence for d in told(old, new)] == [
        "N: demands that `9 > value`, before it demands `value < 9`"
    ]


# The bank itself


def test_the_head_of_a_bank_is_compared() -> None:
    """Its version is not: it says nothing by itself."""
    old = bank(one(A), "1.0.0", 'title = "B"')
    new = bank(one(A), "2.0.0", 'title = "C"\nlanguage = "fr"\nlicense = "CC0-1.0"')
    assert shown(list(differences(old, new))) == [
        'bank reworded wording: the bank is called "C" instead of "B"',
        "bank reworded wording: the language of the bank is fr, before en",
        "bank reworded wording: the license of the bank is CC0-1.0, before none",
    ]


def test_another_bank_is_told_first() -> None:
    """Cards answer one of them."""
    other = bank_of(f'format = 1\nid = "c"\nversion = "1.0.0"\ntitle = "B"\n{one(A)}')
    assert shown(list(differences(bank(one(A), "1.0.0"), other))) == [
        "bank renamed answers: the bank is `c`, not `b`: a card answers one of them"
    ]


def extending(base: str, version: str = "1.0.0") -> Bank:
    """A bank that adds nothing to another."""
    head = f'format = 1\nid = "ours"\nversion = "{version}"\ntitle = "B"\nextends = ["b"]\n'
    return read_bank(TextFile("ours.toml", head), lambda *_: TextFile("b.toml", base))


def base(text: str, version: str = "1.0.0", migration: str = "") -> str:
    head = f'format = 1\nid = "b"\nversion = "{version}"\ntitle = "B"\n'
    return f'{head}{text}[[migration]]\nfrom = "<2"\n{migration}\n' if migration else head + text


RENAMED = base(one(B), "2.0.0", 'rename = { a = "b" }')


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_what_an_extended_bank_renames_is_followed(version: str) -> None:
    """Also where the bank on top is the same, as cards are then migrated, too."""
    found = differences(extending(base(one(A))), extending(RENAMED, version))
    assert shown(list(found)) == ["question renamed wording: B: `a` is now `b`"]


def test_a_bank_that_extends_the_older_one_takes_its_cards() -> None:
    """By the migrations of that one, unless it is older than the card."""
    found = differences(bank_of(base(one(A))), extending(RENAMED))
    assert shown(list(found)) == [
        "bank renamed asks: the bank is `ours`, which extends `b`: cards become its own",
        "question renamed wording: B: `a` is now `b`",
    ]
    back = differences(bank_of(base(one(A), "3.0.0")), extending(RENAMED))
    assert [d.kind for d in back] == ["renamed", "new", "gone"]


def test_a_section_with_another_id_and_the_same_title_is_the_same() -> None:
    """No card holds the id of a section."""
    old = section("one", A)
    new = old.replace('id = "one"', 'id = "first"')
    assert shown(told(old, new)) == [
        'section renamed wording: section "One" has the id `first` instead of `one`'
    ]


def test_another_title_is_told() -> None:
    """And an id that stays."""
    old = section("one", A)
    assert shown(told(old, old.replace('"One"', '"First"'))) == [
        'section reworded wording: section "First" was titled "One"'
    ]


def test_as_few_as_possible_have_moved() -> None:
    """The others are in the order that they had."""
    assert moved("bcdea", {name: i for i, name in enumerate("abcde")}) == ["a"]
    assert moved("abxc", {name: i for i, name in enumerate("abc")}) == []
    assert len(moved("edcba", {name: i for i, name in enumerate("abcde")})) == 4
