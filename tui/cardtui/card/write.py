"""From a card to the text of its file, leaving everything else in the text as it was.

An answer that changed is edited in its own span of lines with tomlkit, so comments and unknown
keys in it stay; a new one gets a span in the order of the bank. What was written is read back and
compared before anyone relies on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from cardtui.card.decode import ABSENT, ROW_NUMBER, decode_card
from cardtui.card.model import FORMAT, Answer, BankReference, Card, Row
from cardtui.card.same import canonical
from cardtui.card.spans import TABLES, Span, SpanKey, comments_in, split_spans
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
            if _same(decode_card(parse_toml(read_back), read_back), after):
                return written
        except (CardtuiError, ValueError, TypeError, KeyError, AttributeError):
            # tomlkit could not edit what tomli could read: the next way may.
            continue
    message = "this card cannot be written without losing something in it"
    raise CardError(Problem(message, "undo the last change by hand, and report it", old.path))


def _changed_entries(before: Card | None, after: Card) -> dict[SpanKey, Entry]:
    old = _entries_of(before) if before else {}
    new = _entries_of(after)
    changed: dict[SpanKey, Entry] = {key: None for key in old if key not in new}
    changed |= {key: entry for key, entry in new.items() if old.get(key) is not entry}
    return changed


def _entries_of(card: Card) -> dict[SpanKey, Entry]:
    answers, conflicts = TABLES
    entries: dict[SpanKey, Entry] = {(answers, name): a for name, a in card.answers.items()}
    return entries | {
        (conflicts, name): other or "absent" for name, other in card.conflicts.items()
    }


def _same(written: Card, meant: Card) -> bool:
    return (
        written.id == meant.id
        and written.bank == meant.bank
        and _canonical_entries(written) == _canonical_entries(meant)
    )


def _canonical_entries(card: Card) -> dict[SpanKey, str]:
    """All that says something; an empty answer may stay for the comments in its table."""
    entries = {
        key: canonical(entry) if isinstance(entry, Answer) else str(entry)
        for key, entry in _entries_of(card).items()
    }
    return {key: said for key, said in entries.items() if said != canonical(Answer())}


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
    text: str, bank: BankReference | None, changed: Mapping[SpanKey, Entry], order: Sequence[str]
) -> str:
    rank = {name: place for place, name in enumerate(order)}
    spans = split_spans(text)
    if bank is not None:
        spans[0] = Span(spans[0].key, _with_bank(spans[0].text, bank))
    inserted = set()
    for key, entry in changed.items():
        at = next((i for i, span in enumerate(spans) if span.key == key), None)
        if at is not None:
            spans[at] = Span(key, _edited(spans[at].text, key, entry))
        elif entry is not None:
            spans.insert(_place(spans, rank, key), Span(key, _edited("", key, entry)))
            inserted.add(key)
    return _joined(spans, inserted)


def _with_bank(head: str, bank: BankReference) -> str:
    import tomlkit

    document = tomlkit.parse(head)
    _put_bank(document, bank)
    return document.as_string()


def _edited(text: str, key: SpanKey, entry: Entry) -> str:
    import tomlkit

    if entry is None:
        text = text.replace(_CONFLICT_NOTE, "")
    document = tomlkit.parse(text)
    _put(document, key, entry)
    table, name = key
    if entry is None and "#" not in text and not document[table].get(name):
        return ""
    edited = document.as_string()
    # With a row or a key tomlkit takes away the comments beside it.
    lost = [comment for comment in comments_in(text) if comment not in edited]
    return "".join([edited, *(f"{comment}\n" for comment in lost)])


def _place(spans: Sequence[Span], rank: Mapping[str, int], key: SpanKey) -> int:
    """Behind the last span that comes before `key` in the bank; a conflict behind its answer."""
    beside = [i for i, span in enumerate(spans) if span.key and span.key[1] == key[1]]
    if beside and key[0] == TABLES[-1]:
        return beside[-1] + 1
    mine = _rank(rank, key)
    place = 0
    for i, span in enumerate(spans):
        if span.key is None or _rank(rank, span.key) <= mine:
            if span.key is None and place and place < i:
                continue
            place = i + 1
    return place


def _rank(rank: Mapping[str, int], key: SpanKey) -> tuple[int, int]:
    return rank.get(key[1], len(rank)), TABLES.index(key[0])


def _joined(spans: Sequence[Span], inserted: set[SpanKey]) -> str:
    """The spans one behind the other, new ones apart from their neighbours by a blank line."""
    text = ""
    before = None
    for span in spans:
        if not span.text:
            continue
        if text and not text.endswith("\n"):
            text += "\n"
        is_beside_new = span.key in inserted or before in inserted
        if text and is_beside_new and not text.endswith("\n\n"):
            text += "\n"
        text += span.text
        before = span.key
    return text if text.endswith("\n") else text + "\n"


# By the whole document, where answers are not written as tables of their own


def _edit_document(
    text: str, bank: BankReference | None, changed: Mapping[SpanKey, Entry], order: Sequence[str]
) -> str:
    import tomlkit

    rank = {name: place for place, name in enumerate(order)}
    document = tomlkit.parse(text)
    if bank is not None:
        _put_bank(document, bank)
    for key in sorted(changed, key=lambda key: _rank(rank, key)):
        _put(document, key, changed[key])
    return document.as_string()


# The bank and one answer


def _put_bank(document: Any, bank: BankReference) -> None:
    for part, value in {"id": bank.id, "version": bank.version, "sha256": bank.sha256}.items():
        _set(document["bank"], part, value or None)


def _put(document: Any, key: SpanKey, entry: Entry) -> None:
    """Set or take away one answer in a tomlkit document."""
    import tomlkit
    from tomlkit.items import InlineTable

    outer, name = key
    if outer not in document:
        document[outer] = tomlkit.table(is_super_table=True)
    tables = document[outer]
    if name not in tables:
        is_inline = isinstance(tables, InlineTable)
        tables[name] = tomlkit.inline_table() if is_inline else tomlkit.table()
        if outer == TABLES[-1] and not is_inline:
            tables[name].comment(_CONFLICT_NOTE)
    table = tables[name]
    # What is not ours, a comment or a key of another program, stays where an answer goes.
    answer = entry if isinstance(entry, Answer) else Answer()
    for part, value in _keys(answer).items():
        _set(table, part, value)
    if outer == TABLES[-1]:
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
