"""`cardtui merge`: what it writes, what it says, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.card.file import read_card
from cardtui.card.model import Answer
from support.commands import Result, run_cardtui

BANK = """
format = 1
id = "small"
version = "1.2.0"
title = "Small"
[[section]]
id = "model"
title = "Model"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
label = "Model name"
[[section.question]]
id = "bits"
type = "integer"
ask = "How many bits?"
label = "Bits"
[[section.question]]
id = "purpose"
type = "text"
ask = "What is it for?"
label = "Purpose"
"""
CARD = """# a card
format = 1
id = "card-one"
bank = { id = "small", version = "1.2.0", sha256 = "x" }

[answers.name]
value = "BERT"   # as in the paper

[answers.purpose]
value = "Search"
"""
NOTE = "# theirs: the other version of this answer, until one is chosen"
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `cardtui` in a project with the bank, and three versions of a card."""
    (tmp_path / "bank.toml").write_text(BANK)
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n')
    for name in ("base.toml", "ours.toml", "theirs.toml"):
        (tmp_path / name).write_text(CARD)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_cardtui(capsys, *arguments)


def edit(path: str, old: str, new: str) -> None:
    """Change a file by hand."""
    text = Path(path).read_text()
    assert old in text
    Path(path).write_text(text.replace(old, new))


def merge(run: Run, *more: str) -> Result:
    """Merge the three versions; the two that are only read stay as they are."""
    before = [Path(name).read_bytes() for name in ("base.toml", "theirs.toml")]
    result = run("merge", "base.toml", "ours.toml", "theirs.toml", *more)
    assert [Path(name).read_bytes() for name in ("base.toml", "theirs.toml")] == before
    return result


def test_changes_in_different_answers_are_both_made(run: Run) -> None:
    """Nothing is said, the exit code is 0, and new answers stand in the order of the bank."""
    edit("ours.toml", "Search", "Sorting")
    edit(
        "theirs.toml", "[answers.purpose]", "[answers.bits]\nvalue = 8 # or 4\n\n[answers.purpose]"
    )
    assert merge(run) == Result(0, "", "")
    assert Path("ours.toml").read_text() == CARD.replace("Search", "Sorting").replace(
        "[answers.purpose]", "[answers.bits]\nvalue = 8 # or 4\n\n[answers.purpose]"
    )


def test_a_conflict_is_written_listed_and_told_by_the_exit_code(run: Run) -> None:
    """Ours stands, theirs is beside it, each is named by its label on a line."""
    edit("ours.toml", "BERT", "XLNet")
    edit("ours.toml", '[answers.purpose]\nvalue = "Search"\n', "")
    edit("theirs.toml", "BERT", "RoBERTa")
    edit("theirs.toml", "Search", "Sorting")
    assert merge(run) == Result(
        1,
        "",
        'cardtui: ours.toml: there are two versions of "Model name"; '
        "choose one: keep [answers.name] or [conflicts.name]\n"
        'cardtui: ours.toml: there are two versions of "Purpose"; '
        "choose one: keep [answers.purpose] or [conflicts.purpose]\n",
    )
    assert Path("ours.toml").read_text() == (
        CARD.replace("BERT", "XLNet").removesuffix('[answers.purpose]\nvalue = "Search"\n')
        + f'[conflicts.name] {NOTE}\nvalue = "RoBERTa"\n\n'
        + f'[conflicts.purpose] {NOTE}\nvalue = "Sorting"\n'
    )


def test_a_conflict_can_be_ended_by_hand(run: Run) -> None:
    """The table that is not kept is deleted; then the card is whole again."""
    edit("ours.toml", "BERT", "XLNet")
    edit("theirs.toml", "BERT", "RoBERTa")
    merge(run)
    assert "! Model name  two versions of this answer: choose one" in run("status", "ours.toml").out
    edit("ours.toml", '[answers.name]\nvalue = "XLNet"   # as in the paper\n', "")
    edit("ours.toml", "[conflicts.name]", "[answers.name]")
    assert "x Model name  answered" in run("status", "ours.toml").out


def test_without_the_bank_answers_are_named_by_their_ids(run: Run, tmp_path: Path) -> None:
    """The bank is for words and order alone: git merges where it is not at hand, too."""
    (tmp_path / "cardtui.toml").unlink()
    edit("ours.toml", "BERT", "XLNet")
    edit("theirs.toml", "BERT", "RoBERTa")
    result = merge(run)
    assert (result.code, result.out) == (1, "")
    assert 'there are two versions of "name"' in result.err


def test_a_bank_that_is_named_must_be_there(run: Run) -> None:
    """What a person asked for is not left out in silence."""
    result = merge(run, "--bank", "nowhere.toml")
    assert (result.code, result.out) == (2, "")
    assert "nowhere.toml: there is no such bank" in result.err


def test_an_empty_base_is_none(run: Run) -> None:
    """Git hands over an empty file where both sides have added the card."""
    for empty in ("", "\n"):
        Path("base.toml").write_text(empty)
        Path("ours.toml").write_text(CARD)
        assert merge(run) == Result(0, "", "")
    edit("ours.toml", "BERT", "XLNet")
    assert merge(run).code == 1


def test_messages_use_the_name_that_git_gives(run: Run, tmp_path: Path) -> None:
    """Not that of git's temporary file; and the bank is looked up where the card is."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "cardtui.toml").rename(tmp_path / "cards" / "cardtui.toml")
    (tmp_path / "bank.toml").rename(tmp_path / "cards" / "bank.toml")
    edit("ours.toml", "BERT", "XLNet")
    edit("theirs.toml", "BERT", "RoBERTa")
    assert merge(run, "cards/my card.toml").err.startswith(
        'cardtui: cards/my card.toml: there are two versions of "Model name"; '
    )
    edit("theirs.toml", "format = 1", "format = ")
    assert merge(run, "cards/my card.toml").err.startswith(
        "cardtui: cards/my card.toml (theirs):2:10: this is not TOML"
    )


UNREADABLE = {
    "not TOML": ("theirs.toml", "format = 1", "format =", "theirs.toml:2:"),
    "ours is not TOML": ("ours.toml", "format = 1", "format =", "ours.toml:2:"),
    "the base is not TOML": ("base.toml", "format = 1", "format =", "base.toml:2:"),
    "a newer format": ("theirs.toml", "format = 1", "format = 2", "theirs.toml:2:"),
    "another card": ("theirs.toml", "card-one", "card-two", "different cards"),
    "another bank": ("theirs.toml", '"small"', '"large"', 'the bank "small", the other "large"'),
    "marks of git": (
        "ours.toml",
        "# a card\n",
        "<<<<<<< a\n# a card\n=======\n>>>>>>> b\n",
        "ours.toml:1: git has left two versions",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_merged_is_left_alone(case: str, run: Run) -> None:
    """Exit code 2, a line that says which file it is, and every file as it was."""
    name, old, new, words = UNREADABLE[case]
    if case == "another bank":
        Path("base.toml").write_text("")
    edit(name, old, new)
    before = Path("ours.toml").read_bytes()
    result = merge(run)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert words in result.err
    assert Path("ours.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name BASE, OURS and THEIRS, or one CARD"),
        (["base.toml", "ours.toml"], "name BASE, OURS and THEIRS, or one CARD"),
        (["base.toml", "ours.toml", "theirs.toml", "x", "y"], "name BASE, OURS and THEIRS"),
        (["base.toml", "missing.toml", "theirs.toml"], "missing.toml: there is no such file"),
        (["base.toml", "empty.toml", "theirs.toml"], "empty.toml: this file is empty"),
        (["base.toml", "-", "theirs.toml"], "name it instead of -"),
        (["-"], "name it instead of -"),
        (["missing.toml"], "missing.toml: there is no such file"),
    ],
)
def test_wrong_use_is_told_in_a_line(arguments: list[str], words: str, run: Run) -> None:
    """What is wrong, and nothing is made."""
    Path("empty.toml").write_text("")
    before = sorted(Path.cwd().iterdir())
    result = run("merge", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("cardtui: ")
    assert result.err.count("\n") == 1
    assert words in result.err
    assert sorted(Path.cwd().iterdir()) == before


def test_marks_of_git_become_conflicts(run: Run) -> None:
    """`cardtui merge CARD` after a merge without the driver: git's marks are gone."""
    marks = '<<<<<<< HEAD\nvalue = "XLNet"\n=======\nvalue = "RoBERTa"\n>>>>>>> b\n'
    edit("ours.toml", 'value = "BERT"   # as in the paper\n', marks)
    refused = run("status", "ours.toml")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "cardtui: ours.toml:7: git has left two versions of this card here; "
        "to choose between answers instead of lines: cardtui merge ours.toml\n"
    )
    result = run("merge", "ours.toml")
    assert (result.code, result.out) == (1, "")
    assert 'ours.toml: there are two versions of "Model name"' in result.err
    card = read_card("ours.toml").card
    assert card.answers["name"] == Answer("XLNet")
    assert card.conflicts == {"name": Answer("RoBERTa")}
    # Once more it changes nothing, and says again what is left to do.
    before = Path("ours.toml").stat().st_mtime_ns
    assert run("merge", "ours.toml") == result
    assert Path("ours.toml").stat().st_mtime_ns == before


def test_a_card_without_marks_is_left_alone(run: Run) -> None:
    """There is nothing to merge, and nothing to say."""
    before = Path("ours.toml").stat().st_mtime_ns
    assert run("merge", "ours.toml") == Result(0, "", "")
    assert Path("ours.toml").stat().st_mtime_ns == before


def test_hostile_labels_and_names_cannot_command_the_terminal(run: Run) -> None:
    """All that is said has been cleaned."""
    edit("bank.toml", '"Model name"', '"\\u001b]0;x\\u0007"')
    edit("ours.toml", "BERT", "XLNet")
    edit("theirs.toml", "BERT", "RoBERTa")
    result = merge(run, "\x1b[31m.toml")
    assert "\x1b" not in result.err
    assert "\\x1b]0;x\\x07" in result.err
