"""Which bank is meant: by `--bank`, by the card, by the project, or the default."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import read_bank, read_bank_file
from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.beside import Beside, beside_on_disk
from cardtui.sharing.extended import UnknownBank, parents_from
from cardtui.sharing.places import project_places
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from cardtui.text.words import join_words, nearest

if TYPE_CHECKING:
    from cardtui.sharing.pinned import PinnedBank, Place


class BankInFile(Struct, frozen=True):
    """A bank with the text that it was loaded from."""

    bank: Bank
    file: TextFile
    beside: Beside
    """The file of a plain name beside it, such as a translation."""


Load = Callable[["str | Place"], BankInFile]
"""Loads the bank in a file or folder, or as the lock of a project pins it; those who look at many
cards hand in one that remembers.
"""


def load_in_file(place: str | Place) -> BankInFile:
    """Load a bank. Raises `BankError` or `FileError`."""
    if isinstance(place, str | Path):
        file = read_bank_file(place)
        bank = read_bank(file, parents_from(Path(file.path).parent))
        return BankInFile(bank, file, beside_on_disk(file.path))
    return _load_pinned(place)


def _load_pinned(pinned: PinnedBank) -> BankInFile:
    from cardtui.sharing.pinned import pinned_contents, require_as_locked

    contents = pinned_contents(pinned)
    file = contents.bank_file
    bank = read_bank(file, parents_from(pinned.project.parent))
    require_as_locked(pinned, bank)
    return BankInFile(bank, file, contents.beside)


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
        return load(name)
    if os.sep in name or name.endswith(".toml"):
        raise FileError(Problem("there is no such bank", "name a bank file or folder", name))
    return bank_in_file_by_id(name, folder, load)


def bank_by_id(bank_id: str, folder: Path, load: Load = load_in_file) -> Bank:
    """The bank with this id: of the project that `folder` is in, else a shipped one."""
    return bank_in_file_by_id(bank_id, folder, load).bank


def bank_in_file_by_id(bank_id: str, folder: Path, load: Load = load_in_file) -> BankInFile:
    """The bank with this id, whatever lies here under the same name, with its file."""
    seen = []
    for place in project_places(folder):
        locked = _locked_id(place)
        if locked not in {"", bank_id}:
            seen.append(locked)
            continue
        found = load(place)
        if found.bank.id == bank_id:
            return found
        seen.append(found.bank.id)
    shipped = shipped_banks()
    if bank_id in shipped:
        return load(shipped[bank_id])
    for place in project_places(folder):
        found = load(place)
        if bank_id in (base.id for base in found.bank.bases):
            return found
    known = [*seen, *shipped]
    near = nearest(bank_id, known)
    there = f"there {'is' if len(known) == 1 else 'are'} {join_words(known)}"
    remedy = f"did you mean `{near}`? Else use" if near else f"{there}, or use"
    raise UnknownBank(Problem(f'there is no bank "{bank_id}"', f"{remedy} --bank FILE"))


def _locked_id(place: Place) -> str:
    """The id of a bank that the lock names; empty where only loading it can tell."""
    return "" if isinstance(place, Path) else place.locked.id


def project_ids(folder: Path) -> list[str]:
    """The ids of the banks that the project of a folder names; what is locked is not read."""
    return [_locked_id(place) or load_in_file(place).bank.id for place in project_places(folder)]


def project_banks(folder: Path, load: Load = load_in_file) -> Iterator[Bank]:
    """The banks that the project of a folder names, in its order."""
    return (load(place).bank for place in project_places(folder))


def names_of_banks(folder: Path) -> list[str]:
    """The banks that an author in `folder` works on: the project's, else the shipped ones.

    As `bank_in_file` takes them; relative to `folder` where they are below it.
    """
    places = list(project_places(folder)) or list(shipped_banks().values())
    here = folder.absolute()
    return [_name_of(place, here) for place in places]


def _name_of(place: Place, here: Path) -> str:
    if not isinstance(place, Path):
        return place.locked.id
    path = place.absolute()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


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
