"""The JSON document: typed answers, each with its question."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from cardtui.card.model import Row
from cardtui.formats.json.document import card_schema_text, to_json
from cardtui.interview.interview import Interview
from cardtui.interview.session import Session
from support.banks import RandomCase, card_of, random_cases
from support.every_type import every_type_session
from support.sampling import examples

SCHEMA = jsonschema.Draft202012Validator(json.loads(card_schema_text()))


@pytest.fixture(name="session")
def _session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def document(session: Session) -> dict[str, Any]:
    """The document, read again and valid."""
    read = json.loads(to_json(session.bank, session.card, session.state))
    SCHEMA.validate(read)
    return read


def questions(session: Session) -> dict[str, dict[str, Any]]:
    """All questions of the document by id."""
    return {q["id"]: q for section in document(session)["sections"] for q in section["questions"]}


def test_each_type_has_its_value(session: Session) -> None:
    """Numbers are numbers, dates are texts, options are ids."""
    session.set_value("name", "Distil\x1bBERT")
    session.set_value("about", "One.\nTwo.")
    session.set_value("deployed", value=True)
    session.set_value("layers", 6)
    session.set_value("latency", 1.5)
    session.set_value("released", date(2026, 1, 31))
    session.set_value("compression", ["pruning", "other"], {"other": "ternary", "pruning": "x"})
    session.set_value("languages", ["en"])
    session.set_rows("results", (Row(3, {"metric": "f1", "value": 0.9}),))
    found = questions(session)
    assert found["name"]["value"] == "Distil\x1bBERT"
    assert found["about"]["value"] == "One.\nTwo."
    assert found["deployed"]["value"] is True
    assert (found["layers"]["value"], found["latency"]["value"]) == (6, 1.5)
    assert (found["latency"]["unit"], found["latency"]["words"]) == ("ms", "1.5 ms")
    assert found["released"]["value"] == "2026-01-31"
    assert found["compression"]["value"] == ["pruning", "other"]
    assert found["compression"]["specify"] == {"other": "ternary"}
    assert found["compression"]["words"] == "Pruning, Other: ternary"
    assert found["results"]["rows"] == [{"metric": "f1", "value": 0.9}]
    assert "remark" not in found


def test_how_each_question_stands(session: Session) -> None:
    """Open, not known with a reason, not asked, failing."""
    session.set_status("page", "unknown", "It is gone.")
    session.set_value("layers", 0)
    session.set_value("compression", ["quantization"])
    session.set_value("bits", 8)
    session.set_value("compression", ["pruning"])
    found = questions(session)
    assert found["page"]["answer"] == "unknown"
    assert (found["page"]["reason"], "value" in found["page"]) == ("It is gone.", False)
    assert found["layers"]["findings"] == ["At least one."]
    assert found["bits"]["relevance"] == "irrelevant"
    assert (found["bits"]["answer"], "value" in found["bits"]) == ("unanswered", False)
    assert found["name"]["answer"] == "unanswered"
    assert document(session)["complete"] is False


def test_what_does_not_fit_is_no_value(session: Session) -> None:
    """It is told as a finding."""
    session.set_value("layers", "many")
    layers = questions(session)["layers"]
    assert (layers["answer"], "value" in layers) == ("unanswered", False)
    assert layers["findings"] == ["expected a whole number"]


@settings(max_examples=examples(60))
@given(random_cases())
def test_any_card_is_valid_and_says_what_the_interview_says(case: RandomCase) -> None:
    """By the schema that is documented, and without a value that is not asked for."""
    bank = case.bank.loaded()
    card = card_of(case.answers, bank.id)
    state = Interview(bank).state(card)
    read = json.loads(to_json(bank, card, state))
    SCHEMA.validate(read)
    found = {q["id"]: q for section in read["sections"] for q in section["questions"]}
    for name, question in found.items():
        assert question["relevance"] == state.relevance[name]
        has_answer = {"value", "rows", "reason"} & set(question)
        assert not has_answer or name in state.settled
    assert read["progress"]["answered"] == sum(q["answer"] != "unanswered" for q in found.values())


def test_the_schema_describes_its_keys() -> None:
    """An author of another tool reads it."""
    schema = json.loads(card_schema_text())
    assert schema["$defs"]["Asked"]["properties"]["value"]["description"]
    assert not SCHEMA.is_valid({"format": 1})
