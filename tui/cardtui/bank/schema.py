"""The JSON Schema of the bank format, made of the model: what an editor completes and checks.

msgspec turns the classes into a schema with their docstrings; the docstrings under the fields are
read from the source of the model, and what one key says about another is added here. Every bank
that loads is valid by it. What it cannot state (names, conditions, cycles) is found by `load`.
"""

from __future__ import annotations

from cardtui.bank import model
from cardtui.bank.model import FIXED, KEY_OF_TYPE, TYPES_OF_KEY, BankFile
from cardtui.files.json_schema import Schema, described_schema


def bank_schema() -> Schema:
    """The schema of a bank file."""
    schema = described_schema(BankFile, model, "A bank of questions")
    tables = {name: _finished(table) for name, table in schema["$defs"].items()}
    tables["Override"] = _override(tables)
    return {**schema, "$defs": {**tables, **_extending(tables)}}


def bank_schema_text() -> str:
    """The schema as the file that ships."""
    import json

    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


def _override(tables: dict[str, Schema]) -> Schema:
    """The schema of `[override.ID]`: any key of a question or a section, and none that must be."""
    keys = {**tables["Section"]["properties"], **tables["Question"]["properties"]}
    changed = {key: schema for key, schema in keys.items() if key not in FIXED}
    without = {
        "description": "Keys that are taken away, as if they had never been there.",
        "type": "array",
        "items": {"enum": sorted(changed)},
    }
    return {
        "description": "What changes in a question or section of an extended bank.",
        "type": "object",
        "properties": {**changed, "without": without},
        "additionalProperties": False,
    }


def _extending(tables: dict[str, Schema]) -> dict[str, Schema]:
    """The tables that read differently where a bank extends another.

    There a section may be one that is known already, so that it needs no title.
    """
    bank, section = tables["BankFile"], tables["Section"]
    keys = bank["properties"]
    override = {**keys["override"], "additionalProperties": {"$ref": "#/$defs/Override"}}
    stands_alone = {"not": {"required": ["extends"], "properties": {"extends": {"minItems": 1}}}}
    titled = {"properties": {"section": {"items": {"required": ["title"]}}}}
    return {
        "BankFile": {
            **bank,
            "properties": {**keys, "override": override},
            "allOf": [{"if": stands_alone, "then": titled}],
        },
        "Section": {**section, "required": [k for k in section["required"] if k != "title"]},
    }


def _finished(table: Schema) -> Schema:
    """The schema of one table, with what msgspec does not know of its keys."""
    keys = {key: _without_null(schema) for key, schema in table["properties"].items()}
    return {**table, "properties": keys, **_about_types(keys)}


def _without_null(schema: Schema) -> Schema:
    """The schema of a key: TOML has no null, so what may be left out is left out."""
    kept = {part: value for part, value in schema.items() if (part, value) != ("default", None)}
    choices = [choice for choice in kept.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) > 1:
        kept["anyOf"] = choices
    return {**kept, **choices[0]} if len(choices) == 1 else kept


def _about_types(keys: dict[str, Schema]) -> Schema:
    """Which keys suit which types, for a table that has a type."""
    if "type" not in keys:
        return {}
    types = keys["type"]["enum"]
    suits = [
        {
            "if": {"required": [key], "properties": {key: {"not": {"const": _empty(keys[key])}}}},
            "then": {"properties": {"type": {"enum": [t for t in types if t in suited]}}},
        }
        for key, suited in TYPES_OF_KEY.items()
        if key in keys
    ]
    needs = [
        {
            "if": {"properties": {"type": {"const": type_}}},
            "then": {"required": [key], "properties": {key: {"minItems": 1}}},
        }
        for type_, key in KEY_OF_TYPE.items()
        if type_ in types
    ]
    return {"allOf": [*suits, *needs]}


def _empty(schema: Schema) -> object:
    """What a key holds that says nothing."""
    return schema.get("default", "")
