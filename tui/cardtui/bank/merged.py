"""A bank that several files have a part in: its tables as one bank, and where each was written.

What extends a bank is merged as tables, before the model checks them, so that everything behind
sees one bank. `Merged.of` leads back from a key of that bank to the file and line that said it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardtui.bank.model import Migration
from cardtui.files.reading import TextFile
from cardtui.files.spots import Spot, SpotsInFile

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath


class Source(Struct, frozen=True):
    """A file with the bank in it that it says it is."""

    id: str
    version: str
    file: TextFile

    def __str__(self) -> str:
        return f"{self.id} {self.version}"


class Part(Struct, frozen=True):
    """A key of one of the files."""

    source: Source
    key: KeyPath


class Base(Struct, frozen=True):
    """A bank that is extended, directly or not: cards that answer it open under the one on top."""

    id: str
    version: str
    title: str
    migrations: tuple[Migration, ...]


class Hidden(Struct, frozen=True):
    """A question of an extended bank that is not asked."""

    reason: str
    part: Part
    """Where it is hidden."""


@dataclass(slots=True, eq=False)
class Item:
    """A section, a question or a test of a merged bank."""

    table: dict[str, Any]
    """Its keys, without the questions of a section."""
    part: Part
    """The table that brought it."""
    overridden: dict[str, Part] = field(default_factory=dict)
    """Keys that another file says."""
    dropped: dict[str, Part] = field(default_factory=dict)
    """Keys that another file takes away."""
    questions: list[Item] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Of a section or a question."""
        name: str = self.table["id"]
        return name

    @property
    def level(self) -> int:
        """Of a section."""
        level = self.table.get("level", 1)
        # Decoding says what is wrong with another one.
        return level if isinstance(level, int) else 1

    def part_of(self, key: KeyPath) -> Part:
        """Where a key of it was written."""
        begun = self.overridden.get(str(key[0])) if key else None
        if begun is not None:
            return Part(begun.source, (*begun.key, *key[1:]))
        return Part(self.part.source, (*self.part.key, *key))

    def copy(self) -> Item:
        """The same, to be changed by another bank."""
        questions = [question.copy() for question in self.questions]
        return Item(self.table, self.part, dict(self.overridden), dict(self.dropped), questions)

    def change(self, said: Mapping[str, Any], gone: Sequence[str], at: Part) -> None:
        """Let a table of another file change keys and take some away."""
        self.table = {**without(self.table, *gone), **said}
        where = {key: Part(at.source, (*at.key, "without", i)) for i, key in enumerate(gone)}
        self.dropped = without({**self.dropped, **where}, *said)
        self.overridden |= {key: Part(at.source, (*at.key, key)) for key in said}


@dataclass(slots=True, eq=False)
class Merged:
    """The parts of a bank, and the bank that they come to."""

    own: Source
    header: dict[str, Any]
    """The keys of the bank itself, its migrations among them."""
    sections: list[Item]
    tests: list[Item]
    bases: tuple[Base, ...] = ()
    hidden: dict[str, Hidden] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    """All files, its own first."""
    _spots: dict[str, SpotsInFile] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Of all files: of their own digests, in the order in which they were read."""
        digests = (sha256(each.file.text.encode("utf-8")).hexdigest() for each in self.sources)
        return sha256("".join(digests).encode("ascii")).hexdigest()

    def copy(self) -> Merged:
        """The same, to be changed by another bank on top."""
        sections, tests = ([item.copy() for item in items] for items in (self.sections, self.tests))
        return replace(self, sections=sections, tests=tests, hidden=dict(self.hidden))

    def tables(self) -> dict[str, Any]:
        """The bank as a file that extends no other would hold it."""
        sections = [
            {**section.table, "question": [question.table for question in section.questions]}
            for section in self.sections
        ]
        return {**self.header, "section": sections, "test": [test.table for test in self.tests]}

    def items(self) -> dict[str, Item]:
        """The sections and questions as they are now, by id, in the order of the bank."""
        return {
            item.id: item for section in self.sections for item in (section, *section.questions)
        }

    def of(self, key: KeyPath) -> Spot:
        """Where a key of `tables` was written."""
        return self.spot(self._part_of(key))

    def spot(self, part: Part) -> Spot:
        """Where a part stands."""
        file = part.source.file
        if file.path not in self._spots:
            self._spots[file.path] = SpotsInFile(file)
        return self._spots[file.path].of(part.key)

    def said_of_hidden(self, name: str) -> tuple[str, str]:
        """What is wrong with changing or hiding a question that is hidden, and what to do."""
        where = self.spot(self.hidden[name].part)
        return f"`{name}` is hidden already ({where})", "leave it out"

    def _part_of(self, key: KeyPath) -> Part:
        match key:
            case ("section", int(i), "question", int(j), *rest):
                return self.sections[i].questions[j].part_of(tuple(rest))
            case ("section", int(i), *rest):
                return self.sections[i].part_of(tuple(rest))
            case ("test", int(i), *rest):
                return self.tests[i].part_of(tuple(rest))
        return Part(self.own, key)


def single(tables: dict[str, Any], file: TextFile) -> Merged:
    """A bank that has a file for itself; `tables` have the shape of a bank."""
    own = Source(tables["id"], tables["version"], file)
    sections = [
        section_item(section, Part(own, ("section", i)))
        for i, section in enumerate(tables.get("section", ()))
    ]
    tests = [Item(test, Part(own, ("test", i))) for i, test in enumerate(tables.get("test", ()))]
    header = without(tables, "section", "test")
    return Merged(own, header, sections, tests, sources=(own,))


def section_item(table: dict[str, Any], part: Part) -> Item:
    """A section with its questions."""
    item = Item(without(table, "question"), part)
    item.questions = [
        Item(question, Part(part.source, (*part.key, "question", j)))
        for j, question in enumerate(table.get("question", ()))
    ]
    return item


def with_ancestors(sections: Iterable[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Each section with those that it stands in, the outermost first, itself last."""
    open_sections: list[Item] = []
    for section in sections:
        while open_sections and open_sections[-1].level >= section.level:
            open_sections.pop()
        open_sections.append(section)
        yield section, tuple(open_sections)


def without(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    """A table less some keys."""
    return {key: value for key, value in table.items() if key not in keys}
