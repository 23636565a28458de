"""From the tables of a TOML file to the classes of the model, with every slip in words.

`msgspec` stops at the first thing that does not fit, so a bank that does not fit as a whole is
decoded again key by key: its author sees all slips at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from cardtui.bank.meant import meant_key, meant_value
from cardtui.bank.model import (
    FORMAT,
    BankFile,
    BankTest,
    Check,
    Column,
    Example,
    Migration,
    Option,
    Output,
    Question,
    Section,
    Table,
)
from cardtui.bank.problems import Problems
from cardtui.errors import BankError, Problem
from cardtui.files.reading import TextFile
from cardtui.text.words import join_words, nearest

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_INDEX = re.compile(r"\[(?P<index>\d+)\]")
_WRONG_CHOICE = re.compile(r"Invalid enum value (?P<shown>.*)", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<found>[^`]*)`")
_TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
    "datetime": "a date and time",
    "date": "a date",
    "time": "a time",
}
_HEADERS: dict[str, tuple[type[Table], str]] = {
    "section": (Section, "[[section]]"),
    "question": (Question, "[[section.question]]"),
    "column": (Column, "[[section.question.column]]"),
    "test": (BankTest, "[[test]]"),
    "migration": (Migration, "[[migration]]"),
}
"""Keys that hold tables with a header of their own."""
_LISTS: dict[str, type[Table]] = {"options": Option, "check": Check, "examples": Example}
"""Keys that hold a list of tables."""
_SHORT_FORMS = frozenset({"options", "examples"})
"""Lists in which a text may stand for a table."""

_SCALARS = frozenset({"int", "float", "bool", "date", "datetime", "time"})
_WAYS_TO_WRITE = {
    "output": 'write { as = "item" }',
    "options": 'write ["a", "b"]',
    "check": 'write [{ that = "...", message = "..." }]',
    "when": "write an expression in quotes, or a table { id = value }",
    "allow": 'write ["unknown"], or [] for neither',
    "extends": 'write ["other-bank>=1,<2"]',
    "hide": 'write { question_id = "the reason" }',
    "override": "write [override.ID], and below it the keys that change",
}


def refuse_other_formats(tables: dict[str, Any], file: TextFile, problems: Problems) -> None:
    """Raise `BankError` where a file holds something else than a bank of this format."""
    found = tables.get("format")
    is_card = "answers" in tables or isinstance(tables.get("bank"), dict)
    if "section" not in tables and (found is None or is_card):
        what = "this is a card, not a bank" if is_card else "this is not a bank"
        raise BankError(Problem(what, "a bank has `format = 1` and `[[section]]`", file.path))
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        message = f"this bank has format {found}, this version of cardtui reads format {FORMAT}"
        problems.add(("format",), message, "update cardtui")
        problems.raise_if_any()


def decode_bank(tables: dict[str, Any], problems: Problems) -> BankFile | None:
    """The bank that a file holds; None, and everything that is wrong in `problems`, if it is not one."""
    try:
        return msgspec.convert(tables, BankFile)
    except (msgspec.ValidationError, OverflowError):
        _check_table(_with_titles_of_others(tables), BankFile, (), problems)
        return None


def _with_titles_of_others(tables: dict[str, Any]) -> dict[str, Any]:
    """A bank that means to extend others, and says it wrong, would have its titles from them."""
    strays = (key for key in tables if key not in _fields_of(BankFile))
    is_said = isinstance(tables.get("extends", []), list)
    if is_said and all(nearest(key, ["extends"]) is None for key in strays):
        return tables
    titled = {"title": "", **tables}
    if isinstance(sections := tables.get("section"), list):
        titled["section"] = [
            {"title": "", **each} if isinstance(each, dict) else each for each in sections
        ]
    return titled


def _check_table(
    table: dict[str, Any], table_type: type[Table], path: KeyPath, problems: Problems
) -> None:
    """Report every key of a table that is missing, unknown, or holds what it cannot."""
    fields = _fields_of(table_type)
    for key, field in fields.items():
        if field.required and key not in table:
            problems.add(path, f"`{key}` is missing", "add it")
    for key, value in table.items():
        here = (*path, key)
        if key not in fields:
            remedy = meant_key(key, table_type, list(fields))
            problems.add(here, f"there is no key `{key}` here", remedy)
        elif key in _HEADERS:
            _check_headed(key, value, here, problems)
        elif key in _LISTS and isinstance(value, list):
            _check_list(key, value, here, problems)
        elif key == "output" and isinstance(value, dict):
            _check_table(value, Output, here, problems)
        else:
            check_value(value, fields[key].type, here, problems)


@cache
def _fields_of(table_type: type[Table]) -> Mapping[str, msgspec.structs.FieldInfo]:
    """The keys of a table. A bank that is wrong may have thousands of tables of one type."""
    return {field.encode_name: field for field in msgspec.structs.fields(table_type)}


def _check_headed(key: str, value: object, path: KeyPath, problems: Problems) -> None:
    table_type, header = _HEADERS[key]
    if not isinstance(value, list):
        problems.add(path, f"expected `{header}`", "use double brackets")
        return
    for i, item in enumerate(value):
        if isinstance(item, dict):
            _check_table(item, table_type, (*path, i), problems)
        else:
            problems.add((*path, i), f"`{key}`: expected a table", f"write `{header}`")


def _check_list(key: str, items: list[object], path: KeyPath, problems: Problems) -> None:
    for i, item in enumerate(items):
        if isinstance(item, dict):
            _check_table(item, _LISTS[key], (*path, i), problems)
        elif key not in _SHORT_FORMS or not isinstance(item, str):
            wanted = str | dict if key in _SHORT_FORMS else dict
            check_value(item, wanted, (*path, i), problems)


def check_value(value: object, value_type: Any, path: KeyPath, problems: Problems) -> None:
    """Report a value that its key, the last name of `path`, cannot hold."""
    try:
        msgspec.convert(value, value_type)
    except OverflowError:
        problems.add(path, f"the number of `{_name(path)}` is too large", "use a smaller one")
    except msgspec.ValidationError as error:
        said = _PLACE.sub("", str(error))
        found = _PLACE.search(str(error))
        inner = tuple(
            int(step["index"]) for step in _INDEX.finditer(found["path"] if found else "")
        )
        message, remedy = _in_words(said, value_type, (*path, *inner), value)
        problems.add((*path, *inner), message, remedy)


def _name(path: KeyPath) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _in_words(said: str, value_type: Any, path: KeyPath, value: object) -> tuple[str, str]:
    """What msgspec says of a value, in the words of this format, and what to do."""
    name = _name(path)
    if found := _WRONG_CHOICE.fullmatch(said):
        shown = found["shown"].strip("'")
        choices = _literals(msgspec.inspect.type_info(value_type))
        return f"`{name}` cannot be `{shown}`", meant_value(shown, choices)
    if found := _WRONG_TYPE.fullmatch(said):
        wanted = [kind for kind in found["wanted"].split(" | ") if kind != "null"]
        got = found["found"]
        words = join_words((_TYPES[kind] for kind in wanted), "or")
        message = f"`{name}`: expected {words}, found {_TYPES[got]}"
        return message, _remedy(name, wanted, got, value)
    return f"`{name}`: {said[:1].lower()}{said[1:]}", ""


def _remedy(name: str, wanted: list[str], found: str, value: object) -> str:
    """How to write what is wanted instead of what was found."""
    if name == "options" and found in _SCALARS:
        return f'write {{ id = "...", label = "{value}" }}'
    if name in _WAYS_TO_WRITE:
        return _WAYS_TO_WRITE[name]
    if name in ("rename", "values") and found == "object":
        return 'put a name with a dot in quotes: "table.column"'
    if wanted == ["array"]:
        return "put it in square brackets"
    if "str" in wanted and found in _SCALARS:
        return "put it in quotes"
    if wanted == ["str"] and found == "array":
        return 'write one text; """ stands around one of several lines'
    if wanted == ["int"] and isinstance(value, float) and value.is_integer():
        return f"write {int(value)}"
    if wanted == ["bool"] and str(value).lower() in ("true", "false"):
        return f"write {str(value).lower()}, without quotes"
    if wanted == ["int"] and str(value).isdecimal():
        return "write it without quotes"
    return ""


def _literals(info: Any) -> list[str]:
    """The values that a key with a fixed set of values can have."""
    if isinstance(info, msgspec.inspect.LiteralType):
        return [str(value) for value in info.values]
    if isinstance(info, msgspec.inspect.UnionType):
        return [value for each in info.types for value in _literals(each)]
    if isinstance(info, msgspec.inspect.VarTupleType):
        return _literals(info.item_type)
    return []
