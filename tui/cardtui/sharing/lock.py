"""`cardtui.lock`: which bytes the banks of a project are made of.

    format = 1

    [[bank]]
    source = "https://example.org/banks.git"     # source, rev and path as in cardtui.toml
    rev = "v1.2.0"
    commit = "<40 digits>"
    id = "team"
    version = "1.2.0"

    [bank.files]                                 # SHA-256 of each
    "bank.toml" = "<64 digits>"

    [bank.extends]                               # banks that it extends and the project does not name
    other-bank = "<64 digits>"

It is written by the program alone, always in the same way, so that a change of it is a change of
a bank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.rewriting import rewrite
from cardtui.files.toml import parse_toml
from cardtui.sharing.address import is_commit
from cardtui.sharing.contents import Contents, is_of_bank
from cardtui.sharing.project import LOCK_FILE, Source

FORMAT = 1
_KEYS = ("source", "rev", "path", "commit", "id", "version")
_REMEDY = "undo the change, or delete the file and run: cardtui bank update"
_HEAD = "# Written by cardtui, to be kept in version control. `cardtui bank update` changes it.\n"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class LockedBank(Struct, frozen=True):
    """What a bank of the project is made of."""

    source: str
    rev: str
    path: str
    commit: str
    """Of a git repository; else empty."""
    id: str
    version: str
    files: tuple[tuple[str, str], ...]
    """Names and their SHA-256, by name; `bank.toml` is the bank itself."""
    extends: tuple[tuple[str, str], ...] = ()
    """Ids of the banks that it extends and the project does not name, with the SHA-256 of each."""

    def is_of(self, source: Source) -> bool:
        """Whether this is about the same `source` and `path`, at whatever `rev`."""
        return (self.source, self.path) == (source.written, source.path)


def locked_bank(
    source: Source, contents: Contents, bank: Bank, extends: tuple[tuple[str, str], ...]
) -> LockedBank:
    """What is to be locked of a bank that was read."""
    files = tuple(contents.hashes.items())
    written = source.written, source.rev, source.path
    return LockedBank(*written, contents.commit, bank.id, bank.version, files, extends)


def read_lock(folder: Path) -> tuple[LockedBank, ...]:
    """The banks that the lock beside a `cardtui.toml` names; none where there is no lock.

    Raises `FileError` or `TomlError` where it cannot be used.
    """
    path = folder / LOCK_FILE
    return locked_banks_in(read_text_file(path)) if path.exists() else ()


def write_lock(folder: Path, banks: Iterable[LockedBank]) -> None:
    """Replace the lock beside a `cardtui.toml`. Raises `FileError`."""
    text = lock_text(banks)
    rewrite(folder / LOCK_FILE, lambda _: text)


def lock_text(banks: Iterable[LockedBank]) -> str:
    """The lock of these banks, in the order of their sources."""
    ordered = sorted(banks, key=lambda bank: (bank.source, bank.path, bank.id))
    return "\n".join([f"{_HEAD}\nformat = {FORMAT}\n", *map(_table, ordered)])


def _table(bank: LockedBank) -> str:
    lines = ["[[bank]]"]
    lines += [f"{key} = {quoted(getattr(bank, key))}" for key in _KEYS if getattr(bank, key)]
    lines += ["", "[bank.files]"]
    lines += [f"{quoted(name)} = {quoted(sha256)}" for name, sha256 in bank.files]
    if bank.extends:
        lines += ["", "[bank.extends]"]
        lines += [f"{quoted(name)} = {quoted(sha256)}" for name, sha256 in bank.extends]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A basic string of TOML. What is locked holds no control characters: they are refused."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def locked_banks_in(file: TextFile) -> tuple[LockedBank, ...]:
    """The banks that the text of a lock names. Raises `FileError` or `TomlError`."""
    tables = parse_toml(file)
    found = tables.get("format")
    if isinstance(found, int) and found > FORMAT:
        message = f"this lock has format {found}, this version of cardtui reads format {FORMAT}"
        raise FileError(Problem(message, "update cardtui", file.path))
    banks = tables.get("bank", [])
    if found != FORMAT or not isinstance(banks, list):
        raise _damaged(file.path)
    return tuple(_bank(bank, file.path) for bank in banks)


def _bank(table: Any, path: str) -> LockedBank:
    if not isinstance(table, dict):
        raise _damaged(path)
    values = [table.get(key, "") for key in _KEYS]
    files = table.get("files")
    if not all(isinstance(value, str) for value in values) or not isinstance(files, dict):
        raise _damaged(path)
    hashes = tuple(sorted(files.items()))
    extends = table.get("extends", {})
    if not isinstance(extends, dict) or not all(isinstance(v, str) for v in extends.values()):
        raise _damaged(path)
    is_sound = BANK_FILE in files and all(
        is_of_bank(name) and isinstance(sha256, str) and _SHA256.fullmatch(sha256)
        for name, sha256 in hashes
    )
    bank = LockedBank(
        **dict(zip(_KEYS, values, strict=True)),
        files=hashes,
        extends=tuple(sorted(extends.items())),
    )
    if (
        not is_sound
        or not (bank.source and bank.id)
        or (bank.commit and not is_commit(bank.commit))
    ):
        raise _damaged(path)
    return bank


def _damaged(path: str) -> FileError:
    return FileError(Problem("this lock is not as cardtui writes it", _REMEDY, path))
