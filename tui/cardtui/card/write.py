"""From a card to the text of its file, leaving everything else in the text as it was.

An answer that changed is edited in its own span of lines with tomlkit, so comments and unknown
keys in it stay; a new one gets a span in the order of the bank. What was written is read back and
compared before anyone relies on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cardtui.card.decode import ROW_NUMBER, decode_card
from cardtui.card.model import FORMAT, Answer, BankReference, Card, Place, Row
from cardtui.card.spans import (
    TABLES_OF_ANSWERS,
    Span,
    comments_in,
    split_spans,
    with_headers,
)
from cardtui.errors import CardError, CardtuiError, Problem
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml

if TYPE_CHECKING:
    from tomlkit.items import Item, Table

_STRING_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\r": "\\r", "\x7f": "\\u007f"}
_CONTROLS = {chr(code): f"\\u{code:04x}" for code in range(32) if chr(code) not in "\n\t\b\f\r"}
_ESCAPES = str.maketrans({**_CONTROLS, **_STRING_ESCAPES})


@dataclass(frozen=True, slots=True)
class _Edit:
    """What is to be done to a file."""

    changed: Mapping[Place, Answer | None]
    """What the answers in these places are now; None where there is none any more."""
    moved: Mapping[Place, Place]
    """Where answers of the file stand now; their lines go with them, and may be changed too."""
    bank: BankReference | None
    """The bank that the card answers now, where that is another one."""
    ranks: Mapping[str, int]
    """The places of the questions in the bank."""

    def rank(self, place: Place) -> tuple[int, int, str]:
        """Sorts places: answers in the order of the bank, then other tables by name."""
        table, name = place
        known = self.ranks.get(name, len(self.ranks))
        return TABLES_OF_ANSWERS.index(table), known, "" if table == "answers" else name


def card_text(
    old: TextFile,
    before: Card | None,
    after: Card,
    order: Sequence[str],
    moved: Mapping[Place, Place] | None = None,
) -> str:
    """The text of `after`, given the file that holds `before`; `order` is that of the bank.

    Lines of answers that have `moved` go to their new places. The text has LF line ends and no
    byte order mark. Raises `CardError` where it could not be written without losing something.
    """
    moved = moved or {}
    bank = after.bank if before and before.bank != after.bank else None
    ranks = {name: rank for rank, name in enumerate(order)}
    todo = _Edit(_changed_answers(before, after, moved), moved, bank, ranks)
    text = old.content if before else _new_head(after)
    for edit in (_edit_spans, _edit_document):
        try:
            written = edit(text, todo)
            read_back = TextFile(old.path, written)
            if _same(decode_card(parse_toml(read_back), read_back), after):
                return written
        except (CardtuiError, ValueError, TypeError, KeyError, AttributeError):
            # tomlkit could not edit what tomli could read: the next way may.
            continue
    message = "this card cannot be written without losing something in it"
    raise CardError(Problem(message, "undo the last change by hand, and report it", old.path))


def _by_place(card: Card) -> dict[Place, Answer]:
    answers: dict[Place, Answer] = {("answers", name): a for name, a in card.answers.items()}
    return answers | {("retired", name): answer for name, answer in card.retired.items()}


def _changed_answers(
    before: Card | None, after: Card, moved: Mapping[Place, Place]
) -> dict[Place, Answer | None]:
    stored = _by_place(before) if before else {}
    old = {moved.get(place, place): answer for place, answer in stored.items()}
    now = _by_place(after)
    changed: dict[Place, Answer | None] = {place: None for place in old if place not in now}
    changed |= {place: answer for place, answer in now.items() if old.get(place) is not answer}
    return changed


def _same(written: Card, meant: Card) -> bool:
    return (
        written.id == meant.id
        and written.bank == meant.bank
        and _canonical_answers(written) == _canonical_answers(meant)
    )


def _canonical_answers(card: Card) -> dict[Place, str]:
    """All answers that say something; an empty one may stay for the comments in its table."""
    canonical = {place: _canonical(answer) for place, answer in _by_place(card).items()}
    return {place: said for place, said in canonical.items() if said != _canonical(Answer())}


def _canonical(answer: Answer) -> str:
    """Equal for equal answers, and unlike `==` it tells 1 from true, and NaN equals NaN."""
    rows = [(row.number, sorted(row.cells.items())) for row in answer.rows]
    last_row = max([answer.last_row, *(row.number for row in answer.rows)])
    kept = (
        answer.value,
        answer.status,
        answer.reason,
        sorted(answer.specify.items()),
        answer.asked,
    )
    return repr((kept, rows, last_row))


def _new_head(card: Card) -> str:
    bank = _bank_entry(card.bank)
    return f'format = {FORMAT}\nid = "{card.id}"\nbank = {bank}\n'


def _bank_entry(bank: BankReference) -> str:
    import tomlkit

    entry = tomlkit.inline_table()
    entry.update({"id": bank.id, "version": bank.version, "sha256": bank.sha256})
    return entry.as_string()


def _put_reference(document: Any, bank: BankReference) -> None:
    """Say which bank the card answers, in the way in which the file says it."""
    for key, value in {"id": bank.id, "version": bank.version, "sha256": bank.sha256}.items():
        _set(document["bank"], key, value or None)


# By spans


def _edit_spans(text: str, todo: _Edit) -> str:
    spans = split_spans(text)
    if todo.bank is not None:
        spans = _with_reference(spans, todo.bank)
    inserted = set(todo.moved.values())
    spans = _with_moved(spans, todo)
    for place, answer in todo.changed.items():
        at = next((i for i, span in enumerate(spans) if span.place == place), None)
        if at is not None:
            spans[at] = Span(place, _edited(spans[at].text, place, answer))
        elif answer is not None:
            spans.insert(_index(spans, todo, place), Span(place, _edited("", place, answer)))
            inserted.add(place)
    return _joined(spans, inserted)


def _with_reference(spans: Sequence[Span], bank: BankReference) -> list[Span]:
    import tomlkit

    edited = []
    for span in spans:
        document = tomlkit.parse(span.text) if span.place is None else {}
        if "bank" in document:
            _put_reference(document, bank)
            edited.append(Span(None, tomlkit.dumps(document)))
        else:
            edited.append(span)
    return edited


def _with_moved(spans: Sequence[Span], todo: _Edit) -> list[Span]:
    """The spans with those that have moved in their new places, under their new names."""
    moved = todo.moved
    # An empty table that is left for its comments makes room, and they stay.
    left = [span for span in spans if span.place in moved.values() and span.place not in moved]
    stay = [span for span in spans if span.place not in moved and span not in left]
    for span in spans:
        if span.place is not None and (new := moved.get(span.place)):
            comments = [c for each in left if each.place == new for c in comments_in(each.text)]
            text = "".join(f"{comment}\n" for comment in comments)
            text += with_headers(span.text, ".".join(map(_written_key, new)))
            stay.insert(_index(stay, todo, new), Span(new, text))
    return stay


def _written_key(name: str) -> str:
    import tomlkit

    return tomlkit.key(name).as_string()


def _edited(text: str, place: Place, answer: Answer | None) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    _put(document, place, answer)
    table, name = place
    if answer is None and "#" not in text and not document[table].get(name):
        return ""
    edited = document.as_string()
    # With a row or a key tomlkit takes away the comments beside it.
    lost = [comment for comment in comments_in(text) if comment not in edited]
    return "".join([edited, *(f"{comment}\n" for comment in lost)])


def _index(spans: Sequence[Span], todo: _Edit, place: Place) -> int:
    """Behind the last span whose place comes before `place`."""
    mine = todo.rank(place)
    index = 0
    for i, span in enumerate(spans):
        if span.place is None or todo.rank(span.place) <= mine:
            if span.place is None and index and index < i:
                continue
            index = i + 1
    return index


def _joined(spans: Sequence[Span], inserted: set[Place]) -> str:
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
    if before in inserted:
        text = text.rstrip("\n")
    return text if text.endswith("\n") else text + "\n"


# By the whole document, where answers are not written as tables of their own


def _edit_document(text: str, todo: _Edit) -> str:
    import tomlkit
    from tomlkit.items import InlineTable

    document = tomlkit.parse(text)
    if todo.bank is not None:
        _put_reference(document, todo.bank)
    stored = [(new, document[old[0]].pop(old[1])) for old, new in todo.moved.items()]
    for (table, name), item in stored:
        answers = _table_in(document, table)
        answers[name] = item if isinstance(answers, InlineTable) else _as_table(item)
    for place in sorted(todo.changed, key=todo.rank):
        _put(document, place, todo.changed[place])
    return document.as_string()


def _table_in(document: Any, table: str) -> Any:
    """A table of answers in a tomlkit document; a new one where there is none."""
    import tomlkit

    if table not in document:
        document[table] = tomlkit.table(is_super_table=True)
    return document[table]


def _as_table(item: Item) -> Item:
    """An answer that is written on one line as a table of its own."""
    import tomlkit
    from tomlkit.items import InlineTable

    if not isinstance(item, InlineTable):
        return item
    table = tomlkit.table()
    table.update(item)
    return table


# One answer


def _put(document: Any, place: Place, answer: Answer | None) -> None:
    """Set or take away one answer in a tomlkit document."""
    import tomlkit
    from tomlkit.items import InlineTable

    table_name, name = place
    answers = _table_in(document, table_name)
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
        _put_cells(stored[i], row)


def _put_cells(stored: Any, row: Row) -> None:
    for key in [key for key in stored if key != ROW_NUMBER and key not in row.cells]:
        del stored[key]
    for key, cell in {ROW_NUMBER: row.number, **row.cells}.items():
        _set(stored, key, cell)
