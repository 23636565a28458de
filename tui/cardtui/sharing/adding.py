"""Adding a bank to a project, and taking one out: `cardtui.toml` and `cardtui.lock` together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from shlex import quote

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE, read_bank
from cardtui.errors import BankError, CardtuiError, FileError, Problem
from cardtui.sharing.address import Address, InGit, InPackage, Local, address_of, refuse_hostile
from cardtui.sharing.by_id import id_at, project_ids
from cardtui.sharing.extended import BankFinder
from cardtui.sharing.lock import locked_bank, read_lock, rewrite_lock, without
from cardtui.sharing.lookup import BankInFile, extending_banks
from cardtui.sharing.origin import contents_now
from cardtui.sharing.pinned import bases_outside, keep_all
from cardtui.sharing.places import address_in, located_sources
from cardtui.sharing.policy import is_frozen
from cardtui.sharing.project import LOCK_FILE, PROJECT_FILE, Project, Source, find_project
from cardtui.sharing.project_edit import add_source, remove_source
from cardtui.sharing.shipped import shipped_banks
from cardtui.text.words import did_you_mean, join_words

_MOST_NAMED = 5
"""Banks in a folder that are told to someone who left out which one is meant."""


class Added(Struct, frozen=True):
    """A bank that a project has now."""

    bank: Bank
    source: Source
    commit: str
    """Where it comes from git."""
    project: Path


def add_bank(written: str, rev: str, path: str, here: Path) -> Added:
    """Add the bank at a source to the project of a folder, or to a new project there.

    It is loaded with all checks first. Raises `CardtuiError`; the project is then as it was.
    """
    _require_thawed()
    address = address_of(written, rev, path, here, shipped_banks())
    _require_there(address, written)
    project = find_project(here) or Project((here / PROJECT_FILE).absolute(), ())
    folder = project.path.parent
    source = Source(_from_project(address, written, here, folder), 0, rev, path)
    refuse_hostile(source.written, "source")
    contents = contents_now(address)
    bank = read_bank(contents.bank_file, BankFinder(folder, contents))
    _require_new(bank, source, project)
    keep_all(contents, bank)
    bases = bases_outside(bank, contents, folder)
    locked = locked_bank(source, contents, bank, bases)
    read_lock(folder)  # what is wrong with it is told before the project is changed
    add_source(project.path, source)
    rewrite_lock(folder, lambda lock: [*without(source, lock), locked])
    return Added(bank, source, contents.commit, project.path)


def remove_bank(name: str, here: Path) -> Source:
    """Take the bank with this id, or from this source, out of the project of a folder.

    What the cache holds stays. Raises `CardtuiError` where the project has no such bank, or another
    of its banks extends it.
    """
    _require_thawed()
    project = required_project(here)
    folder = project.path.parent
    lock = read_lock(folder)
    source = source_named(name, project)
    _require_unneeded(source, project)
    remove_source(project.path, source)
    if any(bank.is_of(source) for bank in lock):
        rewrite_lock(folder, lambda lock: without(source, lock))
    return source


def required_project(here: Path) -> Project:
    """The project of a folder. Raises `FileError` where it is in none."""
    project = find_project(here)
    if project is None:
        message = f"there is no {PROJECT_FILE} here"
        raise FileError(Problem(message, "go to the folder of the project"))
    return project


def source_named(name: str, project: Project) -> Source:
    """The source that is called so, or whose bank has this id.

    Raises `BankError` where the project has none.
    """
    named = list(_named_sources(project))
    for source, names in named:
        if name in names:
            return source
    known = [names[-1] for _, names in named]
    if not known:
        raise BankError(Problem("the project has no banks", path=str(project.path)))
    message = f'the project has no bank "{name}"'
    remedy = did_you_mean(name, known) or f"it has {join_words(known)}"
    raise BankError(Problem(message, remedy, str(project.path)))


def _require_thawed() -> None:
    if is_frozen():
        message = f"{LOCK_FILE} is frozen, so banks can be neither added nor taken out"
        raise FileError(Problem(message, "leave out --frozen, and unset CARDTUI_FROZEN"))


def _require_there(address: Address, written: str) -> None:
    if isinstance(address, Local) and not os.path.exists(address.path):
        near = did_you_mean(written, shipped_banks())
        remedy = near or "name a file or folder, a shipped bank, a git address or package:NAME"
        raise FileError(Problem(f'there is no bank "{written}"', remedy))
    if isinstance(address, Local) and os.path.isdir(address.path):
        _require_bank_in(address.path, written)


def _require_bank_in(folder: Path, written: str) -> None:
    """Raise `FileError` for a folder without a bank, with where one is that may be meant."""
    if (folder / BANK_FILE).exists():
        return
    below = (path for depth in ("*", "*/*") for path in folder.glob(f"{depth}/{BANK_FILE}"))
    banks = [path.parent.relative_to(folder).as_posix() for path in islice(below, _MOST_NAMED)]
    message = f"there is no {BANK_FILE} in this folder"
    if not banks:
        raise FileError(Problem(message, "name the folder of a bank", written))
    near = quote(banks[0])
    is_git = (folder / ".git").exists()
    remedy = f"say --path {near}" if is_git else f"add {quote(os.path.join(written, banks[0]))}"
    named = join_words(f"`{bank}`" for bank in banks)
    raise FileError(Problem(f"{message}; there is one in {named}", remedy, written))


def _from_project(address: Address, written: str, here: Path, folder: Path) -> str:
    """A source as it is written beside the project: a path from there, all else as it is."""
    is_path = isinstance(address, Local) or (
        isinstance(address, InGit) and address.address == os.path.abspath(here / written)
    )
    if not is_path or os.path.isabs(written):
        return written
    relative = os.path.relpath(here / written, folder).replace(os.sep, "/")
    return f"./{relative}" if relative.startswith("-") or ":" in relative else relative


def _require_new(bank: Bank, source: Source, project: Project) -> None:
    if any((each.written, each.path) == (source.written, source.path) for each in project.sources):
        message = "the project has this bank already"
        raise FileError(Problem(message, f"cardtui bank update {bank.id}", str(project.path)))
    if bank.id in project_ids(project.path.parent):
        message = f"the project has a bank `{bank.id}` already"
        remedy = f"take that out first: cardtui bank remove {bank.id}"
        raise FileError(Problem(message, remedy, str(project.path)))


def _require_unneeded(source: Source, project: Project) -> None:
    """Refuse to take out a bank that another bank of the project extends."""
    folder = project.path.parent
    place = dict(located_sources(folder))[source]
    if isinstance(place, CardtuiError):
        return
    try:
        bank_id = id_at(place)
    except CardtuiError:
        return
    for other in extending_banks(bank_id, folder):
        if isinstance(other, BankInFile):
            message = f"the bank `{other.bank.id}` extends this one"
            remedy = f"take that out first: cardtui bank remove {other.bank.id}"
            raise FileError(Problem(message, remedy, str(project.path), source.line))


def _named_sources(project: Project) -> Iterator[tuple[Source, list[str]]]:
    """Each source of a project with what it can be called; what cannot be read has fewer names."""
    lock = read_lock(project.path.parent)
    for source in project.sources:
        names = [source.written]
        names += [bank.id for bank in lock if bank.is_of(source)]
        if len(names) == 1:
            with suppress(CardtuiError):
                address = address_in(project, source)
                if not isinstance(address, InGit | InPackage):
                    contents = contents_now(address)
                    finder = BankFinder(project.path.parent, contents)
                    names.append(read_bank(contents.bank_file, finder).id)
        yield source, names
