"""The part of a text in which something was found, on one line, with what was found marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cardtui.text.clean import one_line
from cardtui.text.folding import folded, folded_with_places

_CUT = "…"
_CHUNK = 2_000
"""Characters in which a word is looked for at once: a text may be as long as a book."""
_OVERLAP = 200
_BEFORE = 3
"""Of so many parts of a passage one may come before what was found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage."""

    text: str
    """Cleaned, so that a terminal can show it."""
    is_found: bool = False


def passage(text: str, words: Sequence[str], length: int) -> tuple[Piece, ...]:
    """About `length` characters of `text` around the first of `words`, which are folded.

    A text without any of them is shown from its beginning.
    """
    start = _start(text, _first(text, words), length)
    # Breaks and cleaning change how long it is, so the end is left to whoever draws it.
    shown = one_line(text[start : start + length])
    begins, ends = _CUT if start else "", _CUT if start + length < len(text) else ""
    pieces = _pieces(shown, words)
    if not pieces:
        pieces = [Piece("")]
    if begins:
        pieces = [Piece(begins), *pieces]
    if ends:
        pieces = [*pieces, Piece(ends)]
    return tuple(piece for piece in pieces if piece.text)


def _first(text: str, words: Sequence[str]) -> int:
    """Where about the first of `words` stands in `text`."""
    for begin in range(0, max(len(text), 1), _CHUNK):
        chunk = text[begin : begin + _CHUNK + _OVERLAP]
        in_chunk = folded(chunk)
        places = [place for word in words if (place := in_chunk.find(word)) >= 0]
        if places:
            is_same_length = len(in_chunk) == len(chunk)
            first = min(places)
            return begin + (first if is_same_length else folded_with_places(chunk)[1][first])
    return 0


def _start(text: str, first: int, length: int) -> int:
    """Where a passage begins that holds what stands at `first`: at a word, if one is near."""
    if first < length * (_BEFORE - 1) // _BEFORE:
        return 0
    start = first - length // _BEFORE
    space = re.search(r"\s+", text[start:first])
    return start + space.end() if space else start


def _pieces(shown: str, words: Sequence[str]) -> list[Piece]:
    in_shown, places = folded_with_places(shown)
    marked = bytearray(len(shown))
    for begin, end in _occurrences(in_shown, words):
        for place in places[begin:end]:
            marked[place] = True
    pieces: list[Piece] = []
    begin = 0
    for end in range(1, len(shown) + 1):
        if end == len(shown) or marked[end] != marked[begin]:
            pieces.append(Piece(shown[begin:end], bool(marked[begin])))
            begin = end
    return pieces


def _occurrences(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for word in filter(None, words):
        place = text.find(word)
        while place >= 0:
            yield place, place + len(word)
            place = text.find(word, place + len(word))
