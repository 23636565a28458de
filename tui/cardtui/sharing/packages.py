"""Banks in installed Python packages, found by the entry point group `cardtui.banks`.

    [project.entry-points."cardtui.banks"]
    team-banks = "team_banks.vision"          # the folder team_banks/vision, with its bank.toml

The value names a package whose folder holds the bank. It is looked up in what the installer wrote
down and read from the disk; nothing of the package is imported, so none of its code runs.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.files.reading import read_text_file
from cardtui.sharing.address import PACKAGE, InPackage, is_package_name
from cardtui.sharing.beside import names_of_bank
from cardtui.sharing.contents import Contents
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "cardtui.banks"
_FOLDER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*", re.ASCII)


def installed(bank: InPackage) -> Contents:
    """The files of a bank in an installed package.

    Raises `FileError` where there is no such entry point, or no bank where it points to.
    """
    folder = _folder_of(_entry_point(bank.name))
    texts = {name: _text_in(folder, name) for name in names_of_bank(str(folder))}
    return Contents(texts, f"{PACKAGE}{bank.name}/")


def package_names() -> list[str]:
    """The banks that installed packages offer, by names that a source can say."""
    return sorted({entry.name for entry in _offered() if is_package_name(entry.name)})


def _offered() -> list[EntryPoint]:
    """All entry points of banks. A package whose own list cannot be read offers none."""
    from importlib.metadata import distributions

    found: dict[str, list[EntryPoint]] = {}
    for distribution in distributions():
        try:
            name = distribution.name.lower().replace("_", "-")
            entries = list(distribution.entry_points.select(group=GROUP))
        except Exception:  # noqa: S112 - whatever is wrong with it, it is not ours to mend
            continue
        # What comes first on the path is what Python takes.
        found.setdefault(name, entries)
    return [entry for entries in found.values() for entry in entries]


def _entry_point(name: str) -> EntryPoint:
    offered = _offered()
    found = [entry for entry in offered if entry.name == name]
    if len(found) > 1:
        packages = join_words(sorted(entry.dist.name for entry in found if entry.dist is not None))
        message = f'more than one installed package offers the bank "{name}": {packages}'
        raise FileError(Problem(message, "uninstall all but one"))
    if found:
        return found[0]
    names = package_names()
    near = did_you_mean(name, names)
    there = f"there is {join_words(names)}" if names else "install the package first"
    message = f'no installed package offers the bank "{name}"'
    raise FileError(Problem(message, near or there))


def _folder_of(entry: EntryPoint) -> Path:
    if not _FOLDER.fullmatch(entry.value):
        message = f'the entry point "{entry.name}" is "{entry.value}", which is no package'
        raise FileError(Problem(message, "ask who keeps it to write package.folder"))
    parts = entry.value.split(".")
    for root in _roots(entry):
        folder = Path(root, *parts)
        if os.path.isfile(folder / BANK_FILE):  # Path.is_file raises for a name that is too long
            return folder
    message = (
        f'the bank "{entry.name}" is not in the package: there is no {"/".join(parts)}/bank.toml'
    )
    raise FileError(Problem(message, "install the package again, or ask who keeps it"))


def _roots(entry: EntryPoint) -> Iterator[str]:
    """Where the package may be: its distribution's own place; the path, where it is editable."""
    if entry.dist is not None:
        yield str(entry.dist.locate_file(""))
    # For `python -m cardtui` Python puts the folder that one is in first: nobody installed that.
    is_here = bool(sys.path) and os.path.realpath(sys.path[0]) == os.path.realpath(os.curdir)
    yield from filter(None, sys.path[1:] if is_here else sys.path)


def _text_in(folder: Path, name: str) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        message = "this leads out of the folder of its bank"
        raise FileError(Problem(message, "ask who keeps the package", str(folder / name)))
    return read_text_file(path).text
