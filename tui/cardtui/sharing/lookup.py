"""Which bank is meant: by `--bank`, by the card, by the project, or the default."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank, read_bank, read_bank_file
from cardtui.errors import BankError, FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.project import Project, Source, find_project
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from cardtui.text.words import did_you_mean, join_words, nearest


class UnknownBank(BankError):  # noqa: N818 - it says what is the matter
    """No bank has the id that is asked for."""


class BankInFile(Struct, frozen=True):
    """A bank with the text that it was loaded from."""

    bank: Bank
    file: TextFile


Load = Callable[[str | Path], BankInFile]
"""Loads the bank in a file or folder; those who look at many cards hand in one that remembers."""


def load_in_file(path: str | Path) -> BankInFile:
    """Load a bank. Raises `BankError` or `FileError`."""
    file = read_bank_file(path)
    return BankInFile(read_bank(file), file)


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
    return _bank_by_id(name, folder, load)


def bank_by_id(bank_id: str, folder: Path, load: Load = load_in_file) -> Bank:
    """The bank with this id: of the project that `folder` is in, else a shipped one."""
    return _bank_by_id(bank_id, folder, load).bank


def _bank_by_id(bank_id: str, folder: Path, load: Load) -> BankInFile:
    seen = []
    for source in _project_sources(folder):
        found = load(source)
        if found.bank.id == bank_id:
            return found
        seen.append(found.bank.id)
    shipped = shipped_banks()
    if bank_id in shipped:
        return load(shipped[bank_id])
    known = [*seen, *shipped]
    near = nearest(bank_id, known)
    remedy = f"did you mean `{near}`?" if near else f"there are {join_words(known)}"
    raise UnknownBank(Problem(f'there is no bank "{bank_id}"', f"{remedy}; or use --bank FILE"))


def _project_sources(folder: Path) -> Iterator[Path]:
    """Where the banks are that the project of a folder names, in its order."""
    project = find_project(folder)
    if project is not None:
        for source in project.sources:
            yield _path_of(source, project)


def _path_of(source: Source, project: Project) -> Path:
    shipped = shipped_banks()
    beside = project.path.parent / source.written
    if os.path.exists(beside):  # Path.exists lets a name that is too long through
        return beside
    if source.written in shipped:
        return shipped[source.written]
    near = did_you_mean(source.written, shipped)
    remedy = near or "name a bank file or folder beside this file, or a shipped bank"
    message = f'there is no bank "{source.written}"'
    raise FileError(Problem(message, remedy, str(project.path), source.line))


def project_banks(folder: Path) -> Iterator[Bank]:
    """The banks that the project of a folder names, in its order."""
    return map(load_bank, _project_sources(folder))


def names_of_banks(folder: Path) -> list[str]:
    """The banks that an author in `folder` works on: the project's, else the shipped ones.

    As `bank_in_file` takes them; relative to `folder` where they are below it.
    """
    paths = list(_project_sources(folder)) or list(shipped_banks().values())
    here = folder.absolute()
    return [
        str(path.relative_to(here) if path.is_relative_to(here) else path)
        for path in map(Path.absolute, paths)
    ]


def offered_banks(folder: Path) -> list[BankInFile]:
    """The banks that a person in `folder` may want for a new card: the project's, then the shipped
    ones. Raises `CardtuiError` where one of them cannot be used.
    """
    offered = [load_in_file(source) for source in _project_sources(folder)]
    ids = {found.bank.id for found in offered}
    return offered + [
        load_in_file(path) for name, path in shipped_banks().items() if name not in ids
    ]


def banks_for_new_card(folder: Path) -> list[Bank]:
    """The banks that a new card in `folder` could answer: the project's, else the default one."""
    return list(project_banks(folder)) or [bank_by_id(DEFAULT_BANK, folder)]
