"""Reading an answer of each type from lines, and storing it."""

from __future__ import annotations

from cardtui.bank.model import Column, Option, Question
from cardtui.card.model import Answer
from cardtui.interview.session import Session
from cardtui.interview.typed import NotAnAnswer, Typed, named_option, typed_by
from cardtui.plain.lines import Lines
from cardtui.text.clean import joined

END_OF_TEXT = "."


def store(lines: Lines, session: Session, question: Question, first: str) -> None:
    """Store the answer that begins with the line `first`. Raises `NotAnAnswer` or `EndOfInput`."""
    read = _read(lines, question, first)
    old = session.card.answer(question.id) or Answer()
    specify = {**old.specify, **read.specify}
    for option in _wanting_text(question, read):
        if option.id in read.specify:
            continue
        kept = specify.get(option.id, "")
        now = f" (now: {joined(kept)})" if kept else ""
        lines.say(f"{joined(option.label or option.id)}: what is it?{now}")
        if said := joined(lines.read()).strip():
            specify[option.id] = said
    session.set_value(question.id, read.value, specify)


def _read(lines: Lines, question: Question, first: str) -> Typed:
    match question.type:
        case "longtext" | "code":
            return Typed("\n".join(_text_lines(lines, first)))
        case "list":
            return Typed(_items(lines, first))
        case _:
            return typed_cell(question, joined(first))


def typed_cell(asked: Question | Column, text: str) -> Typed:
    """What one line means; options go by number, too. Raises `NotAnAnswer`."""
    return typed_by(asked, text, lambda name: _option(asked, name))


def _option(asked: Question | Column, name: str) -> Option | None:
    found = named_option(asked, name)
    if found is None and name.strip().isdecimal():
        number = int(name) if len(name) < 10 else 0
        return asked.choices[number - 1] if 0 < number <= len(asked.choices) else None
    return found


def _wanting_text(question: Question, read: Typed) -> list[Option]:
    chosen = read.value if isinstance(read.value, list) else [read.value]
    return [option for option in question.choices if option.specify and option.id in chosen]


def _text_lines(lines: Lines, first: str) -> list[str]:
    """Lines up to a single dot. A line that begins with a dot has one more in front."""
    text: list[str] = []
    waiting = first.split("\n")
    while True:
        for line in waiting:
            if line == END_OF_TEXT:
                return text
            text.append(line.removeprefix(".") if line.startswith("..") else line)
        waiting = lines.read("").split("\n")


def _items(lines: Lines, first: str) -> list[str]:
    items: list[str] = []
    waiting = first.split("\n")
    while True:
        for line in waiting:
            if not line.strip():
                return items
            items.append(line.strip())
        waiting = lines.read("- ").split("\n")


def number_in(text: str, most: int) -> int:
    """A number from 1 to `most`. Raises `NotAnAnswer`."""
    plain = text.strip()
    if plain.isdecimal() and len(plain) < 10 and 0 < int(plain) <= most:
        return int(plain)
    if most == 0:
        raise NotAnAnswer("there is no row yet")
    raise NotAnAnswer(f"expected a number from 1 to {most}")
