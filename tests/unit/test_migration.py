"""Cards under a newer bank: what a migration does, and what a bank may say in one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.card.file import read_card
from cardtui.card.migrate import Migrated, migrate
from cardtui.card.model import Answer, BankReference, Card, Row
from cardtui.errors import BankError
from cardtui.interview.session import open_session
from support.banks import answer_of, bank_of
from support.versions import CARD, NEWER, OLDER


def question(name: str, kind: str = "text", more: str = "") -> str:
    return f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "What is it?"\n{more}\n'


def column(name: str, kind: str = "text", more: str = "") -> str:
    return f'[[section.question.column]]\nid = "{name}"\ntype = "{kind}"\n{more}\n'


def table(name: str, *columns: str) -> str:
    return question(name, "table") + "".join(columns)


def choice(name: str, *options: str, kind: str = "select") -> str:
    listed = ", ".join(f'{{ id = "{o}", label = "{o}", specify = true }}' for o in options)
    return question(name, kind, f"options = [{listed}]")


def bank(*parts: str, version: str = "2.0.0") -> Bank:
    """A bank of questions and migrations; lines 1 to 7 are its head."""
    head = f'format = 1\nid = "b"\nversion = "{version}"\ntitle = "B"\n'
    return bank_of(f'{head}[[section]]\nid = "only"\ntitle = "Only"\n{"".join(parts)}')


def migration(text: str, versions: str = "<2") -> str:
    return f'[[migration]]\nfrom = "{versions}"\n{text}\n'


def card(
    answers: Mapping[str, object],
    retired: Mapping[str, object] | None = None,
    version: str = "1.0.0",
) -> Card:
    return Card(
        "c",
        BankReference("b", version, "ab"),
        {name: answer_of(value) for name, value in answers.items()},
        {name: answer_of(value) for name, value in (retired or {}).items()},
    )


def plain(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Values, or the cells of rows by their number."""
    return {
        name: {row.number: dict(row.cells) for row in answer.rows} if answer.rows else answer.value
        for name, answer in answers.items()
    }


def outcome(migrated: Migrated) -> tuple[dict[str, object], dict[str, object]]:
    """Answers and what is retired, as plain values."""
    return plain(migrated.card.answers), plain(migrated.card.retired)


# When


@pytest.mark.parametrize("version", ["2.0.0", "2.0.0+other"])
def test_a_card_of_the_same_version_is_left_alone(version: str) -> None:
    """Also where the file of the bank is another one."""
    old = card({"a": 1, "gone": 2}, version=version)
    assert migrate(old, bank(question("a"), migration("retire = ['gone']"))) == Migrated(old)


def test_a_card_of_a_newer_version_is_left_alone_and_told() -> None:
    """What only the newer bank asks stays where it is."""
    old = card({"a": 1, "newer": 2}, version="3.0.0")
    migrated = migrate(old, bank(question("a")))
    assert migrated.card is old
    assert migrated.changes == ()
    assert migrated.notice == (
        'this card answers version 3.0.0 of the bank "b", here is 2.0.0: '
        "what only the newer one asks is kept and not shown"
    )


@pytest.mark.parametrize("version", ["", "two"])
def test_a_card_without_a_version_is_left_alone(version: str) -> None:
    """It is told where it could matter: where the bank has migrations."""
    old = card({"gone": 2}, version=version)
    assert migrate(old, bank(question("a"))) == Migrated(old)
    migrated = migrate(old, bank(question("a"), migration('rename = { gone = "a" }')))
    assert migrated.card is old
    assert "does not say which version" in migrated.notice


def test_a_card_that_needs_no_change_answers_the_newer_bank() -> None:
    """There is nothing to show."""
    newer = bank(question("a"), migration('rename = { b = "a" }'))
    migrated = migrate(card({"a": "x"}), newer)
    assert migrated.changes == ()
    assert migrated.card.bank == BankReference("b", "2.0.0", newer.sha256)


@pytest.mark.parametrize(
    ("version", "name", "expected"),
    [
        ("0.1.0", "a", ({"c": "x"}, {})),
        ("1.9.0", "a", ({"c": "x"}, {})),
        ("2.0.0-rc.1", "a", ({"c": "x"}, {})),
        ("2.0.0", "b", ({"c": "x"}, {})),
        ("2.5.0", "b", ({"c": "x"}, {})),
        ("2.5.0", "a", ({}, {"a": "x"})),
        ("3.0.0", "b", ({}, {"b": "x"})),
    ],
)
@pytest.mark.parametrize("second", ["<3", ">=2,<3", ">=1.9.1,<=2.99.0"])
@pytest.mark.parametrize("is_turned", [False, True])
def test_migrations_are_taken_one_after_the_other(
    version: str, name: str, expected: tuple[object, object], second: str, is_turned: bool
) -> None:
    """In the order of their versions, whatever their order in the file; from where a card is."""
    migrations = [
        migration('rename = { a = "b" }', "<2"),
        migration('rename = { b = "c" }', second),
        migration("", "<3.1"),
    ]
    newer = bank(question("c"), *migrations[:: -1 if is_turned else 1], version="4.0.0")
    assert outcome(migrate(card({name: "x"}, version=version), newer)) == expected


def test_migrations_of_the_same_versions_are_all_taken() -> None:
    """In the order of the file."""
    newer = bank(
        question("c"), migration('rename = { a = "b" }'), migration('rename = { b = "c" }')
    )
    assert outcome(migrate(card({"a": "x"}), newer)) == ({"c": "x"}, {})


# Names


RENAMES = {
    "a name": ({"a": 1}, 'a = "b"', {"b": 1}, {}),
    "a chain": ({"a": 1, "b": 2}, 'a = "b", b = "c"', {"b": 1, "c": 2}, {}),
    "a swap": ({"a": 1, "b": 2}, 'a = "b", b = "a"', {"a": 2, "b": 1}, {}),
    "half a swap": ({"a": 1}, 'a = "b", b = "a"', {"b": 1}, {}),
    "a circle": (
        {"a": 1, "b": 2, "c": 3},
        'a = "b", b = "c", c = "a"',
        {"b": 1, "c": 2, "a": 3},
        {},
    ),
    "onto an answer": ({"a": 1, "b": 2}, 'a = "b"', {"b": 2}, {"a": 1}),
    "onto no answer": ({"a": 1, "c": 3}, 'a = "b"', {"b": 1, "c": 3}, {}),
    "a swap onto an answer": (
        {"a": 1, "b": 2, "d": 4},
        'd = "a", a = "b"',
        {"b": 2, "a": 4},
        {"a": 1},
    ),
}


@pytest.mark.parametrize("case", RENAMES)
def test_questions_have_other_names(case: str) -> None:
    """All at once; where two become one, the answer under the older name is retired."""
    before, names, answers, retired = RENAMES[case]
    asked = [question(name, "integer") for name in {*answers, "c", *re.findall(r'= "(.)"', names)}]
    newer = bank(*asked, migration(f"rename = {{ {names} }}", "<2"))
    assert outcome(migrate(card(before), newer)) == (answers, retired)


def test_a_renamed_answer_goes_whole() -> None:
    """With status, reason, texts of options, rows and their last number."""
    whole = Answer("x", "unknown", "Nobody said.", {"o": "t"}, (Row(2, {"c": 1}),), 7, "5f1c9a2b")
    old = replace(card({}), answers={"a": whole})
    newer = bank(question("b"), migration('rename = { a = "b" }'))
    assert migrate(old, newer).card.answers == {"b": whole}


@pytest.mark.parametrize(
    ("names", "expected", "retired"),
    [
        ('"t.x" = "t.y", "t.y" = "t.x"', {1: {"y": 1, "x": 2}, 3: {"y": 3}}, {}),
        ('t = "u", "t.x" = "u.z"', {1: {"z": 1, "y": 2}, 3: {"z": 3}}, {}),
        ('"t.x" = "t.y"', {1: {"y": 2}, 3: {"y": 3}}, {1: {"x": 1}}),
    ],
    ids=["a swap", "with their table", "onto a cell"],
)
def test_columns_have_other_names(
    names: str, expected: dict[int, object], retired: dict[int, object]
) -> None:
    """In each row by itself; where two cells become one, the older one is retired."""
    old = card({"t": Answer(rows=(Row(1, {"x": 1, "y": 2}), Row(3, {"x": 3})), last_row=5)})
    columns = [column(name, "integer") for name in ("x", "y", "z")]
    if retired:
        del columns[0]
    name = "u" if "u" in names else "t"
    newer = bank(table(name, *columns), migration(f"rename = {{ {names} }}"))
    migrated = migrate(old, newer)
    assert outcome(migrated) == ({name: expected}, {"t": retired} if retired else {})
    assert migrated.card.answers[name].last_row == 5


# Options


def test_options_have_other_names() -> None:
    """In a choice, in a multiple choice once, and in the texts behind them."""
    newer = bank(
        choice("one", "new"),
        choice("several", "new", "other", kind="multiselect"),
        migration('values = { one = { old = "new" }, several = { old = "new", older = "new" } }'),
    )
    several = Answer(
        ["old", "other", "older", "dead"], specify={"old": "x", "older": "y", "other": "z"}
    )
    migrated = migrate(card({"one": "old", "several": several}), newer)
    assert outcome(migrated)[0] == {"one": "new", "several": ["new", "other", "dead"]}
    assert migrated.card.answers["several"].specify == {"new": "x; y", "other": "z"}
    assert migrated.changes == (
        "One: `old` is now `new`",
        "Several: `old` is now `new` and `older` is now `new`",
    )


def test_options_in_cells_have_other_names() -> None:
    """By the name that the column has now; only what the card holds is told."""
    newer = bank(
        table("t", column("x", "select", 'options = ["new", "third"]')),
        migration(
            'rename = { "t.y" = "t.x" }\nvalues = { "t.x" = { old = "new", two = "third" } }'
        ),
    )
    old = card({"t": Answer(rows=(Row(1, {"y": "old"}), Row(2, {"y": "dead"})))})
    migrated = migrate(old, newer)
    assert outcome(migrated)[0] == {"t": {1: {"x": "new"}, 2: {"x": "dead"}}}
    assert migrated.changes == ("T: column `y` is now `x`", "T, X: `old` is now `new`")


def test_a_yes_or_no_may_become_a_choice() -> None:
    """And the other way round."""
    newer = bank(
        choice("a", "full", "none"),
        question("b", "bool"),
        migration(
            'values = { a = { yes = "full", no = "none" }, b = { partly = "yes", not = "no" } }'
        ),
    )
    assert outcome(migrate(card({"a": True, "b": "partly"}), newer))[0] == {"a": "full", "b": True}


# Retired, and back


def test_what_is_not_asked_is_retired() -> None:
    """Said or not, notes too; its whole answer is kept."""
    newer = bank(question("a"), question("n", "note"), migration("retire = ['said']"))
    whole = Answer("x", "unknown", "why", asked="5f1c9a2b")
    migrated = migrate(card({"a": "1", "said": whole, "gone": 2, "n": "3"}), newer)
    assert outcome(migrated) == ({"a": "1"}, {"said": "x", "gone": 2, "n": "3"})
    assert migrated.card.retired["said"] == whole
    assert migrated.changes == (
        '`said` is not asked any more: its answer ("x") is kept under [retired]',
        "`gone` is not asked any more: its answer (2) is kept under [retired]",
        '`n` is not asked any more: its answer ("3") is kept under [retired]',
    )


@pytest.mark.parametrize("name", ["gone.x", "t.x", ".", "a.b.c", "t."])
def test_a_dot_in_the_name_of_a_stray_answer_means_nothing(name: str) -> None:
    """A card may hold any key: it is an answer without a question, never a column of a table."""
    old = card({"t": Answer(rows=(Row(1, {"x": "1"}),), last_row=1), name: "kept"})
    migrated = migrate(old, bank(table("t", column("x"))))
    assert outcome(migrated) == ({"t": {1: {"x": "1"}}}, {name: "kept"})


def test_cells_without_a_column_are_retired() -> None:
    """Their rows stay, with their numbers."""
    newer = bank(table("t", column("x")), migration('retire = ["t.y"]'))
    old = card({"t": Answer(rows=(Row(1, {"y": 1, "z": 2}), Row(4, {"x": "3"})), last_row=4)})
    migrated = migrate(old, newer)
    assert outcome(migrated) == ({"t": {1: {}, 4: {"x": "3"}}}, {"t": {1: {"y": 1, "z": 2}}})
    assert migrated.changes == (
        "T: `y` not asked any more, the cells are kept under [retired]",
        "T: `z` not asked any more, the cells are kept under [retired]",
    )


def test_retired_twice_both_are_kept() -> None:
    """The one retired last is the one that could come back."""
    newer = bank(question("a"))
    old = card({"gone": 3}, {"gone": 2, "gone-2": 1})
    assert outcome(migrate(old, newer)) == ({}, {"gone": 3, "gone-2": 1, "gone-3": 2})


def test_what_is_asked_again_is_back() -> None:
    """Also under another name, and read as the type that is asked for now."""
    newer = bank(question("a", "integer"), question("b"), migration('rename = { old = "a" }'))
    migrated = migrate(card({}, {"old": "8", "b": "x", "c": "y"}), newer)
    assert outcome(migrated) == ({"a": 8, "b": "x"}, {"c": "y"})
    assert migrated.changes == (
        "A: asked again, its answer is back",
        "B: asked again, its answer is back",
        'A: "8" is read as 8',
    )


def test_an_answer_is_not_overwritten_by_what_comes_back() -> None:
    """The one that is there counts."""
    assert outcome(migrate(card({"a": "new"}, {"a": "old"}), bank(question("a")))) == (
        {"a": "new"},
        {"a": "old"},
    )


def test_cells_come_back_with_their_column() -> None:
    """To rows that are there still, where nothing stands."""
    newer = bank(table("t", column("x"), column("y"), column("w")))
    old = card(
        {"t": Answer(rows=(Row(2, {"x": "a"}), Row(1, {"y": "new"})), last_row=9)},
        {
            "t": Answer(
                rows=(Row(1, {"y": "old", "w": "v"}), Row(2, {"y": "b"}), Row(3, {"y": "c"})),
                last_row=3,
            )
        },
    )
    migrated = migrate(old, newer)
    assert outcome(migrated) == (
        {"t": {2: {"x": "a", "y": "b"}, 1: {"y": "new", "w": "v"}}},
        {"t": {1: {"y": "old"}, 3: {"y": "c"}}},
    )
    assert migrated.card.answers["t"].last_row == 9


def test_a_table_that_was_retired_whole_does_not_fill_another() -> None:
    """Its rows have the same numbers by chance."""
    newer = bank(table("t", column("x"), column("y")))
    whole = Answer(rows=(Row(1, {"y": "old"}),), last_row=1, asked="5f1c9a2b")
    old = card({"t": Answer(rows=(Row(1, {"x": "a"}),), last_row=1)}, {"t": whole})
    assert outcome(migrate(old, newer)) == ({"t": {1: {"x": "a"}}}, {"t": {1: {"y": "old"}}})


# Other types


OPTIONS = 'options = [{ id = "a", label = "Ape" }, { id = "b", label = "Bee" }]'
RETYPED = [
    ("integer", "8", 8),
    ("integer", " 66,000 ", 66_000),
    ("integer", 8.0, 8),
    ("integer", 8.5, 8.5),
    ("integer", "about six", "about six"),
    ("integer", True, True),
    ("integer", ["8"], 8),
    ("integer", 1e300, 1e300),
    ("number", "0.5", 0.5),
    ("number", 8, 8),
    ("number", float("inf"), float("inf")),
    ("text", 8, "8"),
    ("text", False, "no"),
    ("text", date(2026, 1, 31), "2026-01-31"),
    ("text", "long\n", "long"),
    ("text", "two\nlines\n", "two\nlines"),
    ("text", ["one"], "one"),
    ("text", ["one", "two"], ["one", "two"]),
    ("longtext", ["one", "two"], "one\ntwo\n"),
    ("longtext", "short", "short"),
    ("longtext", 8, "8\n"),
    ("date", "2026-01-31", date(2026, 1, 31)),
    ("date", "2026-02-31", "2026-02-31"),
    ("bool", "Yes", True),
    ("bool", "perhaps", "perhaps"),
    ("bool", 1, 1),
    ("url", ["https://example.org"], "https://example.org"),
    ("select", "a", "a"),
    ("select", "bee", "b"),
    ("select", ["Bee"], "b"),
    ("select", ["a", "b"], ["a", "b"]),
    ("select", "cat", "cat"),
    ("multiselect", "Ape", ["a"]),
    ("multiselect", "Ape\nBee\n", ["a", "b"]),
    ("multiselect", ["Ape", "b"], ["a", "b"]),
    ("multiselect", ["Ape", "cat"], ["Ape", "cat"]),
    ("multiselect", ["Ape", "a"], ["Ape", "a"]),
    ("list", "one\n\n two \n", ["one", "two"]),
    ("list", 8, ["8"]),
    ("list", ["a"], ["a"]),
    ("table", "text", "text"),
    ("text", {"not": "ours"}, {"not": "ours"}),
    ("text", 1 << 70, 1 << 70),
]


@pytest.mark.parametrize(("kind", "before", "after"), RETYPED)
def test_a_question_has_another_type(kind: str, before: object, after: object) -> None:
    """What fits stays; what a person could have typed is read so; the rest stays as it is."""
    more = OPTIONS if "select" in kind else column("x") if kind == "table" else ""
    old = replace(card({}), answers={"q": Answer(before)})
    migrated = migrate(old, bank(question("q", kind, more)))
    assert repr(migrated.card.answers["q"].value) == repr(after)
    assert bool(migrated.changes) == (repr(before) != repr(after))


def test_cells_have_another_type() -> None:
    """What cannot be read stays in its cell."""
    newer = bank(table("t", column("x", "integer")))
    rows = (Row(1, {"x": "8"}), Row(2, {"x": "six"}), Row(3, {"x": "9"}))
    migrated = migrate(card({"t": Answer(rows=rows, last_row=3)}), newer)
    assert outcome(migrated)[0] == {"t": {1: {"x": 8}, 2: {"x": "six"}, 3: {"x": 9}}}
    assert migrated.changes == ("T: 2 cells of X are read as whole number",)


# Fingerprints


def test_a_question_with_other_names_only_is_not_asked_about_again() -> None:
    """Its fingerprint would be another one for the ids of options and columns alone."""
    older = bank(
        choice("a", "old", "kept"), table("t", column("x")), question("r"), version="1.0.0"
    )
    newer = bank(
        choice("b", "new", "kept"),
        table("t", column("y")),
        question("r").replace("What is it", "What is it now"),
        migration('rename = { a = "b", "t.x" = "t.y" }\nvalues = { b = { old = "new" } }'),
    )
    asked = {name: fingerprint(older.questions[name]) for name in older.questions}
    old = card(
        {
            "a": Answer("old", asked=asked["a"]),
            "t": Answer(rows=(Row(1, {"x": "1"}),), last_row=1, asked=asked["t"]),
            "r": Answer("text", asked=asked["r"]),
        }
    )
    answers = migrate(old, newer).card.answers
    assert answers["b"].asked == fingerprint(newer.questions["b"])
    assert answers["t"].asked == fingerprint(newer.questions["t"])
    assert answers["r"].asked == asked["r"]


# The file


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "card.toml"


def test_lines_move_with_their_comments(path: Path) -> None:
    """To their places in the newer bank; keys of other programs go with them."""
    path.write_text(CARD)
    session = open_session(bank_of(NEWER), str(path))
    assert not session.is_saved()
    session.save()
    sha = session.bank.sha256
    assert (
        path.read_text()
        == f"""\
format = 1
id = "0192f0c8"
bank = {{ id = "team", version = "2.0.0", sha256 = "{sha}" }}   # ours

[answers.name]
value = "DistilBERT"
asked = "406de6fb"

# as measured
[answers.quantization_bits]
value = 8   # all layers
by = "ann"
asked = "b812d16c"

[answers.compression]
value = ["quantization", "pruning"]
asked = "54ed0f10"

[answers.results]
last_row = 2

[[answers.results.rows]]
_row = 2
measure = "f1"

[retired.results]
last_row = 2
[[retired.results.rows]]
_row = 2
remark = "twice"

[retired.hardware_cloud]
value = "AWS"
"""
    )
    again = open_session(bank_of(NEWER), str(path))
    assert again.card == session.card
    assert again.migrated.changes == ()
    assert again.is_saved()


def test_the_number_of_a_version_alone_is_not_written(path: Path) -> None:
    """Looking at a card changes nothing; the next answer takes it along."""
    path.write_text(CARD)
    session = open_session(bank_of(OLDER.replace("1.2.0", "1.3.0")), str(path))
    assert session.is_saved()
    session.save()
    assert path.read_text() == CARD
    session.set_value("name", "BERT")
    session.save()
    assert 'version = "1.3.0"' in path.read_text()
    assert read_card(path).card == session.card


@pytest.mark.parametrize(
    "bank_line",
    [
        'bank = { id = "b", version = "1.0.0" }',
        'bank.id = "b"\nbank.version = "1.0.0"',
        '\n[bank] # which\nid = "b"\nversion = "1.0.0"\nmine = 1\n',
    ],
    ids=["inline", "dotted", "table"],
)
@pytest.mark.parametrize(
    "answers",
    [
        '[answers.a]\nvalue = "x"\n[answers.b]\nvalue = "y"\n',
        '[answers]\na = { value = "x" }\nb = { value = "y" }\n',
        '[answers]\na.value = "x"\nb.value = "y"\n',
        '["answers"."a"]\nvalue = "x"\nmine = 1\n[answers . b]\nvalue = "y"\n[answers.b.own]\nx = 1\n',
    ],
    ids=["tables", "inline", "dotted", "spelled otherwise"],
)
def test_any_spelling_of_a_card_is_migrated(path: Path, bank_line: str, answers: str) -> None:
    """Swapped and retired: what is written is read again."""
    newer = bank(question("b"), migration('rename = { a = "b" }\nretire = ["c"]'))
    for retired in ("", "\n[retired]\nd = { value = 1 }\n"):
        text = f'format = 1\nid = "x"\n{bank_line}\n\n{answers}[answers.c]\nvalue = "z"\n{retired}'
        if "[answers]" in text:
            text = text.replace("[answers.c]\nvalue", 'c = { value = "z" }\n[other]\nvalue')
        path.write_text(text)
        session = open_session(newer, str(path))
        session.save()
        card = read_card(path).card
        assert card == session.card
        assert plain(card.answers) == {"b": "y"}
        expected: dict[str, object] = {"a": "x", "c": "z"}
        assert plain(card.retired) == expected | ({"d": 1} if retired else {})
        for own in ("mine = 1", "[answers.b.own]", "# which"):
            assert (own in path.read_text()) == (own in text)


def test_line_ends_and_byte_order_mark_stay(path: Path) -> None:
    """As in every save."""
    path.write_bytes(b"\xef\xbb\xbf" + CARD.replace("\n", "\r\n").encode())
    session = open_session(bank_of(NEWER), str(path))
    session.save()
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfformat")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_retired_is_checked_like_answers(path: Path) -> None:
    """What would be lost when it is written is refused, with its line."""
    path.write_text(CARD + '\n[retired]\nold = "x"\n')
    with pytest.raises(Exception, match=r"card.toml:\d+:1: the answer `old` is not a table"):
        read_card(path)


# What a bank may say


ASKED = question("a") + choice("c", "one", "two") + table("t", column("x"), column("y"))
"""Lines 8 to 30 of a bank; the migration begins in line 31."""
BROKEN = {
    "no range": (
        migration("", "2"),
        [
            (
                '32:1: `from` is not a range of versions: "2" is not a comparison: '
                "write <, <=, >, >= or == and a version; write <2 or >=1,<2"
            )
        ],
    ),
    "empty range": (
        migration("", ">=2,<1"),
        ["32:1: no version is in `>=2,<1`; write <2 or >=1,<2"],
    ),
    "no end": (
        migration("", ">=1"),
        [
            (
                "32:1: `>=1` has no end: cards would be changed again under every new version; "
                "write >=1,<2.0.0"
            )
        ],
    ),
    "newer than the bank": (
        migration("", ">=2,<3"),
        ["32:1: no version before 2.0.0 is in `>=2,<3`; raise `version`, or start earlier"],
    ),
    "unknown question": (
        migration('rename = { old = "b" }'),
        [
            (
                "33:12: there is no question `b`; "
                "if it is gone, name it under `retire` of a later migration"
            )
        ],
    ),
    "unknown question, near another": (
        migration('rename = { old = "results" }').replace("results", "aa"),
        ["33:12: there is no question `aa`; did you mean `a`?"],
    ),
    "unknown column": (
        migration('rename = { "t.old" = "t.xx" }'),
        ["33:12: there is no column `t.xx`; did you mean `t.x`?"],
    ),
    "still asked": (
        migration('rename = { c = "a" }'),
        [
            (
                "33:12: `c` is still asked: another name would take its answers away; "
                "leave it out, or remove the question"
            )
        ],
    ),
    "column still asked": (
        migration('rename = { "t.y" = "t.x" }'),
        [
            (
                "33:12: `t.y` is still asked: another name would take its answers away; "
                "leave it out, or remove the question"
            )
        ],
    ),
    "its own name": (
        migration('rename = { a = "a" }'),
        ["33:12: `a` keeps its name; leave it out"],
    ),
    "two become one": (
        migration('rename = { old = "a", older = "a" }'),
        ["33:23: `old` becomes `a` already; keep one and put the other under `retire`"],
    ),
    "question to column": (
        migration('rename = { old = "t.x" }'),
        ["33:12: `old` is a question, `t.x` a column; put it under `retire`"],
    ),
    "column to another table": (
        migration('rename = { "old.x" = "t.x" }'),
        ["33:12: a column stays in its table: `t.x` is not in `old`; move it back"],
    ),
    "a dot without quotes": (
        migration('rename = { t.old = "t.x" }'),
        [
            (
                "33:1: `rename`: expected a text, found a table; "
                'put a name with a dot in quotes: "table.column"'
            )
        ],
    ),
    "options of nothing": (
        migration('values = { cc = { old = "one" } }'),
        ["33:12: there is no question `cc`; did you mean `c`?"],
    ),
    "options by the old name": (
        migration('rename = { old = "c" }\nvalues = { old = { x = "one" } }'),
        ["34:12: `old` is called `c` now; `values` go by the new names"],
    ),
    "no options": (
        migration('values = { a = { old = "one" } }'),
        ["33:12: `a` has no options; leave it out"],
    ),
    "no such option": (
        migration('values = { c = { old = "oen" } }'),
        ["33:18: `c` has no option `oen`; did you mean `one`?"],
    ),
    "an option that is there": (
        migration('values = { c = { one = "two" } }'),
        [
            (
                "33:18: `c` still has an option `one`: answers would be changed; "
                "leave it out, or remove the option"
            )
        ],
    ),
    "an option to itself": (
        migration('values = { c = { one = "one" } }'),
        ["33:18: `one` keeps its name; leave it out"],
    ),
    "retired and asked": (
        migration('retire = ["gone", "a", "t.x"]'),
        [
            "33:19: `a` is still asked; leave it out, or remove the question",
            "33:24: `t.x` is still asked; leave it out, or remove the question",
        ],
    ),
    "retired and renamed": (
        migration('rename = { old = "a" }\nretire = ["old"]'),
        ["34:11: `old` becomes `a` in this migration; do one of the two"],
    ),
    "a swap that could come twice": (
        migration('rename = { a = "c", c = "a" }', "<3"),
        [
            (
                "32:1: `c` is an old and a new name: a card of version 2.0.0 would be changed again; "
                "end the range at <2.0.0"
            )
        ],
    ),
    "a chain with a hole": (
        migration('rename = { old = "middle" }', "<1.5") + migration('rename = { b = "a" }'),
        [
            (
                "33:12: there is no question `middle`; "
                "if it is gone, name it under `retire` of a later migration"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_migration_is_told_with_line_and_words(case: str) -> None:
    """What is wrong, and what to do."""
    text, expected = BROKEN[case]
    with pytest.raises(BankError) as raised:
        bank(ASKED, text)
    assert [str(problem) for problem in raised.value.problems] == [
        f"bank.toml:{problem}" for problem in expected
    ]


FINE = {
    "chains": migration('rename = { old = "b" }', "<1.5") + migration('rename = { b = "a" }'),
    "there and back": migration('rename = { a = "b" }', "<1.5") + migration('rename = { b = "a" }'),
    "gone later": migration('rename = { old = "b" }', "<1.5") + migration('retire = ["b"]'),
    "its columns gone later": migration('rename = { "u.old" = "u.b" }', "<1.5")
    + migration('retire = ["u"]'),
    "merged later": migration('rename = { old = "b" }', "<1.5")
    + migration('rename = { b = "a" }\nvalues = { c = { z = "one" } }'),
    "options by chains": migration('values = { c = { old = "middle" } }', "<1.5")
    + migration('values = { c = { middle = "one" } }'),
    "a swap": migration('rename = { a = "c", c = "a" }'),
    "a table": migration('rename = { u = "t", "u.old" = "t.x" }'),
    "a table, then its column": migration('rename = { "u.old" = "u.b" }', "<1.5")
    + migration('rename = { u = "t", "u.b" = "t.x" }'),
}


@pytest.mark.parametrize("case", FINE)
def test_a_migration_may_say(case: str) -> None:
    """What leads to something that is asked now."""
    assert bank(ASKED, FINE[case]).questions
