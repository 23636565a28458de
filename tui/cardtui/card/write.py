"""From a card to the text of its file, leaving everything else in the text as it was.

An answer that changed is edited in its own span of lines with tomlkit, so comments and unknown
keys in it stay; a new one gets a span in the order of the bank. What was written is read back and
compared before anyone relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from cardtui.card.decode import ABSENT, ROW_NUMBER, decode_card
from cardtui.card.model import FORMAT, Answer, BankReference, Card, Place, Row
from cardtui.card.same import same_answer, same_card
from cardtui.card.spans import CONFLICTS, TABLES_OF_ANSWERS, Span, comments_in, split_spans
from cardtui.errors import CardError, CardtuiError, Problem
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml

if TYPE_CHECKING:
    from tomlkit.items import Item, Table

_STRING_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\r": "\\r", "\x7f": "\\u007f"}
_CONTROLS = {chr(code): f"\\u{code:04x}" for code in range(32) if chr(code) not in "\n\t\b\f\r"}
_ESCAPES = str.maketrans({**_CONTROLS, **_STRING_ESCAPES})
_CONFLICT_NOTE = "# theirs: the other version of this answer, until one is chosen"

Entry = Answer | Literal["absent"] | None
"""What is to stand in a span: an answer, that the other side has none, or nothing."""


def card_text(old: TextFile, before: Card | None, after: Card, order: Sequence[str]) -> str:
    """The text of `after`, given the file that holds `before`; `order` is that of the bank.

    The text has LF line ends and no byte order mark. Raises `CardError` where it could not be
    written without losing something.
    """
    changed = _changed_entries(before, after)
    bank = after.bank if before and before.bank != after.bank else None
    text = old.content if before else _new_head(after)
    for edit in (_edit_spans, _edit_document):
        try:
            written = edit(text, bank, changed, order)
            read_back = TextFile(old.path, written)
            if same_card(decode_card(parse_toml(read_back), read_back), after):
                return written
        except (CardtuiError, ValueError, TypeError, KeyError, AttributeError):
            # tomlkit could not edit what tomli could read: the next way may.
            continue
    message = "this card cannot be written without losing something in it"
    raise CardError(Problem(message, "undo the last change by hand, and report it", old.path))


def _changed_entries(before: Card | None, after: Card) -> dict[Place, Entry]:
    old = _by_place(before) if before else {}
    new = _by_place(after)
    changed: dict[Place, Entry] = {place: None for place in old if place not in new}
    changed |= {place: entry for place, entry in new.items() if _differ(old.get(place), entry)}
    return changed


def _differ(old: Entry, new: Entry) -> bool:
    if isinstance(old, Answer) and isinstance(new, Answer):
        return not same_answer(old, new)
    return old != new


def _by_place(card: Card) -> dict[Place, Entry]:
    entries: dict[Place, Entry] = {("answers", name): a for name, a in card.answers.items()}
    for name, other in card.conflicts.items():
        entries[CONFLICTS, name] = other or "absent"
    return entries


def _new_head(card: Card) -> str:
    bank = _bank_entry(card.bank)
    return f'format = {FORMAT}\nid = "{card.id}"\nbank = {bank}\n'


def _bank_entry(bank: BankReference) -> str:
    import tomlkit

    entry = tomlkit.inline_table()
    entry.update({"id": bank.id, "version": bank.version, "sha256": bank.sha256})
    return entry.as_string()


# By spans


def _edit_spans(
    text: str, bank: BankReference | None, changed: Mapping[Place, Entry], order: Sequence[str]
) -> str:
    rank = {name: place for place, name in enumerate(order)}
    spans = split_spans(text)
    if bank is not None:
        spans[0] = Span(spans[0].place, _with_reference(spans[0].text, bank))
    inserted = set()
    for place, entry in changed.items():
        at = next((i for i, span in enumerate(spans) if span.place == place), None)
        if at is not None:
            spans[at] = Span(place, _edited(spans[at].text, place, entry))
        elif entry is not None:
            spans.insert(index_for(spans, rank, place), Span(place, _edited("", place, entry)))
            inserted.add(place)
    return joined(spans, inserted)


def _with_reference(head: str, bank: BankReference) -> str:
    import tomlkit

    document = tomlkit.parse(head)
    _put_reference(document, bank)
    return document.as_string()


def _edited(text: str, place: Place, entry: Entry) -> str:
    import tomlkit

    if entry is None:
        text = text.replace(_CONFLICT_NOTE, "")
    document = tomlkit.parse(text)
    _put(document, place, entry)
    table, name = place
    if entry is None and "#" not in text and not document[table].get(name):
        return ""
    edited = document.as_string()
    # With a row or a key tomlkit takes away the comments beside it.
    lost = [comment for comment in comments_in(text) if comment not in edited]
    return "".join([edited, *(f"{comment}\n" for comment in lost)])


def index_for(spans: Sequence[Span], rank: Mapping[str, int], place: Place) -> int:
    """Behind the last span that comes before `place` in the bank; a conflict behind its answer."""
    beside = [i for i, span in enumerate(spans) if span.place and span.place[1] == place[1]]
    if beside and place[0] == CONFLICTS:
        return beside[-1] + 1
    mine = _rank(rank, place)
    index = 0
    for i, span in enumerate(spans):
        if span.place is None or _rank(rank, span.place) <= mine:
            if span.place is None and index and index < i:
                continue
            index = i + 1
    return index


def _rank(rank: Mapping[str, int], place: Place) -> tuple[int, int]:
    return rank.get(place[1], len(rank)), TABLES_OF_ANSWERS.index(place[0])


def joined(spans: Sequence[Span], inserted: set[Place]) -> str:
    """The spans one behind the other, new ones apart from their neighbours by a blank line."""
    text = ""
    before = None
    for span in spans:
        if not span.text:
            continue
        if text and not text.endswith("\n"):
            text += "\n"
        is_beside_new = span.place in inserted or before in inserted
        if text and is_beside_new and not text.endswith("\n\n"):
            text += "\n"
        text += span.text
        before = span.place
    return text if text.endswith("\n") else text + "\n"


# By the whole document, where answers are not written as tables of their own


def _edit_document(
    text: str, bank: BankReference | None, changed: Mapping[Place, Entry], order: Sequence[str]
) -> str:
    import tomlkit

    rank = {name: place for place, name in enumerate(order)}
    document = tomlkit.parse(text)
    if bank is not None:
        _put_reference(document, bank)
    for place in sorted(changed, key=lambda place: _rank(rank, place)):
        _put(document, place, changed[place])
    return document.as_string()


# The bank and one answer


def _put_reference(document: Any, bank: BankReference) -> None:
    for part, value in {"id": bank.id, "version": bank.version, "sha256": bank.sha256}.items():
        _set(document["bank"], part, value or None)


def _put(document: Any, place: Place, entry: Entry) -> None:
    """Set or take away one answer in a tomlkit document."""
    import tomlkit
    from tomlkit.items import InlineTable

    outer, name = place
    if outer not in document:
        document[outer] = tomlkit.table(is_super_table=True)
    tables = document[outer]
    if name not in tables:
        is_inline = isinstance(tables, InlineTable)
        tables[name] = tomlkit.inline_table() if is_inline else tomlkit.table()
        if outer == CONFLICTS and not is_inline:
            tables[name].comment(_CONFLICT_NOTE)
    table = tables[name]
    # What is not ours, a comment or a key of another program, stays where an answer goes.
    answer = entry if isinstance(entry, Answer) else Answer()
    for part, value in _keys(answer).items():
        _set(table, part, value)
    if outer == CONFLICTS:
        _set(table, ABSENT, True if entry == ABSENT else None)
    _put_rows(table, answer.rows)
    if not table and isinstance(table, InlineTable):
        del tables[name]


def _keys(answer: Answer) -> dict[str, object]:
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
    numbers = [row.get(ROW_NUMBER) for row in stored] if stored is not None else []
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
        _put_cells(stored[i], row)


def _put_cells(stored: Any, row: Row) -> None:
    for key in [key for key in stored if key != ROW_NUMBER and key not in row.cells]:
        del stored[key]
    for key, cell in {ROW_NUMBER: row.number, **row.cells}.items():
        _set(stored, key, cell)
