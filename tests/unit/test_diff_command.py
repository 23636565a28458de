"""`cardtui diff`: what differs between two cards, in words and as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import Result, run_cardtui
from support.every_type import EVERY_TYPE

HEAD = 'format = 1\nid = "one"\nbank = { id = "every-type", version = "1.0.0", sha256 = "ab" }\n'
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `cardtui` in a project with a bank of every type."""
    (tmp_path / "bank.toml").write_text(EVERY_TYPE)
    (tmp_path / "cardtui.toml").write_text('[[bank]]\nsource = "bank.toml"\n')
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_cardtui(capsys, *arguments)


def diff(run: Run, old: str, new: str, *more: str, head: str = HEAD) -> Result:
    """Compare two cards, given their answers as TOML."""
    Path("a.toml").write_text(HEAD + old)
    Path("b.toml").write_text(head + new)
    result = run("diff", "a.toml", "b.toml", *more)
    assert result.err == ""
    return result


def table(*rows: str, last: int = 0) -> str:
    """The results with these rows."""
    numbered = "".join(f"[[answers.results.rows]]\n{row}\n" for row in rows)
    return f"[answers.results]\nlast_row = {last or len(rows)}\n{numbered}"


SHOWN: dict[str, tuple[str, str, str]] = {
    "added": ("", '[answers.name]\nvalue = "BERT"\n', "+ Name: BERT\n"),
    "gone": ('[answers.name]\nvalue = "BERT"\n', "", "- Name: BERT\n"),
    "changed": (
        '[answers.name]\nvalue = "BERT"\n',
        '[answers.name]\nvalue = "XLNet"\n',
        "~ Name: BERT -> XLNet\n",
    ),
    "a number with its unit": (
        "[answers.latency]\nvalue = 8\n",
        "[answers.latency]\nvalue = 4.5\n",
        "~ Latency: 8 ms -> 4.5 ms\n",
    ),
    "yes and no": (
        "[answers.deployed]\nvalue = true\n",
        "[answers.deployed]\nvalue = false\n",
        "~ Deployed: Yes -> No\n",
    ),
    "a date": (
        "[answers.released]\nvalue = 2026-01-31\n",
        "[answers.released]\nvalue = 2026-02-01\n",
        "~ Released: 2026-01-31 -> 2026-02-01\n",
    ),
    "options by their labels": (
        '[answers.compression]\nvalue = ["quantization"]\n',
        '[answers.compression]\nvalue = ["quantization", "pruning"]\n',
        "~ Compression: Quantization -> Quantization, Pruning\n",
    ),
    "the text of an option": (
        '[answers.origin]\nvalue = "other"\nspecify = { other = "ours" }\n',
        '[answers.origin]\nvalue = "other"\nspecify = { other = "theirs" }\n',
        "~ Origin: Other: ours -> Other: theirs\n",
    ),
    "the text of an option that is not chosen": (
        '[answers.origin]\nvalue = "x"\nspecify = { other = "ours" }\n',
        '[answers.origin]\nvalue = "x"\n',
        "~ Origin:\n    text of Other: ours -> nothing\n",
    ),
    "a status": (
        '[answers.name]\nvalue = "BERT"\n',
        '[answers.name]\nstatus = "not_applicable"\nreason = "No."\n',
        "~ Name: BERT -> Not applicable: No.\n",
    ),
    "a reason": (
        '[answers.name]\nstatus = "unknown"\n',
        '[answers.name]\nstatus = "unknown"\nreason = "Lost."\n',
        "~ Name: Not known -> Not known: Lost.\n",
    ),
    "a value behind a status": (
        '[answers.name]\nstatus = "unknown"\nvalue = "a"\n',
        '[answers.name]\nstatus = "unknown"\nvalue = "b"\n',
        '~ Name: "a" -> "b"\n',
    ),
    "values that read alike": (
        "[answers.latency]\nvalue = 8\n",
        "[answers.latency]\nvalue = 8.0\n",
        "~ Latency: 8 -> 8.0\n",
    ),
    "confirmed anew": (
        '[answers.name]\nvalue = "BERT"\nasked = "00000001"\n',
        '[answers.name]\nvalue = "BERT"\nasked = "00000002"\n',
        "~ Name: confirmed anew\n",
    ),
    "a long text": (
        '[answers.about]\nvalue = """\nOne.\nTwo.\nThree.\nFour.\nFive.\n"""\n',
        '[answers.about]\nvalue = """\nOne.\nTwo.\n3.\nFour.\nFive.\n"""\n',
        "~ About:\n    ...\n      Two.\n    - Three.\n    + 3.\n      Four.\n",
    ),
    "a new long text": (
        "",
        '[answers.about]\nvalue = """\nOne.\n\nTwo.\n"""\n',
        "+ About:\n    + One.\n    +\n    + Two.\n",
    ),
    "a long text instead of a status": (
        '[answers.about]\nstatus = "unknown"\n',
        '[answers.about]\nvalue = """\nOne.\nTwo.\n"""\n',
        "~ About:\n    ...\n    - Not known\n    + One.\n    + Two.\n",
    ),
    "a new table": (
        "",
        table('_row = 1\nmetric = "f1"\nvalue = 0.5', "_row = 2"),
        "+ Results:\n    + row 1: Metric: f1, Value: 0.5\n    + row 2: empty\n",
    ),
    "a table that is gone": (
        table('_row = 1\nmetric = "f1"'),
        "",
        "- Results: row 1: Metric: f1\n",
    ),
    "rows and cells": (
        table('_row = 1\nmetric = "f1"\nvalue = 0.5', "_row = 2\nvalue = 1", "_row = 3"),
        table('_row = 1\nvalue = 0.6\nmetric = "f1"\ngap = "x"', "_row = 4\nvalue = 2", "_row = 3"),
        (
            "~ Results:\n    ~ row 1: Value: 0.5 -> 0.6, Gap: nothing -> x\n"
            "    + row 4: Value: 2\n    - row 2: Value: 1\n"
        ),
    ),
    "cells that read alike": (
        table("_row = 1\nvalue = 1"),
        table("_row = 1\nvalue = 1.0"),
        "~ Results:\n    ~ row 1: Value: 1 -> 1.0\n",
    ),
    "rows moved": (
        table("_row = 1\nvalue = 1", "_row = 2\nvalue = 2"),
        table("_row = 2\nvalue = 2", "_row = 1\nvalue = 1"),
        "~ Results:\n    ~ the rows in another order\n",
    ),
    "a table given up": (
        table("_row = 1\nvalue = 1"),
        table("_row = 1\nvalue = 1").replace("last_row", 'status = "unknown"\nlast_row'),
        "~ Results: 1 row -> Not known\n",
    ),
    "a second version": (
        '[answers.name]\nvalue = "BERT"\n',
        '[answers.name]\nvalue = "BERT"\n[conflicts.name]\nvalue = "XLNet"\n',
        "+ Name, second version: XLNet\n",
    ),
    "a second version without an answer": (
        '[answers.name]\nvalue = "BERT"\n[conflicts.name]\nabsent = true\n',
        '[answers.name]\nvalue = "BERT"\n',
        "- Name, second version: no answer\n",
    ),
    "an answer that was retired": (
        '[answers.alien]\nvalue = "a"\n',
        '[retired.alien]\nvalue = "a"\n',
        "- alien: a\n+ alien, retired answer: a\n",
    ),
    "a question that the bank does not have": (
        '[answers.alien_thing]\nvalue = "a"\n',
        '[answers.alien_thing]\nvalue = "b"\n[answers.name]\nvalue = "x"\n',
        "+ Name: x\n~ alien_thing: a -> b\n",
    ),
    "a column that the bank does not have": (
        table("_row = 1\nalien = 1"),
        table("_row = 1\nalien = 2"),
        "~ Results:\n    ~ row 1: alien: 1 -> 2\n",
    ),
    "several, in the order of the bank": (
        '[answers.layers]\nvalue = 1\n[answers.name]\nvalue = "a"\n',
        '[answers.name]\nvalue = "b"\n[answers.deployed]\nvalue = true\n',
        "~ Name: a -> b\n+ Deployed: Yes\n- Layers: 1\n",
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_each_difference_is_told_in_words(case: str, run: Run) -> None:
    """By label, with values as a person reads them; the exit code is 1."""
    old, new, expected = SHOWN[case]
    result = diff(run, old, new)
    assert result.out == expected
    assert result.code == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("", "[answers.name]\n# nothing but this\n"),
        ('[answers.name]\nvalue = "a"\n', "[answers.name]\nvalue = '''a''' # the same\n"),
        (table("_row = 1\nvalue = 1"), table("_row = 1\nvalue = 1", last=7)),
        ("", "[answers.results]\nlast_row = 2\n"),
        (
            "[answers.results]\nrows = [{ _row = 1, value = 1, metric = 'f1' }]\n",
            table('_row = 1\nmetric = "f1"\nvalue = 1'),
        ),
    ],
)
def test_equal_cards_give_nothing(old: str, new: str, run: Run) -> None:
    """How a file is written, and which numbers were used once, is no difference."""
    assert diff(run, old, new) == Result(0, "", "")


def test_different_cards_are_told_not_refused(run: Run) -> None:
    """Two cards can be compared; only their answers count."""
    answer = '[answers.name]\nvalue = "a"\n'
    other = HEAD.replace('"one"', '"two"')
    assert diff(run, answer, answer, head=other) == Result(0, "different cards: one and two\n", "")
    result = diff(run, answer, "", head=other)
    assert result == Result(1, "different cards: one and two\n- Name: a\n", "")


@pytest.mark.parametrize(
    ("bank", "said"),
    [
        ('version = "1.1.0"', "bank: every-type 1.0.0 -> every-type 1.1.0\n"),
        ('version = "1.0.0", sha256 = "cd"', "bank: every-type 1.0.0, with another text\n"),
    ],
)
def test_another_bank_is_a_difference(bank: str, said: str, run: Run) -> None:
    """It is part of what the card says."""
    head = f'format = 1\nid = "one"\nbank = {{ id = "every-type", {bank} }}\n'
    assert diff(run, "", "", head=head) == Result(1, said, "")


def test_without_the_bank_ids_are_shown(run: Run, tmp_path: Path) -> None:
    """A card from elsewhere can be compared all the same."""
    (tmp_path / "cardtui.toml").unlink()
    result = diff(
        run,
        '[answers.origin]\nvalue = "other"\n' + table('_row = 1\nmetric = "f1"'),
        '[answers.origin]\nvalue = ["a", "b"]\n' + table("_row = 1\nvalue = 1"),
    )
    assert result.out == (
        "~ origin: other -> a, b\n~ results:\n    ~ row 1: metric: f1 -> nothing, value: nothing -> 1\n"
    )


@pytest.mark.parametrize("empty", ["", os.devnull])
def test_no_card_is_a_card_without_answers(empty: str, run: Run) -> None:
    """Git hands over nothing for a card that was not there."""
    Path("empty.toml").write_text("")
    Path("a.toml").write_text(f'{HEAD}[answers.name]\nvalue = "a"\n')
    none = empty or "empty.toml"
    assert run("diff", none, "a.toml") == Result(1, "+ Name: a\n", "")
    assert run("diff", "a.toml", none) == Result(1, "- Name: a\n", "")
    assert run("diff", none, none) == Result(0, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.toml"], "`B` is missing"),
        (["a.toml", "missing.toml"], "missing.toml: there is no such file"),
        (["a.toml", "bad.toml"], "bad.toml:1:"),
        (["bad.toml", "a.toml", "--json"], "bad.toml:1:"),
        (["a.toml", "a.toml", "--bank", "nowhere.toml"], "nowhere.toml: there is no such bank"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(arguments: list[str], words: str, run: Run) -> None:
    """Exit code 2, and nothing on standard output."""
    Path("a.toml").write_text(HEAD)
    Path("bad.toml").write_text("id =\n")
    result = run("diff", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert words in result.err


def test_json_holds_answers_as_they_are_stored(run: Run) -> None:
    """The shape is documented and stable."""
    old = '[answers.name]\nvalue = "a"\nasked = "1"\n[answers.released]\nvalue = 2026-01-31\n'
    new = (
        '[answers.name]\nstatus = "unknown"\nreason = "x"\n'
        '[answers.origin]\nvalue = "other"\nspecify = { other = "y" }\n'
        + table("_row = 1\nvalue = nan")
        + "[conflicts.layers]\nabsent = true\n"
    )
    head = HEAD.replace("1.0.0", "2.0.0")
    result = diff(run, old, new, "--json", head=head)
    assert result.code == 1
    assert json.loads(result.out) == {
        "a": "a.toml",
        "b": "b.toml",
        "same_card": True,
        "bank": {
            "old": {"id": "every-type", "version": "1.0.0", "sha256": "ab"},
            "new": {"id": "every-type", "version": "2.0.0", "sha256": "ab"},
        },
        "questions": {
            "name": {
                "label": "Name",
                "change": "changed",
                "old": {"value": "a", "asked": "1"},
                "new": {"status": "unknown", "reason": "x"},
            },
            "released": {
                "label": "Released",
                "change": "gone",
                "old": {"value": "2026-01-31"},
                "new": None,
            },
            "origin": {
                "label": "Origin",
                "change": "added",
                "old": None,
                "new": {"value": "other", "specify": {"other": "y"}},
            },
            "results": {
                "label": "Results",
                "change": "added",
                "old": None,
                "new": {"rows": [{"_row": 1, "value": "nan"}]},
            },
        },
        "conflicts": {"layers": {"label": "Layers", "change": "added", "old": None, "new": {}}},
        "retired": {},
    }


def test_json_of_equal_cards_says_so(run: Run) -> None:
    """The same shape, with nothing in it."""
    result = diff(run, "", "", "--json", head=HEAD.replace('"one"', '"two"'))
    assert result.code == 0
    assert json.loads(result.out) == {
        "a": "a.toml",
        "b": "b.toml",
        "same_card": False,
        "questions": {},
        "conflicts": {},
        "retired": {},
    }


def test_hostile_text_cannot_command_the_terminal(run: Run) -> None:
    """In values, cells, reasons and ids of cards, on one line and on several."""
    bad = r"\u001b]52;c;x\u0007\u202e"
    new = (
        f'[answers.name]\nvalue = "{bad}"\n[answers.about]\nvalue = """\na\n{bad}\n"""\n'
        f'[answers.layers]\nstatus = "unknown"\nreason = "{bad}\\n\\r"\n'
        + table(f'_row = 1\ngap = "{bad}\\nb"')
    )
    out = diff(run, "", new, head=HEAD.replace('"one"', f'"{bad}"')).out
    assert not set(out) & {"\x1b", "\x07", "\u202e", "\r"}
    assert out.count("\\x1b]52;c;x\\x07\\u202e") == 5


def test_nothing_is_changed_by_looking(run: Run) -> None:
    """Both files stay as they are."""
    diff(run, "", '[answers.name]\nvalue = "a"\n')
    before = {path: path.read_bytes() for path in Path.cwd().iterdir()}
    run("diff", "a.toml", "b.toml")
    assert {path: path.read_bytes() for path in Path.cwd().iterdir()} == before
