"""Answers as a script gives and gets them: `id=value`, `id:=JSON`, `id=@FILE`.

    assignment = id "=" text           read as it is typed; empty takes the answer away
               | id ":=" json          a value, or an object with the keys that cards have
               | id "=@" file          the text of a file; of a table, CSV with the columns' ids
    id         = [a-z][a-z0-9_]*

`httpie` writes requests in this way. An object is such as `{"status": "unknown", "reason": "..."}`,
`{"value": ["other"], "specify": {"other": "..."}}` or `{"rows": [{"metric": "f1"}]}`; a `note` may
stand beside each.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from msgspec.structs import replace

from cardtui.bank.model import ID_PATTERN, Question
from cardtui.bank.typed_text import text_of_value
from cardtui.bank.values import is_empty, without_final_newline
from cardtui.card.model import Answer, Row
from cardtui.card.plain import plain_answer
from cardtui.errors import CardError, CardtuiError, Problem
from cardtui.files.reading import read_text_file
from cardtui.interview.session import Session
from cardtui.interview.state import Relevance
from cardtui.interview.typed import NotAnAnswer, of_json, typed
from cardtui.text.clean import unsafe_characters
from cardtui.text.words import did_you_mean, join_words

_ASSIGNMENT = re.compile(rf"({ID_PATTERN})(:=|=@|=)(.*)", re.DOTALL)
_KEYS = ("value", "status", "reason", "specify", "note", "asked")
_KEYS_OF_TABLES = ("rows", "status", "reason", "note", "asked")
"""`asked` is read and not taken: what is given now is asked as it is now."""
ROW_NUMBER = "_row"
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one question is to be answered with."""

    question: str
    kind: str
    """`=`, `:=` or `=@`."""
    text: str
    """What stands behind that; of a file, what it holds."""


def read_assignment(written: str) -> Assignment:
    """The parts of an assignment, its file read. Raises `CardError` or `FileError`."""
    found = _ASSIGNMENT.fullmatch(written)
    if found is None:
        message = f'"{written}" is no answer'
        raise CardError(Problem(message, "write ID=VALUE, ID:=JSON or ID=@FILE"))
    question, kind, text = found.groups()
    return Assignment(question, kind, read_text_file(text).content if kind == "=@" else text)


def assign(session: Session, assignments: Iterable[Assignment]) -> None:
    """Answer questions of a session. Nothing is saved.

    Several texts for a question that takes several are items of one answer. Raises `CardError` with
    all that is wrong: an answer that does not fit, or to a question that is not asked once all are
    given. The session is then not to be saved.
    """
    problems: list[Problem] = []
    by_question: dict[str, list[Assignment]] = {}
    for each in assignments:
        by_question.setdefault(each.question, []).append(each)
    changed: list[str] = []
    for name, given in by_question.items():
        try:
            before = session.card.answer(name)
            _answer(session, session.question(name), given)
            if _said(before) != _said(session.card.answer(name)):
                changed.append(name)
        except NotAnAnswer as error:
            problems.append(Problem(f"{name}: {error}", path=session.path))
        except CardtuiError as error:
            problems += error.problems
    if not problems:
        problems = [_not_asked(session, name) for name in changed if _is_idle(session, name)]
    if problems:
        raise CardError(*problems)


def _said(answer: Answer | None) -> Answer:
    """What an answer says, whatever is noted beside it and whenever it was given."""
    return replace(answer or Answer(), note="", asked="")


def _is_idle(session: Session, name: str) -> bool:
    answer = session.card.answer(name)
    is_given = answer is not None and answer != answer.when_cleared
    return is_given and not session.state.is_relevant(name)


def _not_asked(session: Session, name: str) -> Problem:
    from cardtui.interview.explain import explain

    why = explain(session.bank, session.card, session.state, name).sentence
    if session.state.relevance[name] is Relevance.UNDECIDED:
        remedy = "answer that first, or leave it out"
    else:
        remedy = f"leave it out; `cardtui status --why {name}` says which answers decide"
    return Problem(f"{name}: {why.rstrip('.')}", remedy, session.path)


def _answer(session: Session, question: Question, given: Sequence[Assignment]) -> None:
    """Give one answer. Raises `NotAnAnswer` or `CardtuiError`."""
    if question.type == "note":
        raise NotAnAnswer("a note has no answer")
    if len(given) > 1 and not (
        question.type in {"list", "multiselect"} and all(each.kind == "=" for each in given)
    ):
        raise NotAnAnswer("it is answered twice")
    match given[0].kind:
        case ":=":
            _give_json(session, question, _json(given[0].text))
        case "=@":
            _give_file(session, question, given[0].text)
        case _:
            _give_text(session, question, "\n".join(each.text for each in given))


def _give_text(session: Session, question: Question, text: str) -> None:
    if not text.strip():
        _take_away(session, question)
        return
    read = _as_worded(session, question, lambda worded: typed(worded, text))
    session.set_value(question.id, read.value, read.specify)


def _as_worded(session: Session, question: Question, read: Callable[[Question], Read]) -> Read:
    """What is read of an answer by the labels of the bank itself, else by those that are shown.

    In this order, so that what a script says means the same to everyone. Raises `NotAnAnswer`.
    """
    try:
        return read(session.bank.original.questions[question.id])
    except NotAnAnswer:
        if session.bank.translation_of is None:
            raise
    return read(question)


def _take_away(session: Session, question: Question) -> None:
    """Leave no answer, nor what may stand behind a status; a note stays."""
    while (answer := session.card.answer(question.id)) not in (
        None,
        answer and answer.when_cleared,
    ):
        session.clear(question.id)


def _give_file(session: Session, question: Question, text: str) -> None:
    if question.type == "table":
        rows = _as_worded(session, question, lambda worded: _csv_rows(worded, text))
        give_rows(session, question, rows)
    else:
        _give_text(session, question, text.removesuffix("\n"))


def _json(text: str) -> object:
    def refuse(name: str) -> NoReturn:
        raise NotAnAnswer(f"{name} is no number that JSON has")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise NotAnAnswer(f"this is not JSON: {error}") from None
    except RecursionError:
        raise NotAnAnswer("this JSON is nested too deeply") from None


def _give_json(session: Session, question: Question, given: object) -> None:
    values = "rows" if question.type == "table" else "value"
    if not isinstance(given, dict):
        given = {values: given}
    known = _KEYS_OF_TABLES if question.type == "table" else _KEYS
    if unknown := [key for key in given if key not in known]:
        hint = did_you_mean(unknown[0], known) or f"there are {join_words(known)}"
        raise NotAnAnswer(f'the answer to a {question.type} has no "{unknown[0]}": {hint}')
    if not given.keys() & {values, "status", "note"}:
        raise NotAnAnswer(f'"{values}", "status" or "note" is missing')
    if "note" in given:
        _give_note(session, question, given["note"])
    if values in given:
        give = _give_rows if question.type == "table" else _give_value
        give(session, question, given)
    if given.get("status") is not None:
        # Behind the value, which is kept and does not count.
        _give_status(session, question, given)


def _give_rows(session: Session, question: Question, given: Mapping[str, object]) -> None:
    if given["rows"] is None:
        _take_away(session, question)
    else:
        give_rows(session, question, _row_tables(given["rows"]))


def _give_status(session: Session, question: Question, given: Mapping[str, object]) -> None:
    status, reason = given["status"], given.get("reason") or ""
    if status not in question.allow:
        allowed = join_words(question.allow, "or") or "a value only"
        raise NotAnAnswer(f'"{status}" is no answer to this question: it takes {allowed}')
    if not isinstance(reason, str):
        raise NotAnAnswer("a reason is a text")
    session.set_status(question.id, status, reason)


def _give_note(session: Session, question: Question, note: object) -> None:
    if not isinstance(note, str):
        raise NotAnAnswer("a note is a text")
    session.set_note(question.id, note)


def _give_value(session: Session, question: Question, given: Mapping[str, object]) -> None:
    value, texts = given.get("value"), given.get("specify")
    if value is None:
        _take_away(session, question)
        return
    read = _as_worded(session, question, lambda worded: of_json(worded, value))
    specify = dict(read.specify)
    if texts is not None and not isinstance(texts, dict):
        raise NotAnAnswer("`specify` is an object with a text for each option")
    for option, text in (texts or {}).items():
        known = [each.id for each in question.choices if each.specify]
        if option not in known or not isinstance(text, str):
            raise NotAnAnswer(f'no option "{option}" takes a text')
        specify[option] = text
    session.set_value(question.id, read.value, specify)


# Rows


def _csv_rows(question: Question, text: str) -> list[dict[str, object]]:
    """The rows of a CSV file whose first line names columns by id or label."""
    lines = csv.reader(io.StringIO(text), strict=True)
    try:
        heads = [_column_id(question, head) for head in next(lines, [])]
        rows: list[dict[str, object]] = []
        for cells in lines:
            if len(cells) > len(heads):
                message = f"line {lines.line_num} has {len(cells)} cells for {len(heads)} columns"
                raise NotAnAnswer(message)
            rows.append(dict(zip(heads, cells, strict=False)))
    except csv.Error as error:
        raise NotAnAnswer(f"line {lines.line_num} is not CSV: {error}") from None
    return rows


def _column_id(question: Question, name: str) -> str:
    plain = name.strip()
    ids = {column.id: column.id for column in question.columns}
    by_name = {column.name.casefold(): column.id for column in question.columns}
    found = ids.get(plain) or by_name.get(plain.casefold())
    if found is None and plain != ROW_NUMBER:
        hint = did_you_mean(plain, ids) or f"there are {join_words(ids)}"
        raise NotAnAnswer(f'there is no column "{plain}": {hint}')
    return found or ROW_NUMBER


def _row_tables(rows: object) -> list[dict[str, object]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotAnAnswer('rows are a list of objects, such as [{"metric": "f1", "value": 0.9}]')
    return rows


def give_rows(session: Session, question: Question, given: Sequence[Mapping[str, object]]) -> None:
    """Answer a table with rows, whose numbers are those they have already.

    A row that says its number (`_row`) has it. Another one has that of an equal row, else that of a
    row which nothing has taken yet, in their order, else a new one: so the same rows given again
    change nothing. Raises `NotAnAnswer`.
    """
    answer = session.card.answer(question.id) or Answer()
    wanted = _as_worded(session, question, lambda worded: _all_cells(worded, given))
    numbers = _numbers(answer, given, wanted)
    if len(set(numbers)) < len(numbers):
        raise NotAnAnswer("two rows have the same number")
    rows = [Row(number, cells) for number, cells in zip(numbers, wanted, strict=True) if cells]
    if rows:
        session.set_rows(question.id, tuple(rows))
    else:
        _take_away(session, question)


def _numbers(
    answer: Answer, given: Sequence[Mapping[str, object]], wanted: Sequence[dict[str, object]]
) -> list[int]:
    numbers = [_number_of(row) for row in given]
    free = [row for row in answer.rows if row.number not in numbers]
    for place, cells in enumerate(wanted):
        same = next((row for row in free if dict(row.cells) == cells), None)
        if numbers[place] is None and same is not None:
            numbers[place] = same.number
            free.remove(same)
    known = [row.number for row in answer.rows]
    last = max([answer.last_row, *known, *(number for number in numbers if number is not None)])
    left = iter([*(row.number for row in free), *range(last + 1, last + 1 + len(numbers))])
    return [next(left) if number is None else number for number in numbers]


def _number_of(row: Mapping[str, object]) -> int | None:
    number = row.get(ROW_NUMBER)
    if isinstance(number, str) and number.strip().isdecimal():
        number = int(number)
    if number in (None, ""):
        return None
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 2**53:
        raise NotAnAnswer(f'"{number}" is no number of a row')
    return number


def _all_cells(question: Question, rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    return [_cells(question, row, place) for place, row in enumerate(rows, 1)]


def _cells(question: Question, row: Mapping[str, object], place: int) -> dict[str, object]:
    given = {_column_id(question, key): cell for key, cell in row.items()}
    cells: dict[str, object] = {}
    for column in question.columns:
        if is_empty(cell := given.get(column.id)):
            continue
        try:
            cells[column.id] = of_json(column, cell).value
        except NotAnAnswer as error:
            raise NotAnAnswer(f"row {place}, {column.id}: {error}") from None
    return cells


def given_answer(question: Question, answer: Answer) -> dict[str, object]:
    """An answer as `id:=JSON` takes it: with the keys of a card, a text without its last line end."""
    value = without_final_newline(question, answer.value)
    return plain_answer(replace(answer, value=value))


def assignment_of(question: Question, answer: Answer) -> str:
    """The assignment, on one line and safe to print, that gives an answer again."""
    given = given_answer(question, answer)
    given.pop("asked", None)
    if set(given) != {"value"}:
        return f"{question.id}:={json_line(given)}"
    text = text_of_value(without_final_newline(question, answer.value))
    is_list = isinstance(answer.value, list)
    if is_list or text != text.strip() or text.startswith("@") or not _is_line(text):
        return f"{question.id}:={json_line(given['value'])}"
    return f"{question.id}={text}"


def _is_line(text: str) -> bool:
    return len(text.splitlines()) == 1 and not unsafe_characters(text)


def json_line(value: object) -> str:
    """A value as JSON, on one line and safe to print; readable where nothing is to be escaped."""
    plain = json.dumps(value, ensure_ascii=False)
    return plain if _is_line(plain) else json.dumps(value)
