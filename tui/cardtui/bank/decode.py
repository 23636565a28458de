"""From the tables of a TOML file to the classes of the model, with every slip in words.

`msgspec` stops at the first thing that does not fit, so a bank that does not fit as a whole is
decoded again piece by piece: its author sees all slips at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from cardtui.bank.model import (
    BankFile,
    BankTest,
    Check,
    Column,
    Example,
    Header,
    Migration,
    Option,
    Output,
    Question,
    Section,
    Table,
)
from cardtui.bank.problems import Problems
from cardtui.errors import Problem
from cardtui.text.words import join_words, nearest

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<key>[^.\[]+)|\[(?P<index>\d+)\]")
_UNKNOWN_KEY = re.compile(r"Object contains unknown field `(?P<key>.*)`", re.DOTALL)
_MISSING_KEY = re.compile(r"Object missing required field `(?P<key>.*)`")
_WRONG_CHOICE = re.compile(r"Invalid enum value (?P<shown>.*)", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<found>[^`]*)`")
_TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
    "null": "nothing",
    "datetime": "a date and time",
    "date": "a date",
    "time": "a time",
}
_TABLES: dict[str, type[Table]] = {
    "section": Section,
    "question": Question,
    "column": Column,
    "options": Option,
    "check": Check,
    "examples": Example,
    "output": Output,
    "test": BankTest,
    "migration": Migration,
}


def decode_bank(tables: dict[str, Any], problems: Problems) -> BankFile | None:
    """The bank that a file holds; None, and everything that is wrong in `problems`, if it is not one."""
    try:
        return msgspec.convert(tables, BankFile)
    except (msgspec.ValidationError, OverflowError):
        _decode_piece_by_piece(tables, problems)
        return None


def _decode_piece_by_piece(tables: dict[str, Any], problems: Problems) -> None:
    whole = {key: value for key, value in tables.items() if key not in _arrays_of(BankFile)}
    for key, piece_type in (("section", Section), ("test", BankTest), ("migration", Migration)):
        pieces = tables.get(key, [])
        if not isinstance(pieces, list):
            problems.add((key,), f"expected `[[{key}]]`", "use double brackets")
            continue
        for i, piece in enumerate(pieces):
            if piece_type is Section and isinstance(piece, dict):
                _decode_section(piece, (key, i), problems)
            else:
                _decode(piece, piece_type, (key, i), problems)
    _decode(whole, Header, (), problems)


def _arrays_of(table: type[Table]) -> set[str]:
    return {"section", "test", "migration"} if table is BankFile else {"question"}


def _decode_section(piece: dict[str, Any], path: KeyPath, problems: Problems) -> None:
    shallow = {key: value for key, value in piece.items() if key not in _arrays_of(Section)}
    _decode(shallow, Section, path, problems)
    questions = piece.get("question", [])
    if not isinstance(questions, list):
        problems.add((*path, "question"), "expected `[[section.question]]`", "use double brackets")
        return
    for i, question in enumerate(questions):
        _decode(question, Question, (*path, "question", i), problems)


def _decode(piece: object, piece_type: type[Table], path: KeyPath, problems: Problems) -> None:
    try:
        msgspec.convert(piece, piece_type)
    except msgspec.ValidationError as error:
        said = _PLACE.sub("", str(error))
        found = _PLACE.search(str(error))
        inner = _steps(found["path"]) if found else ()
        key, problem = _in_words(said, piece_type, (*path, *inner), inner)
        problems.add(key, problem.message, problem.remedy)
    except OverflowError:
        problems.add(path, "a number here is too large", "use a smaller one")


def _steps(path: str) -> KeyPath:
    # msgspec does not say which key of a table of any keys it is: `$.rename[...]`.
    found = _STEP.finditer(path.replace("[...]", ""))
    return tuple(int(step["index"]) if step["index"] else step["key"] for step in found)


def _in_words(
    said: str, outer: type[Table], path: KeyPath, inner: KeyPath
) -> tuple[KeyPath, Problem]:
    """The message of msgspec, and where it points, in the words of this format."""
    table = _table_at(outer, inner)
    keys = [field.encode_name for field in msgspec.structs.fields(table)]
    if found := _UNKNOWN_KEY.fullmatch(said):
        near = nearest(found["key"], keys)
        remedy = f"did you mean `{near}`?" if near else f"there are {join_words(keys)}"
        return (*path, found["key"]), Problem(f"there is no key `{found['key']}` here", remedy)
    if found := _MISSING_KEY.fullmatch(said):
        return path, Problem(f"`{found['key']}` is missing", "add it")
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "bank")
    if found := _WRONG_CHOICE.fullmatch(said):
        choices = _choices(table, name)
        shown = found["shown"].strip("'")
        near = nearest(shown, choices)
        remedy = f"did you mean `{near}`?" if near else f"there are {join_words(choices)}"
        return path, Problem(f"`{name}` cannot be `{shown}`", remedy)
    if found := _WRONG_TYPE.fullmatch(said):
        wanted = join_words((_TYPES.get(w, w) for w in _wanted(found["wanted"])), "or")
        got = _TYPES.get(found["found"], found["found"])
        is_dotted = table is Migration and found["found"] == "object"
        remedy = 'put a name with a dot in quotes: "table.column"' if is_dotted else ""
        return path, Problem(f"`{name}`: expected {wanted}, found {got}", remedy)
    return path, Problem(f"`{name}`: {said[:1].lower()}{said[1:]}")


def _wanted(types: str) -> list[str]:
    return [kind for kind in types.split(" | ") if kind != "null"]


def _table_at(outer: type[Table], inner: KeyPath) -> type[Table]:
    """The table that a message is about: the innermost one that the path goes into."""
    table = outer
    for step in inner:
        if isinstance(step, str) and step in _TABLES:
            table = _TABLES[step]
    return table


def _choices(table: type[Table], name: str) -> list[str]:
    """The values that a key with a fixed set of values can have."""
    for field in msgspec.structs.fields(table):
        if field.encode_name == name:
            return _literals(msgspec.inspect.type_info(field.type))
    return []


def _literals(info: Any) -> list[str]:
    if isinstance(info, msgspec.inspect.LiteralType):
        return [str(value) for value in info.values]
    if isinstance(info, msgspec.inspect.UnionType):
        return [value for each in info.types for value in _literals(each)]
    if isinstance(info, msgspec.inspect.VarTupleType):
        return _literals(info.item_type)
    return []
