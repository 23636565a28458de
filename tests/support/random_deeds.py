"""Random banks with questions of every type, and what a person might answer to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cardtui.bank.bank import Bank
from cardtui.bank.model import Column, Question
from cardtui.interview.session import Session, new_session
from cardtui.interview.typed import NotAnAnswer, typed
from support.banks import bank_of, written
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
    do,
)
from support.wild_banks import Choice, Wild

T = TypeVar("T")
_TEXTS = (
    "ape",
    "bee",
    "zebra",
    ":quit",
    "::x",
    "?",
    ".",
    "1, 2",
    "a: b",
    "  spaced  out ",
    "é 東京 \U0001f642 e\u0301",
    "[/x] [@click=app.quit]x[/]",
    "one\ttab and\nanother line",
    "a\x1b[2Jb\u2067c",
    "word " * 40,
)
_LINES = (
    "One.",
    "Two *two*.",
    "",
    ".",
    "..",
    ".hidden",
    "    x",
    ":quit",
    "?",
    "\ttab",
    "# A  ",
    "é",
)
_NUMBERS = (
    "0",
    "1",
    "3",
    "5",
    "-3",
    "66,000",
    "512.0",
    "5e2",
    "12.5",
    "0.1",
    "12.5 ms",
    "7 bits",
    "1e300",
)
_DAYS = ("2026-01-15", "2026-01-31", "2025/12/31", "2019.1.2", "20260101")
_ADDRESSES = ("https://example.org/a?b=c#d", "http://example.org", "  https://example.org ")
_PATHS = ("model.bin", "a/b c.txt", "../x", "/tmp/x")
_ALL = (*_TEXTS, *_NUMBERS, *_DAYS, *_ADDRESSES, *_PATHS)
_WHY = ("", "", "There are none.", "  why: not?  ", ":quit", "lines\nof reasons")
_UNDOABLE = (Said, Written, Listed, Because, Cleared)
"""What is one step in every front end; of several options each is one in the app."""

_REST = """
[[section]]
id = "rest"
title = "Rest"
{when}
[[section.question]]
id = "essay"
type = "longtext"
ask = "What is there to say?"
[[section.question]]
id = "snippet"
type = "code"
ask = "How is it loaded?"
[[section.question]]
id = "slowness"
type = "number"
unit = "ms"
ask = "How slow is it?"
[[section.question]]
id = "address"
type = "url"
ask = "Where is it?"
[[section.question]]
id = "folder"
type = "path"
ask = "Where on disk?"
[[section.question]]
id = "origin"
type = "select"
ask = "Where does it come from?"
options = [
  {{ id = "two", label = "2" }},
  {{ id = "one", label = "1" }},
  {{ id = "other", label = "Other: say", specify = true }},
]
[[section.question]]
id = "parts"
type = "multiselect"
ask = "What of it?"
options = [
  {{ id = "a", label = "One, or two" }},
  {{ id = "b", label = "B", specify = true }},
  {{ id = "c", label = "?", specify = true }},
  {{ id = "none", label = ":none", exclusive = true }},
]
[[section.question]]
id = "essay_on_parts"
type = "longtext"
when = {{ parts = ["b", "c"] }}
ask = "What of {{parts}}?"
[[section.question]]
id = "grid"
type = "table"
ask = "Which results?"
[[section.question.column]]
id = "words"
type = "text"
[[section.question.column]]
id = "part"
type = "select"
options = ["dev", "test", {{ id = "three", label = "3" }}]
[[section.question.column]]
id = "score"
type = "number"
when = "row.part != 'dev'"
[[section.question.column]]
id = "good"
type = "bool"
when = "row.score > 1"
[[section.question.column]]
id = "day"
type = "date"
"""


@dataclass(frozen=True)
class Person:
    """Somebody who answers as `choice` decides."""

    choice: Choice

    def among(self, options: Sequence[T]) -> T:
        """One of several."""
        return options[self.choice.below(len(options))]

    def once_in(self, times: int) -> bool:
        """True once in so many times; a small example has none."""
        return self.choice.below(times) == times - 1

    def some(self, options: Sequence[T]) -> list[T]:
        """At least one of several, in an order of their own."""
        return Wild(self.choice).some(options, 1)

    def bank(self) -> Bank:
        """A bank that branches, and has every type."""
        wild = Wild(self.choice)
        random = wild.bank(most=4)
        when = wild.condition(list(random.questions.values()), once_in=4)
        section = "" if when is None else f"when = '''{written(when)}'''"
        return bank_of(random.toml + _REST.format(when=section))

    def steps(self, bank: Bank, folder: Path, most: int) -> list[Step]:
        """What is done at which question, up to so many deeds."""
        session = new_session(bank, str(folder / "imagined.toml"))
        steps: list[Step] = []
        names = [name for name, question in bank.questions.items() if question.type != "note"]
        for _ in range(1 + self.choice.below(most)):
            asked = [name for name in names if session.state.is_relevant(name)]
            if not asked:
                break
            question = bank.questions[self.among(asked)]
            deed = self.deed(session, question)
            before = session.card
            do(session, question, deed)
            steps.append((question.id, deed))
            if session.card is not before and isinstance(deed, _UNDOABLE) and self.once_in(4):
                for back in (Undone(), Redone())[: 1 + self.choice.below(2)]:
                    steps += self._turned(session, question.id, back)
        return steps

    def _turned(self, session: Session, name: str, deed: Deed) -> list[Step]:
        """Undo or redo, from a question that is asked."""
        if not session.state.is_relevant(name):
            return []
        do(session, session.bank.questions[name], deed)
        return [(name, deed)]

    def deed(self, session: Session, question: Question) -> Deed:
        """Mostly an answer."""
        if self.once_in(6):
            return self.among((Cleared(), Kept(), Skipped()))
        answer = session.card.answer(question.id)
        if self.once_in(6) and question.allow:
            return Because(self.among(question.allow), self.among(_WHY))
        if answer is not None and answer.status is not None and not answer.rows:
            # A value behind a status is brought back, not given a second time.
            return Cleared()
        return self.answer(session, question)

    def answer(self, session: Session, question: Question) -> Deed:
        """An answer that fits."""
        match question.type:
            case "longtext" | "code":
                lines = [self.among([line for line in _LINES if line.strip()])]
                lines += [self.among(_LINES) for _ in range(self.choice.below(4))]
                return Written("\n".join(lines))
            case "list":
                fitting = [text for text in _TEXTS if "\n" not in text]
                return Listed(tuple(self.among(fitting) for _ in range(1 + self.choice.below(3))))
            case "bool":
                return Chosen((self.among(("yes", "no")),))
            case "select" | "multiselect":
                return self.chosen(question)
            case "table":
                return self.rows(session, question)
            case _:
                return Said(self.among(fitting_texts(question)))

    def chosen(self, question: Question) -> Chosen:
        """One option, or some that can stand together, with texts where they are wanted."""
        ids = [option.id for option in question.choices if not option.exclusive]
        exclusive = [option.id for option in question.choices if option.exclusive]
        if question.type == "select":
            options = [self.among(ids)]
        elif exclusive and (not ids or self.once_in(4)):
            options = exclusive[:1]
        else:
            options = self.some(ids)
        wanting = [o.id for o in question.choices if o.specify and o.id in options]
        texts = {option: self.among(("", *_TEXTS)) for option in wanting}
        return Chosen(tuple(options), texts)

    def rows(self, session: Session, table: Question) -> Deed:
        """A row more, one changed, or one less."""
        answer = session.card.answer(table.id)
        count = len(answer.rows) if answer else 0
        cells = {column.id: self.cell(column) for column in table.columns if not self.once_in(3)}
        if not count or self.once_in(2):
            return AddRow({name: text for name, text in cells.items() if text})
        place = 1 + self.choice.below(count)
        return DeleteRow(place) if self.once_in(4) else ChangeRow(place, cells)

    def cell(self, column: Column) -> str:
        """What is typed or chosen for a cell, or nothing."""
        if self.once_in(5):
            return ""
        if column.type == "bool":
            return self.among(("yes", "no"))
        if column.choices:
            return self.among([option.id for option in column.choices])
        return self.among(fitting_texts(column))


def fitting_texts(asked: Question | Column) -> list[str]:
    """The texts that are an answer to a question, or fit a cell."""
    return [text for text in _ALL if _fits(asked, text)]


def _fits(asked: Question | Column, text: str) -> bool:
    try:
        typed(asked, text)
    except NotAnAnswer:
        return False
    return True
