"""What a person types in the plain mode to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cardtui.bank.model import Column, Question
from cardtui.interview.session import Session
from cardtui.interview.typed import named_option
from cardtui.plain.interview import PlainInterview
from cardtui.plain.lines import EndOfInput
from support.deeds import (
    AddRow,
    Because,
    ChangeRow,
    Chosen,
    Cleared,
    Deed,
    DeleteRow,
    Kept,
    Listed,
    Redone,
    Said,
    Skipped,
    Step,
    Undone,
    Written,
    asked_cells,
    asked_steps,
    has_row,
)


class TypedLines:
    """Lines that are thought of when they are wanted, as what was answered before decides on them."""

    place = ""

    def __init__(self, lines: Iterator[str], *, is_interactive: bool = True) -> None:
        self._lines = lines
        self.is_interactive = is_interactive
        self.said: list[str] = []

    def say(self, text: str = "") -> None:
        """Remember it."""
        self.said.append(text)

    def read(self, prompt: str = "> ") -> str:
        """The next line."""
        line = next(self._lines, None)
        if line is None:
            raise EndOfInput
        self.said.append(f"{prompt}{line}")
        return line


def answered_in_lines(
    session: Session, steps: Iterable[Step], *, is_interactive: bool = True
) -> list[str]:
    """Do it all in the plain mode, and leave; what was said and typed."""
    lines = TypedLines(lines_of(session, steps), is_interactive=is_interactive)
    assert PlainInterview(session, lines).run()
    return lines.said


def lines_of(session: Session, steps: Iterable[Step]) -> Iterator[str]:
    """The lines, each made when the ones before have been taken."""
    for name, deed in asked_steps(session, steps):
        if has_row(session, name, deed):
            yield f":go {name}"
            yield from lines_for(session, session.bank.questions[name], deed)


def lines_for(session: Session, question: Question, deed: Deed) -> Iterator[str]:
    """The lines for one thing that is done at a question."""
    match deed:
        case Said(text):
            yield _as_answer(text)
        case Written(text):
            first, *more = text.split("\n")
            yield _as_answer(_as_text(first))
            yield from map(_as_text, more)
            yield "."
        case Listed(items):
            first, *more = items
            yield _as_answer(first)
            yield from more
            yield ""
        case Chosen():
            yield from _choosing(session, question, deed)
        case AddRow() | ChangeRow():
            yield "add" if isinstance(deed, AddRow) else f"edit {deed.place}"
            for column in asked_cells(session, question.id, deed):
                yield _cell(column, deed)
        case DeleteRow(place):
            yield f"delete {place}"
        case Because(status, reason):
            yield f":{'na' if status == 'not_applicable' else 'unknown'} {reason}"
        case Cleared():
            yield ":clear"
        case Kept():
            yield ""
        case Skipped():
            yield ":skip"
        case Undone():
            yield ":undo"
        case Redone():
            yield ":redo"


def _as_answer(line: str) -> str:
    """A line that is not taken for a command."""
    is_like_one = line.strip().startswith(":") or line.strip() == "?"
    indent = len(line) - len(line.lstrip())
    return f"{line[:indent]}:{line[indent:]}" if is_like_one else line


def _as_text(line: str) -> str:
    """A line of a text that does not end it."""
    return f".{line}" if line.startswith(".") else line


def _choosing(session: Session, question: Question, deed: Chosen) -> Iterator[str]:
    if question.type == "bool":
        yield deed.options[0]
        return
    # One text can stand behind a colon; the others are asked for, and so is one with a comma.
    inline = [
        option
        for option in deed.options
        if deed.texts.get(option, "").strip() and not set(deed.texts[option]) & set(",\n\t")
    ][:1]
    yield _as_answer(
        ", ".join(
            _name(question, option) + (f": {deed.texts[option]}" if option in inline else "")
            for option in deed.options
        )
    )
    for option in question.choices:
        if option.specify and option.id in deed.options and option.id not in inline:
            yield _as_answer(deed.texts.get(option.id, ""))


def _name(asked: Question | Column, option: str) -> str:
    """How an option is named: by its number, unless another one is called so."""
    ids = [each.id for each in asked.choices]
    number = str(ids.index(option) + 1)
    return option if named_option(asked, number) is not None else number


def _cell(column: Column, deed: AddRow | ChangeRow) -> str:
    if column.id not in deed.cells:
        return ""
    text = deed.cells[column.id]
    if not text.strip():
        return ":clear"
    return _as_answer(_name(column, text) if column.choices else text)
