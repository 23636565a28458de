"""The reference for bank authors tells the truth: its banks load, its tables and slips hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from cardtui.bank import model
from cardtui.bank.bank import Bank
from cardtui.bank.licenses import license_doubt
from cardtui.bank.load import load_bank
from cardtui.bank.schema import bank_schema
from cardtui.bank.text_formats import FORMATS
from cardtui.bank.translation import translated
from cardtui.bank.translation_report import translation_findings
from cardtui.card.file import read_card
from cardtui.cli.messages import say_problems
from cardtui.condition.nodes import FUNCTIONS
from cardtui.condition.parse import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES
from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile
from cardtui.files.toml_guard import MAX_KEY_LENGTH, MAX_KEY_PARTS, MAX_NESTING
from cardtui.interview.interview import Interview
from cardtui.interview.session import new_session, open_session
from cardtui.interview.state import State
from cardtui.interview.wording import piped
from support import reference
from support.banks import bank_of, card_of
from support.reference import Outcome, Shown, Slip

EXAMPLES = reference.examples()
OUTCOMES = [(shown, outcome) for shown in EXAMPLES for outcome in shown.outcomes]
SLIPS = reference.slips()
FIRST_BANK = EXAMPLES[0].toml


def given_answers(given: dict[str, object]) -> dict[str, object]:
    """Answers as a test of a bank writes them, as plain values."""
    marks = {"unknown": "?", "not_applicable": "-"}
    return {
        name: marks[str(value["status"])] if isinstance(value, dict) else value
        for name, value in given.items()
    }


# Examples


def test_there_is_an_example_of_everything() -> None:
    """One bank in five minutes, one of every type, and one for most of the rules."""
    assert EXAMPLES[0].source.startswith("format = 1")
    assert len(EXAMPLES) >= 15
    assert len(OUTCOMES) >= 40
    assert len(SLIPS) >= 20


@pytest.mark.parametrize("shown", EXAMPLES, ids=lambda shown: f"line {shown.line}")
def test_every_example_is_a_bank(shown: Shown) -> None:
    """What can be copied from the page loads, and an editor has nothing against it."""
    bank_of(shown.toml)
    assert not list(Draft202012Validator(bank_schema()).iter_errors(tomllib.loads(shown.toml)))


@pytest.mark.parametrize("shown", EXAMPLES, ids=lambda shown: f"line {shown.line}")
def test_the_tests_of_an_example_pass(shown: Shown) -> None:
    """Its `[[test]]` tables hold."""
    bank = bank_of(shown.toml)
    for test in bank.file.tests:
        state = Interview(bank).state(card_of(given_answers(test.given)))
        assert [name for name in test.asks if state.relevance[name] != "relevant"] == []
        assert [name for name in test.skips if state.relevance[name] != "irrelevant"] == []


# What is said to follow

_RELEVANCE = re.compile(r"(?P<names>.+) (?:is|are) (?P<relevance>relevant|irrelevant|undecided)")
_SET_ASIDE = re.compile(r"`(?P<name>\w+)` is set aside")
_OFFER = re.compile(r"offers (?:`(?P<value>.+)`|nothing) for `(?P<name>\w+)`")
_SAYS = re.compile(r'says (?:"(?P<message>.+)"|nothing)')
_ASKS = re.compile(r'asks "(?P<asked>.+)"')
_PROGRESS = re.compile(r"\d+ of \d+(?:, up to \d+)?")
_COMPLETE = re.compile(r"the card is (?P<not>not )?complete")


@pytest.mark.parametrize(
    ("shown", "outcome"),
    OUTCOMES,
    ids=[f"line {shown.line}: {outcome.then}" for shown, outcome in OUTCOMES],
)
def test_what_follows_from_answers(shown: Shown, outcome: Outcome) -> None:
    """Each row of a table says what the program does with these answers."""
    bank = bank_of(shown.toml)
    card = card_of(given_answers(outcome.given))
    state = Interview(bank).state(card)
    for statement in outcome.then.split("; "):
        if found := _ASKS.fullmatch(statement):
            asked = [piped(bank, card, state, question.ask) for question in bank]
            assert found["asked"] in asked
        else:
            require(statement, bank, state)


def require(statement: str, bank: Bank, state: State) -> None:
    """Hold the program to one statement of the reference."""
    if found := _RELEVANCE.fullmatch(statement):
        names = re.findall(r"`(\w+)`", found["names"])
        assert {name: str(state.relevance[name]) for name in names} == dict.fromkeys(
            names, found["relevance"]
        )
    elif found := _SET_ASIDE.fullmatch(statement):
        assert found["name"] in state.set_aside
    elif found := _OFFER.fullmatch(statement):
        offered = Interview(bank).suggestion(state, found["name"])
        assert (None if offered is None else str(offered)) == found["value"]
    elif found := _SAYS.fullmatch(statement):
        said = [finding.message for finding in state.findings]
        assert said == ([found["message"]] if found["message"] else [])
    elif found := _COMPLETE.fullmatch(statement):
        assert state.complete is not bool(found["not"])
    else:
        assert _PROGRESS.fullmatch(statement), f"not understood: {statement}"
        assert str(state.progress) == statement


# Slips


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.source)
def test_a_slip_is_told_as_the_reference_says(
    slip: Slip, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person would see, word for word."""
    path = reference.bank_path(tmp_path, reference.with_slip(FIRST_BANK, "bits", slip.source))
    with pytest.raises(CardtuiError) as raised:
        load_bank(path)
    say_problems(raised.value.problems)
    said = capsys.readouterr().err.replace(f"cardtui: {path}", "my-bank.toml")
    assert said == slip.said


# What is stored


def test_what_a_card_stores_of_each_type(tmp_path: Path) -> None:
    """The answers of the page are read, fit their questions, and are saved as they stand there."""
    (stored,) = reference.blocks("toml card")
    bank = next(b for b in (bank_of(shown.toml) for shown in EXAMPLES) if "everything" in b.parents)
    assert {question.type for question in bank} == set(get_args(model.QuestionType))
    new = new_session(bank, str(tmp_path / "new.toml"))
    new.set_value("name", "x")
    new.save()
    head = (tmp_path / "new.toml").read_text("utf-8").partition("[answers")[0]
    (tmp_path / "card.toml").write_text(head + stored, encoding="utf-8")
    session = open_session(bank, str(tmp_path / "card.toml"))
    assert session.state.findings == ()
    assert session.state.open == ()
    for name, answer in read_card(tmp_path / "card.toml").card.answers.items():
        new.set_answer(name, answer)
    new.save()
    saved = (tmp_path / "new.toml").read_text("utf-8").partition("[answers")
    answers = re.sub(r"^asked = .*\n", "", "".join(saved[1:]), flags=re.MULTILINE)
    assert answers == stored


# Nothing is left out


def test_every_key_is_told() -> None:
    """What the format has, the page has."""
    whole = reference.text()
    for name, table in bank_schema()["$defs"].items():
        for key in table["properties"] if name != "Migration" else ():
            headers = f"[[{key}]]", f"[[section.{key}]]", f"[[section.question.{key}]]"
            assert f"`{key}`" in whole or any(f"`{h}`" in whole for h in headers), f"{name}.{key}"


@pytest.mark.parametrize(
    "words",
    [
        get_args(model.QuestionType),
        get_args(model.ColumnType),
        get_args(model.TextFormat),
        [f'"{printed}"' for printed in get_args(model.Printed)],
    ],
)
def test_every_word_is_told(words: list[str]) -> None:
    """Types, formats and ways to print."""
    whole = reference.text()
    assert [word for word in words if f"`{word}`" not in whole] == []


def test_text_formats_look_as_the_reference_says() -> None:
    """Each format has an example, and takes it."""
    rows = re.findall(r"^\| `(\w+)` \| (`[^|]+`) \|$", reference.text(), re.MULTILINE)
    formats = get_args(model.TextFormat)
    shown = {name: re.findall(r"`([^`]+)`", looks) for name, looks in rows if name in formats}
    assert set(shown) == set(formats)
    assert [license_doubt(text) for text in shown["spdx"]] == [None, None]
    for name, format_ in FORMATS.items():
        assert all(map(format_.fits, shown[name])), name


def test_every_function_and_limit_is_told() -> None:
    """Functions as they are called; limits as they are."""
    whole = reference.text()
    assert [name for name in FUNCTIONS if f"| `{name}(" not in whole] == []
    limits = f"{MAX_CHARACTERS} characters, {MAX_NODES} parts, and {MAX_DEPTH} levels"
    assert limits in whole
    keys = f"of at most {MAX_KEY_PARTS} parts and {MAX_KEY_LENGTH} characters, and {MAX_NESTING}"
    assert keys in whole


def test_every_link_within_the_page_leads_somewhere() -> None:
    """Headings are where the contents say."""
    whole = reference.text()
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", whole, flags=re.DOTALL), re.MULTILINE
    )
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", whole)) <= anchors


# A translation


def test_the_translation_is_one_of_the_first_bank() -> None:
    """It is read, says of which wording it is, and lacks what the page leaves out."""
    (shown,) = reference.blocks("toml translation")
    file = TextFile("fr.toml", shown)
    bank = translated(bank_of(FIRST_BANK), file)
    assert bank.questions["compression"].choices[0].label == "Quantification"
    assert bank.questions["compression"].choices[1].label == "Pruning"
    found = translation_findings(bank, TextFile("bank.toml", FIRST_BANK), file)
    assert {finding.rule for finding in found} == {
        "missing-translation",
        "unstamped-translation",
    }


def test_a_translation_brings_the_words_that_the_page_shows() -> None:
    (shown,) = reference.blocks("toml german")
    bank = translated(bank_of(FIRST_BANK), TextFile("de.toml", shown))
    assert (bank.words.yes, bank.words.marks.point) == ("Ja", ",")
