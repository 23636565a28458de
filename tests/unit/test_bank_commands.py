"""`cardtui bank check` and `cardtui bank test`: what they print, and with which code they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cardtui.cli import main
from cardtui.cli.github import annotation
from support.banks import HEADER

BANK = f"""\
{HEADER}[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "day"
type = "date"
ask = "Which day?"
label = "Day"
[[section.question]]
id = "late"
type = "bool"
ask = "Was it late?"
label = "Late"
when = "day > '2026-01-31'"
[[section.question]]
id = "results"
type = "table"
ask = "Which results?"
label = "Results"
[[section.question.column]]
id = "score"
type = "number"
label = "Score"
[[section.question]]
id = "why"
type = "text"
ask = "Why so low?"
label = "Why"
when = "any(results.score < 0)"
"""
TESTS = """\
[[test]]
name = "in February"
given = { day = 2026-02-01 }
asks = ["late"]
[[test]]
name = "in January"
given = { day = 2026-01-31 }
skips = ["late"]
[[test]]
name = "low"
given = { results = [{ score = -1 }] }
asks = ["why"]
[[test]]
name = "high"
given = { results = [{ score = 1 }] }
skips = ["why"]
"""
NEVER = "any(results.score < 0) and count(results) == 0"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `cardtui bank` in a folder with banks: clean, with slips, without tests, and broken."""
    slips = BANK.replace("any(results.score < 0)", NEVER)
    for name, text in {
        "clean": BANK + TESTS,
        "slips": slips + TESTS,
        "untested": BANK,
        "broken": BANK.replace("day >", "dya >"),
    }.items():
        (tmp_path / f"{name}.toml").write_text(text)
    monkeypatch.chdir(tmp_path)

    def bank(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main(["bank", *arguments])
        said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, said.out, said.err

    return bank


# check


def test_a_clean_bank(run: Run) -> None:
    """One line, and 0."""
    assert run("check", "clean.toml") == (0, "example: nothing to mend\n", "")


SLIP = (
    "`why` is never asked: count() of a table without an answer is unknown, never 0",
    "`count(results) == 0` is never true: write `not answered(results)`",
)


def test_slips(run: Run) -> None:
    """A line each with place, what is wrong and what to do; then how many; and 1."""
    code, out, err = run("check", "slips.toml")
    assert (code, err) == (1, "")
    assert out == (
        f"slips.toml:33:1: error: {SLIP[0]}; {SLIP[1]} [never-asked]\n"
        'slips.toml:45:9: error: test "low": expected `why` to be asked, but '
        f"`{NEVER}` is false, as `results` is [{{ score = -1 }}]; "
        "change the test, or the condition [test-fails]\n"
        "example: 2 errors\n"
    )


def test_notes_are_nothing_to_mend(run: Run, tmp_path: Path) -> None:
    """What could not be shown is said, and ends with 0."""
    bank = (BANK + TESTS).replace("any(results.score < 0)", "count(results) > 5000")
    (tmp_path / "notes.toml").write_text(bank[: bank.index('[[test]]\nname = "low"')])
    code, out, _ = run("check", "notes.toml")
    assert code == 0
    assert out.startswith("notes.toml:33:1: note: it was not shown whether `why` is ever asked")
    assert out.endswith("[not-proved]\nexample: 1 note\n")


def test_paths(run: Run) -> None:
    """For every question the fewest answers with which it is asked, in words."""
    code, out, _ = run("check", "slips.toml", "clean.toml", "--paths")
    assert code == 1
    assert out.splitlines()[3:7] == [
        "  day      asked at once",
        "  late     Day: 2026-02-01",
        "  results  asked at once",
        "  why      never asked",
    ]
    assert out.splitlines()[-1] == "  why      Results: 1 row with Score -1"


def test_json(run: Run) -> None:
    """One object a line, a line a bank; answers as tests give them."""
    code, out, err = run("check", "slips.toml", "clean.toml", "--format", "json")
    assert (code, err) == (1, "")
    slips, clean = map(json.loads, out.splitlines())
    assert slips["bank"] == {"id": "example", "version": "1.0.0", "path": "slips.toml"}
    assert slips["findings"][0] == {
        "rule": "never-asked",
        "level": "error",
        "file": "slips.toml",
        "line": 33,
        "column": 1,
        "message": SLIP[0],
        "fix": SLIP[1],
    }
    assert [finding["rule"] for finding in slips["findings"]] == ["never-asked", "test-fails"]
    assert slips["questions"]["why"] == {"asked": False, "answers": None, "shortest": False}
    assert clean["findings"] == []
    assert clean["questions"] == {
        "day": {"asked": True, "answers": {}, "shortest": True},
        "late": {"asked": True, "answers": {"day": "2026-02-01"}, "shortest": True},
        "results": {"asked": True, "answers": {}, "shortest": True},
        "why": {"asked": True, "answers": {"results": [{"score": -1}]}, "shortest": True},
    }


def test_github(run: Run) -> None:
    """An annotation each, with what would end it escaped."""
    code, out, _ = run("check", "slips.toml", "--format", "github")
    assert code == 1
    assert out.splitlines()[0] == (
        f"::error file=slips.toml,line=33,col=1,title=never-asked::{SLIP[0]}; {SLIP[1]}"
    )


def test_escapes_of_github() -> None:
    """As its documentation asks for; what commands a terminal is shown instead."""
    said = annotation("warning", "a:b,c", "50%\r\nof :: it, \x1b[1m", "a,b:c%.toml", 3, 4)
    assert said == (
        "::warning file=a%2Cb%3Ac%25.toml,line=3,col=4,title=a%3Ab%2Cc"
        "::50%25%0D%0Aof :: it, \\x1b[1m"
    )
    assert annotation("error", "x", "no place") == "::error title=x::no place"


def test_a_bank_that_cannot_be_loaded(run: Run) -> None:
    """Its problems in each format, and 2 though another bank has findings or none."""
    problem = "`when`: there is no question `dya`: did you mean `day`?"
    code, out, err = run("check", "broken.toml", "slips.toml")
    assert code == 2
    assert f"broken.toml:18:1: {problem}" in err
    assert "slips.toml:33:1: error:" in out
    code, out, _ = run("check", "clean.toml", "broken.toml", "--format", "json")
    assert code == 2
    broken = json.loads(out.splitlines()[1])
    assert broken["bank"] == {"id": None, "version": None, "path": "broken.toml"}
    assert broken["questions"] == {}
    (found,) = broken["findings"]
    assert (found["rule"], found["line"], found["message"]) == ("unreadable", 18, problem)
    code, out, _ = run("check", "broken.toml", "--format", "github")
    assert code == 2
    assert out == (
        f"::error file=broken.toml,line=18,col=1,title=unreadable::{problem.replace('%', '%25')}\n"
    )
    code, out, _ = run("check", "nowhere.toml", "--format", "github")
    assert code == 2
    assert out.startswith("::error file=nowhere.toml,title=unreadable::there is no such bank")


def test_banks_by_id_and_folder(run: Run, tmp_path: Path) -> None:
    """As `--bank` takes them."""
    assert run("check", "kaggle-model-card")[:2] == (0, "kaggle-model-card: nothing to mend\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "bank.toml").write_text(BANK + TESTS)
    assert run("check", "folder")[0] == 0


def test_without_a_name_the_banks_of_the_project(run: Run, tmp_path: Path) -> None:
    """Named as seen from here; without a project those that ship."""
    assert run("check")[1] == "kaggle-model-card: nothing to mend\n"
    (tmp_path / "cardtui.toml").write_text(
        '[[bank]]\nsource = "slips.toml"\n[[bank]]\nsource = "kaggle-model-card"\n'
    )
    code, out, _ = run("check")
    assert code == 1
    assert out.startswith("slips.toml:33:1: error:")
    assert out.endswith("kaggle-model-card: nothing to mend\n")
    assert run("check", "example")[1].startswith(f"{tmp_path / 'slips.toml'}:33:1: error:")


def test_hostile_text_is_cleaned(run: Run, tmp_path: Path) -> None:
    """A bank comes from anyone: what it says reaches the terminal as text."""
    name = TESTS.replace('"low"', '"low \\u001b[2J\\u202e"')
    (tmp_path / "hostile.toml").write_text(BANK.replace("any(results.score < 0)", NEVER) + name)
    for arguments in (["--format", "github"], []):
        out = run("check", "hostile.toml", *arguments)[1]
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "low \\x1b[2J\\u202e" in out


# test


def test_tests_that_pass(run: Run) -> None:
    """How many, and 0."""
    assert run("test", "clean.toml") == (0, "example: 4 tests passed, 0 failed\n", "")


def test_tests_that_fail(run: Run) -> None:
    """Each on a line with its place and reason, then how many; and 1."""
    code, out, err = run("test", "slips.toml", "clean.toml")
    assert (code, err) == (1, "")
    assert out == (
        'slips.toml:45: test "low": expected `why` to be asked, but '
        f"`{NEVER}` is false, as `results` is [{{ score = -1 }}]\n"
        "example: 3 tests passed, 1 failed\n"
        "example: 4 tests passed, 0 failed\n"
    )


def test_branches_that_no_test_takes(run: Run) -> None:
    """Behind the summary, each with a test that would take it; and 1."""
    code, out, _ = run("test", "untested.toml")
    assert code == 1
    assert out.splitlines()[0] == "example: 0 tests passed, 0 failed"
    assert out.splitlines()[1] == (
        "untested.toml:18: no test asks `late`; "
        'add a `[[test]]` with given = { day = 2026-02-01 } and asks = ["late"]'
    )
    assert len(out.splitlines()) == 5


def test_tests_of_a_bank_that_cannot_be_loaded(run: Run) -> None:
    """Its problems on standard error, and 2; the others are still tested."""
    code, out, err = run("test", "broken.toml", "clean.toml")
    assert code == 2
    assert "broken.toml:18:1" in err
    assert out == "example: 4 tests passed, 0 failed\n"


@pytest.mark.parametrize("arguments", [["check"], ["test"]])
def test_help(run: Run, arguments: list[str]) -> None:
    """Says what a BANK is."""
    code, out, _ = run(*arguments, "--help")
    assert code == 0
    assert "BANK" in out
    assert f"\n  cardtui bank {arguments[0]}" in out
