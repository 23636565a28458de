"""The same answers by keys in the app and by lines in the plain mode make the same card.

Each byte of it: what a person says is stored in one way, wherever they say it. `python
tests/fuzz/parity.py -n 500` looks at more random banks than the few here.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank
from cardtui.card.file import read_card
from cardtui.interview.navigation import asked_questions
from cardtui.interview.session import Session, copy_session, new_session
from cardtui.sharing.shipped import shipped_banks
from support.deeds import (
    AddRow,
    Because,
    ChangeRow,
    Chosen,
    Cleared,
    DeleteRow,
    Kept,
    Listed,
    Redone,
    Said,
    Skipped,
    Step,
    Undone,
    Written,
    do,
)
from support.every_type import every_type_session
from support.parity import SAME_ID, assert_same_cards, new_card_of
from support.random_deeds import Person
from support.sampling import examples
from support.wild_banks import DrawnChoice, RandomChoice


def every_type(folder: Path) -> Bank:
    """A small bank with all types."""
    return every_type_session(folder).bank


ALL_ANSWERED: list[Step] = [
    ("name", Said("DistilBERT")),
    ("about", Written("A model.\n\n    indented\n.\n:quit\n?")),
    ("snippet", Written("    import x\n\ny = 1  ")),
    ("deployed", Chosen(("no",))),
    ("layers", Said("66,000")),
    ("latency", Said("12.5 ms")),
    ("released", Said("2019.10.2")),
    ("page", Said(" https://example.org ")),
    ("weights", Said("w/model.bin")),
    ("origin", Chosen(("other",), {"other": "  a gift, of sorts: yes "})),
    ("compression", Chosen(("other", "quantization"), {"other": "ternary"})),
    ("bits", Said("8")),
    ("languages", Listed(("en", "  fr, Swiss ", ":de"))),
    ("remark", Kept()),
    ("results", AddRow({"metric": "f1", "value": "0.91"})),
    ("results", AddRow({"value": "0.5", "gap": "rare words"})),
]
MINDS_CHANGED: list[Step] = [
    ("name", Said("BERT")),
    ("name", Said("DistilBERT")),
    ("name", Because("unknown", "lost")),
    ("name", Cleared()),
    ("name", Undone()),
    ("name", Redone()),
    ("about", Written("One.\nTwo.")),
    ("about", Cleared()),
    ("layers", Skipped()),
    ("latency", Because("unknown", " why: not? ")),
    ("latency", Because("not_applicable", "")),
    ("page", Because("not_applicable", "It has no page.")),
    ("page", Because("not_applicable")),
    ("page", Because("unknown")),
    ("page", Said("https://example.org")),
    ("origin", Chosen(("other",), {"other": "a gift"})),
    ("origin", Chosen(("trained_from_scratch",))),
    ("compression", Chosen(("quantization",))),
    ("bits", Said("8")),
    ("compression", Chosen(("none",))),
    ("compression", Chosen(("pruning", "other"), {"other": ""})),
    ("compression", Chosen(("quantization",))),
    ("languages", Listed(("en",))),
    ("languages", Listed(("de", "en"))),
    ("results", AddRow({"metric": "f1", "value": "0.5", "gap": "small"})),
    ("results", AddRow({"value": "1"})),
    ("results", ChangeRow(1, {"metric": "", "value": "0.9"})),
    ("results", ChangeRow(2, {"metric": "accuracy"})),
    ("results", DeleteRow(1)),
    ("results", AddRow({"metric": "accuracy"})),
]


@pytest.mark.parametrize(
    "steps",
    [pytest.param(ALL_ANSWERED, marks=pytest.mark.thorough), MINDS_CHANGED],
    ids=["answered", "changed"],
)
def test_every_type(tmp_path: Path, steps: list[Step]) -> None:
    """Answered, then thought over: follow-ups set aside, reasons, rows, undone and made again."""
    card = assert_same_cards(new_card_of(every_type(tmp_path)), steps, tmp_path)
    assert "[answers.results]" in card


@pytest.mark.parametrize("name", list(shipped_banks()))
def test_a_whole_card_of_each_shipped_bank(tmp_path: Path, name: str) -> None:
    """Every question that comes up is answered, in its order."""
    bank = load_bank(shipped_banks()[name])
    steps = answers_to_all(bank, tmp_path)
    card = assert_same_cards(new_card_of(bank), steps, tmp_path)
    assert {question for question, _ in steps} == set(read_card(tmp_path / "app.toml").card.answers)
    assert card.count("\n[answers.") == len(steps)


def answers_to_all(bank: Bank, folder: Path) -> list[Step]:
    """One answer to each question that is asked then, always the same."""
    person = Person(RandomChoice(Random(1)))
    session = new_session(bank, str(folder / "imagined.toml"))
    steps: list[Step] = []
    for question in bank.questions.values():
        if session.state.is_relevant(question.id) and question.type != "note":
            deed = person.answer(session, question)
            if deed == AddRow({}):
                deed = Because("unknown", "Nobody looked.")
            do(session, question, deed)
            steps.append((question.id, deed))
    assert len(steps) > len(bank.questions) / 2
    return steps


def test_what_is_kept_is_confirmed(tmp_path: Path) -> None:
    """In the card of the next model; what is passed by is still to be confirmed."""
    old = every_type_session(tmp_path)
    for name, deed in ALL_ANSWERED:
        do(old, old.bank.questions[name], deed)

    def start(path: str) -> Session:
        with patch("uuid.uuid4", lambda: SAME_ID):
            return copy_session(old, path)

    assert "about" in asked_questions(old.bank, old.state)
    steps: list[Step] = [
        ("name", Kept()),
        ("about", Skipped()),
        ("snippet", Kept()),
        ("deployed", Chosen(("yes",))),
        ("results", Kept()),
    ]
    card = assert_same_cards(start, steps, tmp_path)
    assert card.count('asked = "copied"') == len(old.card.answers) - 4


@given(st.data())
@settings(
    max_examples=examples(3),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_random_banks(data: st.DataObject) -> None:
    """Whatever they ask, and whatever a person does."""
    person = Person(DrawnChoice(data.draw))
    with TemporaryDirectory() as folder:
        bank = person.bank()
        steps = person.steps(bank, Path(folder), most=6)
        assert_same_cards(new_card_of(bank), steps, Path(folder))
