"""Lines of a page: texts with what they are, broken so that each fits a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from cardtui.app.content import shown

PLAIN = 0
STRONG, EMPHASIS, STRUCK, CODE, LINK, FAINT, HEADING, TITLE, BLOCK = (1 << bit for bit in range(9))
"""What a text is; several hold together. `TITLE` is a heading of the first level, `BLOCK`
a line of code, on a ground of its own."""

Span = tuple[str, int]
"""A text and what it is."""

NEW = "\n"
_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
    "\U00020000-\U0003fffd"
)
_CLOSING = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d"
_PIECE = re.compile(f"[{_WIDE}][{_CLOSING}]*|[^{_WIDE}]+")
"""Wide characters need no space to begin a line, but for those that close what is before them."""
_SPACES = re.compile(r"[ \t]+")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn."""

    spans: tuple[Span, ...] = ()
    lead: int = 0
    """How many of its characters are no text: indentation, bullets, marks of a quote."""
    glue: str = NEW
    """What is between the text of the line before and this one: nothing or a space where both are
    one text that did not fit."""

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(text for text, _ in self.spans)

    @property
    def width(self) -> int:
        """The cells that it takes."""
        return sum(cell_len(text) for text, _ in self.spans)

    @property
    def is_block(self) -> bool:
        """Whether it is a line of code, whose ground goes on to the edge."""
        return bool(self.spans) and bool(self.spans[-1][1] & BLOCK)


@dataclass(slots=True)
class _Word:
    """What is not broken unless it is wider than a line."""

    spans: list[Span]
    gap: Span | None = None
    """The space before it; None where it may follow without one."""

    @property
    def width(self) -> int:
        return sum(cell_len(text) for text, _ in self.spans)


def wrapped(spans: Iterable[Span], width: int) -> Iterator[Line]:
    r"""Running text in lines of at most `width` cells; `\n` begins a new one."""
    running = [(_SPACES.sub(" ", text), kind) for text, kind in spans]
    text = "".join(text for text, _ in running)
    if set(map(get_character_cell_size, set(text) - {"\n"})) <= {1}:
        return _cut(running, _cuts(text, width))
    return _filled(running, width)


def _cuts(text: str, width: int) -> Iterator[tuple[int, int, str]]:
    """Where each line begins and ends, and the glue before it, where each character is a cell."""
    start, glue = 0, NEW
    for row in text.split("\n"):
        end = start + len(row)
        while end - start > width:
            space = text.rfind(" ", start, start + width + 1)
            stop = space if space > start else start + width
            yield start, stop, glue
            start, glue = (stop + 1, " ") if space > start else (stop, "")
        yield start, end, glue
        start, glue = end + 1, NEW


def _cut(spans: Iterable[Span], cuts: Iterable[tuple[int, int, str]]) -> Iterator[Line]:
    """The parts of spans that stand between such places, which are in order."""
    rest = iter(spans)
    text, kind = next(rest, ("", PLAIN))
    offset = 0
    for start, end, glue in cuts:
        line: list[Span] = []
        at = start
        while at < end:
            if at >= offset + len(text):
                offset += len(text)
                text, kind = next(rest)
                continue
            piece = text[at - offset : end - offset]
            line.append((piece, kind))
            at += len(piece)
        if line or glue == NEW:
            yield Line(tuple(line), glue=glue)


def _filled(spans: Iterable[Span], width: int) -> Iterator[Line]:
    """Lines filled word by word, for texts whose characters are not all of one width."""
    line: list[Span] = []
    used, glue = 0, NEW
    for word in _words(spans):
        if word is None:
            yield Line(tuple(_merged(line)), glue=glue)
            line, used, glue = [], 0, NEW
            continue
        wide = word.width
        if line and used + wide + (word.gap is not None) > width:
            yield Line(tuple(_merged(line)), glue=glue)
            line, used, glue = [], 0, "" if word.gap is None else " "
        if line and word.gap is not None:
            line.append(word.gap)
            used += 1
        if wide <= width:
            line += word.spans
            used += wide
            continue
        for piece in broken(word.spans, width):
            if line:
                yield Line(tuple(_merged(line)), glue=glue)
                glue = ""
            line, used = piece, sum(cell_len(text) for text, _ in piece)
    if line:
        yield Line(tuple(_merged(line)), glue=glue)


def broken(spans: Iterable[Span], width: int) -> Iterator[list[Span]]:
    """Spans cut wherever `width` cells are full, never within a character and its marks."""
    piece: list[Span] = []
    used = 0
    for text, kind in spans:
        start = last = 0
        for begin, end, cells in _graphemes(text):
            if used + cells > width and (piece or start < begin):
                if start < begin:
                    piece.append((text[start:begin], kind))
                yield piece
                piece, used, start = [], 0, begin
            used += cells
            last = end
        if text:
            piece.append((text[start:last], kind))
    if piece:
        yield piece


def _graphemes(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each character with its marks begins and ends, and its cells."""
    if text.isascii():
        return ((at, at + 1, 1) for at in range(len(text)))
    return iter(split_graphemes(text)[0])


def _words(spans: Iterable[Span]) -> Iterator[_Word | None]:
    """Words with the gaps before them; None for the end of a line."""
    word: _Word | None = None
    gap: Span | None = None
    for text, kind in spans:
        for number, row in enumerate(text.split("\n")):
            if number:
                if word is not None:
                    yield word
                yield None
                word = gap = None
            for place, part in enumerate(row.split(" ")):
                if place:
                    if word is not None:
                        yield word
                        word, gap = None, (" ", kind)
                    elif gap is None:
                        gap = (" ", kind)
                if not part:
                    continue
                pieces = (part,) if part.isascii() else _PIECE.findall(part)
                for index, piece in enumerate(pieces):
                    if index and word is not None:
                        yield word
                        word, gap = None, None
                    if word is None:
                        word, gap = _Word([], gap), None
                    word.spans.append((piece, kind))
    if word is not None:
        yield word


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Spans of one kind that follow each other as one."""
    text, kind = "", PLAIN
    for more, other in spans:
        if other == kind:
            text += more
            continue
        if text:
            yield text, kind
        text, kind = more, other
    if text:
        yield text, kind


def code_lines(text: str, width: int) -> Iterator[Line]:
    """Lines of code as they are, cut where they are too long."""
    for row in text.split("\n"):
        flat = row.expandtabs(_TAB)
        glue = NEW
        for piece in broken([(flat, PLAIN)], width) if flat else [[]]:
            yield Line(tuple(piece), glue=glue)
            glue = ""


def cleaned(text: str) -> str:
    """A text of one token, in which a reference such as `&#x202e;` may have become a character."""
    return text if text.isascii() and text.isprintable() else shown(text)
