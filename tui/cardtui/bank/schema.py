"""The JSON Schema of the bank format, made of the model: what an editor completes and checks.

msgspec turns the classes into a schema with their docstrings; the docstrings under the fields are
read from the source of the model, and what one key says about another is added here. Every bank
that loads is valid by it. What it cannot state (names, conditions, cycles) is found by `load`.
"""

from __future__ import annotations

import ast
import inspect
from typing import Any

import msgspec

from cardtui.bank import model
from cardtui.bank.model import KEY_OF_TYPE, TYPES_OF_KEY, BankFile

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def bank_schema() -> Schema:
    """The schema of a bank file."""
    (root,), tables = msgspec.json.schema_components([BankFile], ref_template="#/$defs/{name}")
    described = _descriptions()
    finished = {name: _finished(name, table, described) for name, table in tables.items()}
    return {"$schema": DIALECT, "title": "A bank of questions", **root, "$defs": finished}


def bank_schema_text() -> str:
    """The schema as the file that ships."""
    import json

    return json.dumps(bank_schema(), indent=2, ensure_ascii=False) + "\n"


def _finished(name: str, table: Schema, described: dict[tuple[str, str], str]) -> Schema:
    """The schema of one table, with what msgspec does not know of its keys."""
    keys = {
        key: {"description": described[name, key], **_without_null(schema)}
        for key, schema in table["properties"].items()
    }
    # The name of a class says nothing to someone who writes a bank.
    finished = {part: schema for part, schema in table.items() if part != "title"}
    return {**finished, "properties": keys, **_about_types(keys)}


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


def _descriptions() -> dict[tuple[str, str], str]:
    """The docstrings under the fields of the model, by table and key, inherited ones too."""
    source = ast.parse(inspect.getsource(model))
    classes = {part.name: part for part in source.body if isinstance(part, ast.ClassDef)}
    found = {}
    for name in classes:
        own: dict[str, str] = {}
        for base in reversed(getattr(model, name).__mro__):
            own |= _docstrings(classes[base.__name__]) if base.__name__ in classes else {}
        for field in msgspec.structs.fields(getattr(model, name)):
            found[name, field.encode_name] = own[field.name]
    return found


def _docstrings(table: ast.ClassDef) -> dict[str, str]:
    """The text that stands under each field of a class that has one."""
    found = {}
    for field, below in zip(table.body, table.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text)
    return found
