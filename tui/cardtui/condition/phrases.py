"""Phrases, and how they are joined so that it stays plain what belongs together.

Phrases are joined by `and` or `or` alone as long as none holds such a word itself; else commas
part them. A group inside a group starts with "either" where that is enough; brackets come in only
where words would leave two readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Literal, NamedTuple

from cardtui.text.words import join_words

Joint = Literal["and", "or"]
_IS_AMBIGUOUS = re.compile(r",(?!\d)|;|\b(?:and|n?or)\b", re.IGNORECASE)
_IS_LONG = re.compile(r"[^\d\s]\S*\s+\S+\s+\S")
"""Three words or more, and no number with its unit."""


class Shape(IntEnum):
    """What a phrase holds, from what joins easily to what needs brackets."""

    PLAIN = 0
    JOINED = 1
    """A word such as `or`."""
    LISTED = 2
    """Commas, too."""
    NESTED = 3
    """Clauses of its own."""


class Phrase(NamedTuple):
    """Words that say something which is true or false."""

    text: str
    shape: Shape = Shape.PLAIN
    joint: Joint | None = None
    """The word between its parts, where it is a group."""


def joined(joint: Joint, parts: Sequence[Phrase]) -> Phrase:
    """A group: all of the parts, or one of them."""
    if all(part.shape is Shape.PLAIN for part in parts):
        text = join_words((part.text for part in parts), joint)
        return Phrase(text, Shape.JOINED if len(parts) == 2 else Shape.LISTED, joint)
    members = [_member(part) for part in parts]
    if len(members) > 2:
        members = [
            f"({m})" if p.shape is Shape.LISTED else m for m, p in zip(members, parts, strict=True)
        ]
    text = f"{', '.join(members[:-1])}, {joint} {members[-1]}"
    is_choice_of_groups = joint == "or" and any(part.joint == "and" for part in parts)
    return Phrase(f"either {text}" if is_choice_of_groups else text, Shape.NESTED, joint)


def _member(part: Phrase) -> str:
    """A part as it stands in a group."""
    if part.shape is Shape.NESTED:
        return f"({part.text})"
    return f"either {part.text}" if part.joint == "or" else part.text


def label_words(label: str) -> str:
    """A label, in quotes where it could be taken for two."""
    return _in_quotes(label) if _IS_AMBIGUOUS.search(label) else label


def listed(values: Iterable[str], last: Literal["and", "or", "nor"]) -> Phrase:
    """Values: all in quotes where one of them could be taken for two or for a clause."""
    items = list(values)
    if any(_IS_AMBIGUOUS.search(item) or _IS_LONG.match(item) for item in items):
        items = [_in_quotes(item) for item in items]
    shape = Shape(min(len(items) - 1, Shape.LISTED)) if items else Shape.PLAIN
    return Phrase(join_words(items, last), shape)


def _in_quotes(words: str) -> str:
    return words if words.startswith('"') else f'"{words}"'
