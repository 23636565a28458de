"""The document of a card as pieces of lines, each with the question that it comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from cardtui.app.content import shown_line
from cardtui.app.reading.lines import EMPHASIS, FAINT, Line, wrapped
from cardtui.app.reading.markdown import lines_of
from cardtui.bank.bank import Bank
from cardtui.bank.model import Section
from cardtui.card.model import Card
from cardtui.formats.markdown.document import Block, Document, Part, joined
from cardtui.formats.markdown.escape import fence
from cardtui.formats.markdown.front_matter import front_matter
from cardtui.interview.navigation import open_questions
from cardtui.interview.state import Relevance, State
from cardtui.text.words import join_words

Kind = Literal["metadata", "heading", "answer", "open", "rest"]
"""`open` lists what has no answer yet; `rest` says that there is more than is shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of the page comes from."""

    kind: Kind
    section: str
    question: str | None = None
    """The question to go to from here; of a heading, the first that is asked below it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of the page, which stand or fall together."""

    place: Place
    lines: tuple[Line, ...]
    begins_as_item: bool = False
    ends_as_item: bool = False
    gap: int = 1
    """Blank lines before it; none between two items of one list."""


class Kept:
    """Pieces that were made before, for as long as nothing that they are made of changes."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[str, str | None, int], tuple[tuple[object, ...], Piece]] = {}

    def get(self, part: Part, width: int) -> Piece | None:
        """The piece that a part still is."""
        made_of, piece = self._pieces.get(_key(part, width), ((), None))
        return piece if made_of == part.made_of else None

    def keep(self, part: Part, width: int, piece: Piece) -> None:
        """Keep a piece for the next time."""
        self._pieces[_key(part, width)] = (part.made_of, piece)

    def forget(self) -> None:
        """Keep nothing any more."""
        self._pieces = {}


def _key(part: Part, width: int) -> tuple[str, str | None, int]:
    return part.section.id, part.question.id if part.question else None, width


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one answer is shown."""

    letters: int
    rows: int
    rest: str
    """What is said where an answer is longer."""


class Reading:
    """One state of a card, to be read in lines of one width."""

    def __init__(
        self,
        bank: Bank,
        card: Card,
        state: State,
        width: int,
        *,
        kept: Kept | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._bank = bank
        self._card = card
        self._state = state
        self.width = width
        self._kept = kept
        self._limits = limits
        self._document = Document(bank, card, state)
        self._open = set(open_questions(state))

    def pieces(self) -> Iterator[Piece]:
        """The whole document, as it is exported, and in each section what is still open."""
        yield from self._front_matter()
        for section in self._bank.sections:
            parts = self.parts(section)
            yield from map(self.piece, parts)
            yield from self.still_open(section, parts)

    def parts(self, section: Section) -> list[Part]:
        """What one section prints; nothing of it is made yet."""
        return list(self._document.parts(section))

    def piece(self, part: Part) -> Piece:
        """The lines of one part."""
        piece = self._kept.get(part, self.width) if self._kept else None
        if piece is None:
            piece = self._made(part)
            if self._kept:
                self._kept.keep(part, self.width, piece)
        return piece

    def _made(self, part: Part) -> Piece:
        blocks = self._shortened(part) or self._document.blocks(part)
        question = part.question
        if question is None:
            place = Place("heading", part.section.id, self._first_asked(part.section))
        else:
            place = Place("answer", part.section.id, question.id)
        lines = tuple(lines_of(joined(blocks), self.width))
        is_title = question is None and part.section.level == 1
        gap = 2 if is_title else 1
        return Piece(place, lines, blocks[0].is_item, blocks[-1].is_item, gap)

    def _shortened(self, part: Part) -> list[Block]:
        """What a part prints of an answer that is too long; nothing of one that is not."""
        if self._limits is None or part.question is None:
            return []
        name, most = part.question.id, self._limits
        answer, fact = self._card.answer(name), self._state.facts[name]
        card, state = self._card, self._state
        if (
            answer is not None
            and isinstance(answer.value, str)
            and len(answer.value) > most.letters
        ):
            shorter = (
                answer.value[: most.letters].rpartition("\n")[0] or answer.value[: most.letters]
            )
            card = card.with_answer(name, replace(answer, value=shorter))
        elif isinstance(fact, tuple) and len(fact) > most.rows and part.question.type == "table":
            state = replace(state, facts={**state.facts, name: fact[: most.rows]})
        else:
            return []
        return [*Document(self._bank, card, state).blocks(part), Block(f"_{most.rest}_")]

    def still_open(self, section: Section, parts: Sequence[Part]) -> Iterator[Piece]:
        """What is still to be answered in a section that prints `parts`; nothing where nothing is."""
        if self._state.sections[section.id] is Relevance.IRRELEVANT:
            return
        still_open = [each for each in section.questions if each.id in self._open]
        if still_open:
            says_nothing = bool(parts) and parts[-1].says_nothing
            words = self._bank.words
            listed = (shown_line(each.name) for each in still_open)
            names = join_words(listed, words.joining_and)
            text = f"{words.still_open}{words.colon} {names}"
            said = wrapped([(text, FAINT | EMPHASIS)], self.width)
            place = Place("open", section.id, still_open[0].id)
            # Below "Not filled in yet." it goes on with that.
            yield Piece(place, tuple(said), gap=0 if says_nothing else 1)

    def _first_asked(self, section: Section) -> str | None:
        below = (
            question.id
            for each in self._bank.sections
            if section in self._bank.parents[each.id]
            for question in each.questions
        )
        return next((each for each in below if self._state.is_relevant(each)), None)

    def _front_matter(self) -> Iterator[Piece]:
        text = front_matter(self._bank, self._card, self._state).strip()
        if text:
            first = self._bank.sections[0].id
            fields = (q.id for q in self._bank if q.metadata and q.id in self._state.settled)
            lines = lines_of(fence(text), self.width)
            yield Piece(Place("metadata", first, next(fields, None)), tuple(lines))


class Page:
    """Pieces below each other."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self.lines: list[Line] = []
        self.places: list[Place] = []
        """In their order on the page."""
        self._starts: list[int] = []
        self._ends_as_item = False
        for piece in pieces:
            self.add(piece)

    def add(self, piece: Piece) -> None:
        """Put a piece below the others; items of one list follow each other without a gap."""
        is_one_list = self._ends_as_item and piece.begins_as_item
        if self.lines and not is_one_list:
            self.lines += [Line()] * piece.gap
        self.places.append(piece.place)
        self._starts.append(len(self.lines))
        self.lines += piece.lines
        self._ends_as_item = piece.ends_as_item

    def find(self, goal: Place) -> int | None:
        """The number of a place like `goal`; of an answer that is not there, where it is open."""
        likes = (
            i
            for i, each in enumerate(self.places)
            if each == goal or (each.kind == "open" and each.section == goal.section)
        )
        return next(likes, None)

    def at(self, y: int) -> int:
        """Which place, by its number, a line belongs to; a gap belongs to what is above it."""
        return max(bisect_right(self._starts, y) - 1, 0)

    def lines_of(self, number: int) -> range:
        """The lines of a place."""
        start = self._starts[number]
        behind = self._starts[number + 1 :][:1] or [len(self.lines)]
        end = behind[0]
        while end - 1 > start and not self.lines[end - 1].spans:
            end -= 1
        return range(start, end)
