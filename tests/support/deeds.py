"""What a person answers to a question, whatever they answer it in.

`support.in_the_app` presses the keys for it, `support.in_lines` types the lines, and here is what it
comes to in a `Session`, which both work on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cardtui.bank.model import Column, Question
from cardtui.bank.values import is_empty
from cardtui.card.model import Answer, Row, Status
from cardtui.interview.session import Session
from cardtui.interview.typed import typed
from cardtui.text.clean import joined


@dataclass(frozen=True)
class Said:
    """A text, number, date, address or path, as it is typed."""

    text: str


@dataclass(frozen=True)
class Written:
    """A long text or code. Its first line is not empty."""

    text: str


@dataclass(frozen=True)
class Listed:
    """The items of a list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """Options by their ids, `yes` or `no` where those are the options; `texts` are of some of them."""

    options: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AddRow:
    """A new row: what is typed for some columns, or the id of an option."""

    cells: Mapping[str, str]


@dataclass(frozen=True)
class ChangeRow:
    """Other cells in the row at a place, from 1; an empty text empties the cell."""

    place: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class DeleteRow:
    """The row at a place, from 1, is taken away."""

    place: int


@dataclass(frozen=True)
class Because:
    """Not applicable, or not known, because."""

    status: Status
    reason: str = ""


@dataclass(frozen=True)
class Cleared:
    """The answer is taken away."""


@dataclass(frozen=True)
class Kept:
    """What is there is looked at and kept, which confirms it."""


@dataclass(frozen=True)
class Skipped:
    """The question is passed by."""


@dataclass(frozen=True)
class Undone:
    """The last change is taken back."""


@dataclass(frozen=True)
class Redone:
    """What was taken back is made again."""


Deed = (
    Said | Written | Listed | Chosen | AddRow | ChangeRow | DeleteRow
    | Because | Cleared | Kept | Skipped | Undone | Redone
)  # fmt: skip
Step = tuple[str, Deed]
"""What is done at which question."""


def asked_steps(session: Session, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps whose question is asked when their turn has come."""
    for question, deed in steps:
        if session.state.is_relevant(question):
            yield question, deed


def asked_cells(session: Session, table: str, deed: AddRow | ChangeRow) -> Iterator[Column]:
    """The columns that are asked for in a row, in their order, as its cells fill."""
    question = session.bank.questions[table]
    cells = dict(_row_at(session, table, deed.place).cells) if isinstance(deed, ChangeRow) else {}
    for column in question.columns:
        if column.id in session.interview.relevant_columns(session.state, table, cells):
            yield column
            _put_cell(cells, column, deed)


def _put_cell(cells: dict[str, object], column: Column, deed: AddRow | ChangeRow) -> None:
    if column.id not in deed.cells:
        return
    value = typed(column, joined(deed.cells[column.id])).value
    if is_empty(value):
        cells.pop(column.id, None)
    else:
        cells[column.id] = value


def _row_at(session: Session, table: str, place: int) -> Row:
    answer = session.card.answer(table)
    assert answer is not None
    return answer.rows[place - 1]


def has_row(session: Session, table: str, deed: Deed) -> bool:
    """Whether there is the row that a deed is about."""
    rows = (session.card.answer(table) or Answer()).rows
    return not isinstance(deed, ChangeRow | DeleteRow) or deed.place <= len(rows)


def answer(session: Session, steps: Iterable[Step]) -> None:
    """Do it all in a session, without saving."""
    for name, deed in asked_steps(session, steps):
        do(session, session.bank.questions[name], deed)


def do(session: Session, question: Question, deed: Deed) -> None:
    """Do one thing in a session."""
    name = question.id
    match deed:
        case Said(text):
            session.set_value(name, typed(question, joined(text)).value)
        case Written(text):
            session.set_value(name, text)
        case Listed(items):
            session.set_value(name, [item.strip() for item in items if item.strip()])
        case Chosen(options, texts):
            _choose(session, question, options, texts)
        case AddRow() | ChangeRow() | DeleteRow():
            if has_row(session, name, deed):
                _change_rows(session, question, deed)
        case Because(status, reason):
            old = session.card.answer(name) or Answer()
            kept = old.reason if old.status == status else ""
            session.set_status(name, status, joined(reason.strip()) or kept)
        case Cleared():
            session.clear(name)
        case Kept():
            session.confirm(name)
        case Undone():
            session.undo()
        case Redone():
            session.redo()
        case Skipped():
            pass
    session.end_step()


def _choose(
    session: Session, question: Question, options: tuple[str, ...], texts: Mapping[str, str]
) -> None:
    value: object = [option.id for option in question.choices if option.id in options]
    if question.type != "multiselect":
        value = options[0] == "yes" if question.type == "bool" else options[0]
    old = session.card.answer(question.id) or Answer()
    said = {option: joined(text.strip()) for option, text in texts.items() if text.strip()}
    session.set_value(question.id, value, {**old.specify, **said})


def _change_rows(
    session: Session, question: Question, deed: AddRow | ChangeRow | DeleteRow
) -> None:
    old = session.card.answer(question.id) or Answer()
    rows = list(old.rows)
    match deed:
        case DeleteRow(place):
            del rows[place - 1]
        case AddRow() | ChangeRow():
            row = Row(old.last_row + 1)
            if isinstance(deed, ChangeRow):
                row = rows.pop(deed.place - 1)
            cells = dict(row.cells)
            for column in asked_cells(session, question.id, deed):
                _put_cell(cells, column, deed)
            if not cells and isinstance(deed, AddRow):
                return
            place = deed.place - 1 if isinstance(deed, ChangeRow) else len(rows)
            rows.insert(place, Row(row.number, cells))
    session.set_rows(question.id, tuple(rows))
