"""One answer as a table of a tomlkit document: set, or taken away, with all else in it left alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cardtui.card.decode import ABSENT, ROW_NUMBER
from cardtui.card.model import TAKEN_AWAY, Answer, Place, Row
from cardtui.card.spans import CONFLICTS

if TYPE_CHECKING:
    from tomlkit.items import Item

_STRING_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\r": "\\r", "\x7f": "\\u007f"}
_CONTROLS = {chr(code): f"\\u{code:04x}" for code in range(32) if chr(code) not in "\n\t\b\f\r"}
_ESCAPES = str.maketrans({**_CONTROLS, **_STRING_ESCAPES})
CONFLICT_NOTE = "# theirs: the other version of this answer, until one is chosen"


def put_answer(document: Any, place: Place, answer: Answer | None) -> None:
    """Set or take away one answer in a tomlkit document."""
    import tomlkit
    from tomlkit.items import InlineTable

    table_name, name = place
    answers = table_in(document, table_name)
    if name not in answers:
        is_inline = isinstance(answers, InlineTable)
        answers[name] = tomlkit.inline_table() if is_inline else tomlkit.table()
        if table_name == CONFLICTS and not is_inline:
            answers[name].comment(CONFLICT_NOTE)
    if answer is None:
        # What is not ours, a comment or a key of another program, stays.
        answer = Answer()
    entries = _entries(answer)
    table = _in_one_place(answers, name, {key for key in entries if entries[key] is None})
    if table_name == CONFLICTS:
        entries[ABSENT] = True if answer is TAKEN_AWAY else None
    _set_all(table, entries)
    _put_rows(table, answer.rows)
    if not table and isinstance(table, InlineTable):
        del answers[name]


def table_in(document: Any, table: str) -> Any:
    """A table of answers in a tomlkit document; a new one where there is none."""
    import tomlkit

    if table not in document:
        document[table] = tomlkit.table(is_super_table=True)
    return document[table]


def _in_one_place(answers: Any, name: str, gone: set[str]) -> Any:
    """The table of an answer; one written as `name.value = 1` is put together if keys must go.

    tomlkit loses count of the places of such a table with the first key that is taken out of it.
    """
    import tomlkit
    from tomlkit.container import OutOfOrderTableProxy

    table = answers[name]
    if not isinstance(table, OutOfOrderTableProxy) or gone.isdisjoint(table):
        return table
    stored = table.unwrap()
    del answers[name]
    answers[name] = tomlkit.inline_table()
    answers[name].update(stored)
    return answers[name]


def _entries(answer: Answer) -> dict[str, object]:
    """The keys of an answer in the order of the file; None where a key is absent."""
    return {
        "value": None if answer is TAKEN_AWAY else answer.value,
        "status": answer.status,
        "reason": answer.reason or None,
        "specify": dict(answer.specify) or None,
        "note": answer.note or None,
        "asked": answer.asked or None,
        "last_row": answer.last_row or None,
    }


def _set_all(table: Any, entries: Mapping[str, object]) -> None:
    """Set keys, or take away those without a value. A new key stands before those that follow it.

    So a file does not tell in which order its answers were given, or how often it was saved.
    """
    from tomlkit.items import AbstractTable

    # What tomlkit pieces together from several places has no order of its own.
    keys = list(entries) if isinstance(table, AbstractTable) else []
    for place, (key, value) in enumerate(entries.items(), 1):
        is_new = value is not None and key not in table
        later = [other for other in keys[place:] if other in table] if is_new else []
        items = {other: table.item(other) for other in later}
        for other in later:
            table.remove(other)
        set_key(table, key, value)
        for other, item in items.items():
            table.append(other, item)


def set_key(table: Any, key: str, value: object) -> None:
    """Set one key of a table of tomlkit, or take it away; one that says so already stays as it is."""
    if value is None:
        table.pop(key, None)
    elif key not in table or not _equal(table[key], value):
        table[key] = _item(value)


def _equal(item: object, value: object) -> bool:
    unwrap = getattr(item, "unwrap", None)
    plain = item if unwrap is None else unwrap()
    return type(plain) is type(value) and repr(plain) == repr(value)


def _item(value: object) -> Item:
    import tomlkit

    if isinstance(value, str) and "\n" in value:
        return _multiline(value)
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    return tomlkit.item(value)


def _multiline(text: str) -> Item:
    """A multi-line string that begins on a line of its own."""
    import tomlkit

    escaped = text.translate(_ESCAPES).replace('"""', '""\\"')
    # At the start of a line it would be read as a marker of git's.
    escaped = re.sub("^<{7}", r"\\u003c<<<<<<", escaped, flags=re.MULTILINE)
    if escaped.endswith('"') and not escaped.endswith('\\"'):
        escaped = escaped[:-1] + '\\"'
    item: Item = tomlkit.parse(f'value = """\n{escaped}"""\n')["value"]
    return item


def _put_rows(table: Any, rows: Sequence[Row]) -> None:
    """Rows that are there are edited in place, so that comments in them stay."""
    import tomlkit
    from tomlkit.items import Array, InlineTable

    if not rows:
        table.pop("rows", None)
        return
    stored: Any = table.get("rows")
    numbers = [row.get(ROW_NUMBER) for row in stored or ()]
    wanted = [row.number for row in rows]
    for i in reversed(range(len(numbers))):
        if numbers[i] not in wanted:
            del stored[i]
    kept = [number for number in numbers if number in wanted]
    if kept != wanted[: len(kept)] or stored is None:
        table.pop("rows", None)
        stored = tomlkit.array() if isinstance(table, InlineTable) else tomlkit.aot()
        table["rows"] = stored
    is_inline = isinstance(stored, Array)
    for i, row in enumerate(rows):
        if i >= len(stored):
            stored.append(tomlkit.inline_table() if is_inline else tomlkit.table())
            # tomlkit sets rows apart that are added at once, and not one that is added to others.
            stored[i].trivia.indent = stored[i].trivia.indent.lstrip("\n")
        _put_cells(stored[i], row)


def _put_cells(stored: Any, row: Row) -> None:
    for key in [key for key in stored if key != ROW_NUMBER and key not in row.cells]:
        del stored[key]
    _set_all(stored, {ROW_NUMBER: row.number, **row.cells})
