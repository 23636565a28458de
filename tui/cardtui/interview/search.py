"""Searching a card: its sections, its questions and the answers to them.

What is looked for is one or more words, each of which must stand somewhere, in any part and
without regard to case and accents. A label that begins like an abbreviation counts too: `bpw` is
"Bits per weight".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property, partial
from heapq import nsmallest

from cardtui.bank.bank import Bank
from cardtui.bank.fixed_words import ENGLISH, FixedWords
from cardtui.bank.model import Question, Section
from cardtui.bank.piping import pipe
from cardtui.card.model import Answer, Card
from cardtui.interview.spelling import Vocabulary
from cardtui.interview.state import Relevance, State
from cardtui.interview.wording import value_words
from cardtui.text.folding import folded

_BETWEEN = " · "
"""Between texts that are searched as one."""
_INSIDE = " › "
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
    is_meant: bool = False
    """Whether these words were probably meant: what was typed stands nowhere."""


_NOTHING = Found((), (), 0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A question or a section, and its texts folded, in the order of `Part` up to its id."""

    section: Section
    question: Question | None
    texts: tuple[str, ...]
    whole: str
    """All of them."""


@dataclass(frozen=True, slots=True)
class _Last:
    """What was looked for the last time, in which card, and the places in which it was found."""

    card: Card | None
    looked_for: str
    found: list[int]


class Search:
    """Finds things in a bank and in cards that answer it. Made once for a bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._entries = list(self._all_entries())
        self._answers: dict[str, tuple[Answer, str]] = {}
        """The answers that have been searched, each with its folded text."""
        self._last = _Last(None, "", [])

    def find(self, card: Card, state: State, looked_for: str, most: int = 200) -> Found:
        """The `most` best places in which each word of `looked_for` stands.

        Where there are none, those of the words that are nearest to it.
        """
        words = tuple(dict.fromkeys(folded(looked_for[:_LONGEST]).split()))
        if not words:
            return _NOTHING
        found = self._find(card, state, words, most)
        if not found.count and (meant := self._meant(words)) != words:
            found_instead = self._find(card, state, meant, most)
            return replace(found_instead, is_meant=True) if found_instead.count else found
        return found

    def _find(self, card: Card, state: State, words: tuple[str, ...], most: int) -> Found:
        ranked = list(self._ranked(card, state, words))
        best = nsmallest(most, ranked)
        hits = tuple(self._hit(card, self._entries[place], Part(rank[0])) for *rank, place in best)
        return Found(words, hits, len(ranked))

    def _meant(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words, those that stand nowhere in the bank in the spelling that does."""
        return tuple(
            word
            if any(word in entry.whole for entry in self._entries)
            else self._vocabulary.nearest(word)
            for word in words
        )

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(text for entry in self._entries for text in entry.texts[: Part.HELP])

    # What can be found

    def _all_entries(self) -> Iterator[_Entry]:
        for section in self._bank.sections:
            for question in (None, *section.questions):
                texts = tuple(map(folded, self._texts(section, question)))
                yield _Entry(section, question, texts, "\n".join(texts))

    def _texts(self, section: Section, question: Question | None) -> tuple[str, ...]:
        """What stands in the parts of a question, or of a section itself, up to its id."""
        titles = [around.title for around in self._bank.parents[section.id]]
        if question is None:
            return section.title, "", "", _INSIDE.join(titles[:-1]), section.help, section.id
        return (
            question.name,
            self._unpiped(question.ask),
            _BETWEEN.join(_choices_and_columns(question)),
            _INSIDE.join(titles),
            _BETWEEN.join(filter(None, (self._unpiped(question.help), question.why))),
            question.id,
        )

    def _unpiped(self, text: str) -> str:
        """A text with labels in place of the answers that it asks for."""
        if "{" not in text and "}" not in text:
            return text
        return pipe(text, lambda name: f"[{self._bank.questions[name].name}]")

    def _answer(self, card: Card, question: Question | None) -> str:
        """The folded answer to a question."""
        answer = card.answer(question.id) if question is not None else None
        if question is None or answer is None:
            return ""
        known = self._answers.get(question.id)
        if known is None or known[0] is not answer:
            known = (answer, folded(answer_text(question, answer, self._bank.words)))
            self._answers[question.id] = known
        return known[1]

    # Finding it

    def _ranked(
        self, card: Card, state: State, words: Sequence[str]
    ) -> Iterator[tuple[int, bool, int, int, int]]:
        """All that is found: where, whether it is not asked, how well, and its place."""
        short = "".join(words)
        found = []
        for place in self._could_hold(card, words):
            entry = self._entries[place]
            ranks = self._found(card, entry, words, short)
            if ranks is not None:
                found.append(place)
                is_asked = _relevance(entry, state) is Relevance.RELEVANT
                yield ranks[0], not is_asked, ranks[1], len(entry.texts[0]), place
        self._last = _Last(card, " ".join(words), found)

    def _could_hold(self, card: Card, words: Sequence[str]) -> Sequence[int]:
        """The entries in which all words could stand: those found before one typed on."""
        last = self._last
        is_longer = len(last.looked_for) > 1 and " ".join(words).startswith(last.looked_for)
        return last.found if is_longer and last.card is card else range(len(self._entries))

    def _found(
        self, card: Card, entry: _Entry, words: Sequence[str], short: str
    ) -> tuple[int, int] | None:
        """The least good part in which a word stands, and how well all of them are placed."""
        elsewhere = [word for word in words if word not in entry.whole]
        answer = self._answer(card, entry.question) if elsewhere else ""
        for word in elsewhere:
            if word not in answer:
                return _as_abbreviation(entry, short)
        worst = well = 0
        for word in words:
            if word in elsewhere:
                part, text = int(Part.ANSWER), answer
            else:
                part, text = _best_part(entry.texts, word)
            worst = max(worst, part)
            well += 2 * part + (not _is_start(text, word))
        return worst, well

    def _hit(self, card: Card, entry: _Entry, part: Part) -> Hit:
        section, question = entry.section, entry.question
        if part is Part.ANSWER and question is not None:
            answer = card.answer(question.id) or Answer()
            return Hit(section, question, part, answer_text(question, answer, self._bank.words))
        text = self._texts(section, question)[part if part < Part.ABBREVIATION else Part.LABEL]
        return Hit(section, question, part, text)


def _relevance(entry: _Entry, state: State) -> Relevance:
    question = entry.question
    return state.sections[entry.section.id] if question is None else state.relevance[question.id]


def _best_part(texts: Sequence[str], word: str) -> tuple[int, str]:
    """The best of the parts in one of which a word stands, and its text."""
    part = 0
    while word not in texts[part]:
        part += 1
    return part, texts[part]


def _is_start(text: str, word: str) -> bool:
    place = text.find(word)
    return place == 0 or not text[place - 1].isalnum()


def _as_abbreviation(entry: _Entry, short: str) -> tuple[int, int] | None:
    label = entry.texts[Part.LABEL][:_LONGEST]
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


def answer_text(question: Question, answer: Answer, fixed: FixedWords = ENGLISH) -> str:
    """All that a person can read in an answer, in the order in which they would."""
    return _BETWEEN.join(filter(None, _answer_texts(question, answer, fixed)))


def _answer_texts(question: Question, answer: Answer, fixed: FixedWords) -> Iterator[str]:
    yield answer.note.strip()
    if answer.status is not None:
        yield fixed.of_status(answer.status)
        yield answer.reason.strip()
        return
    if answer.value is not None:
        yield value_words(question, answer.value, answer.specify, fixed).strip()
    words = {column.id: partial(value_words, column, fixed=fixed) for column in question.columns}
    for row in answer.rows:
        yield ", ".join(words.get(name, str)(cell) for name, cell in row.cells.items())
