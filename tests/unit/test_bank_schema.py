"""The JSON Schema of banks: what ships is what the model gives, and it says what the loader says."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from cardtui.bank.decode import decode_bank
from cardtui.bank.problems import Problems
from cardtui.bank.schema import bank_schema, bank_schema_text
from cardtui.cli import main
from cardtui.files.reading import TextFile
from cardtui.sharing.shipped import shipped_banks, shipped_folder
from support.banks import RandomBank, random_banks
from support.broken_banks import FOLDER, broken_banks
from support.every_type import EVERY_TYPE
from support.sampling import examples

SCHEMA = bank_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SHIPPED = shipped_folder("questions") / "bank.schema.json"


def as_json(value: Any) -> Any:
    """TOML as an editor hands it to a schema: dates are texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def complaints(text: str) -> list[str]:
    """What the schema has against a bank."""
    return [error.message for error in VALIDATOR.iter_errors(as_json(tomllib.loads(text)))]


def test_the_schema_is_a_schema() -> None:
    """It is valid by the dialect that it names."""
    Draft202012Validator.check_schema(SCHEMA)


def test_the_command_prints_what_ships(capsys: pytest.CaptureFixture[str]) -> None:
    """`cardtui bank schema > questions/bank.schema.json` brings the file up to date."""
    with pytest.raises(SystemExit) as raised:
        main(["bank", "schema"])
    assert raised.value.code == 0
    assert capsys.readouterr().out == SHIPPED.read_text("utf-8") == bank_schema_text()


@pytest.mark.parametrize("path", shipped_banks().values(), ids=lambda path: path.parent.name)
def test_a_shipped_bank_names_the_schema_and_is_valid_by_it(path: Path) -> None:
    """An editor finds the schema by the first line of the bank."""
    text = path.read_text("utf-8")
    first = text.partition("\n")[0]
    assert first.startswith("#:schema ")
    assert (path.parent / first.removeprefix("#:schema ")).resolve() == SHIPPED.resolve()
    assert complaints(text) == []


def test_a_bank_of_every_type_is_valid() -> None:
    """Each type with its keys."""
    assert complaints(EVERY_TYPE) == []


@settings(max_examples=examples(60))
@given(random_banks())
def test_a_bank_that_loads_is_valid(bank: RandomBank) -> None:
    """An editor never underlines what the program takes."""
    bank.loaded()
    assert complaints(bank.toml) == []


def test_every_key_is_described() -> None:
    """What an editor shows for a key is what stands in the model; every table is closed."""
    for name, table in SCHEMA["$defs"].items():
        assert table["description"], name
        assert table["additionalProperties"] is False, name
        for key, schema in table["properties"].items():
            assert schema["description"], f"{name}.{key}"


def test_tables_go_by_their_names_in_the_file() -> None:
    """`column`, not `columns`; `output.as`, not `printed`; a short form beside each long one."""
    tables = SCHEMA["$defs"]
    assert {"section", "test", "migration"} <= set(tables["BankFile"]["properties"])
    question = tables["Question"]["properties"]
    assert question["column"]["items"] == {"$ref": "#/$defs/Column"}
    assert {"question", "when", "empty"} <= set(tables["Section"]["properties"])
    assert set(tables["Output"]["properties"]) == {"as"}
    assert question["options"]["items"]["anyOf"][0] == {"type": "string"}
    assert question["examples"]["items"]["anyOf"][0] == {"type": "string"}
    assert {"from", "rename", "values", "retire"} == set(tables["Migration"]["properties"])


def test_nothing_may_be_null() -> None:
    """TOML has no null, so an editor must not offer it."""
    assert "null" not in json.dumps(SCHEMA)


QUESTION = """
format = 1
id = "example"
version = "1.0.0"
title = "Example"
[[section]]
id = "only"
title = "Only"
[[section.question]]
id = "model"
ask = "Which model?"
"""


@pytest.mark.parametrize(
    "keys",
    [
        'type = "text"\ntext_format = "doi"',
        'type = "integer"\nunit = "bits"',
        'type = "code"\nlanguage = "python"',
        'type = "select"\noptions = ["a", { id = "b", specify = true }]',
        'type = "table"\n[[section.question.column]]\nid = "value"\ntype = "number"\nunit = "ms"',
        'type = "text"\nunit = ""\noptions = []',
        'type = "bool"\nwhen = { released = 2026-01-31, size = [1, 2.5], open = true }',
    ],
)
def test_keys_that_suit_a_type(keys: str) -> None:
    """A type takes its own keys; an empty one says nothing."""
    assert complaints(QUESTION + keys) == []


@pytest.mark.parametrize(
    "keys",
    [
        'type = "text"\nunit = "bits"',
        'type = "number"\ntext_format = "doi"',
        'type = "text"\nlanguage = "python"',
        'type = "text"\noptions = ["a"]',
        'type = "text"\n[[section.question.column]]\nid = "value"\ntype = "number"',
        'type = "select"',
        'type = "multiselect"\noptions = []',
        'type = "table"',
        'type = "table"\n[[section.question.column]]\nid = "value"\ntype = "select"',
        'type = "bool"\nwhen = { size = { least = 3 } }',
        'type = "bool"\nwhen = { size = [[3]] }',
    ],
)
def test_keys_that_do_not_suit_a_type(keys: str) -> None:
    """What the loader refuses for a type, an editor underlines."""
    assert complaints(QUESTION + keys)


def parsed(path: Path) -> dict[str, Any] | None:
    """The tables of a broken bank; None where it is no TOML at all."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError:
        return None


def is_refused_by_the_model(path: Path) -> bool:
    """Whether a table, a key or the type of a value is wrong: what a schema is about."""
    tables = parsed(path)
    file = TextFile(path.name, path.read_text("utf-8"))
    return tables is not None and decode_bank(tables, Problems(file)) is None


SAME_IN_JSON = {"format-as-a-version", "type-date-for-a-text"}
"""JSON has no dates, and 1.0 is a whole number to it."""
STRUCTURAL = [
    path
    for path in broken_banks()
    if path.stem not in SAME_IN_JSON and is_refused_by_the_model(path)
]


def test_the_corpus_has_structural_slips() -> None:
    """Enough of them, of every table."""
    assert len(STRUCTURAL) >= 60


@pytest.mark.parametrize("path", STRUCTURAL, ids=lambda path: path.stem)
def test_what_the_model_refuses_an_editor_underlines(path: Path) -> None:
    """A missing or unknown key, a wrong type, a value that is none of those that there are."""
    assert list(VALIDATOR.iter_errors(as_json(parsed(path))))


@pytest.mark.parametrize(
    "name",
    [
        "format-zero",
        "format-newer",
        "header-blank-title",
        "header-id-with-a-blank",
        "header-version-of-two-numbers",
        "id-in-capitals",
        "id-with-a-hyphen",
        "id-that-begins-with-a-digit",
        "id-empty",
        "id-of-a-column-in-capitals",
        "id-of-an-option-in-capitals",
        "id-reserved-function",
        "id-reserved-value",
        "id-reserved-row-as-a-column",
        "missing-columns",
        "missing-options",
        "missing-options-in-an-empty-list",
        "missing-options-of-a-column",
        "rule-ask-of-two-lines",
        "rule-blank-ask",
        "rule-columns-of-a-list",
        "rule-language-of-a-text",
        "rule-metadata-with-a-blank",
        "rule-options-of-a-bool",
        "rule-text-format-of-a-url",
        "rule-unit-of-a-column",
        "section-level-seven",
        "section-level-zero",
    ],
)
def test_what_a_pattern_or_a_range_refuses_an_editor_underlines(name: str) -> None:
    """Ids, versions, levels, reserved words, and keys that do not suit a type."""
    assert list(VALIDATOR.iter_errors(as_json(parsed(FOLDER / f"{name}.toml"))))
