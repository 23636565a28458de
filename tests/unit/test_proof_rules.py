"""What `bank check` says of each slip, word for word, with its line."""

from __future__ import annotations

import pytest

from cardtui.files.reading import TextFile
from cardtui.proof import rows, walk
from cardtui.proof.report import Report, check_bank
from support.banks import HEADER, bank_of


def report_of(text: str) -> Report:
    """What is found in a bank after its four lines of header."""
    file = TextFile("bank.toml", HEADER + text)
    return check_bank(bank_of(file.text), file)


def said(text: str) -> list[str]:
    """The findings as lines, without branches that no test takes, which are most of them."""
    return [
        f"{found.line}:{found.column}: {found.level}: {found.rule}: {found.message}; {found.fix}"
        for found in report_of(text).findings
        if found.rule != "branch-untested"
    ]


BANK = """\
[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "kind"
type = "select"
ask = "Which kind?"
options = ["a", "b", "c"]
[[section.question]]
id = "parts"
type = "multiselect"
ask = "Which parts?"
allow = ["not_applicable"]
options = ["x", "y", { id = "none", label = "None", exclusive = true }]
[[section.question]]
id = "size"
type = "integer"
ask = "Which size?"
[[section.question]]
id = "title"
type = "text"
ask = "Which title?"
[[section.question]]
id = "results"
type = "table"
ask = "Which results?"
[[section.question.column]]
id = "score"
type = "number"
"""
"""33 lines with the header: what follows begins at line 34."""


def asked_when(when: str, more: str = "") -> str:
    """A question `q` with this condition, at line 38."""
    return f'{BANK}[[section.question]]\nid = "q"\ntype = "integer"\nask = "?"\nwhen = "{when}"\n{more}'


WHEN = {
    "count(results) == 0": "error: never-asked: `q` is never asked: "
    "count() of a table without an answer is unknown, never 0; "
    "`count(results) == 0` is never true: write `not answered(results)`",
    "count(parts) < 1 and kind == 'a'": "error: never-asked: `q` is never asked: "
    "count() of a list without an answer is unknown, never 0; "
    "`count(parts) < 1` is never true: write `not answered(parts)`",
    "title == ''": "error: never-asked: `q` is never asked: an empty text is no answer; "
    "`title == ''` is never true: write `not answered(title)`",
    "3 < size < 4": "error: never-asked: `q` is never asked: "
    "`3 < size < 4` is never true: `size` holds whole numbers only; change it",
    "size < 3 and size > 4": "error: never-asked: `q` is never asked: "
    "`size < 3` and `size > 4` are never true together; change one of them",
    "'none' in parts and 'x' in parts": "error: never-asked: `q` is never asked: "
    "`'none' in parts` and `'x' in parts` are never true together; change one of them",
    "unknown(parts)": "error: never-asked: `q` is never asked: "
    '`unknown(parts)` is never true: `parts` does not allow "unknown"; '
    'add "unknown" to the `allow` of `parts`',
    "count(parts) > 2": "error: never-asked: `q` is never asked: "
    "no answer makes `count(parts) > 2` true; change it",
    "false": "error: never-asked: `q` is never asked: no answer makes `false` true; change it",
    "any(results.score < 0) and all(results.score > 0)": "error: never-asked: "
    "`q` is never asked: `any(results.score < 0)` and `all(results.score > 0)` "
    "are never true together; change one of them",
    "kind != 'a' and kind != 'b' and kind != 'c'": "error: never-asked: `q` is never asked: "
    "`kind != 'a' and kind != 'b' and kind != 'c'` is never true; change it",
    "true": "warning: always-asked: `q` is always asked: "
    "its `when` is true whatever is answered; leave out `when`",
    "answered(size) or not answered(size)": "warning: always-asked: `q` is always asked: "
    "its `when` is true whatever is answered; leave out `when`",
    "kind in ['a', 'b', 'c']": "warning: true-once-known: the `when` of `q` is true "
    "whenever it is known; did you mean `answered(kind)`?",
    "count(parts) >= 1 and size == size": "warning: true-once-known: the `when` of `q` is true "
    "whenever it is known; did you mean `answered(parts) and answered(size)`?",
    "count(parts) > 0 or size == size": "warning: true-once-known: the `when` of `q` is true "
    "whenever it is known; did you mean `answered(parts) or answered(size)`?",
    "any(results.score < 1) or any(results.score >= 1)": "warning: true-once-known: "
    "the `when` of `q` is true whenever it is known; "
    "did you mean `answered(results)`?",
    "size == size and title == title or kind in ['a', 'b', 'c']": "warning: true-once-known: "
    "the `when` of `q` is true whenever it is known; "
    "say what must be answered, as in `answered(...)`",
    "kind == 'a' or count(results) == 0": "warning: never-true: "
    "a part of the `when` of `q` is for nothing: "
    "count() of a table without an answer is unknown, never 0; "
    "`count(results) == 0` is never true: write `not answered(results)`",
}


@pytest.mark.parametrize("when", WHEN)
def test_conditions(when: str) -> None:
    """What can never be true, or never be anything else, is said with why and what to write."""
    assert said(asked_when(when)) == [f"38:1: {WHEN[when]}"]


SOUND = [
    "kind == 'a'",
    "not answered(kind)",
    "answered(results)",
    "count(results) > 3 and any(results.score < 0)",
    "kind != 'a' and kind != 'b'",
    "size < 3 or size > 3",
    "title != 'x'",
    "not unknown(kind) and kind != 'a'",
]


@pytest.mark.parametrize("when", SOUND)
def test_sound_conditions(when: str) -> None:
    """Nothing is said of a condition that can go both ways."""
    assert said(asked_when(when)) == []


def test_a_question_behind_one_that_is_never_asked() -> None:
    """The cause is named, so that it is mended first."""
    more = '[[section.question]]\nid = "r"\ntype = "bool"\nask = "?"\nwhen = "q == 1"\n'
    assert said(asked_when("false", more)) == [
        "38:1: error: never-asked: `q` is never asked: no answer makes `false` true; change it",
        (
            "43:1: error: never-asked: `r` is never asked: "
            "`q == 1` is never true, as `q` is never asked; mend `q` first"
        ),
    ]


SECTIONS = (
    BANK
    + """\
[[section]]
id = "outer"
title = "Outer"
when = { kind = "a" }
[[section.question]]
id = "q"
type = "bool"
ask = "?"
when = %s
[[section]]
id = "inner"
title = "Inner"
level = 2
when = %s
[[section.question]]
id = "r"
type = "bool"
ask = "?"
when = "q"
"""
)


def test_a_section_that_is_never_asked() -> None:
    """It is said once, of the section, and not of each question in it."""
    assert said(SECTIONS % ('"size == 1"', "{ kind = 'b' }")) == [
        (
            "47:1: error: never-asked: nothing in the section `inner` is ever asked: "
            "`kind == 'a'` (of the section around it) and `kind == 'b'` are never true together; "
            "change one of them"
        )
    ]


def test_a_question_that_its_section_contradicts() -> None:
    """Each condition can be true, but never both."""
    assert said(SECTIONS % ("{ kind = 'b' }", '"size == 1"')) == [
        (
            "42:1: error: never-asked: `q` is never asked: "
            "`kind == 'a'` (of the section around it) and `kind == 'b'` are never true together; "
            "change one of them"
        ),
        (
            "52:1: error: never-asked: `r` is never asked: "
            "`q` is never true, as `q` is never asked; mend `q` first"
        ),
    ]


def test_a_condition_that_its_section_has_settled() -> None:
    """A `when` that adds nothing to that of the section is for nothing."""
    assert said(SECTIONS % ("\"kind != 'b'\"", "{ kind = 'a' }")) == [
        (
            "42:1: warning: always-asked: `q` is asked whenever its section is: "
            "its own `when` is always true then; leave out `when`"
        ),
        (
            "47:1: warning: always-asked: the section `inner` is asked whenever "
            "the section around it is: its own `when` is always true then; leave out `when`"
        ),
    ]


COLUMN = BANK + '[[section.question.column]]\nid = "why"\ntype = "text"\nwhen = "%s"\n'


def test_columns() -> None:
    """A cell that nobody is asked for; one whose condition only says that another is filled."""
    assert said(COLUMN % "row.score < 0 and row.score > 1") == [
        (
            "37:1: error: never-asked: the column `results.why` is never asked: "
            "`row.score < 0` and `row.score > 1` are never true together; change one of them"
        )
    ]
    assert said(COLUMN % "row.score < 0 and kind == 'z'".replace("z", "a")) == []
    assert said(COLUMN % "row.score < 0 or row.score >= 0") == []
    assert said(COLUMN % "kind in ['a', 'b', 'c']") == [
        (
            "37:1: warning: true-once-known: the `when` of the column `results.why` is true "
            "whenever it is known; did you mean `answered(kind)`?"
        )
    ]
    assert said(COLUMN % "true") == [
        (
            "37:1: warning: always-asked: the column `results.why` is asked whenever its table is: "
            "its own `when` is always true then; leave out `when`"
        )
    ]


def checked(*checks: str) -> list[str]:
    """What is said of an integer with these checks, which begin at line 38."""
    tables = "".join(f'  {{ that = "{that}", message = "No." }},\n' for that in checks)
    tables = tables.replace('~", message = "No."', '", message = "No.", level = "warning"')
    question = '[[section.question]]\nid = "q"\ntype = "integer"\nask = "?"\n'
    return said(f"{BANK}{question}check = [\n{tables}]\n")


def test_checks_that_nothing_passes() -> None:
    """An error that no value passes leaves a person stuck; a warning that all get is noise."""
    never = "error: check-never-passes: the check `value > 3 and value < 4` of `q` never passes"
    assert checked("value > 0", "value > 3 and value < 4") == [
        f"40:5: {never}: every value fails it; change it"
    ]
    assert checked("value > 3 and value < 4~") == [
        f"39:5: {never.replace('error', 'warning')}: every value fails it; change it"
    ]
    assert checked("value > size and value < size") == [
        (
            "39:5: error: check-never-passes: the check `value > size and value < size` of `q` "
            "never passes: every value fails it whenever it can be judged; change it"
        )
    ]


def test_checks_that_contradict_each_other() -> None:
    """Each can be passed; no value passes both."""
    assert checked("value > 3", "value > 0", "value < 4") == [
        (
            "41:5: error: check-never-passes: no value of `q` passes all of its checks at once; "
            "change one of them, so that there is a value that all allow"
        )
    ]
    assert checked("value > 3", "value < 4~") == []


def test_checks_that_everything_passes() -> None:
    """A check that never fails checks nothing."""
    assert checked("value > 3 or value < 4", "value != 3") == [
        (
            "39:5: warning: check-never-fails: the check `value > 3 or value < 4` of `q` never fails; "
            "leave it out, or change it"
        )
    ]


def test_checks_of_what_is_never_asked() -> None:
    """Only the cause is told."""
    more = 'check = [{ that = "value < 0 and value > 0", message = "No." }]\n'
    (only,) = said(asked_when("false", more))
    assert "never-asked" in only


def test_checks_of_cells() -> None:
    """They are walked with the other cells of the row."""
    bank = COLUMN % "row.score < 0"
    check = 'check = [{ that = "row.score > 0", message = "No." }]\n'
    assert said(bank + check) == [
        (
            "38:12: error: check-never-passes: the check `row.score > 0` of the column `results.why` "
            "never passes: every value fails it; change it"
        )
    ]


def test_a_calculation_is_not_guessed_at() -> None:
    """Values that pass and fail are looked for; where none is found, that proves nothing."""
    assert checked("value * size > 7") == []
    assert checked("value * 0 == 1") == [
        (
            "39:5: note: not-proved: it was not shown whether the check `value * 0 == 1` of `q` "
            "ever passes: calculations are tried with a few numbers only; "
            "make it simpler, or try it by hand"
        )
    ]


def many_options(number: int) -> str:
    """A question that names so many options one by one."""
    listed = ", ".join(f'"o{i}"' for i in range(number))
    many = (
        f'[[section.question]]\nid = "m"\ntype = "multiselect"\nask = "?"\noptions = [{listed}]\n'
    )
    when = " and ".join(f"'o{i}' {'not ' if i % 2 else ''}in m" for i in range(number))
    return (
        f'{BANK}{many}[[section.question]]\nid = "q"\ntype = "bool"\nask = "?"\nwhen = "{when}"\n'
    )


def test_beyond_the_bound_nothing_is_guessed() -> None:
    """A note, which is nothing to mend; a test that asks the question is proof enough."""
    assert said(many_options(8)) == []
    report = report_of(many_options(20))
    assert [(f.rule, f.level, f.message, f.fix) for f in report.findings] == [
        (
            "not-proved",
            "note",
            "it was not shown whether `q` is ever asked: `m` can be chosen from in too many ways",
            "write a `[[test]]` that asks it",
        )
    ]
    assert report.is_clean
    assert report.questions["q"].is_asked is None
    chosen = ", ".join(f'"o{i}"' for i in range(0, 20, 2))
    test = f'[[test]]\nname = "it is"\ngiven = {{ m = [{chosen}] }}\nasks = ["q"]\n'
    tested = report_of(many_options(20) + test)
    assert tested.findings == ()
    assert tested.questions["q"].is_asked
    assert not tested.questions["q"].is_shortest


def test_too_many_ways_are_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither too many at once, nor too many steps, nor too many rows: what is found still holds."""
    bank = asked_when("size == 1 and title == 'x' and kind == 'a' and any(results.score < 0)")
    assert said(bank) == []
    monkeypatch.setattr(walk, "MAX_STATES", 2)
    notes = said(bank)
    assert any("`q` is ever asked: there are too many ways to answer" in note for note in notes)
    assert {note.split(": ")[1] for note in notes} == {"note"}
    monkeypatch.setattr(walk, "MAX_STATES", 1000)
    monkeypatch.setattr(walk, "MAX_STEPS", 0)
    monkeypatch.setattr(walk, "_FEW_STATES", 1)
    assert any("there are too many ways to answer" in line for line in said(bank))
    monkeypatch.undo()
    monkeypatch.setattr(rows, "MAX_ROWS", 1)
    assert any("the rows of `results` can come to too much" in line for line in said(bank))


def test_a_number_of_rows_that_is_not_tried() -> None:
    """Nobody gives two thousand rows, and so nobody is told that they could."""
    (note,) = said(asked_when("count(results) > 2000"))
    assert note == (
        "38:1: note: not-proved: it was not shown whether `q` is ever asked: "
        "`results` is tried with up to 1,000 items or rows; write a `[[test]]` that asks it"
    )


def test_references_to_what_comes_later() -> None:
    """Rule 7: an answer that makes an earlier question appear."""
    later = '[[section.question]]\nid = "z"\ntype = "bool"\nask = "?"\n'
    assert said(asked_when("z", later)) == [
        (
            "38:1: warning: forward-reference: the `when` of `q` names `z`, which is asked later; "
            "move `z` before it, so that no answer makes an earlier question appear"
        )
    ]


def test_labels_that_are_too_long() -> None:
    """Cells count, not characters, and an id that stands for a label counts too."""
    fits = 'label = "Twenty-four cells, as it"\n'
    assert said(asked_when("kind == 'a'", fits)) == []
    assert said(asked_when("kind == 'a'", fits.replace("it", "is it"))) == [
        (
            '39:1: warning: long-label: the label "Twenty-four cells, as is it" of `q` takes 27 cells, '
            "the outline has 24; shorten it"
        )
    ]
    assert said(asked_when("kind == 'a'", 'label = "量子化されたモデルの重み"\n')) == []
    (wide,) = said(asked_when("kind == 'a'", 'label = "量子化されたモデルの重みの数"\n'))
    assert "takes 28 cells" in wide
    unnamed = (
        BANK
        + '[[section.question]]\nid = "an_id_that_is_much_too_long"\ntype = "bool"\nask = "?"\n'
    )
    assert said(unnamed) == [
        (
            '35:1: warning: long-label: the label "An id that is much too long" of '
            "`an_id_that_is_much_too_long` takes 27 cells, the outline has 24; "
            "add a `label` of up to 24 characters"
        )
    ]


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
