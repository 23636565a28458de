"""Two versions of a card file in one: answers, and all that is no answer beside them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace

from cardtui.card.conflict_markers import take_apart
from cardtui.card.file import card_in, read_card, save_card, with_card
from cardtui.card.merge_file import merge_files, read_conflicted
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, Row
from cardtui.errors import CardError, CardtuiError
from cardtui.files.line_merge import merge_lines
from cardtui.files.reading import TextFile
from support.banks import bank_asking, bank_of

ORDER = ("name", "about", "methods", "results", "people", "last")
BANK = bank_asking(
    "".join(f'[[section.question]]\nid = "{name}"\ntype = "text"\nask = "?"\n' for name in ORDER)
)
HEAD = 'format = 1\nid = "one"\nbank = { id = "example", version = "1.0.0" }\n'
BASE = (
    "# The card of a model.\n"
    + HEAD
    + """\
owner = "us"   # not ours, and kept

[answers.name]
value = "BERT"

# --- the long part ---
[answers.about]
value = '''
One line.
'''
reviewed_by = 'Ada'

[answers.results]
last_row = 2

[[answers.results.rows]]
_row = 1
metric = "f1"   # macro

[[answers.results.rows]]
_row = 2
metric = "bleu"

[team]
lead = "Ada"
"""
)
NOTE = "# theirs: the other version of this answer, until one is chosen"


def merged(ours: str, theirs: str, base: str | None = BASE) -> str:
    """The text of ours with theirs merged into it."""
    old, mine, other = (
        card_in(TextFile("card.toml", text or "")) if text else None
        for text in (base, ours, theirs)
    )
    assert mine is not None and other is not None
    file, result = merge_files(old, mine, other, BANK)
    assert card_in(file.source).card == file.card == result.card
    return file.source.text


def changed(*changes: tuple[str, str]) -> str:
    """The base after some edits by hand."""
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


ONE_SIDED: dict[str, tuple[str, str]] = {
    "an answer": ('value = "BERT"', 'value = "RoBERTa"'),
    "a comment above": ("# --- the long part ---\n", "# --- long ---\n# and longer\n"),
    "a comment beside": ("# macro", "# micro"),
    "a comment at the top": ("# The card of a model.\n", "# A card.\n#\n# By us.\n"),
    "a comment taken away": ("# The card of a model.\n", ""),
    "an unknown key": ("reviewed_by = 'Ada'\n", "reviewed_by = 'Bob'\nreviewed = 2026-01-31\n"),
    "an unknown key at the top": ('owner = "us"', 'owner = "them"'),
    "an unknown key taken away": ("reviewed_by = 'Ada'\n", ""),
    "a table of others": ('lead = "Ada"', 'lead = "Bob"'),
    "a table of others taken away": ('[team]\nlead = "Ada"\n', ""),
    "a new table of others": ("[team]\n", "[more]\nx = 1\n\n[team]\n"),
    "the form of a text": ("'''\nOne line.\n'''", '"""\nOne line.\n"""'),
    "an answer taken away": ('[answers.name]\nvalue = "BERT"\n\n', ""),
    "a new answer": (
        "[team]",
        "# new\n[answers.people]\nvalue = 'x'  # beside\nby = 'Eve'\n\n[team]",
    ),
    "another bank": ('version = "1.0.0"', 'version = "1.1.0"'),
    "a new row": ("[team]", "[[answers.results.rows]]\n_row = 3\nmetric = 'ter' # new\n\n[team]"),
    "a conflict": (
        "[answers.results]\n",
        "[conflicts.about]\nabsent = true\n\n[answers.results]\n",
    ),
}


SAME_LINES = [
    {"an unknown key", "an unknown key taken away"},
    {"an answer", "an answer taken away"},
    {"a comment at the top", "a comment taken away"},
    {"a table of others", "a table of others taken away"},
    # Lines that are gone, or new, right beside lines that are changed.
    {"the form of a text", "an unknown key"},
    {"the form of a text", "an unknown key taken away"},
]
"""Pairs that change the same: an answer, or lines that no merge of lines could tell apart."""
PAIRS = [
    (one, other) for one, other in combinations(ONE_SIDED, 2) if {one, other} not in SAME_LINES
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_all_that_either_side_changed_is_there(one: str, other: str) -> None:
    """Of any two changes in different places both come out, byte for byte, on whichever side."""
    first, second = ONE_SIDED[one], ONE_SIDED[other]
    if first[0] in BASE.replace(*second):
        both = BASE.replace(*second).replace(*first)
    else:
        both = BASE.replace(*first).replace(*second)
    for ours, theirs in ((first, second), (second, first)):
        text = merged(changed(ours), changed(theirs))
        assert sorted(filter(None, text.split("\n"))) == sorted(filter(None, both.split("\n")))


@pytest.mark.parametrize("case", ONE_SIDED)
def test_a_change_of_one_side_is_the_whole_difference(case: str) -> None:
    """Nothing else in the file is touched, and the same change on both sides is made once."""
    text = changed(ONE_SIDED[case])
    assert merged(text, BASE) == text
    assert merged(text, text) == text
    assert merged(text, text, base=None) == text
    lines = sorted(filter(None, merged(BASE, text).split("\n")))
    assert lines == sorted(filter(None, text.split("\n")))


def test_comments_of_an_answer_that_both_changed_all_stay() -> None:
    """Ours stands, theirs is beside it as a conflict, and what both wrote about it is kept."""
    ours = changed(('value = "BERT"', 'value = "XLNet" # as in the paper'))
    theirs = changed(('value = "BERT"', '# not the base model\nvalue = "RoBERTa" # said Eve'))
    text = merged(ours, theirs)
    for line in (
        'value = "XLNet" # as in the paper',
        "# not the base model",
        "# said Eve",
        f"[conflicts.name] {NOTE}",
        'value = "RoBERTa"',
    ):
        assert f"{line}\n" in text


def test_rows_and_their_comments_come_from_both() -> None:
    """Each side added a row and edited another: the table has all of it."""
    ours = changed(
        ('"f1"   # macro', '"f2"   # macro'),
        ("[team]", "[[answers.results.rows]]\n_row = 3\nmetric = 'ter' # ours\n\n[team]"),
    )
    theirs = changed(
        ('"bleu"', '"bleu" # sacre'),
        ("[team]", "[[answers.results.rows]]\n_row = 3\nmetric = 'wer' # theirs\n\n[team]"),
    )
    text = merged(ours, theirs)
    metrics = enumerate(("f2", "bleu", "ter", "wer"), start=1)
    rows = tuple(Row(number, {"metric": metric}) for number, metric in metrics)
    assert card_in(TextFile("", text)).card.answers["results"] == Answer(rows=rows, last_row=4)
    for comment in ("# macro", "# sacre", "# ours", "# theirs"):
        assert comment in text


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_our_line_ends_and_byte_order_mark_stay(bom: str, end: str) -> None:
    """However theirs is written, the file goes on to look like ours."""
    theirs = changed(ONE_SIDED["a new answer"], ONE_SIDED["an unknown key"])
    expected = merged(BASE, theirs)
    ours = bom + BASE.replace("\n", end)
    assert merged(ours, theirs) == bom + expected.replace("\n", end)
    assert merged(BASE, "\ufeff" + theirs.replace("\n", "\r\n")) == expected


INLINE = HEAD + 'answers = { name = { value = "BERT" }, last = { value = 1 } } # short\n'


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "answers"),
    [
        (
            INLINE,
            INLINE.replace("BERT", "x"),
            INLINE.replace("1 }", "2 }"),
            {"name": "x", "last": 2},
        ),
        (INLINE, INLINE, HEAD + "[answers.last]\nvalue = 2\n", {"last": 2}),
        (
            INLINE,
            HEAD + "[answers.name]\nvalue = 'x'\n[answers.last]\nvalue = 1\n",
            INLINE,
            {"name": "x", "last": 1},
        ),
        (
            HEAD + "[answers.name]\nvalue = '''\na\n'''\n",
            HEAD + "[answers.name]\nvalue = '''\na\nb\n'''\n",
            HEAD + '[answers.name]\nvalue = """\na\n"""\n[answers.last]\nvalue = 2 # two\n',
            {"name": "a\nb\n", "last": 2},
        ),
    ],
)
def test_any_form_of_toml_merges(
    base: str, ours: str, theirs: str, answers: dict[str, object]
) -> None:
    """Where lines of both make no card together, the answers are right all the same."""
    card = card_in(TextFile("", merged(ours, theirs, base))).card
    assert {name: answer.value for name, answer in card.answers.items()} == answers
    assert card.conflicts == {}


NEWER_BANK = bank_of("""
format = 1
id = "example"
version = "2.0.0"
title = "Example"
[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "title"
type = "text"
ask = "What is it called?"
[[section.question]]
id = "about"
type = "longtext"
ask = "What is it?"
[[migration]]
from = "<2"
rename = { name = "title" }
retire = ["results"]
""")


@pytest.mark.parametrize("is_ours", [True, False])
def test_the_side_that_answers_an_older_bank_is_lifted_first(is_ours: bool) -> None:
    """One changed the bank, the other the answer: it is found under its new name."""
    old = card_in(TextFile("card.toml", BASE))
    lifted = migrate(old.card, NEWER_BANK)
    upgraded = with_card(replace(old, moved=lifted.moved), lifted.card, tuple(NEWER_BANK.questions))
    edits = ('"BERT"', '"XLNet" # not the first'), ('"f1"   # macro', '"f2" # micro')
    edited = card_in(TextFile("card.toml", changed(*edits)))
    sides = (upgraded, edited) if is_ours else (edited, upgraded)
    file, _ = merge_files(old, *sides, NEWER_BANK)
    card = card_in(file.source).card
    assert card == file.card
    assert card.conflicts == {}
    assert card.bank.version == "2.0.0"
    assert {name: answer.value for name, answer in card.answers.items()} == {
        "title": "XLNet",
        "about": "One line.\n",
    }
    assert card.retired["results"].rows[0] == Row(1, {"metric": "f2"})
    for line in ("# not the first", "# micro", "# --- the long part ---", "reviewed_by = 'Ada'"):
        assert line in file.source.text


def test_cards_of_older_banks_are_merged_as_they_are() -> None:
    """A merge upgrades nobody's card to a bank that happens to be there."""
    old = card_in(TextFile("card.toml", BASE))
    edited = card_in(TextFile("card.toml", changed(('"BERT"', '"XLNet"'))))
    file, _ = merge_files(old, old, edited, NEWER_BANK)
    assert file.source.text == edited.source.text


def test_a_merge_that_is_refused_names_the_file() -> None:
    """One line, and the file that it is about."""
    with pytest.raises(CardError) as raised:
        merged(BASE, BASE.replace('id = "one"', 'id = "two"'))
    assert str(raised.value) == (
        "card.toml: these are different cards, not versions of one: their ids differ; "
        "to compare two cards: cardtui diff A B"
    )


# Lines


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "xbc", "abz", "xbz"),
        ("abc", "xabc", "abcz", "xabcz"),
        ("abc", "bc", "ab", "b"),
        ("abc", "xyc", "abz", "xyz"),
        ("abc", "xbc", "ybc", "xbc"),
        ("abc", "abxc", "abyc", "abxc"),
        ("abc", "axc", "ac", "axc"),
        ("", "xy", "", "xy"),
        ("abcd", "ab", "abxcd", "ab"),
        ("abcabc", "abcxabc", "abcabcy", "abcxabcy"),
    ],
)
def test_lines_of_both(base: str, ours: str, theirs: str, expected: str) -> None:
    """A letter is a line. What one side changed is taken; ours where both did."""
    assert merge_lines(*("\n".join(text) for text in (base, ours, theirs))) == "\n".join(expected)


# Git's markers

OURS = '<<<<<<< HEAD\nvalue = "XLNet"\n'
THEIRS = '=======\nvalue = "RoBERTa"\n>>>>>>> their-branch\n'


@pytest.mark.parametrize("between", ["", '||||||| a1b2c3d\nvalue = "BERT"\n', "|||||||\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_marked_card_is_told_and_can_be_read(between: str, end: str, tmp_path: Path) -> None:
    """With git's usual marks and with diff3; nothing is written until someone saves."""
    path = tmp_path / "card.toml"
    text = changed(('value = "BERT"\n', OURS + between + THEIRS)).replace("\n", end)
    path.write_bytes(text.encode())
    with pytest.raises(CardError) as raised:
        read_card(path)
    assert str(raised.value) == (
        f"{path}:8: git has left two versions of this card here; "
        f"to choose between answers instead of lines: cardtui merge {path}"
    )
    file = read_conflicted(path)
    assert path.read_bytes().decode() == text
    assert file.card.answers["name"] == Answer("XLNet")
    assert file.card.conflicts == {"name": Answer("RoBERTa")}
    resolved = save_card(file, file.card.resolved("name", Answer("RoBERTa")), ORDER)
    assert read_card(path).card == resolved.card
    assert path.read_bytes().decode() == BASE.replace("BERT", "RoBERTa").replace("\n", end)


def test_what_both_sides_have_is_no_conflict(tmp_path: Path) -> None:
    """Neighbours that git could not tell apart are two answers."""
    path = tmp_path / "card.toml"
    ours = "<<<<<<< HEAD\n[answers.people]\nvalue = 1\n=======\n"
    theirs = "[answers.last]\nvalue = 2\n>>>>>>> theirs\n\n"
    path.write_text(changed(("[team]", ours + theirs + "[team]")))
    file = read_conflicted(path)
    assert file.card.conflicts == {}
    assert file.card.answers["people"] == Answer(1)
    assert file.card.answers["last"] == Answer(2)


def test_with_diff3_it_is_known_who_took_an_answer_away(tmp_path: Path) -> None:
    """Taken away against changed is a conflict, if git has kept what both come from."""
    path = tmp_path / "card.toml"
    answer = '[answers.name]\nvalue = "BERT"\n'
    lines = f"<<<<<<< a\n{answer.replace('BERT', 'x')}||||||| b\n{answer}=======\n>>>>>>> c\n"
    path.write_text(changed((answer, lines)))
    assert read_conflicted(path).card.conflicts == {"name": None}


def test_a_card_without_marks_is_read_as_it_is(tmp_path: Path) -> None:
    """Whoever opens a card need not know whether git has been there."""
    path = tmp_path / "card.toml"
    path.write_text(BASE)
    assert read_conflicted(path) == read_card(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n=======\nb\n",
        "<<<<<<< a\n=======\n",
        "<<<<<<< a\n>>>>>>> b\n",
        "a\n>>>>>>> b\n",
        "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n",
        "<<<<<<<< a\n=======\n>>>>>>> c\n",
        " <<<<<<< a\n=======\n>>>>>>> c\n",
        "<<<<<<<a\n=======\n>>>>>>> c\n",
    ],
)
def test_what_is_no_conflict_of_git(text: str) -> None:
    """Half a conflict, or lines that only look a little like it, are text."""
    assert take_apart(text) is None


def test_a_heading_underlined_in_an_answer_is_text() -> None:
    """In a conflict the first line of seven = divides, and the next is a line of theirs."""
    versions = take_apart("a\n<<<<<<< x\nb\n=======\nTitle\n=======\n>>>>>>> y\nc\n=======\n")
    assert versions is not None
    assert versions.ours == "a\nb\nc\n=======\n"
    assert versions.theirs == "a\nTitle\n=======\nc\n=======\n"
    assert (versions.base, versions.line) == ("a\nc\n=======\n", 2)


def test_several_conflicts_in_one_file() -> None:
    """With and without the lines that both come from."""
    first = "<<<<<<< x\n1\n||||||| z\n2\n=======\n3\n>>>>>>> y\n"
    second = "<<<<<<< x\n4\n=======\n5\n>>>>>>> y\n"
    versions = take_apart(f"{first}-\n{second}")
    assert versions is not None
    assert versions.ours == "1\n-\n4\n"
    assert versions.base == "2\n-\n"
    assert versions.theirs == "3\n-\n5\n"


@pytest.mark.parametrize("side", ["your version", "the other version"])
def test_a_version_that_is_no_card_is_told(side: str, tmp_path: Path) -> None:
    """The line of the mark, which version it is, and what is wrong with it."""
    path = tmp_path / "card.toml"
    ours = OURS.replace(" =", "") if side == "your version" else OURS
    theirs = THEIRS.replace(" =", "") if side == "the other version" else THEIRS
    text = changed(('value = "BERT"\n', ours + theirs))
    path.write_text(text)
    with pytest.raises(CardtuiError) as raised:
        read_conflicted(path)
    said = str(raised.value)
    assert said.startswith(
        f"{path}:8: git has left two versions of this card here, and {side} is no card: this is not"
    )
    assert path.read_text() == text


MARKS = "Usage\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> branch\n"


def test_marks_in_an_answer_are_saved_as_text(tmp_path: Path) -> None:
    """A person may write about git: what is saved is read again, as an answer."""
    path = tmp_path / "card.toml"
    path.write_text(BASE)
    file = read_card(path)
    card = file.card
    for name, text in {"about": MARKS, "people": MARKS.removeprefix("Usage\n")}.items():
        card = card.with_answer(name, Answer(text))
    card = replace(card, conflicts={"name": Answer(MARKS)})
    save_card(file, card, ORDER)
    assert read_card(path).card == card


def test_marks_of_git_inside_an_answer_are_seen(tmp_path: Path) -> None:
    """Git marks lines of a long text too, and the file is TOML all the same."""
    path = tmp_path / "card.toml"
    path.write_text(changed(("One line.\n", MARKS)))
    with pytest.raises(CardError):
        read_card(path)
    card = read_conflicted(path).card
    assert card.answers["about"].value == "Usage\na\n"
    assert card.conflicts == {"about": Answer("Usage\nb\n")}
