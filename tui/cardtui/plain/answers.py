"""Reading an answer of each type from lines, and storing it."""

from __future__ import annotations

from collections.abc import Callable

from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Column, Option, Question
from cardtui.card.model import Answer
from cardtui.interview.session import Session
from cardtui.interview.typed import NotAnAnswer, Typed, named_option, typed_by
from cardtui.plain.commands import HELP, IN_A_TEXT, Command, WrongCommand, help_lines, reply
from cardtui.plain.lines import EndOfInput, Lines
from cardtui.text.clean import joined

END_OF_TEXT = "."


def store(lines: Lines, session: Session, question: Question, first: str) -> None:
    """Store the answer that begins with the line `first`. Raises `NotAnAnswer`.

    Raises `EndOfInput`, too, where the input ends on the way: what was given by then is stored.
    """
    read, goes_on = _read(lines, question, first, session.bank.words)
    old = session.card.answer(question.id) or Answer()
    specify = {**old.specify, **read.specify}
    for option in _wanting_text(question, read):
        if goes_on and option.id not in read.specify:
            try:
                said = _text_for(lines, option, specify.get(option.id, ""), session.bank.words)
            except EndOfInput:
                goes_on = False
            else:
                specify |= {option.id: said} if said else {}
    session.set_value(question.id, read.value, specify)
    if not goes_on:
        raise EndOfInput


def _read(lines: Lines, question: Question, first: str, words: FixedWords) -> tuple[Typed, bool]:
    """What is given, and whether the input goes on behind it."""
    match question.type:
        case "longtext" | "code":
            given, goes_on = _several(lines, first, "", lambda line: line == END_OF_TEXT)
            # A line that begins with a dot has one more in front.
            text = "\n".join(line[1:] if line.startswith("..") else line for line in given)
            return Typed(text), goes_on
        case "list":
            given, goes_on = _several(lines, first, "- ", lambda line: not line.strip())
            return Typed([line.strip() for line in given]), goes_on
        case _:
            return typed_cell(question, joined(first), words), True


def _several(
    lines: Lines, first: str, prompt: str, is_end: Callable[[str], bool]
) -> tuple[list[str], bool]:
    """Lines up to the one that ends them, and whether the input goes on behind it."""
    given: list[str] = []
    waiting = first.split("\n")
    while True:
        for line in waiting:
            if is_end(line):
                return given, True
            given.append(line)
        try:
            waiting = lines.read(prompt).split("\n")
        except EndOfInput:
            return given, False


def _text_for(lines: Lines, option: Option, kept: str, words: FixedWords) -> str:
    """What an option such as "Other" is; empty where it is left as it was."""
    now = f" ({words.before}{words.colon} {joined(kept)})" if kept else ""
    label = joined(option.label or option.id)
    lines.say(f"{label}{words.colon} {words.what_is_it}{now}")
    while True:
        try:
            said = reply(lines.read(), IN_A_TEXT)
        except WrongCommand as error:
            if not lines.is_interactive:
                raise
            lines.say(str(error))
            continue
        if not isinstance(said, Command):
            return joined(said).strip()
        match said.name:
            case "quit":
                raise EndOfInput
            case "skip":
                return ""
            case _:
                assert said.name == HELP
                for line in help_lines(IN_A_TEXT):
                    lines.say(line)


def typed_cell(asked: Question | Column, text: str, words: FixedWords) -> Typed:
    """What one line means; options go by number, too. Raises `NotAnAnswer`."""
    if asked.type == "bool" and (said := text.strip().casefold()):
        for value, word in ((True, words.yes.casefold()), (False, words.no.casefold())):
            if said in (word, word[:1]):
                return Typed(value)
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


def number_in(text: str, most: int) -> int:
    """A number from 1 to `most`. Raises `NotAnAnswer`."""
    plain = text.strip()
    if plain.isdecimal() and len(plain) < 10 and 0 < int(plain) <= most:
        return int(plain)
    if most == 0:
        raise NotAnAnswer("there is no row yet")
    raise NotAnAnswer(f"expected a number from 1 to {most}")
