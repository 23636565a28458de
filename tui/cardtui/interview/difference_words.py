"""A difference between two answers in words: `~ Bits: 8 bits -> 4 bits`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import unified_diff

from cardtui.bank.model import Column, Question
from cardtui.card.merge_items import in_both_orders
from cardtui.card.model import Answer, Row
from cardtui.card.same import said
from cardtui.interview.differences import Change, Difference
from cardtui.interview.wording import answer_words, value_words
from cardtui.text.words import count_of

MARKS: dict[Change, str] = {"added": "+", "gone": "-", "changed": "~"}
_INDENT = "    "
_NOTHING = "nothing"


def difference_lines(difference: Difference) -> list[str]:
    """A line that names the question and what has changed; below it what takes more than one."""
    question, mark = difference.question, MARKS[difference.change]
    old, new = difference.old, difference.new
    kind = "" if difference.kind == "answer" else f", {difference.kind}"
    head = f"{mark} {question.name}{kind}:"
    if old is not None and new is not None:
        short, lines = _changes(question, old, new)
        return [f"{head} {short}".rstrip(), *(f"{_INDENT}{line}".rstrip() for line in lines)]
    whole = _whole(question, old or new or Answer())
    if len(whole) == 1:
        return [f"{head} {whole[0]}"]
    return [head, *(f"{_INDENT}{mark} {line}".rstrip() for line in whole)]


def _whole(question: Question, answer: Answer) -> list[str]:
    """All that an answer says, and what is noted beside it."""
    first, *more = answer.note.split("\n")
    note = [f"note: {first}", *(f"{_INDENT}{line}" for line in more)] if answer.note else []
    is_note_alone = answer.note and said(answer) == said(None)
    return note if is_note_alone else [*answer_lines(question, answer), *note]


def answer_lines(question: Question, answer: Answer) -> list[str]:
    """All that an answer says, in lines."""
    if answer.status is None and answer.rows:
        return [f"row {row.number}: {_cell_words(question, row)}" for row in answer.rows]
    return _said_words(question, answer)


def _said_words(question: Question, answer: Answer) -> list[str]:
    """The value or the status; rows are counted."""
    if answer.status is None and answer.rows:
        return [count_of(len(answer.rows), "row")]
    if answer.status is None and answer.value is None:
        return ["no answer"]
    return answer_words(question, answer).split("\n")


def _changes(question: Question, old: Answer, new: Answer) -> tuple[str, list[str]]:
    """What has changed as far as it goes on one line, and what takes lines of its own."""
    before, after = _said_words(question, old), _said_words(question, new)
    lines = [
        *_texts_of_options(question, old, new),
        *_row_changes(question, old, new),
        *_note_changes(old.note, new.note),
    ]
    are_tables = {old.status, new.status} == {None} and bool(old.rows and new.rows)
    if before == after or are_tables:
        if repr(old.value) != repr(new.value):
            return f"{_as_stored(old.value)} -> {_as_stored(new.value)}", lines
        return "" if lines else "confirmed anew", lines
    if len(before) == len(after) == 1:
        return f"{before[0]} -> {after[0]}", lines
    return "", [*_changed_lines(before, after), *lines]


def _note_changes(old: str, new: str) -> Iterator[str]:
    if old == new:
        return
    if "\n" in old or "\n" in new:
        yield "note:"
        yield from _changed_lines(*(note.split("\n") if note else [] for note in (old, new)))
    else:
        yield f"note: {old or _NOTHING} -> {new or _NOTHING}"


def _changed_lines(old: list[str], new: list[str]) -> Iterator[str]:
    """The lines that are gone and new, with a line of what stands around them."""
    for line in list(unified_diff(old, new, n=1, lineterm=""))[2:]:
        yield "..." if line.startswith("@@") else f"{line[:1]} {line[1:]}".rstrip()


def _texts_of_options(question: Question, old: Answer, new: Answer) -> Iterator[str]:
    """The texts that differ of options whose text the value does not show."""
    labels = {option.id: option.label or option.id for option in question.choices}
    for option in in_both_orders(old.specify, new.specify):
        texts = old.specify.get(option, ""), new.specify.get(option, "")
        if texts[0] != texts[1] and not any(
            text and text in " ".join(_said_words(question, answer))
            for text, answer in zip(texts, (old, new), strict=True)
        ):
            before, after = (text or _NOTHING for text in texts)
            yield f"text of {labels.get(option, option)}: {before} -> {after}"


# Tables


def _row_changes(question: Question, old: Answer, new: Answer) -> Iterator[str]:
    before, after = ({row.number: row for row in answer.rows} for answer in (old, new))
    for number in [*after, *(number for number in before if number not in after)]:
        head = f"row {number}:"
        if number not in after:
            yield f"- {head} {_cell_words(question, before[number])}"
        elif number not in before:
            yield f"+ {head} {_cell_words(question, after[number])}"
        elif cells := ", ".join(_cell_changes(question, before[number], after[number])):
            yield f"~ {head} {cells}"
    kept = [number for number in before if number in after]
    if kept != [number for number in after if number in before]:
        yield "~ the rows in another order"


def _cell_words(question: Question, row: Row) -> str:
    cells = (f"{c.name}: {value_words(c, row.cells[c.id])}" for c in _columns(question, row, row))
    return ", ".join(cells) or "empty"


def _cell_changes(question: Question, old: Row, new: Row) -> Iterator[str]:
    for column in _columns(question, old, new):
        cells = [row.cells.get(column.id) for row in (old, new)]
        if repr(cells[0]) != repr(cells[1]):
            words = [_NOTHING if cell is None else value_words(column, cell) for cell in cells]
            if words[0] == words[1]:
                words = [_as_stored(cell) for cell in cells]
            yield f"{column.name}: {words[0]} -> {words[1]}"


def _columns(question: Question, old: Row, new: Row) -> list[Column]:
    """The columns with a cell in one of two rows, in order; then those that are not known."""
    stored = in_both_orders(old.cells, new.cells)
    known = [column for column in question.columns if column.id in stored]
    ids = {column.id for column in known}
    return [*known, *(Column(id=c, label=c, type="text") for c in stored if c not in ids)]


def _as_stored(value: object) -> str:
    """A value whose words do not tell it from another: 1 from 1.0, and both from "1"."""
    return json.dumps(value, ensure_ascii=False, default=str)
