"""From a card to the text of its file, leaving everything else in the text as it was.

An answer that changed is edited in its own span of lines with tomlkit, so comments and unknown
keys in it stay; a new one gets a span in the order of the bank. What was written is read back and
compared before anyone relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardtui.card.answer_table import CONFLICT_NOTE, put_answer, set_key, table_in
from cardtui.card.decode import decode_card
from cardtui.card.model import FORMAT, Answer, BankReference, Card, Place
from cardtui.card.same import by_place, same_answer, same_card
from cardtui.card.spans import (
    CONFLICTS,
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
    from tomlkit.items import Item

_OF_THE_HEAD = re.compile(r"^[ \t]*\[[ \t]*bank\b", re.MULTILINE)

UNEDITABLE = (CardtuiError, ValueError, TypeError, KeyError, AttributeError)
"""What is raised where tomlkit cannot edit what tomli can read. Another way may work."""


class Edit(Struct, frozen=True):
    """What is to be done to a file."""

    changed: Mapping[Place, Answer | None]
    """What the answers in these places are now; None where there is none any more."""
    moved: Mapping[Place, Place]
    """Where answers of the file stand now; their lines go with them, and may be changed too."""
    bank: BankReference | None
    """The bank that the card answers now, where that is another one."""
    ranks: Mapping[str, int]
    """The places of the questions in the bank."""

    def rank(self, place: Place) -> tuple[bool, int, str, int]:
        """Sorts places: answers in the order of the bank, with their conflicts; what is retired."""
        table, name = place
        is_retired = table == "retired"
        known = self.ranks.get(name, len(self.ranks))
        return is_retired, known, name if is_retired else "", TABLES_OF_ANSWERS.index(table)


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
    todo = Edit(changed_answers(before, after, moved), moved, bank, ranks)
    text = old.content if before else new_head(after)
    for edit in (_edit_spans, _edit_document):
        try:
            written = edit(text, todo)
            read_back = TextFile(old.path, written)
            if same_card(decode_card(parse_toml(read_back), read_back), after):
                return written
        except UNEDITABLE:
            continue
    message = "this card cannot be written without losing something in it"
    raise CardError(Problem(message, "undo the last change by hand, and report it", old.path))


def changed_answers(
    before: Card | None, after: Card, moved: Mapping[Place, Place]
) -> dict[Place, Answer | None]:
    """The answers that say something else than before, by place; None where one is gone."""
    stored = by_place(before) if before else {}
    old = {moved.get(place, place): answer for place, answer in stored.items()}
    now = by_place(after)
    changed: dict[Place, Answer | None] = {place: None for place in old if place not in now}
    changed |= {
        place: answer
        for place, answer in now.items()
        if place not in old or not same_answer(old[place], answer)
    }
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


def _put_reference(document: Any, bank: BankReference) -> None:
    """Say which bank the card answers, in the way in which the file says it."""
    for key, value in {"id": bank.id, "version": bank.version, "sha256": bank.sha256}.items():
        set_key(document["bank"], key, value or None)


# By spans


def _edit_spans(text: str, todo: Edit) -> str:
    spans = split_spans(text)
    if todo.bank is not None:
        spans = _with_reference(spans, todo.bank)
    inserted = set(todo.moved.values())
    spans = _with_moved(spans, todo)
    for place, answer in todo.changed.items():
        at = next((i for i, span in enumerate(spans) if span.place == place), None)
        if at is not None:
            spans[at] = Span(place, edited(spans[at].text, place, answer))
        elif answer is not None:
            spans.insert(index_for(spans, todo, place), Span(place, edited("", place, answer)))
            inserted.add(place)
    return "".join(span.text for span in joined(spans, inserted))


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


def _with_moved(spans: Sequence[Span], todo: Edit) -> list[Span]:
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
            stay.insert(index_for(stay, todo, new), Span(new, text))
    return stay


def _written_key(name: str) -> str:
    import tomlkit

    return tomlkit.key(name).as_string()


def edited(text: str, place: Place, answer: Answer | None) -> str:
    """The lines of one answer with another answer in them, or none."""
    import tomlkit

    if answer is None:
        text = text.replace(CONFLICT_NOTE, "")
    # What is new comes behind what is there, not behind the blank lines after it.
    lines = text.rstrip("\r\n")
    blank = text[len(lines) :]
    line_end = "\r\n" if blank.startswith("\r\n") else "\n"
    document = tomlkit.parse(lines + line_end if blank else lines)
    put_answer(document, place, answer)
    table, name = place
    # A text has what looks like one, such as the heading `# Data`.
    comments = comments_in(text) if "#" in text else []
    if answer is None and not comments and not document[table].get(name):
        return ""
    text_now = document.as_string()
    # With a row or a key tomlkit takes away the comments beside it.
    lost = [comment for comment in comments if comment not in text_now]
    lines = "".join([text_now, *(f"{comment}\n" for comment in lost)])
    return lines.rstrip("\r\n") + blank if blank else lines


def index_for(spans: Sequence[Span], todo: Edit, place: Place, start: int = 0) -> int:
    """Behind the last answer, from `start` on, whose place comes before `place`.

    Else before all answers, else behind the head; so that tables of others stay where they are.
    A conflict stands behind its answer, also where the bank does not have the question.
    """
    if place[0] == CONFLICTS:
        for i in range(start, len(spans)):
            if spans[i].place == ("answers", place[1]):
                return i + 1
    answers = [i for i in range(start, len(spans)) if spans[i].place is not None]
    mine = todo.rank(place)
    before = [i for i in answers if (other := spans[i].place) and todo.rank(other) <= mine]
    if before:
        return before[-1] + 1
    if answers:
        return answers[0]
    index = start
    while index < len(spans) and (not index or _OF_THE_HEAD.search(spans[index].text)):
        index += 1
    return index


def joined(
    spans: Sequence[Span], inserted: Container[Place | None], line_end: str = "\n"
) -> list[Span]:
    """The spans that have lines, new ones apart from their neighbours by a blank line."""
    kept = [span for span in spans if span.text]
    is_new = [span.place in inserted for span in kept]
    # The last one may have gone, and have left the blank line before it.
    is_cut = bool(spans) and not spans[-1].text
    return [
        _parted(
            span,
            line_end,
            is_last=i == len(kept) - 1,
            is_beside_new=any(is_new[i : i + 2]) or (is_cut and i == len(kept) - 1),
        )
        for i, span in enumerate(kept)
    ]


def _parted(span: Span, line_end: str, *, is_last: bool, is_beside_new: bool) -> Span:
    text = span.text
    if is_last and is_beside_new:
        text = text.rstrip("\r\n")
    if not text.endswith("\n"):
        text += line_end
    if not is_last and is_beside_new and not text.endswith(("\n\n", "\n\r\n")):
        text += line_end
    return span if text == span.text else Span(span.place, text)


# By the whole document, where answers are not written as tables of their own


def _edit_document(text: str, todo: Edit) -> str:
    import tomlkit
    from tomlkit.items import InlineTable

    document = tomlkit.parse(text)
    if todo.bank is not None:
        _put_reference(document, todo.bank)
    stored = [(new, document[old[0]].pop(old[1])) for old, new in todo.moved.items()]
    for (table, name), item in stored:
        answers = table_in(document, table)
        answers[name] = item if isinstance(answers, InlineTable) else _as_table(item)
    for place in sorted(todo.changed, key=todo.rank):
        put_answer(document, place, todo.changed[place])
    return document.as_string()


def _as_table(item: Item) -> Item:
    """An answer that is written on one line as a table of its own."""
    import tomlkit
    from tomlkit.items import InlineTable

    if not isinstance(item, InlineTable):
        return item
    table = tomlkit.table()
    table.update(item)
    return table
