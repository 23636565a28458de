"""From a card to the text of its file, leaving everything else in the text as it was.

Answers are edited with tomlkit, so comments and unknown keys in them stay. What was written is
read back and compared before anyone relies on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cardtui.card.decode import ROW_NUMBER, decode_card
from cardtui.card.model import FORMAT, Answer, BankReference, Card, Row
from cardtui.card.same import same_card
from cardtui.card.spans import comments_in
from cardtui.errors import CardError, CardtuiError, Problem
from cardtui.files.line_ends import usual_line_end, with_line_ends_of
from cardtui.files.reading import BOM, TextFile
from cardtui.files.toml import parse_toml

if TYPE_CHECKING:
    from tomlkit.items import Item, Table

_STRING_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\r": "\\r", "\x7f": "\\u007f"}
_CONTROLS = {chr(code): f"\\u{code:04x}" for code in range(32) if chr(code) not in "\n\t\b\f\r"}
_ESCAPES = str.maketrans({**_CONTROLS, **_STRING_ESCAPES})

UNEDITABLE = (CardtuiError, ValueError, TypeError, KeyError, AttributeError)
"""What is raised where tomlkit cannot edit what tomli could read, or what it wrote cannot be read."""


def card_text(old: TextFile, before: Card, after: Card, order: Sequence[str]) -> str:
    """The text of `after`, given the file that holds `before`; `order` is that of the bank.

    It edits the document as a whole, in any form that TOML has for a table, and takes its time:
    `card.layout` has the short way. Raises `CardError` where the card could not be written without
    losing something.
    """
    try:
        text = _edit_document(old.content, changed_answers(before, after), order)
        text = with_line_ends_of(old.unmarked, text, usual_line_end(old.text))
        text = f"{BOM}{text}" if old.text.startswith(BOM) else text
        written = TextFile(old.path, text)
        if same_card(decode_card(parse_toml(written), written), after):
            return text
    except UNEDITABLE:
        pass
    message = "this card cannot be written without losing something in it"
    raise CardError(Problem(message, "undo the last change by hand, and report it", old.path))


def changed_answers(before: Card, after: Card) -> dict[str, Answer | None]:
    """The answers that are not the same objects in both cards; None where one is gone."""
    old = before.answers
    changed: dict[str, Answer | None] = {name: None for name in old if name not in after.answers}
    changed |= {name: a for name, a in after.answers.items() if old.get(name) is not a}
    return changed


def new_head(card: Card) -> str:
    """What stands above all answers."""
    bank = _bank_entry(card.bank)
    return f'format = {FORMAT}\nid = "{card.id}"\nbank = {bank}\n'


def _bank_entry(bank: BankReference) -> str:
    import tomlkit

    entry = tomlkit.inline_table()
    entry.update({"id": bank.id, "version": bank.version, "sha256": bank.sha256})
    return entry.as_string()


def _edit_document(text: str, changed: Mapping[str, Answer | None], order: Sequence[str]) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    for name in sorted(
        changed, key=lambda name: order.index(name) if name in order else len(order)
    ):
        _put(document, name, changed[name])
    return document.as_string()


# One answer


def edited(text: str, name: str, answer: Answer | None) -> str:
    """The lines of one answer, with another answer in them, or none."""
    import tomlkit

    document = tomlkit.parse(text)
    _put(document, name, answer)
    if answer is None and "#" not in text and not document["answers"].get(name):
        return ""
    edited = document.as_string()
    # With a row or a key tomlkit takes away the comments beside it.
    lost = [comment for comment in comments_in(text) if comment not in edited]
    return "".join([edited, *(f"{comment}\n" for comment in lost)])


def _put(document: Any, name: str, answer: Answer | None) -> None:
    """Set or take away one answer in a tomlkit document."""
    import tomlkit
    from tomlkit.items import InlineTable

    if "answers" not in document:
        document["answers"] = tomlkit.table(is_super_table=True)
    answers = document["answers"]
    if name not in answers:
        is_inline = isinstance(answers, InlineTable)
        answers[name] = tomlkit.inline_table() if is_inline else tomlkit.table()
    table = answers[name]
    if answer is None:
        # What is not ours, a comment or a key of another program, stays.
        answer = Answer()
    for key, value in _entries(answer).items():
        _set(table, key, value)
    _put_rows(table, answer.rows)
    if not table and isinstance(table, InlineTable):
        del answers[name]


def _entries(answer: Answer) -> dict[str, object]:
    """The keys of an answer in the order of the file; None where a key is absent."""
    return {
        "value": answer.value,
        "status": answer.status,
        "reason": answer.reason or None,
        "specify": dict(answer.specify) or None,
        "asked": answer.asked or None,
        "last_row": answer.last_row or None,
    }


def _set(table: Table, key: str, value: object) -> None:
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
    numbers = [row.get(ROW_NUMBER) for row in stored] if stored is not None else []
    wanted = [row.number for row in rows]
    for i in reversed(range(len(numbers))):
        if numbers[i] not in wanted:
            del table["rows"][i]
    kept = [number for number in numbers if number in wanted]
    if kept != wanted[: len(kept)] or stored is None:
        table.pop("rows", None)
        stored = tomlkit.array() if isinstance(table, InlineTable) else tomlkit.aot()
        table["rows"] = stored
    is_inline = isinstance(stored, Array)
    for i, row in enumerate(rows):
        if i >= len(stored):
            stored.append(tomlkit.inline_table() if is_inline else tomlkit.table())
        _put_cells(stored[i], row)


def _put_cells(stored: Any, row: Row) -> None:
    for key in [key for key in stored if key != ROW_NUMBER and key not in row.cells]:
        del stored[key]
    for key, cell in {ROW_NUMBER: row.number, **row.cells}.items():
        _set(stored, key, cell)
