"""A bank that has been loaded: its questions by id, their order, and its expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from cardtui.bank.expressions import Expressions
from cardtui.bank.fixed_words import ENGLISH, FixedWords
from cardtui.bank.model import BankFile, Question, Section

if TYPE_CHECKING:
    from cardtui.bank.merged import Base, Merged


class Bank(Struct, frozen=True):
    """What can be asked. Made by `load_bank`; everything in it has been checked."""

    path: str
    sha256: str
    """Of the bank file's bytes; of those of all its files where it extends others."""
    file: BankFile
    questions: Mapping[str, Question]
    """In the order of the bank."""
    section_of: Mapping[str, Section]
    """The section of each question."""
    parents: Mapping[str, tuple[Section, ...]]
    """For each section those that it stands in, the outermost first, itself last."""
    expressions: Expressions
    words: FixedWords = ENGLISH
    """What cardtui says beside the texts, in their language."""
    merged: Merged | None = None
    """How it was made of several files, where it extends others."""
    translation_of: Bank | None = None
    """The bank in its own language, where the texts here are of another one."""

    @property
    def identity(self) -> tuple[str, str]:
        """Which bank it is. Its path alone may have named another: a tag that was moved since."""
        return self.path, self.sha256

    @property
    def bases(self) -> tuple[Base, ...]:
        """The banks that it extends, and those that they extend."""
        return () if self.merged is None else self.merged.bases

    @property
    def original(self) -> Bank:
        """The bank in its own language: what cards say of their questions is said of this."""
        return self.translation_of or self

    @property
    def paths(self) -> tuple[str, ...]:
        """All files that it was read from, its own first."""
        if self.merged is None:
            return (self.path,)
        return tuple(source.file.path for source in self.merged.sources)

    @property
    def id(self) -> str:
        """The id that cards store."""
        return self.file.id

    @property
    def version(self) -> str:
        """Its semantic version."""
        return self.file.version

    @property
    def title(self) -> str:
        """What people call it."""
        return self.file.title

    @property
    def language(self) -> str:
        """The language of its texts, such as `en`."""
        return self.file.language

    @property
    def sections(self) -> tuple[Section, ...]:
        """In the order of the bank."""
        return self.file.sections

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions.values())
