"""Which bank is meant: by `--bank`, by the card, by the project, or the default."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE, read_bank, read_bank_file
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.beside import Beside, beside_in, beside_on_disk
from cardtui.sharing.by_id import place_with_id, project_ids
from cardtui.sharing.extended import BankFinder, UnknownBank
from cardtui.sharing.places import located_sources, project_places
from cardtui.sharing.policy import is_frozen
from cardtui.sharing.project import LOCK_FILE
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from cardtui.text.words import join_words, nearest

if TYPE_CHECKING:
    from cardtui.sharing.pinned import PinnedBank, Place


class BankInFile(Struct, frozen=True):
    """A bank with the text that it was loaded from."""

    bank: Bank
    file: TextFile
    beside: Beside
    """The files beside it: its translations."""
    place: str | Place
    """Where it was loaded from, for who wants it again."""
    finder: BankFinder
    """What has found the banks that it extends."""


Load = Callable[["str | Place"], BankInFile]
"""Loads the bank in a file or folder, or as the lock of a project pins it; those who look at many
cards hand in one that remembers.
"""


def load_in_file(place: str | Place) -> BankInFile:
    """Load a bank. Raises `BankError` or `FileError`."""
    if isinstance(place, str | Path):
        file = read_bank_file(place)
        finder = BankFinder(Path(file.path).parent)
        bank = read_bank(file, finder)
        return BankInFile(bank, file, beside_on_disk(file.path), place, finder)
    return _load_pinned(place)


def _load_pinned(pinned: PinnedBank) -> BankInFile:
    from cardtui.sharing.pinned import pinned_contents, require_as_locked

    contents = pinned_contents(pinned)
    file = contents.bank_file
    finder = BankFinder(pinned.project.parent, contents)
    bank = read_bank(file, finder)
    require_as_locked(pinned, contents, bank)
    return BankInFile(bank, file, beside_in(contents.beside), pinned, finder)


def load_bank(path: str | Path) -> Bank:
    """Load a bank file, or the `bank.toml` of a folder, with the banks that it extends.

    Raises `FileError`, `TomlError`, or `BankError` with all that is wrong, up to fifty problems.
    """
    return load_in_file(path).bank


def bank_by_name(name: str, folder: Path, load: Load = load_in_file) -> Bank:
    """The bank that `name` means: a file, a folder, or an id that is looked up from `folder`.

    Raises `BankError` or `FileError` where there is none, or the bank cannot be used.
    """
    return bank_in_file(name, folder, load).bank


def bank_in_file(name: str, folder: Path, load: Load = load_in_file) -> BankInFile:
    """The same with its file, for those who have something to say about its lines."""
    if os.path.exists(name):
        return load(_locked_place(name, folder) if is_frozen() else name)
    if os.sep in name or name.endswith(".toml"):
        raise FileError(Problem("there is no such bank", "name a bank file or folder", name))
    return bank_in_file_by_id(name, folder, load)


def _locked_place(name: str, folder: Path) -> Place:
    """The bank in a file or folder as the project locks it. Raises `FileError` where it does not.

    What ships with the program needs no lock.
    """
    for place in (*project_places(folder), *shipped_banks().values()):
        path = place if isinstance(place, Path) else place.path
        if path is not None and is_same_bank(path, Path(name)):
            return place
    message = f"this bank is not in {LOCK_FILE}, and --frozen takes nothing else"
    raise FileError(Problem(message, "add it first: cardtui bank add", name))


def is_same_bank(one: Path, other: Path) -> bool:
    """Whether two paths, each of a file or of its folder, are of the same bank on this disk."""
    files = [path / BANK_FILE if path.is_dir() else path for path in (one, other)]
    return all(file.exists() for file in files) and files[0].samefile(files[1])


def bank_by_id(bank_id: str, folder: Path, load: Load = load_in_file) -> Bank:
    """The bank with this id: of the project that `folder` is in, else a shipped one."""
    return bank_in_file_by_id(bank_id, folder, load).bank


def bank_in_file_by_id(bank_id: str, folder: Path, load: Load = load_in_file) -> BankInFile:
    """The bank with this id, whatever lies here under the same name, with its file.

    Where there is none, one of the project that extends it. Other banks of the project may be
    broken; what is wrong with them is raised only where none is found.
    """
    place = place_with_id(bank_id, folder)
    if place is not None:
        return load(place)
    failed = []
    for found in extending_banks(bank_id, folder, load):
        if isinstance(found, BankInFile):
            return found
        failed.append(found)
    if failed:
        raise failed[0]
    known = [*project_ids(folder), *shipped_banks()]
    near = nearest(bank_id, known)
    there = f"there {'is' if len(known) == 1 else 'are'} {join_words(known)}"
    remedy = f"did you mean `{near}`? Else use" if near else f"{there}, or use"
    raise UnknownBank(Problem(f'there is no bank "{bank_id}"', f"{remedy} --bank FILE"))


def extending_banks(
    bank_id: str, folder: Path, load: Load = load_in_file
) -> Iterator[BankInFile | CardtuiError]:
    """The banks of the project of a folder that extend another; and why any cannot be used."""
    for _, place in located_sources(folder):
        if isinstance(place, CardtuiError):
            yield place
            continue
        try:
            found = load(place)
        except CardtuiError as error:
            yield error
        else:
            if bank_id in (base.id for base in found.bank.bases):
                yield found


def project_banks(folder: Path, load: Load = load_in_file) -> Iterator[Bank]:
    """The banks that the project of a folder names, in its order."""
    return (load(place).bank for place in project_places(folder))


def places_to_work_on(folder: Path) -> list[Place]:
    """Where the banks are that an author in `folder` works on: the project's, else the shipped
    ones. Files below `folder` are named from there.
    """
    places = list(project_places(folder)) or list(shipped_banks().values())
    here = folder.absolute()
    return [
        place.relative_to(here) if isinstance(place, Path) and place.is_relative_to(here) else place
        for place in places
    ]


def offered_banks(folder: Path, load: Load = load_in_file) -> list[BankInFile]:
    """The banks that a person in `folder` may want for a new card: the project's, then the shipped
    ones. Raises `CardtuiError` where one of them cannot be used.
    """
    offered = [load(place) for place in project_places(folder)]
    ids = {found.bank.id for found in offered}
    return offered + [load(path) for name, path in shipped_banks().items() if name not in ids]


def banks_for_new_card(folder: Path, load: Load = load_in_file) -> list[Bank]:
    """The banks that a new card in `folder` could answer: the project's, else the default one."""
    return list(project_banks(folder, load)) or [bank_by_id(DEFAULT_BANK, folder, load)]


def bank_for_new_card(folder: Path, load: Load = load_in_file) -> BankInFile:
    """The first of these, with its file."""
    place = next(project_places(folder), None)
    return load(shipped_banks()[DEFAULT_BANK] if place is None else place)
