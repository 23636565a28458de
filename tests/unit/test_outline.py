"""How questions stand, what sections hold, what of them is shown, and where one is."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from cardtui.card.model import Answer
from cardtui.interview.folds import Fold, Folds
from cardtui.interview.interview import Interview
from cardtui.interview.navigation import Place, place_of, to_look_at
from cardtui.interview.outline import Contents, QuestionLine, SectionLine
from cardtui.interview.standing import Standing, standing_of
from support.banks import HEADER, bank_of, card_of, state_of


def question(name: str, more: str = "", kind: str = "bool") -> str:
    return f'[[section.question]]\nid = "{name}"\ntype = "{kind}"\nask = "?"\n{more}\n'


def section(name: str, level: int, *questions: str, more: str = "") -> str:
    head = f'[[section]]\nid = "{name}"\ntitle = "{name.title()}"\nlevel = {level}\n{more}\n'
    return head + "".join(questions)


CHECKS = """check = [
  { that = "value < 10", message = "Too many." },
  { that = "value != 9", message = "Nearly.", level = "warning" },
]"""
BANK = bank_of(
    HEADER
    + section("outer", 1, question("deep"), question("must", "required = true"))
    + section("inner", 2, question("bits", f'when = "deep"\n{CHECKS}', "integer"))
    + section("innermost", 3, question("hint", kind="note"), question("gone", 'when = "deep"'))
    + section("bare", 1)
    + section("below", 2, question("last"), question("open"))
    + section("never", 1, question("nobody", 'when = "not answered(deep)"'))
    + section("hollow", 1)
)
CONTENTS = Contents(BANK)


def shown(answers: dict[str, Any], folds: Folds | None = None) -> list[str]:
    """The outline: title, count and how it stands; ids for questions."""
    state, lines = state_of(BANK, answers), []
    for each in CONTENTS.lines(state, folds or Folds(BANK)):
        if isinstance(each, QuestionLine):
            lines.append(f"{'  ' * each.depth}{each.question.id}")
        else:
            tally = each.tally
            count = f" {tally.answered}/{tally.asked}" if tally.asked else ""
            lines.append(f"{'  ' * each.depth}{each.section.title}{count} ({tally.standing})")
    return lines


@pytest.mark.parametrize(
    ("name", "answers", "standing"),
    [
        ("bits", {}, Standing.UNDECIDED),
        ("bits", {"deep": False}, Standing.NOT_ASKED),
        ("bits", {"deep": False, "bits": 4}, Standing.SET_ASIDE),
        ("bits", {"deep": True}, Standing.OPEN),
        ("bits", {"deep": True, "bits": 4}, Standing.ANSWERED),
        ("bits", {"deep": True, "bits": "?"}, Standing.ANSWERED),
        ("bits", {"deep": True, "bits": 9}, Standing.WARNING),
        ("bits", {"deep": True, "bits": 12}, Standing.FAILING),
        ("bits", {"deep": True, "bits": Answer(4, asked="0badf00d")}, Standing.CHANGED),
        ("bits", {"deep": True, "bits": Answer(9, asked="0badf00d")}, Standing.CHANGED),
        ("must", {}, Standing.REQUIRED),
        ("must", {"must": False}, Standing.ANSWERED),
        ("hint", {}, Standing.NOTE),
    ],
)
def test_how_a_question_stands(name: str, answers: dict[str, Any], standing: Standing) -> None:
    """One word for each of the ways."""
    assert standing_of(BANK.questions[name], state_of(BANK, answers)) is standing


def test_the_outline_of_a_new_card() -> None:
    """All titles of sections with something in them; a heading has no count."""
    assert shown({}) == [
        "Outer 0/2 (open)",
        "  Inner (heading)",
        "    Innermost (heading)",
        "Bare (heading)",
        "  Below 0/2 (open)",
        "Never 0/1 (open)",
    ]


def test_sections_come_and_go_with_their_questions() -> None:
    """One that has only answers that are set aside stays."""
    assert shown({"deep": True, "bits": 12}) == [
        "Outer 1/2 (partly)",
        "  Inner 1/1 (failing)",
        "    Innermost 0/1 (open)",
        "Bare (heading)",
        "  Below 0/2 (open)",
    ]
    assert "  Inner (set aside)" in shown({"deep": False, "bits": 12})
    assert "Never (set aside)" in shown({"deep": True, "nobody": True})


def test_the_section_one_is_in_is_open() -> None:
    """And those around it show that it is there, whatever was chosen before."""
    folds = Folds(BANK)
    folds.choose(["outer", "inner", "innermost", "below"], Fold.CLOSED)
    folds.go_to("hint")
    now = shown({"deep": True}, folds)
    assert now[:5] == [
        "Outer 1/2 (partly)",
        "  Inner 0/1 (open)",
        "    Innermost 0/1 (open)",
        "      hint",
        "      gone",
    ]
    folds.go_to("last")
    assert shown({"deep": True}, folds) == [
        "Outer 1/4 (partly)",
        "Bare (heading)",
        "  Below 0/2 (open)",
        "    last",
        "    open",
    ]


def test_the_section_one_is_in_can_be_closed_until_one_goes_on() -> None:
    """The choice is kept for later; going to the next question opens the section again."""
    folds = Folds(BANK)
    folds.go_to("last")
    folds.choose(["below"], Fold.CLOSED)
    assert "    last" not in shown({}, folds)
    folds.go_to("last")
    assert "    last" not in shown({}, folds)
    folds.go_to("open")
    assert "    last" in shown({}, folds)
    folds.go_to(None)
    assert "    last" not in shown({}, folds)
    assert folds.current is None


def test_what_is_set_aside_is_listed_in_its_section() -> None:
    """In its place, when that section is open."""
    folds = Folds(BANK)
    folds.choose(["inner"], Fold.OPEN)
    assert "    bits" in shown({"deep": False, "bits": 4}, folds)
    assert "    bits" not in shown({"deep": False}, folds)
    assert "    bits" not in shown({"bits": 4}, folds)


def test_a_closed_section_counts_all_that_is_below() -> None:
    """And shows the worst of it."""
    folds = Folds(BANK)
    folds.choose(["outer", "bare"], Fold.CLOSED)
    answers = {"deep": True, "must": False, "bits": 9, "last": True, "open": False}
    assert shown(answers, folds) == ["Outer 3/4 (warning)", "Bare 2/2 (answered)"]
    again = {**answers, "bits": Answer(9, asked="0badf00d")}
    assert shown(again, folds)[0] == "Outer 3/4 (changed)"
    assert shown({**again, "must": "nonsense"}, folds)[0] == "Outer 2/4 (failing)"


def titles(answers: dict[str, Any], folds: Folds) -> dict[str, SectionLine]:
    lines = CONTENTS.lines(state_of(BANK, answers), folds)
    return {each.section.id: each for each in lines if isinstance(each, SectionLine)}


def test_more_and_less_of_a_section() -> None:
    """Title, titles below, questions; a section without one of the two has two steps."""
    folds, answers = Folds(BANK), {"deep": True}
    steps = []
    while (less := titles(answers, folds)["outer"].less) is not None:
        folds.choose(["outer"], less)
    while (more := titles(answers, folds)["outer"].more) is not None:
        steps.append(more)
        folds.choose(["outer"], more)
    assert steps == [Fold.TITLES, Fold.OPEN]
    for name, first in (("bare", Fold.OPEN), ("innermost", Fold.CLOSED)):
        each = titles(answers, folds)[name]
        assert each.fold is first
        other = each.less if first is Fold.OPEN else each.more
        assert other is (Fold.CLOSED if first is Fold.OPEN else Fold.OPEN)
    folds.choose(["outer"], Fold.OPEN)
    assert titles(answers, folds)["outer"].less is Fold.TITLES


@pytest.mark.parametrize(
    ("answers", "section_id", "question_id"),
    [
        ({}, "outer", "deep"),
        ({}, "inner", "hint"),
        ({}, "bare", "last"),
        ({"deep": True}, "inner", "bits"),
        ({"deep": False, "gone": True}, "innermost", "hint"),
        ({"deep": True, "nobody": True}, "never", "nobody"),
        ({"deep": False, "bits": 3}, "inner", "hint"),
    ],
)
def test_where_a_section_leads(answers: dict[str, Any], section_id: str, question_id: str) -> None:
    """To the first question that is asked in it or below; else to what is set aside."""
    assert titles(answers, Folds(BANK))[section_id].leads_to == question_id


def test_what_needs_a_look() -> None:
    """What fails and what is to be confirmed, in the order of the bank; a warning does not."""
    answers: dict[str, Any] = {"deep": True, "must": Answer(True, asked="0badf00d"), "bits": 12}
    assert to_look_at(BANK, state_of(BANK, answers)) == ["must", "bits"]
    assert to_look_at(BANK, state_of(BANK, {**answers, "deep": False})) == ["must"]
    assert to_look_at(BANK, state_of(BANK, {"deep": True, "bits": 9})) == []


def test_where_one_is() -> None:
    """Numbers go over the questions that are asked; a note has none."""
    state = state_of(BANK, {"deep": True})
    assert place_of(BANK, state, "must") == Place(("Outer",), 2, 2)
    assert place_of(BANK, state, "gone") == Place(("Outer", "Inner", "Innermost"), 1, 1)
    assert place_of(BANK, state, "hint").number == 0


def test_the_conflict_of_a_question_that_is_not_asked_troubles_no_section() -> None:
    """It has two versions, which is a finding, and is not decided yet."""
    card = replace(card_of({}), conflicts={"bits": Answer(4)})
    state = Interview(BANK).state(card)
    assert state.findings_of("bits")
    lines = CONTENTS.lines(state, Folds(BANK))
    assert not any(each.tally.failing for each in lines if isinstance(each, SectionLine))
