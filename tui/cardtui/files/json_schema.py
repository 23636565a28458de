"""The JSON Schema of a format, made of the classes that are its model.

msgspec turns the classes into a schema with their docstrings; the docstrings under the fields are
read from the source of their module.
"""

from __future__ import annotations

import ast
import inspect
from types import ModuleType
from typing import Any

import msgspec

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def described_schema(root: type, model: ModuleType, title: str) -> Schema:
    """The schema of `root`, whose classes stand in `model`; each key has its description."""
    (top,), tables = msgspec.json.schema_components([root], ref_template="#/$defs/{name}")
    described = _descriptions(model)
    finished = {name: _described(name, table, described) for name, table in tables.items()}
    return {"$schema": DIALECT, "title": title, **top, "$defs": finished}


def _described(name: str, table: Schema, described: dict[tuple[str, str], str]) -> Schema:
    if "properties" not in table:
        return table
    keys = {
        key: {"description": described[name, key], **schema} if (name, key) in described else schema
        for key, schema in table["properties"].items()
    }
    # The name of a class says nothing to someone who reads or writes the format.
    finished = {part: schema for part, schema in table.items() if part != "title"}
    return {**finished, "properties": keys}


def _descriptions(model: ModuleType) -> dict[tuple[str, str], str]:
    """The docstrings under the fields of a model, by table and key, inherited ones too."""
    source = ast.parse(inspect.getsource(model))
    classes = {part.name: part for part in source.body if isinstance(part, ast.ClassDef)}
    found = {}
    for name in classes:
        own: dict[str, str] = {}
        for base in reversed(getattr(model, name).__mro__):
            own |= _docstrings(classes[base.__name__]) if base.__name__ in classes else {}
        for field in msgspec.structs.fields(getattr(model, name)):
            if field.name in own:
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
