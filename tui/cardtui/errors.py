"""What can go wrong, and how it is told.

    CardtuiError
    ├── FileError          a file that cannot be found, read or written
    │   └── ForeignFileError    a file that is not overwritten, as it is not an older export
    ├── TomlError          a file that is not TOML, or is refused before it is parsed
    ├── ConditionError     an expression of a bank
    │   ├── ConditionSyntaxError    it cannot be read
    │   └── ConditionTypeError      it can be read, and cannot mean anything
    ├── BankError          a bank that cannot be used
    └── CardError          a card that cannot be used
        ├── NewerCardError    a card of a format that a later version of cardtui writes
        └── CardChanged       another program has changed it on disk

Every error that a user can meet carries `Problem` values: where, what, and what to do.
"""

from __future__ import annotations

from msgspec import Struct


class Excerpt(Struct, frozen=True):
    """A line of source with the part that is meant: `start` and `end` count characters."""

    source: str
    start: int
    end: int


class Problem(Struct, frozen=True):
    """One thing that is wrong, in words for the person who can mend it."""

    message: str
    remedy: str = ""
    """What to do about it; empty where the message says it."""
    path: str = ""
    """The file, as the user named it."""
    line: int = 0
    """Counted from 1; 0 where the problem is not in a line."""
    column: int = 0
    excerpt: Excerpt | None = None

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        parts = [self.path] if self.path else []
        if self.line:
            parts.append(f"line {self.line}" if not parts else str(self.line))
            if self.column and self.path:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        said = f"{self.message}; {self.remedy}" if self.remedy else self.message
        return f"{self.place}: {said}" if self.place else said


class CardtuiError(Exception):
    """Something that cardtui tells its user in words. `problems` is never empty."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class FileError(CardtuiError):
    """A file or folder that cannot be found, read or written."""


class ForeignFileError(FileError):
    """A file that somebody else has written or changed; it was not overwritten."""


class TomlError(CardtuiError):
    """A file that is not TOML, or that is refused before the parser sees it."""


class BankError(CardtuiError):
    """A bank that cannot be used; `problems` lists what is wrong with it, as far as one can take in."""


class CardError(CardtuiError):
    """A card that cannot be used."""


class NewerCardError(CardError):
    """A card of a newer format. It can be looked at, and is never written."""


class CardChanged(CardError):  # noqa: N818 - it says what has happened
    """A card on disk that is not the one that was read or saved last; it was not overwritten."""


class ConditionError(CardtuiError):
    """An expression that cannot be used. `start` and `end` count characters of its source."""

    def __init__(self, message: str, source: str, start: int, end: int) -> None:
        self.message = message
        self.excerpt = Excerpt(source, start, end)
        super().__init__(Problem(message, excerpt=self.excerpt))


class ConditionSyntaxError(ConditionError):
    """An expression that cannot be read."""


class ConditionTypeError(ConditionError):
    """An expression that can be read but cannot mean anything in its bank."""
