"""Many cards at once: found in folders, each with its bank, which is loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cardtui.bank.bank import Bank
from cardtui.card.file import CardFile, parsed_card, read_card
from cardtui.card.migrate import Migrated, migrate
from cardtui.card.model import Card
from cardtui.card.strays import remarks_on_strays
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.findings import Remark
from cardtui.files.reading import read_text_file
from cardtui.interview.interview import Interview
from cardtui.interview.session import require_bank
from cardtui.interview.state import State
from cardtui.sharing.card_files import is_card, refuse_mistyped
from cardtui.sharing.lookup import Load, load_in_file
from cardtui.sharing.opening import bank_of
from cardtui.sharing.project import Project, find_project


@dataclass(frozen=True, slots=True)
class Looked:
    """A card that was read to be looked at."""

    file: CardFile
    tables: Mapping[str, object] = field(repr=False)
    """What the file holds, read by anyone or not."""
    bank: Bank
    migrated: Migrated
    state: State

    @property
    def path(self) -> str:
        """The file, as the user named it."""
        return self.file.path

    @property
    def card(self) -> Card:
        """The card as it answers the bank."""
        return self.migrated.card

    def remarks(self) -> Iterator[Remark]:
        """What there is to say of the file itself: its bank, and keys that nothing reads."""
        if self.migrated.changes:
            message = self._other_bank()
            fix = f"open it, and look at what changes: cardtui {self.path}"
            yield Remark("other-bank", "warning", ("bank",), message, fix)
        elif self.migrated.notice:
            fix = "use the bank that it names"
            yield Remark("other-bank", "warning", ("bank",), self.migrated.notice, fix)
        else:
            yield from remarks_on_strays(self.tables, self.bank.questions)

    def _other_bank(self) -> str:
        if self.migrated.base:
            return f'this card answers "{self.migrated.base}", which "{self.bank.title}" extends'
        if self.migrated.version == self.bank.version:
            return f'the banks that "{self.bank.title}" extends have changed since this card'
        return (
            f"this card answers version {self.migrated.version} of its bank, "
            f"and here is {self.bank.version}"
        )


class Cards:
    """Reads cards, and loads each bank that they answer once."""

    def __init__(self, bank_name: str | None = None, load: Load = load_in_file) -> None:
        self._bank_name = bank_name
        self._load = cache(load)
        self._banks: dict[tuple[str, str], Bank] = {}
        """By the folder of a card and the id that it names: a project is looked for once."""
        self._interviews: dict[tuple[str, str], Interview] = {}

    def read(self, path: str) -> Looked:
        """A card with its state. Raises `CardtuiError`."""
        refuse_mistyped(path)
        file, tables = parsed_card(read_text_file(path))
        place = (os.path.dirname(path), file.card.bank.id)
        if place not in self._banks:
            self._banks[place] = bank_of(file.card, file.source, self._bank_name, self._load)
        bank = self._banks[place]
        require_bank(bank, file)
        migrated = migrate(file.card, bank)
        if bank.identity not in self._interviews:
            self._interviews[bank.identity] = Interview(bank)
        state = self._interviews[bank.identity].state(migrated.card)
        return Looked(file, tables, bank, migrated, state)


def card_paths(name: str) -> Iterator[str]:
    """The card of that name, or the cards in and below the folder of that name.

    Raises `FileError` for a folder without a card.
    """
    if not os.path.isdir(name):
        yield name
        return
    is_empty = True
    for path in _cards_below(name):
        is_empty = False
        yield path
    if is_empty:
        message = "there is no card in this folder"
        raise FileError(Problem(message, "name a card, or a folder with cards", name))


def cards_of_bank(project: Project, bank_id: str) -> Iterator[tuple[str, CardFile | CardtuiError]]:
    """The cards of a project that answer a bank, and why those that cannot be read cannot.

    Below its folder there may be other projects, whose cards are theirs.
    """
    is_of_project: dict[str, bool] = {}
    for path in _cards_below(os.path.relpath(project.path.parent)):
        folder = os.path.dirname(path)
        if folder not in is_of_project:
            nearest = find_project(Path(folder))
            is_of_project[folder] = nearest is not None and nearest.path == project.path
        if not is_of_project[folder]:
            continue
        try:
            file = read_card(path)
        except CardtuiError as error:
            yield path, error
        else:
            if file.card.bank.id == bank_id:
                yield os.path.relpath(path), file


def _cards_below(folder: str) -> Iterator[str]:
    """In the order of their names. Hidden folders are left out, and links are not followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(place, name)
            if name.endswith(".toml") and os.path.isfile(path) and is_card(path):
                yield path
