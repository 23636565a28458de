"""What is said of the tests that travel with a bank, word for word, with its line."""

from __future__ import annotations

import pytest

from support.proof import BANK, COLUMN, report_of

TESTED = (
    COLUMN % "row.score < 0"
    + """\
[[section]]
id = "more"
title = "More"
when = { kind = ["a", "b"] }
[[section.question]]
id = "q"
type = "bool"
ask = "?"
when = "size > 3"
[[section.question]]
id = "r"
type = "bool"
ask = "?"
"""
)
"""50 lines with the header: tests begin at line 51."""


def remarks_with(*tests: str) -> list[str]:
    """What is said of a bank with these tests, of four lines each: name, given, asks, skips."""
    text = TESTED + "".join(f'[[test]]\nname = "one"\n{test}\n' for test in tests)
    return [
        f"{found.line}:{found.column}: {found.rule}: {found.message}; {found.fix}"
        for found in report_of(text).findings
    ]


ALL_BRANCHES = (
    'given = { kind = "a", size = 4 }\nasks = ["q", "r"]',
    'given = { kind = "a", size = 3 }\nskips = ["q"]',
    'given = { kind = "c" }\nskips = ["r"]',
    'given = { results = [{ score = -1 }, { score = 1 }] }\nasks = ["results.why"]',
    'given = { results = [{ score = 1 }] }\nskips = ["results.why"]',
)


def test_tests_that_take_all_branches() -> None:
    """Nothing is to be mended."""
    assert remarks_with(*ALL_BRANCHES) == []


def test_branches_that_no_test_takes() -> None:
    """Each is said at its condition, with a test that would take it."""
    add = "add a `[[test]]` with given = "
    assert remarks_with() == [
        (
            "37:1: branch-untested: no test asks the column `results.why`; "
            f'{add}{{ results = [{{ score = -1 }}] }} and asks = ["results.why"]'
        ),
        (
            "37:1: branch-untested: no test skips the column `results.why`; "
            f'{add}{{ results = [{{ score = 0 }}] }} and skips = ["results.why"]'
        ),
        (
            "41:1: branch-untested: no test asks a question in the section `more`; "
            f'{add}{{ kind = "a", size = 4 }} and asks = ["q"]'
        ),
        (
            "41:1: branch-untested: no test skips a question in the section `more`; "
            f'{add}{{ kind = "c" }} and skips = ["q"]'
        ),
        (
            "46:1: branch-untested: no test asks `q`; "
            f'{add}{{ kind = "a", size = 4 }} and asks = ["q"]'
        ),
        (
            "46:1: branch-untested: no test skips `q`; "
            f'{add}{{ kind = "a", size = 2 }} and skips = ["q"]'
        ),
    ]
    for left_out in range(len(ALL_BRANCHES)):
        kept = [test for i, test in enumerate(ALL_BRANCHES) if i != left_out]
        assert {line.split(": ")[1] for line in remarks_with(*kept)} == {"branch-untested"}


def test_a_skip_takes_the_branch_of_its_reason() -> None:
    """What a section skips says nothing of the question's own condition."""
    without = [test for i, test in enumerate(ALL_BRANCHES) if i != 1]
    skipped = 'given = { kind = "c", size = 3 }\nskips = ["q"]'
    (untested,) = remarks_with(*without, skipped)
    assert "no test skips `q`" in untested


def test_a_column_without_rows_is_not_tried() -> None:
    """It is skipped where there is no row, but for that reason."""
    without = ALL_BRANCHES[:4]
    for given in ('{ kind = "a" }', '{ results = { status = "unknown" } }'):
        (untested,) = remarks_with(*without, f'given = {given}\nskips = ["results.why"]')
        assert "no test skips the column `results.why`" in untested


def test_a_column_of_a_table_that_is_skipped_is_not_tried() -> None:
    """Whatever its rows hold."""
    table = '[[section.question]]\nid = "t"\ntype = "table"\nask = "?"\nwhen = { kind = "a" }\n'
    columns = (
        '[[section.question.column]]\nid = "x"\ntype = "bool"\n'
        '[[section.question.column]]\nid = "y"\ntype = "bool"\nwhen = "row.x"\n'
    )
    test = (
        '[[test]]\nname = "one"\ngiven = { kind = "%s", t = [{ x = %s }] }\n'
        "asks = [%s]\nskips = [%s]\n"
    )
    asked = test % ("a", "true", '"t.y"', "")
    irrelevant = test % ("b", "false", "", '"t", "t.y"')
    (untested,) = report_of(BANK + table + columns + asked + irrelevant).findings
    assert untested.message == "no test skips the column `t.y`"
    skipped = test % ("a", "false", '"t"', '"t.y"')
    assert report_of(BANK + table + columns + asked + irrelevant + skipped).findings == ()


def failure(test: str) -> str:
    """The only failure of a test."""
    (line,) = [line for line in remarks_with(test) if "branch-untested" not in line]
    return line


FAILURES = {
    'given = { kind = "c", size = 4 }\nasks = ["q"]': '54:9: test-fails: test "one": '
    """expected `q` to be asked, but `kind in ['a', 'b']` is false, as `kind` is "c"; """,
    'given = { kind = "a" }\nasks = ["q"]': '54:9: test-fails: test "one": '
    "expected `q` to be asked, but `size > 3` is not decided, as `size` has no answer; ",
    'given = { kind = { status = "unknown" } }\nasks = ["r"]': '54:9: test-fails: test "one": '
    "expected `r` to be asked, but `kind in ['a', 'b']` is unknown, "
    'as `kind` is answered "unknown"; ',
    'given = { kind = "a", size = 9 }\nskips = ["r", "q"]': "",
    'given = { size = 9 }\nskips = ["q"]': '54:10: test-fails: test "one": '
    "expected `q` to be skipped, but it is not decided yet: "
    "`kind in ['a', 'b']` is not decided, as `kind` has no answer; ",
    'asks = ["size", "results.why"]': '53:17: test-fails: test "one": '
    "expected `results.why` to be asked, but no rows of `results` are given; ",
    'given = { results = [{ score = 2 }] }\nasks = ["results.why"]': "54:9: test-fails: "
    'test "one": expected `results.why` to be asked, but `row.score < 0` is true in no row; ',
    'given = { results = [{ score = 2 }, { score = -2 }] }\nskips = ["results.why"]': "54:10: "
    'test-fails: test "one": expected `results.why` to be skipped, but it is asked in row 2; ',
    'skips = ["results.score"]\ngiven = { results = [{ score = 2 }] }': "53:10: test-fails: "
    'test "one": expected `results.score` to be skipped, but it is asked in row 1; ',
    'skips = ["kind"]': '53:10: test-fails: test "one": '
    "expected `kind` to be skipped, but it is always asked; ",
}
MEND = "change the test, or the condition"


@pytest.mark.parametrize("test", [test for test, line in FAILURES.items() if line])
def test_tests_that_fail(test: str) -> None:
    """What was expected, and why it is not so, at the expectation."""
    assert failure(test) == f"{FAILURES[test]}{MEND}"


def test_a_test_that_fails_in_two_ways() -> None:
    """Every expectation is told."""
    test = 'given = { kind = "a", size = 9 }\nskips = ["r", "q"]'
    lines = [line for line in remarks_with(test) if "test-fails" in line]
    assert lines == [
        (
            """54:10: test-fails: test "one": expected `r` to be skipped, but """
            f"""`kind in ['a', 'b']` is true, as `kind` is "a"; {MEND}"""
        ),
        (
            """54:15: test-fails: test "one": expected `q` to be skipped, but """
            f"""`kind in ['a', 'b']` and `size > 3` are true, as `kind` is "a" and `size` is 9; {MEND}"""
        ),
    ]


def test_a_test_that_fails_takes_no_branch() -> None:
    """A failing expectation asserts nothing."""
    lines = remarks_with('given = { kind = "c" }\nasks = ["r"]\nskips = ["q"]')
    assert any("no test asks a question in the section `more`" in line for line in lines)
    assert not any("no test skips a question in the section `more`" in line for line in lines)
