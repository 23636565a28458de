"""What `bank check` says of each slip, word for word, with its line."""

from __future__ import annotations

import pytest

from cardtui.proof import rows, walk
from support.proof import BANK, COLUMN, report_of


def said(text: str) -> list[str]:
    """The findings as lines, without branches that no test takes, which are most of them."""
    return [
        f"{found.line}:{found.column}: {found.level}: {found.rule}: {found.message}; {found.fix}"
        for found in report_of(text).findings
        if found.rule != "branch-untested"
    ]


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
    "all(results.score < 1 or results.score > 5)",
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


def test_columns() -> None:
    """A cell that nobody is asked for; one whose condition only says that another is filled."""
    assert said(COLUMN % "row.score < 0 and row.score > 1") == [
        (
            "37:1: error: never-asked: the column `results.why` is never asked: "
            "`row.score < 0` and `row.score > 1` are never true together; change one of them"
        )
    ]
    assert said(COLUMN % "row.score < 0 and kind == 'a'") == []
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
