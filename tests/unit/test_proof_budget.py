"""The work of a check is limited: it is counted in steps, and what was not reached is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardtui.bank.load import read_bank
from cardtui.files.reading import TextFile
from cardtui.proof.budget import MOST_STEPS, Budget
from cardtui.proof.report import Report, check_bank
from cardtui.sharing.lookup import load_in_file
from cardtui.sharing.shipped import shipped_banks
from support.banks import HEADER

EXAMPLE = Path(__file__).parents[2] / "questions" / "examples" / "team"
HEAD = f'{HEADER}[[section]]\nid = "only"\ntitle = "Only"\n'
FEW = 20_000


def question(name: str, when: str = "", kind: str = "bool", more: str = "") -> str:
    """A question of a bank."""
    condition = f'when = "{when}"\n' if when else ""
    return f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\n{condition}{more}\n'


def chain(size: int) -> str:
    """Each question hangs on the one before it: each walk is longer by one."""
    return "".join(question(f"q{i}", f"q{i - 1}" if i else "") for i in range(size))


def checks(size: int) -> str:
    """Many checks, each with a few ways to answer."""
    check = 'check = [{ that = "value > 3 and q0", message = "x" }]'
    return chain(1) + "".join(question(f"n{i}", "", "integer", check) for i in range(size))


def rows(size: int) -> str:
    """Conditions on many cells: the rows that can stand together are very many."""
    cells = "".join(f'[[section.question.column]]\nid = "c{i}"\ntype = "bool"\n' for i in range(12))
    return (
        question("t", kind="table")
        + cells
        + "".join(
            question(
                f"r{j}", " and ".join(f"any(t.c{i} and not t.c{(i + j) % 12})" for i in range(12))
            )
            for j in range(1, size)
        )
    )


def contradictions(size: int) -> str:
    """Of each, the cause is looked for among all pairs of its parts."""
    return "".join(question(f"a{i}", kind="integer") for i in range(2)) + "".join(
        question(f"r{j}", f"(a0 > 1 and a1 > 2) and (a0 < 1 or a1 < 2) and a0 != {j}")
        for j in range(size)
    )


def many_tests(size: int) -> str:
    """As many tests as questions."""
    return chain(size) + "".join(
        f'[[test]]\nname = "t{i}"\ngiven = {{ q0 = true }}\nasks = ["q1"]\n' for i in range(size)
    )


HOSTILE = {
    "chain": chain(200),
    "checks": checks(400),
    "rows": rows(12),
    "contradictions": contradictions(60),
    "tests": many_tests(120),
}


def checked(toml: str, steps: int = FEW) -> Report:
    file = TextFile("bank.toml", HEAD + toml)
    return check_bank(read_bank(file), file, Budget(steps))


def not_proved(report: Report) -> list[str]:
    return [finding.message for finding in report.findings if finding.rule == "not-proved"]


@pytest.mark.parametrize("toml", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_bank_takes_hardly_more_steps_than_there_are(toml: str) -> None:
    """However many ways there are; it is told, and the same each time."""
    report = checked(toml)
    assert FEW < report.steps < 2 * FEW
    assert any("is too much work" in message for message in not_proved(report))
    again = checked(toml)
    assert (again.findings, again.steps) == (report.findings, report.steps)


@pytest.mark.parametrize("toml", HOSTILE.values(), ids=HOSTILE)
def test_what_is_said_with_few_steps_is_said_with_many(toml: str) -> None:
    """To stop early never makes a finding that is not true."""
    whole = {str(finding) for finding in checked(toml, MOST_STEPS).findings}
    found = [f for f in checked(toml).findings if f.rule in ("never-asked", "always-asked")]
    assert {str(finding) for finding in found} <= whole


def test_what_was_not_reached_is_told_once() -> None:
    """With the first place by name, at its line."""
    report = checked(checks(400))
    (told,) = [f for f in report.findings if "were not looked at" in f.message]
    assert (told.level, told.rule) == ("note", "not-proved")
    assert "more behind it were not looked at: the check of this bank is too much" in told.message
    assert report.is_clean


def test_tests_that_were_not_run_are_told() -> None:
    """A bank may have very many of them."""
    (told, *_) = [
        message for message in not_proved(checked(many_tests(120))) if "not run" in message
    ]
    assert told.endswith("tests were not run: the check of this bank is too much work")


@pytest.mark.parametrize("path", [*shipped_banks().values(), EXAMPLE], ids=str)
def test_real_banks_need_a_small_part_of_the_steps(path: Path) -> None:
    """They are proved whole, with room for a hundred times as much."""
    found = load_in_file(path)
    report = check_bank(found.bank, found.file)
    assert 0 < report.steps < MOST_STEPS / 100
    assert not_proved(report) == []


def test_a_condition_on_very_many_questions_has_no_plainer_one() -> None:
    """What would be proposed is longer than a condition can be."""
    asked = "".join(question(f"r{j:03}", f"n == {j}") for j in range(45))
    last = question("last", " or ".join(f"r{j:03}" for j in range(45)))
    report = checked(question("n", kind="integer") + asked + last, MOST_STEPS)
    (found,) = [f for f in report.findings if f.rule == "true-once-known"]
    assert found.fix == "say what must be answered, as in `answered(...)`"
