"""Searching a card: its sections, its questions and the answers to them.

What is looked for is one or more words, each of which must stand somewhere, in any part and
without regard to case and accents. A label that begins like an abbreviation counts too: `bpw` is
"Bits per weight".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from heapq import nsmallest

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.bank.piping import pipe
from cardtui.card.model import Answer, Card
from cardtui.interview.state import Relevance, State
from cardtui.interview.wording import STATUS_WORDS, value_words
from cardtui.text.folding import folded

_BETWEEN = " · "
"""Between texts that are searched as one."""
_LONGEST = 500
"""Characters that are looked for; of a label so many may be abbreviated."""


class Part(IntEnum):
    """Where something was found; the first is the best."""

    LABEL = 0
    """Of a section its title."""
    ASK = 1
    OPTIONS = 2
    """Or columns."""
    SECTION = 3
    """The titles of the sections around it."""
    HELP = 4
    ID = 5
    ABBREVIATION = 6
    """The label, abbreviated."""
    ANSWER = 7


@dataclass(frozen=True, slots=True)
class Hit:
    """A question in which all words were found, or a section."""

    section: Section
    question: Question | None
    """None for a section itself."""
    part: Part
    """Of the places of all words the least good."""
    text: str
    """What stands there."""

    @property
    def label(self) -> str:
        """The short name of the question, or the title of the section."""
        return self.section.title if self.question is None else self.question.name


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many there are in all."""

    words: tuple[str, ...]
    """What was looked for, folded."""
    hits: tuple[Hit, ...]
    count: int


_NOTHING = Found((), (), 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A question or a section, and its texts folded, in the order of `Part` up to its id."""

    section: Section
    question: Question | None
    texts: tuple[str, ...]
    whole: str
    """All of them."""


class Search:
    """Finds things in a bank and in cards that answer it. Made once for a bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._entries = list(self._all_entries())
        self._answers: dict[str, tuple[Answer, str]] = {}
        """The answers that have been searched, each with its folded text."""

    def find(self, card: Card, state: State, looked_for: str, most: int = 200) -> Found:
        """The `most` best places in which each word of `looked_for` stands."""
        words = tuple(dict.fromkeys(folded(looked_for[:_LONGEST]).split()))
        if not words:
            return _NOTHING
        ranked = list(self._ranked(card, state, words))
        best = nsmallest(most, ranked)
        hits = tuple(self._hit(card, self._entries[place], Part(rank[0])) for *rank, place in best)
        return Found(words, hits, len(ranked))

    # What can be found

    def _all_entries(self) -> Iterator[_Entry]:
        for section in self._bank.sections:
            yield self._entry(section, None)
            for question in section.questions:
                yield self._entry(section, question)

    def _entry(self, section: Section, question: Question | None) -> _Entry:
        parts = range(Part.ABBREVIATION)
        texts = tuple(folded(self._text(section, question, Part(part))) for part in parts)
        return _Entry(section, question, texts, "\n".join(texts))

    def _text(self, section: Section, question: Question | None, part: Part) -> str:
        """What stands in a part of a question, or of a section itself."""
        if part is Part.SECTION:
            around = self._bank.parents[section.id]
            return " › ".join(each.title for each in (around if question else around[:-1]))
        if question is None:
            texts = {Part.LABEL: section.title, Part.HELP: section.help, Part.ID: section.id}
            return texts.get(part, "")
        match part:
            case Part.LABEL | Part.ABBREVIATION:
                return question.name
            case Part.ASK:
                return self._unpiped(question.ask)
            case Part.OPTIONS:
                return _BETWEEN.join(_choices_and_columns(question))
            case Part.HELP:
                return _BETWEEN.join(filter(None, (self._unpiped(question.help), question.why)))
            case _:
                return question.id

    def _unpiped(self, text: str) -> str:
        """A text with labels in place of the answers that it asks for."""
        return pipe(text, lambda name: f"[{self._bank.questions[name].name}]")

    def _answer(self, card: Card, question: Question | None) -> str:
        """The folded answer to a question."""
        answer = card.answer(question.id) if question is not None else None
        if question is None or answer is None:
            return ""
        known = self._answers.get(question.id)
        if known is None or known[0] is not answer:
            known = (answer, folded(answer_text(question, answer)))
            self._answers[question.id] = known
        return known[1]

    # Finding it

    def _ranked(
        self, card: Card, state: State, words: Sequence[str]
    ) -> Iterator[tuple[int, bool, int, int, int]]:
        """All that is found: where, whether it is not asked, how well, and its place."""
        for place, entry in enumerate(self._entries):
            found = self._found(card, entry, words)
            if found is not None:
                is_asked = _relevance(entry, state) is Relevance.RELEVANT
                yield found[0], not is_asked, found[1], len(entry.texts[0]), place

    def _found(self, card: Card, entry: _Entry, words: Sequence[str]) -> tuple[int, int] | None:
        """The least good part in which a word stands, and how well all of them are placed."""
        worst = well = 0
        answer: str | None = None
        for word in words:
            if word in entry.whole:
                part, is_start = _best_part(entry.texts, word)
            else:
                answer = self._answer(card, entry.question) if answer is None else answer
                if word not in answer:
                    return _as_abbreviation(entry, words)
                part, is_start = Part.ANSWER, _is_start(answer, word)
            worst = max(worst, part)
            well += 2 * part + (not is_start)
        return worst, well

    def _hit(self, card: Card, entry: _Entry, part: Part) -> Hit:
        question = entry.question
        if question is not None and part is Part.ANSWER:
            answer = card.answer(question.id) or Answer()
            return Hit(entry.section, question, part, answer_text(question, answer))
        return Hit(entry.section, question, part, self._text(entry.section, question, part))


def _relevance(entry: _Entry, state: State) -> Relevance:
    question = entry.question
    return state.sections[entry.section.id] if question is None else state.relevance[question.id]


def _best_part(texts: Sequence[str], word: str) -> tuple[int, bool]:
    """The best of the parts in which a word stands, and whether a word of it begins so."""
    part = next(part for part, text in enumerate(texts) if word in text)
    return part, _is_start(texts[part], word)


def _is_start(text: str, word: str) -> bool:
    place = text.find(word)
    return place == 0 or not text[place - 1].isalnum()


def _as_abbreviation(entry: _Entry, words: Sequence[str]) -> tuple[int, int] | None:
    label, short = entry.texts[Part.LABEL][:_LONGEST], "".join(words)
    return (Part.ABBREVIATION, 0) if len(short) > 1 and abbreviates(short, label) else None


def abbreviates(short: str, label: str) -> bool:
    """Whether `short` is made of the beginnings of words of `label`, in their order."""
    ends = {0}
    """Where in `label` one may be after the letters so far; 0 for before it."""
    for count, letter in enumerate(short):
        ends = {
            place + 1
            for place in _places(label, letter)
            if (count and place in ends)
            or ((place == 0 or not label[place - 1].isalnum()) and place >= min(ends))
        }
        if not ends:
            return False
    return True


def _places(text: str, letter: str) -> Iterator[int]:
    place = text.find(letter)
    while place >= 0:
        yield place
        place = text.find(letter, place + 1)


def _choices_and_columns(question: Question) -> Iterator[str]:
    for option in question.choices:
        yield option.label or option.id
        yield from filter(None, (option.help,))
    for column in question.columns:
        yield column.name
        yield from filter(None, (column.help,))


def answer_text(question: Question, answer: Answer) -> str:
    """All that a person can read in an answer, in the order in which they would."""
    return _BETWEEN.join(filter(None, _answer_texts(question, answer)))


def _answer_texts(question: Question, answer: Answer) -> Iterator[str]:
    if answer.status is not None:
        yield STATUS_WORDS[answer.status]
        yield answer.reason.strip()
        return
    if answer.value is not None:
        yield value_words(question, answer.value, answer.specify).strip()
    words = {column.id: partial(value_words, column) for column in question.columns}
    for row in answer.rows:
        yield ", ".join(words.get(name, str)(cell) for name, cell in row.cells.items())
