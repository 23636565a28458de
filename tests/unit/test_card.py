"""Cards on disk: what is read, what is refused, and what a save leaves as it was."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.card.file import CardFile, read_card, save_card, unsaved_card
from cardtui.card.model import Answer, BankReference, Card, Row, new_card
from cardtui.errors import CardError, CardtuiError, FileError, TomlError
from cardtui.files.reading import MAX_BYTES

HEAD = 'format = 1\nid = "0192f0c8"\nbank = { id = "example", version = "1.0.0", sha256 = "ab" }\n'
ORDER = ("name", "about", "methods", "results", "people", "last")
HAND_MADE = (
    "# The card of a model that is dear to us.\n"
    + HEAD
    + """\
owner = "team-nlp"   # not ours, and kept

[answers.name]
# agreed on in June
value = "BERT"   # all capitals
reviewed_by = 'Ada'

# --- the long part ---
[answers.about]
value = '''
Many lines,
[answers.fake]
# no comment
'''

[answers.methods]
value = [
  "quant",   # the main one
  "other",
]
specify = { other = "ternary" }
asked = "5f1c9a2b"

[answers.results]
last_row = 3

[[answers.results.rows]]
_row = 1
metric = "f1"   # macro
score = 0.91

# the one after the restart
[[answers.results.rows]]
_row = 3
metric = "bleu"
score = 1e-1

[answers.last]
value = 0x10

[retired.old]
value = "gone"
# the end
"""
)


def saved(path: Path, text: str = HAND_MADE) -> CardFile:
    """A card file that holds a text."""
    path.write_bytes(text.encode("utf-8"))
    return read_card(path)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "card.toml"


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are gone and the lines that are new, as `diff` would show them."""
    from difflib import ndiff

    lines = list(ndiff(before.splitlines(), after.splitlines()))
    return (
        [line[2:] for line in lines if line.startswith("- ")],
        [line[2:] for line in lines if line.startswith("+ ")],
    )


# Reading


def test_what_a_card_holds(path: Path) -> None:
    """All parts of a card, with what TOML makes of them."""
    card = saved(path).card
    assert card.id == "0192f0c8"
    assert card.bank == BankReference("example", "1.0.0", "ab")
    assert list(card.answers) == ["name", "about", "methods", "results", "last"]
    assert card.answers["name"] == Answer("BERT")
    assert card.answers["about"].value == "Many lines,\n[answers.fake]\n# no comment\n"
    assert card.answers["methods"] == Answer(
        ["quant", "other"], specify={"other": "ternary"}, asked="5f1c9a2b"
    )
    assert card.answers["results"] == Answer(
        rows=(Row(1, {"metric": "f1", "score": 0.91}), Row(3, {"metric": "bleu", "score": 0.1})),
        last_row=3,
    )
    assert card.answers["last"].value == 16


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('[answers.a]\nstatus = "unknown"\n', Answer(status="unknown")),
        (
            '[answers.a]\nstatus = "not_applicable"\nreason = "No."\n',
            Answer(status="not_applicable", reason="No."),
        ),
        ("[answers.a]\nvalue = 2026-01-31\n", Answer(date(2026, 1, 31))),
        ('[answers]\na = { value = "x" }\n', Answer("x")),
        ('[answers]\na.value = "x"\n', Answer("x")),
        ('answers = { a = { value = "x" } }\n', Answer("x")),
        ('answers.a.value = "x"\n', Answer("x")),
        ('["answers" . "a"]\nvalue = "x"\n', Answer("x")),
        (
            "[answers.a]\nrows = [{ _row = 4, n = 1 }]\n",
            Answer(rows=(Row(4, {"n": 1}),), last_row=4),
        ),
        (
            "[answers.a]\nlast_row = 2\nrows = [{ _row = 4, n = 1 }]\n",
            Answer(rows=(Row(4, {"n": 1}),), last_row=4),
        ),
    ],
)
def test_forms_of_an_answer(text: str, answer: Answer, path: Path) -> None:
    """TOML has many ways to write a table; all are read."""
    assert saved(path, HEAD + text).card.answers == {"a": answer}


BROKEN: dict[str, tuple[str, str]] = {
    "empty": ("", "1:1: this is not a card; a card has `format = 1`, `id` and `bank`"),
    "other file": (
        "[tool]\nx = 1\n",
        "1:1: this is not a card; a card has `format = 1`, `id` and `bank`",
    ),
    "no format": (
        HEAD.replace("format = 1\n", ""),
        "1:1: `format` is missing; a card has `format = 1`, `id` and `bank`",
    ),
    "newer format": (
        HEAD.replace("1\n", "2\n", 1),
        "1:1: this card has format 2, this version of cardtui reads 1; update cardtui",
    ),
    "format as text": (
        HEAD.replace("1\n", '"1"\n', 1),
        "1:1: there is no card format '1'; write 1",
    ),
    "format 0": (HEAD.replace("1\n", "0\n", 1), "1:1: there is no card format 0; write 1"),
    "a bank": (
        'format = 1\nid = "x"\n[[section]]\nid = "s"\n',
        "1:1: this is a bank, not a card; open it with --bank",
    ),
    "no id": (
        HEAD.replace('id = "0192f0c8"\n', ""),
        "1:1: `id` is missing; every card has one: restore it from git",
    ),
    "no bank": (
        'format = 1\nid = "x"\n',
        '1:1: `bank` does not name a bank; write `bank = { id = "..." }`',
    ),
    "bank as text": (
        'format = 1\nid = "x"\nbank = "example"\n',
        '3:1: `bank` does not name a bank; write `bank = { id = "..." }`',
    ),
    "bank version as number": (
        HEAD.replace('"1.0.0"', "1.0"),
        "3:26: `version` is not a text; put it in quotes",
    ),
    "answers as text": (
        HEAD + 'answers = "x"\n',
        "4:1: `answers` is not a table; write `[answers.question_id]`",
    ),
    "answers as list": (
        HEAD + "[[answers]]\n",
        "4:1: `answers` is not a table; write `[answers.question_id]`",
    ),
    "bare answer": (
        HEAD + '[answers]\nname = "BERT"\n',
        "5:1: the answer `name` is not a table; write `[answers.name]`",
    ),
    "unknown status": (
        HEAD + '[answers.name]\nstatus = "unknwn"\n',
        "5:1: there is no status 'unknwn'; did you mean `unknown`?",
    ),
    "status as number": (
        HEAD + "[answers.name]\nstatus = 3\n",
        "5:1: there is no status 3; there are unknown and not_applicable",
    ),
    "status as list": (
        HEAD + "[answers.name]\nstatus = []\n",
        "5:1: there is no status []; there are unknown and not_applicable",
    ),
    "reason as number": (
        HEAD + '[answers.name]\nstatus = "unknown"\nreason = 3\n',
        "6:1: `reason` is not a text; put it in quotes",
    ),
    "specify as text": (
        HEAD + '[answers.name]\nspecify = "x"\n',
        '5:1: `specify` is not a table; write { option = "text" }',
    ),
    "specify of a number": (
        HEAD + "[answers.name]\nspecify = { other = 3 }\n",
        "5:13: `other` is not a text; put it in quotes",
    ),
    "rows as text": (
        HEAD + '[answers.name]\nrows = "x"\n',
        "5:1: `rows` is not a list of tables; write `[[answers.name.rows]]`",
    ),
    "bare row": (
        HEAD + "[answers.name]\nrows = [3]\n",
        "5:9: a row is not a table; write its cells as keys",
    ),
    "row without number": (
        HEAD + "[answers.name]\n[[answers.name.rows]]\nmetric = 1\n",
        "5:1: a row has no `_row`; number the rows from 1",
    ),
    "row 0": (
        HEAD + "[answers.name]\n[[answers.name.rows]]\n_row = 0\n",
        "5:1: a row has no `_row`; number the rows from 1",
    ),
    "two rows of a number": (
        HEAD + "[answers.name]\n" + "[[answers.name.rows]]\n_row = 1\n" * 2,
        "7:1: there is a row 1 already; give it a new `_row`",
    ),
    "conflicts as text": (
        HEAD + 'conflicts = "x"\n',
        "4:1: `conflicts` is not a table; write `[conflicts.question_id]`",
    ),
    "bare conflict": (
        HEAD + '[conflicts]\nname = "BERT"\n',
        "5:1: the answer `name` is not a table; write `[conflicts.name]`",
    ),
    "status of a conflict": (
        HEAD + '[conflicts.name]\nstatus = "unknwn"\n',
        "5:1: there is no status 'unknwn'; did you mean `unknown`?",
    ),
    "absent as text": (
        HEAD + '[conflicts.name]\nabsent = "yes"\n',
        "5:1: `absent` is not true; write true where the other side took the answer away",
    ),
    "absent and answered": (
        HEAD + '[conflicts.name]\nvalue = "BERT"\nabsent = true\n',
        "6:1: the answer is `absent`, and there is more in it; take one of both away",
    ),
    "last row as text": (
        HEAD + '[answers.name]\nlast_row = "3"\n',
        "5:1: `last_row` is not a number; write the highest `_row` there ever was",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_card_is_refused_with_its_line(case: str, path: Path) -> None:
    """What has no meaning would be lost by the next save, so it is refused, and left alone."""
    text, expected = BROKEN[case]
    with pytest.raises(CardError) as raised:
        saved(path, text)
    assert str(raised.value) == f"{path}:{expected}"
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "[answers.name]\nvalue =\n", 5),
        (HEAD + '[answers.name]\nvalue = "a\n', 5),
        (HEAD + "[answers.name]\n[answers.name]\n", 5),
        ("<<<<<<< HEAD\n" + HEAD, 1),
        (HEAD + "[answers.name]\nvalue = 2026-02-30\n", 5),
    ],
)
def test_a_card_that_is_not_toml_is_refused_with_its_line(text: str, line: int, path: Path) -> None:
    """Line and column are shown, so that a person can mend it."""
    with pytest.raises(TomlError) as raised:
        saved(path, text)
    (problem,) = raised.value.problems
    assert problem.path == str(path)
    assert (problem.line, problem.column > 0) == (line, True)
    assert path.read_text() == text


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    """A folder, a missing file, another encoding and too much are told in one line."""
    latin, large = tmp_path / "latin.toml", tmp_path / "large.toml"
    latin.write_bytes(HEAD.encode() + b'x = "\xe9"\n')
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    said = {
        tmp_path: "this is a folder",
        tmp_path / "none.toml": "there is no such file",
        latin: "this is not UTF-8 text",
        large: "this file is larger than 16 MiB",
        tmp_path / "latin.toml" / "card.toml": "a part of this path is a file, not a folder",
    }
    for path, message in said.items():
        with pytest.raises(FileError) as raised:
            read_card(path)
        assert raised.value.problems[0].message == message


@pytest.mark.parametrize(
    ("text", "conflicts"),
    [
        ('[conflicts.a]\nvalue = "x"\nasked = "1"\n', {"a": Answer("x", asked="1")}),
        ("[conflicts.a]\nabsent = true\n", {"a": None}),
        ('[conflicts.a]\nvalue = "x"\nabsent = false\n', {"a": Answer("x")}),
        ('[conflicts]\na = { status = "unknown" }\n', {"a": Answer(status="unknown")}),
        ("[conflicts.a]\n# nothing left but this\n", {}),
    ],
)
def test_forms_of_a_conflict(text: str, conflicts: dict[str, Answer | None], path: Path) -> None:
    """The other version of an answer has the keys of an answer, or says that there is none."""
    assert saved(path, HEAD + text).card.conflicts == conflicts


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("more", [0, 1, 2])
def test_quotes_at_the_end_of_a_long_text_hide_nothing(quote: str, more: int, path: Path) -> None:
    """A quote right before the closing three does not turn what follows into text."""
    value = f"{quote * 3}text{quote * (3 + more)} # {quote}and{quote * 3}"
    text = f"{HEAD}[answers.a]\nvalue = {value}\n[other]\ndeep = {'[' * 17}{']' * 17}\n"
    with pytest.raises(TomlError) as raised:
        saved(path, text)
    assert raised.value.problems[0].message == "refused: more than 16 levels deep"


def test_many_quotes_in_a_text_that_never_closes_are_told_at_once(path: Path) -> None:
    """Looking for the end again from each quote would take minutes."""
    with pytest.raises(TomlError) as raised:
        saved(path, HEAD + 'broken = "' + '\\"' * 200_000)
    assert raised.value.problems[0].message == "this is not TOML: a text is not closed"


# Saving


def test_conflicts_stand_beside_their_answers(path: Path) -> None:
    """Both versions one below the other, as TOML that any program reads."""
    card = Card(
        "0192f0c8",
        BankReference("example", "1.0.0", "ab"),
        {"name": Answer("BERT"), "last": Answer(1), "alien": Answer(2)},
        {},
        {"about": Answer("One.\nTwo.\n"), "name": None, "alien": Answer(3)},
    )
    save_card(unsaved_card(path, card), card, ORDER)
    assert read_card(path).card == card
    note = "# theirs: the other version of this answer, until one is chosen"
    assert path.read_text().removeprefix(HEAD.replace("{ ", "{").replace(" }", "}")) == (
        '\n[answers.name]\nvalue = "BERT"\n'
        f"\n[conflicts.name] {note}\nabsent = true\n"
        f'\n[conflicts.about] {note}\nvalue = """\nOne.\nTwo.\n"""\n'
        "\n[answers.last]\nvalue = 1\n"
        "\n[answers.alien]\nvalue = 2\n"
        f"\n[conflicts.alien] {note}\nvalue = 3\n"
    )


def test_a_conflict_that_is_chosen_leaves_no_trace(path: Path) -> None:
    """The table goes with the note that was written into it; all other lines stay."""
    file = saved(path)
    others = {"name": Answer("XLNet"), "people": None, "results": file.card.answers["results"]}
    conflicted = save_card(file, replace(file.card, conflicts=others), ORDER)
    assert read_card(path).card == conflicted.card
    card = conflicted.card
    for name in others:
        card = card.resolved(name, card.answer(name))
    save_card(read_card(path), card, ORDER)
    assert "conflicts" not in path.read_text()
    gone, new = changed_lines(HAND_MADE, path.read_text())
    assert (gone, [line for line in new if line]) == ([], [])


def test_a_comment_in_a_conflict_outlives_it(path: Path) -> None:
    """What a person wrote beside the other version is theirs to take away."""
    file = saved(path)
    save_card(file, replace(file.card, conflicts={"name": Answer("XLNet")}), ORDER)
    path.write_text(path.read_text().replace('value = "XLNet"', 'value = "XLNet"  # ask Ada'))
    file = read_card(path)
    save_card(file, file.card.resolved("name", Answer("XLNet")), ORDER)
    assert read_card(path).card.conflicts == {}
    assert "# ask Ada" in path.read_text()


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        HEAD.replace("bank = {", "bank={").replace("sha256", "  sha256"),
        'format = 1\nid = "0192f0c8"\n[bank]\nid = "example" # ours\nversion = "1.0.0"\n',
        'format = 1\nid = "0192f0c8"\nbank.id = "example"\n',
        'format = 1\nid = "0192f0c8"\n\n[answers.name]\nvalue = 1\n[bank]\nid = "example"\n',
    ],
)
def test_a_newer_bank_is_noted_in_the_head(head: str, path: Path) -> None:
    """In whatever form it was written, with the comments beside it."""
    file = saved(path, head + "\n[answers.last]\nvalue = 1 # kept\n")
    bank = BankReference("example", "2.0.0", "cd")
    save_card(file, replace(file.card, bank=bank), ORDER)
    read = read_card(path).card
    assert (read.bank, read.answers) == (bank, file.card.answers)
    assert "value = 1 # kept\n" in path.read_text()
    assert path.read_text().count("#") == head.count("#") + 1


def test_a_new_card_is_as_the_design_shows_it(path: Path) -> None:
    """One table per answer in bank order, one key a line, long text on lines of its own."""
    answers = {
        "results": Answer(
            rows=(Row(1, {"metric": "accuracy", "value": 0.91}), Row(2, {"metric": "f1"})),
            last_row=2,
        ),
        "about": Answer("One.\nTwo.\n"),
        "people": Answer(status="not_applicable", reason="The images show no people."),
        "methods": Answer(["quant", "other"], specify={"other": "ternary"}, asked="5f1c9a2b"),
    }
    card = Card("0192f0c8", BankReference("example", "1.0.0", "ab"), answers)
    save_card(unsaved_card(path, card), card, ORDER)
    expected = (
        HEAD.replace("{ ", "{").replace(" }", "}")
        + '\n[answers.about]\nvalue = """\nOne.\nTwo.\n"""\n'
        + '\n[answers.methods]\nvalue = ["quant", "other"]\n'
        + 'specify = {other = "ternary"}\nasked = "5f1c9a2b"\n'
        + "\n[answers.results]\nlast_row = 2\n"
        + '\n[[answers.results.rows]]\n_row = 1\nmetric = "accuracy"\nvalue = 0.91\n'
        + '\n[[answers.results.rows]]\n_row = 2\nmetric = "f1"\n'
        + '\n[answers.people]\nstatus = "not_applicable"\nreason = "The images show no people."\n'
    )
    lines = [line for line in path.read_text().splitlines() if line]
    assert lines == [line for line in expected.splitlines() if line]


def test_saving_in_any_order_gives_the_same_file(tmp_path: Path) -> None:
    """A file made by answering backwards, save by save, is the file made at once."""
    answers = {name: Answer(name) for name in ORDER}
    card = Card("0192f0c8", BankReference("example"), {})
    at_once = tmp_path / "at_once.toml"
    whole = Card(card.id, card.bank, answers)
    save_card(unsaved_card(at_once, whole), whole, ORDER)
    for order in (
        ORDER,
        tuple(reversed(ORDER)),
        ("methods", "last", "name", "people", "about", "results"),
    ):
        path = tmp_path / "stepwise.toml"
        file = unsaved_card(path, card)
        for name in order:
            file = save_card(file, file.card.with_answer(name, answers[name]), ORDER)
        assert path.read_text() == at_once.read_text()
        path.unlink()


def test_nothing_changed_is_nothing_written_anew(path: Path) -> None:
    """A save without a change leaves every byte."""
    file = saved(path)
    save_card(file, file.card, ORDER)
    assert path.read_text() == HAND_MADE


@pytest.mark.parametrize(
    ("name", "answer", "gone", "new"),
    [
        (
            "name",
            Answer("RoBERTa"),
            ['value = "BERT"   # all capitals'],
            ['value = "RoBERTa" # all capitals'],
        ),
        (
            "last",
            Answer(status="unknown", reason="Lost."),
            ["value = 0x10"],
            ['status = "unknown"', 'reason = "Lost."'],
        ),
        ("people", Answer(True), [], ["[answers.people]", "value = true", ""]),
    ],
)
def test_a_save_changes_the_lines_of_the_answer_alone(
    name: str, answer: Answer, gone: list[str], new: list[str], path: Path
) -> None:
    """Comments, unknown keys, spelling and order of all the rest stay byte for byte."""
    file = saved(path)
    save_card(file, file.card.with_answer(name, answer), ORDER)
    removed, added = changed_lines(HAND_MADE, path.read_text())
    assert [" ".join(line.split()) for line in removed] == [" ".join(g.split()) for g in gone]
    assert sorted(" ".join(line.split()) for line in added) == sorted(new)
    assert read_card(path).card.answers[name] == answer


def test_comments_and_unknown_keys_of_a_changed_answer_stay(path: Path) -> None:
    """An answer that is edited keeps what a person wrote beside it."""
    file = saved(path)
    changed = Answer(["quant", "prune"], specify={"other": "ternary"}, asked="00000000")
    card = file.card.with_answer("name", Answer("XLNet")).with_answer("methods", changed)
    save_card(file, card, ORDER)
    text = path.read_text()
    for kept in (
        "# agreed on in June",
        "# all capitals",
        "reviewed_by = 'Ada'",
        "# --- the long part ---",
    ):
        assert kept in text
    assert read_card(path).card.answers == card.answers


def test_rows_are_edited_in_place(path: Path) -> None:
    """A cell that changes leaves its row's comments and the other rows as they were."""
    file = saved(path)
    old = file.card.answers["results"]
    rows = (Row(1, {"metric": "f1", "score": 0.92}), old.rows[1], Row(4, {"metric": "ter"}))
    card = file.card.with_answer("results", Answer(rows=rows, last_row=4))
    save_card(file, card, ORDER)
    removed, added = changed_lines(HAND_MADE, path.read_text())
    assert removed == ["last_row = 3", "score = 0.91"]
    assert [line for line in added if line] == [
        "last_row = 4",
        "score = 0.92",
        "[[answers.results.rows]]",
        "_row = 4",
        'metric = "ter"',
    ]
    assert "# the one after the restart" in path.read_text()


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (Row(3, {"metric": "bleu", "score": 0.1}),),
        (Row(1, {"metric": "f1", "score": 0.91}),),
        (Row(3, {"metric": "bleu", "score": 0.1}), Row(1, {"metric": "f1", "score": 0.91})),
        (Row(1, {}), Row(3, {"score": 0.5})),
        (Row(4, {"metric": "x"}), Row(1, {"metric": "f1"})),
    ],
)
def test_rows_that_go_come_and_move(rows: tuple[Row, ...], path: Path) -> None:
    """Any new list of rows is what is read again; the last number stays used."""
    file = saved(path)
    last = max(3, *(row.number for row in rows)) if rows else 3
    card = file.card.with_answer("results", Answer(rows=rows, last_row=last))
    save_card(file, card, ORDER)
    assert read_card(path).card == card
    assert "# the end" in path.read_text()


def test_an_answer_that_is_taken_away_leaves_no_trace(path: Path) -> None:
    """Its lines go; what stood around them stays."""
    file = saved(path)
    save_card(file, file.card.with_answer("last", None), ORDER)
    assert path.read_text() == HAND_MADE.replace("[answers.last]\nvalue = 0x10\n\n", "")


@pytest.mark.parametrize(
    "text",
    ["# A", "a\n# A  \n", "see #5", "C#\n\n```\n# not ours\n```\n", "say \"#\" or '#'", '"""#'],
)
def test_an_answer_with_a_number_sign_leaves_no_trace_either(path: Path, text: str) -> None:
    """A heading in Markdown is no comment of the file."""
    file = saved(path)
    file = save_card(file, file.card.with_answer("number", Answer(text)), [*ORDER, "number"])
    assert "[answers.number]" in path.read_text()
    save_card(file, file.card.with_answer("number", None), [*ORDER, "number"])
    assert path.read_text() == HAND_MADE


@pytest.mark.parametrize("name", ["name", "about", "methods", "results"])
def test_comments_of_an_answer_that_is_taken_away_stay(name: str, path: Path) -> None:
    """A comment is a person's work: it outlives the answer it stands with."""
    file = saved(path)
    before = [
        line for line in HAND_MADE.splitlines() if line.startswith("# ") and line != "# no comment"
    ]
    save_card(file, file.card.with_answer(name, None), ORDER)
    text = path.read_text()
    assert name not in read_card(path).card.answers
    assert [line for line in before if line not in text] == []


def test_what_is_not_an_answer_stays(path: Path) -> None:
    """Unknown keys at the top, and tables of others, are none of our business."""
    file = saved(path)
    card = file.card
    for name in list(card.answers):
        card = card.with_answer(name, Answer("new")).with_answer("people", Answer("new"))
    save_card(file, card, ORDER)
    text = path.read_text()
    assert text.startswith("# The card of a model that is dear to us.\n" + HEAD)
    assert 'owner = "team-nlp"   # not ours, and kept' in text
    assert '[retired.old]\nvalue = "gone"\n# the end\n' in text


def test_answers_of_another_bank_stay_where_they_are(path: Path) -> None:
    """A question that the bank does not have keeps its answer and its place."""
    text = HEAD + '\n[answers.alien]\nvalue = 1\n\n[answers.last]\nvalue = "x"\n'
    file = saved(path, text)
    save_card(file, file.card.with_answer("name", Answer("BERT")), ORDER)
    assert "[answers.alien]\nvalue = 1\n" in path.read_text()
    assert read_card(path).card.answers["alien"].value == 1


@pytest.mark.parametrize("name", ["name", "about", "methods", "results", "people", "last"])
def test_a_new_answer_stands_in_the_order_of_the_bank(name: str, path: Path) -> None:
    """Wherever it falls between the answers that are there."""
    present = [each for each in ORDER if each != name]
    text = HEAD + "".join(f'\n[answers.{each}]\nvalue = "{each}"\n' for each in present)
    file = saved(path, text)
    save_card(file, file.card.with_answer(name, Answer(name)), ORDER)
    assert list(read_card(path).card.answers) == list(ORDER)
    assert path.read_text() == HEAD + "".join(
        f'\n[answers.{each}]\nvalue = "{each}"\n' for each in ORDER
    )


FOREIGN = "\n[extra]\na = 1\n[extra.more]\nb = 2\n# the end\n"


@pytest.mark.parametrize(
    "head", [HEAD, HEAD.replace("bank = {", "[bank]\n").replace(" }", "").replace(", ", "\n")]
)
@pytest.mark.parametrize("present", [(), ("about",), ("results",), ("about", "results")])
def test_new_answers_stand_among_the_answers(
    present: tuple[str, ...], head: str, path: Path
) -> None:
    """Tables of another program behind the answers, and their comments, stay behind them."""
    answers = "".join(f'\n[answers.{each}]\nvalue = "{each}"\n' for each in present)
    file = saved(path, head + answers + FOREIGN)
    for name in reversed(ORDER):
        file = save_card(file, file.card.with_answer(name, Answer(name)), ORDER)
    everything = "".join(f'\n[answers.{each}]\nvalue = "{each}"\n' for each in ORDER)
    assert path.read_text() == head + everything + FOREIGN


def test_answers_between_tables_of_others_stay_together(path: Path) -> None:
    """Where another program's table stands first, too."""
    file = saved(path, f'{HEAD}{FOREIGN}\n[answers.last]\nvalue = "last"\n')
    save_card(file, file.card.with_answer("name", Answer("name")), ORDER)
    answers = '\n[answers.name]\nvalue = "name"\n\n[answers.last]\nvalue = "last"\n'
    assert path.read_text() == HEAD + FOREIGN + answers


INLINE_FORMS = [
    '[answers]\nname.value = "BERT"\nname.reason = "kept"\nlast.value = 1\n',
    '[answers]\nname = { value = "BERT", owner = "kept" }\nlast = { value = 1 }\n',
    '[answers]\nname.value = "BERT"\nname.owner = "kept"\nlast.value = 1\n',
    'answers = { name = { value = "BERT", owner = "kept" }, last = { value = 1 } }\n',
    'answers.name.value = "BERT"\nanswers.name.owner = "kept"\nanswers.last.value = 1\n',
    '[answers]\n[answers.name]\nvalue = "BERT"\nowner = "kept"\n[answers.last]\nvalue = 1\n',
    '  [ answers . "name" ]\n  value = "BERT"\n  owner = "kept"\n  [answers.\'last\']\n  value = 1\n',
    '[answers.name]\nvalue = "BERT"\nowner = "kept"\n[other]\nx = 1\n[answers.last]\nvalue = 1\n',
]


@pytest.mark.parametrize("text", INLINE_FORMS)
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("name", Answer("RoBERTa")),
        ("name", Answer(status="unknown", reason="Why not")),
        ("name", None),
        ("name", Answer(note="ask Maria")),
        ("about", Answer("One.\nTwo.\n")),
        ("methods", Answer(["a"], specify={"a": "b"})),
        ("results", Answer(rows=(Row(1, {"n": 1}),), last_row=1)),
        ("last", Answer(2)),
        ("last", None),
    ],
)
def test_answers_in_any_form_of_table_still_save(
    text: str, name: str, answer: Answer | None, path: Path
) -> None:
    """Hand-written inline tables and dotted keys are edited, not refused."""
    file = saved(path, HEAD + text)
    card = file.card.with_answer(name, answer)
    save_card(file, card, ORDER)
    assert read_card(path).card == card
    if name != "name":
        assert '= "kept"' in path.read_text()


@pytest.mark.parametrize(
    "rows",
    [
        "rows = [{ _row = 1, n = 1 }, { _row = 2, n = 2 }]\n",
        "last_row = 2\nrows = [\n  { _row = 1, n = 1 },\n  { _row = 2, n = 2 },\n]\n",
        "[[answers.results.rows]]\n_row = 1\nn = 1\n[[answers.results.rows]]\n_row = 2\nn = 2\n",
    ],
)
@pytest.mark.parametrize(
    "new_rows",
    [
        (Row(1, {"n": 5}), Row(2, {"n": 2})),
        (Row(2, {"n": 2}),),
        (Row(1, {"n": 1}), Row(2, {"n": 2}), Row(3, {"n": 3})),
        (Row(1, {"n": 1, "s": "two\nlines"}), Row(2, {})),
    ],
)
def test_rows_in_any_form_still_save(rows: str, new_rows: tuple[Row, ...], path: Path) -> None:
    """Rows in one line, over several lines or as tables, with and without `last_row`."""
    file = saved(path, f"{HEAD}[answers.results]\n{rows}")
    last = max(row.number for row in (*new_rows, Row(2)))
    card = file.card.with_answer("results", Answer(rows=new_rows, last_row=last))
    save_card(file, card, ORDER)
    assert read_card(path).card == card


HOSTILE = [
    "",
    " ",
    "\n",
    "\n\n",
    "a\nb",
    "\na\n",
    'say "hi"',
    '"',
    '""',
    '"""',
    '""""""',
    'end with """\n',
    'a\n"""\nb\n',
    'a\n"',
    'a\n""',
    'a\n"""',
    'a\n""""',
    'a\n\\"""',
    "'''",
    "a\n'''\nb",
    "back\\slash",
    "a\n\\",
    "a\\\nb",
    "\\u0041\n\\n",
    "tab\there\n\tand here",
    "bell\a null\0 escape\x1b[31m",
    "bell\a\nnull\0\nescape\x1b[31m",
    "\x7f\n\x7f",
    "carriage\rreturn\r\nand line\n",
    "\x85\u2028\u2029\n",
    "\u202e\u2066 hidden \u200f",
    "\ufeffbom\n\ufeff",
    "emoji 🧪👩‍🔬\n",
    "[answers.x]\nvalue = 1\n",
    "# no comment\n[[answers.results.rows]]\n",
    "trailing space \n  leading",
    "a" * 5000,
    "line\n" * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_read_as_it_was_given(text: str, path: Path) -> None:
    """As a value, in a list, a reason, a text of an option and a cell; saved anew and edited."""
    answers = {
        "name": Answer(text),
        "about": Answer([text, text]),
        "methods": Answer("other", specify={"other": text}),
        "results": Answer(rows=(Row(1, {"n": text}),), last_row=1),
        "people": Answer(status="unknown", reason=text),
        "last": Answer("last"),
    }
    bare = Card("0192f0c8", BankReference("example"), {})
    whole = Card(bare.id, bare.bank, answers)
    save_card(unsaved_card(path, whole), whole, ORDER)
    assert read_card(path).card == whole
    path.unlink()
    file = unsaved_card(path, bare)
    for name in reversed(ORDER):
        file = save_card(file, file.card.with_answer(name, Answer("old")), ORDER)
    save_card(read_card(path), whole, ORDER)
    assert read_card(path).card == whole


def test_a_lone_surrogate_is_refused_with_the_file_intact(path: Path) -> None:
    """Half a character cannot be UTF-8; the card stays as it was."""
    file = saved(path)
    with pytest.raises(CardtuiError):
        save_card(file, file.card.with_answer("name", Answer("\ud800")), ORDER)
    assert path.read_text() == HAND_MADE
    assert [entry.name for entry in path.parent.iterdir()] == ["card.toml"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(specify={"k" * 201: "x"}),
        Answer({"a": 1, "b": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}),
        Answer(object()),
        Answer(rows=(Row(1, {"k" * 201: 1}),)),
    ],
)
def test_the_writer_never_writes_what_the_reader_refuses(answer: Answer, path: Path) -> None:
    """A save that could not be read again is an error, and the old card stays."""
    file = saved(path)
    with pytest.raises(CardError) as raised:
        save_card(file, file.card.with_answer("name", answer), ORDER)
    assert raised.value.problems[0].path == str(path)
    assert path.read_text() == HAND_MADE


# The file around the text


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(bom: str, end: str, path: Path) -> None:
    """A file from another editor keeps its looks, in old lines and new."""
    file = saved(path, bom + HAND_MADE.replace("\n", end))
    card = file.card.with_answer("people", Answer("One.\nTwo.\n")).with_answer("last", Answer(7))
    save_card(file, card, ORDER)
    raw = path.read_bytes().decode()
    assert raw.startswith(bom + "# The card")
    assert raw.count("\ufeff") == len(bom)
    assert raw.count("\n") == raw.count(end)
    assert read_card(path).card == card
    save_card(read_card(path), file.card, ORDER)
    assert read_card(path).card == file.card


def test_mixed_line_ends_stay_in_lines_that_are_not_edited(path: Path) -> None:
    """One foreign line end does not turn the whole file around in a diff."""
    text = HAND_MADE.replace("reviewed_by = 'Ada'\n", "reviewed_by = 'Ada'\r\n")
    file = saved(path, text)
    save_card(file, file.card.with_answer("last", Answer(7)), ORDER)
    assert path.read_bytes().decode() == text.replace("value = 0x10", "value = 7")


def test_a_missing_final_newline_is_no_obstacle(path: Path) -> None:
    """A file whose last line does not end is completed."""
    file = saved(path, HEAD + '[answers.name]\nvalue = "BERT"')
    card = file.card.with_answer("last", Answer(1))
    save_card(file, card, ORDER)
    assert path.read_text() == (
        HEAD + '[answers.name]\nvalue = "BERT"\n\n[answers.last]\nvalue = 1\n'
    )


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_stays(mode: int, path: Path) -> None:
    """A private card stays private, a shared one shared."""
    file = saved(path)
    path.chmod(mode)
    save_card(file, file.card.with_answer("last", Answer(1)), ORDER)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    """The file it points to is replaced, through relative and chained links too."""
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "card.toml"
    real.write_text(HAND_MADE)
    (tmp_path / "link.toml").symlink_to("real/card.toml")
    (tmp_path / "link2.toml").symlink_to("link.toml")
    file = read_card(tmp_path / "link2.toml")
    save_card(file, file.card.with_answer("last", Answer(1)), ORDER)
    assert (tmp_path / "link2.toml").is_symlink()
    assert (tmp_path / "link.toml").is_symlink()
    assert not real.is_symlink()
    assert read_card(real).card.answers["last"].value == 1


def test_a_link_to_a_file_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    """A dangling link says where the card is to be."""
    link = tmp_path / "link.toml"
    link.symlink_to("real.toml")
    card = new_card(BankReference("example")).with_answer("name", Answer("BERT"))
    save_card(unsaved_card(link, card), card, ORDER)
    assert link.is_symlink()
    assert read_card(tmp_path / "real.toml").card == card


def test_a_read_only_card_is_refused_and_intact(path: Path) -> None:
    """A file that may not be written is respected, though its folder would allow it."""
    file = saved(path)
    path.chmod(0o444)
    with pytest.raises(FileError) as raised:
        save_card(file, file.card.with_answer("last", Answer(1)), ORDER)
    assert str(raised.value) == (
        f"{path}: you may not write here; check the permissions or choose another"
    )
    assert path.read_text() == HAND_MADE
    assert os.listdir(path.parent) == ["card.toml"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """No folder is made behind a person's back."""
    card = new_card(BankReference("example")).with_answer("name", Answer("BERT"))
    with pytest.raises(FileError) as raised:
        save_card(unsaved_card(tmp_path / "none" / "card.toml", card), card, ORDER)
    assert raised.value.problems[0].message == "there is no such folder"


def test_a_failing_disk_leaves_the_old_card(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever step fails, the old card is whole and no temporary file is left."""
    for step in ("fsync", "replace"):
        file = saved(path)
        with monkeypatch.context() as patch:

            def fail(*arguments: object) -> None:
                raise OSError(28, "No space left on device")

            patch.setattr(os, step, fail)
            with pytest.raises(FileError) as raised:
                save_card(file, file.card.with_answer("last", Answer(1)), ORDER)
        assert "No space left on device" in str(raised.value)
        assert path.read_text() == HAND_MADE
        assert os.listdir(path.parent) == ["card.toml"]


def test_each_new_card_has_an_id_of_its_own() -> None:
    """Two cards are never merged by mistake."""
    reference = BankReference("example")
    assert new_card(reference).id != new_card(reference).id
