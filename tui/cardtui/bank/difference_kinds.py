"""What a difference between two versions of a bank is: what it is about, and how much it weighs."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct

About = Literal["bank", "section", "question", "column", "option"]
Kind = Literal[
    "new",
    "gone",
    "renamed",
    "retyped",
    "reworded",
    "moved",
    "required",
    "optional",
    "condition",
    "check stricter",
    "check looser",
    "check changed",
    "suggestion",
    "unit",
    "format",
    "allow",
    "choosing",
    "printed",
]
"""`choosing` is about an option that excludes others or asks for a text; `allow` about what may be
said instead of an answer; `format` about what a text must look like."""


class Weight(StrEnum):
    """What a difference means for answers that are there, the heaviest first."""

    ANSWERS = "answers"
    """It may leave answers that do not fit any more, or that have no question."""
    CONFIRM = "confirm"
    """Those who have answered are asked to confirm it."""
    ASKS = "asks"
    """It changes what is asked of whom, or what a complete card needs."""
    WORDING = "wording"
    """It changes words, order, suggestions or print."""


class Difference(Struct, frozen=True):
    """One thing that is not the same in two versions of a bank."""

    about: About
    kind: Kind
    weight: Weight
    sentence: str
    """In plain words, with labels; without a full stop."""
    section: str = ""
    """The id of a section, where it is about one."""
    question: str = ""
    """The id of the question as it is called now, or was last; of a column or option, where it is."""
    column: str = ""
    option: str = ""
    fields: tuple[str, ...] = ()
    """The keys that are worded differently."""
    asks_again: bool = False
    """Whether those who have answered are asked to confirm it, whatever else it means."""
