"""Where the banks of a project are: on the disk, or pinned by its lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.sharing.address import Address, Local, Shipped, address_of
from cardtui.sharing.policy import is_frozen
from cardtui.sharing.project import LOCK_FILE, Project, Source, find_project
from cardtui.sharing.shipped import shipped_banks
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.sharing.pinned import PinnedBank, Place

    Pin = Callable[[Source, Address], PinnedBank | None]


def project_places(folder: Path) -> Iterator[Place]:
    """Where the banks are that the project of a folder names, in its order.

    Raises `CardtuiError`, where it comes to one that is nowhere.
    """
    for _, place in located_sources(folder):
        if isinstance(place, CardtuiError):
            raise place
        yield place


def located_sources(folder: Path) -> Iterator[tuple[Source, Place | CardtuiError]]:
    """The sources of the project of a folder, with where each bank is, or why it is nowhere.

    Raises `CardtuiError` where the project or its lock cannot be used at all.
    """
    project = find_project(folder)
    if project is None:
        return
    pin = _pin_of(project)
    for source in project.sources:
        try:
            address = address_in(project, source)
            place = pin(source, address) or _place_now(project, source, address)
        except FileError as error:
            yield source, error
        else:
            yield source, place


def address_in(project: Project, source: Source) -> Address:
    """What a source of a project means. Raises `FileError` with its line."""
    folder = project.path.parent
    try:
        return address_of(source.written, source.rev, source.path, folder, shipped_banks())
    except FileError as error:
        at = {"path": str(project.path), "line": source.line}
        raise FileError(*(replace(problem, **at) for problem in error.problems)) from None


def _pin_of(project: Project) -> Pin:
    """What finds a source in the lock. A project that has none needs nothing more imported."""
    if not is_frozen() and not (project.path.parent / LOCK_FILE).exists():
        return lambda *_: None
    from cardtui.sharing.pinned import pins_of

    return pins_of(project)


def _place_now(project: Project, source: Source, address: Address) -> Path:
    """Where a bank is that is not locked. Raises `FileError` where it would have to be."""
    if isinstance(address, Shipped):
        return shipped_banks()[address.id]
    if not isinstance(address, Local):
        message = f"{LOCK_FILE} does not say which version of this bank is meant"
        remedy = "lock it: cardtui bank update"
    elif os.path.exists(address.path):  # Path.exists raises for a name that is too long
        return address.path
    else:
        message = f'there is no bank "{source.written}"'
        near = did_you_mean(source.written, shipped_banks())
        remedy = near or "name a bank file or folder beside this file, or a shipped bank"
    raise FileError(Problem(message, remedy, str(project.path), source.line))
