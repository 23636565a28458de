"""A card as a Markdown document whose headings are those of the bank, whatever an answer holds.

References are to the CommonMark specification 0.31.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Column, Question, Section
from cardtui.bank.text_formats import URL
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Answer, Card
from cardtui.condition.facts import CellValue, Row
from cardtui.formats.markdown.escape import code_span, fence, inline
from cardtui.formats.markdown.front_matter import front_matter
from cardtui.formats.markdown.prose import contained
from cardtui.interview.state import Relevance, State
from cardtui.interview.wording import value_words

LIST_END = "<!-- -->"
"""Stands between a list and indented text, which would go on with its last item (5.3)."""
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)  # 5.2


class Block(Struct, frozen=True):
    """A piece of Markdown; items that follow each other form one list."""

    text: str
    is_item: bool = False


class Part(Struct, frozen=True):
    """A piece of the document, and where it comes from."""

    section: Section
    question: Question | None
    """None for the heading of the section, with what is said where nothing is below it."""
    made_of: tuple[object, ...]
    """What it prints follows from these and the bank alone: parts made of the same print the same."""
    says_nothing: bool = False
    """Whether it is a heading that says that nothing is below it."""


def to_markdown(bank: Bank, card: Card, state: State) -> str:
    """The whole document: front matter where the bank has metadata, then every section."""
    document = Document(bank, card, state)
    body = "\n\n".join(filter(None, map(document.section, bank.sections)))
    return f"{front_matter(bank, card, state)}{body}\n"


def section_markdown(bank: Bank, card: Card, state: State, section: Section) -> str:
    """One section with its heading, as it stands in the document."""
    return Document(bank, card, state).section(section)


class Document:
    """The sections of one card, part by part. Nothing is printed before it is asked for."""

    def __init__(self, bank: Bank, card: Card, state: State) -> None:
        self._bank = bank
        self._card = card
        self._state = state
        self._fixed = bank.words

    def section(self, section: Section) -> str:
        """A section without those below it; an empty text where it prints nothing."""
        return joined([block for part in self.parts(section) for block in self.blocks(part)])

    def parts(self, section: Section) -> Iterator[Part]:
        """The heading of a section and its answers; nothing where it prints nothing."""
        if self._state.sections[section.id] is Relevance.IRRELEVANT:
            return
        prints = self._prints_below(section)
        if not prints and section.empty != "state":
            return
        yield Part(section, None, (prints,), says_nothing=not prints)
        for question in section.questions:
            if self._prints(question):
                made_of = (self._card.answer(question.id), self._state.facts[question.id])
                yield Part(section, question, made_of)

    def blocks(self, part: Part) -> list[Block]:
        """What a part prints."""
        if part.question is not None:
            answer = self._card.answer(part.question.id)
            return list(self._answer(part.question, answer)) if answer is not None else []
        heading = Block(f"{'#' * part.section.level} {inline(part.section.title)}")
        return [heading, Block(f"_{self._fixed.nothing_said}_")] if part.says_nothing else [heading]

    def _prints_below(self, section: Section) -> bool:
        """Whether this section or one below it prints an answer."""
        return any(
            self._prints(question)
            for other in self._bank.sections
            if section in self._bank.parents[other.id]
            for question in other.questions
        )

    def _prints(self, question: Question) -> bool:
        if question.id not in self._state.settled or question.printed == "none":
            return False
        rows = self._state.facts[question.id]
        return question.type != "table" or not isinstance(rows, tuple) or any(rows)

    def _answer(self, question: Question, answer: Answer) -> Iterator[Block]:
        if answer.status is not None:
            said = self._fixed.of_status(answer.status)
            reason = answer.reason.strip()
            yield _item(question.name, inline(f"{said}: {reason}" if reason else said))
            return
        if question.type == "table":
            yield from self._table(question)
            return
        match question.printed:
            case "item":
                yield _value_item(question, answer, self._fixed)
            case "code":
                yield Block(f"**{inline(question.name)}**")
                yield Block(fence(_plain(question, answer), question.language))
            case "blocks":
                yield Block(f"**{inline(question.name)}**")
                yield Block(_prose(question, answer, self._fixed))
            case _:
                yield Block(_prose(question, answer, self._fixed))

    def _table(self, question: Question) -> Iterator[Block]:
        rows = self._state.facts[question.id]
        assert isinstance(rows, tuple)
        filled = [row for row in rows if not isinstance(row, str) and row]
        columns = [c for c in question.columns if any(c.id in row for row in filled)]
        if not columns:
            return
        if question.printed == "blocks":
            yield from _row_blocks(columns, filled, self._fixed)
            return
        yield Block(f"**{inline(question.name)}**")
        yield Block(_grid(columns, filled, self._fixed))


def joined(blocks: Sequence[Block]) -> str:
    """Blocks apart by a blank line, items of one list by none."""
    text = blocks[0].text if blocks else ""
    for before, block in pairwise(blocks):
        if block.text.startswith((" ", "\t")) and _LIST_ITEM.search(before.text):
            text += f"\n\n{LIST_END}"
        gap = "\n" if before.is_item and block.is_item else "\n\n"
        text += gap + block.text
    return text


def _item(label: str, value: str) -> Block:
    return Block(f"- **{inline(label)}:** {value}", is_item=True)


def _value_item(question: Question, answer: Answer, fixed: FixedWords) -> Block:
    if question.type == "list" and isinstance(answer.value, list) and len(answer.value) > 1:
        items = "".join(f"\n  - {inline(str(item))}" for item in answer.value)
        return Block(f"- **{inline(question.name)}:**{items}", is_item=True)
    if question.type in ("longtext", "code"):
        # Four columns, a tab stop: two would shift the tabs of the answer, and with them its blocks.
        lines = contained(_plain(question, answer)).replace("\n", "\n    ")
        return Block(f"-   **{inline(question.name)}:**\n\n    {lines}", is_item=True)
    return _item(question.name, _one_line(question, answer.value, fixed, answer))


def _one_line(
    field: Question | Column, value: object, fixed: FixedWords, answer: Answer | None = None
) -> str:
    if field.type == "url" and isinstance(value, str) and URL.fits(value):
        return f"<{value}>" if _can_be_autolink(value) else inline(value)
    if field.type == "path":
        return code_span(str(value))
    return inline(value_words(field, value, answer.specify if answer else None, fixed))


def _can_be_autolink(url: str) -> bool:
    return url.isascii() and url.isprintable() and not set(url) & set("<>\\`|")


def _plain(question: Question, answer: Answer) -> str:
    return str(without_final_newline(question, answer.value))


def _prose(question: Question, answer: Answer, fixed: FixedWords) -> str:
    if question.type in ("longtext", "code"):
        return contained(_plain(question, answer))
    return _one_line(question, answer.value, fixed, answer)


# Tables


def _grid(columns: Sequence[Column], rows: Sequence[Row], fixed: FixedWords) -> str:
    """A table of GitHub Flavored Markdown (section 4.10); numbers stand to the right."""
    heads = [inline(f"{c.name} ({c.unit})" if c.unit else c.name) for c in columns]
    rules = ["---:" if c.type in ("integer", "number") else "---" for c in columns]
    cells = [[_cell(column, row, fixed) for column in columns] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [heads, rules, *cells])


def _cell(column: Column, row: Row, fixed: FixedWords) -> str:
    value = row.get(column.id)
    if not isinstance(value, CellValue):
        return ""
    without_unit = column.unit != "%" and isinstance(value, int | float)
    shown = _one_line(column, value, fixed)
    return shown.removesuffix(f" {column.unit}") if without_unit else shown


def _row_blocks(
    columns: Sequence[Column], rows: Sequence[Row], fixed: FixedWords
) -> Iterator[Block]:
    """One block a row: the first cell in bold, the others as items below it."""
    for row in rows:
        present = [column for column in columns if column.id in row]
        yield Block(f"**{_one_line(present[0], row[present[0].id], fixed)}**")
        for column in present[1:]:
            yield _item(column.name, _one_line(column, row[column.id], fixed))
