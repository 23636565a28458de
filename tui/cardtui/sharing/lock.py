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

    [[bank.base]]                                # banks that it extends by a path: of that commit
    path = "base/bank.toml"                      # from the root of the repository
    id = "base"
    version = "1.0.0"

    [bank.base.files]                            # as above
    "bank.toml" = "<64 digits>"

It is written by the program alone, always in the same way, so that a change of it is a change of
a bank.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.load import BANK_FILE
from cardtui.bank.model import BANK_ID_PATTERN, VERSION_PATTERN
from cardtui.errors import FileError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.rewriting import rewrite
from cardtui.files.toml import parse_toml
from cardtui.sharing.address import is_commit
from cardtui.sharing.contents import Contents, is_of_bank
from cardtui.sharing.project import LOCK_FILE, Source
from cardtui.text.clean import unsafe_characters

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

FORMAT = 1
_BASE_KEYS = ("path", "id", "version")
_KEYS = ("source", "rev", "path", "commit", "id", "version")
_REMEDY = "undo the change, or delete the file and run: cardtui bank update"
_HEAD = "# Written by cardtui, to be kept in version control. `cardtui bank update` changes it.\n"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BANK_ID = re.compile(BANK_ID_PATTERN)
_VERSION = re.compile(VERSION_PATTERN)


class LockedBase(Struct, frozen=True):
    """A bank of the same repository and commit that a bank extends by a path."""

    path: str
    """Of its file, from the root of the repository."""
    id: str
    version: str
    files: tuple[tuple[str, str], ...]
    """As those of `LockedBank`."""

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of its files by their paths."""
        folder, own = posixpath.split(self.path)
        named = ((own if name == BANK_FILE else name, sha256) for name, sha256 in self.files)
        return {posixpath.join(folder, name): sha256 for name, sha256 in named}


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
    bases: tuple[LockedBase, ...] = ()
    """Banks of the same commit that it extends by a path, by that."""

    @property
    def base_hashes(self) -> dict[str, str]:
        """SHA-256 of the files of those by their paths."""
        return {path: sha256 for base in self.bases for path, sha256 in base.hashes.items()}

    def is_of(self, source: Source) -> bool:
        """Whether this is about the same `source` and `path`, at whatever `rev`."""
        return (self.source, self.path) == (source.written, source.path)


def locked_bank(
    source: Source, contents: Contents, bank: Bank, extends: tuple[tuple[str, str], ...]
) -> LockedBank:
    """What is to be locked of a bank that was read."""
    files = tuple(contents.hashes.items())
    written = source.written, source.rev, source.path
    about = contents.commit, bank.id, bank.version
    return LockedBank(*written, *about, files, extends, locked_bases(contents, bank))


def locked_bases(contents: Contents, bank: Bank) -> tuple[LockedBase, ...]:
    """The banks of the same commit that a bank extends by paths, as they are to be locked."""
    found = {}
    for source in bank.merged.sources[1:] if bank.merged else ():
        if path := contents.base_path(source.file):
            files = tuple(contents.base_files(path).items())
            found[path] = LockedBase(path, source.id, source.version, files)
    return tuple(found[path] for path in sorted(found))


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
    for base in bank.bases:
        lines += ["", "[[bank.base]]"]
        lines += [f"{key} = {quoted(getattr(base, key))}" for key in _BASE_KEYS]
        lines += ["", "[bank.base.files]"]
        lines += [f"{quoted(name)} = {quoted(sha256)}" for name, sha256 in base.files]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A basic string of TOML. What is locked holds no control characters: they are refused."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def locked_banks_in(file: TextFile) -> tuple[LockedBank, ...]:
    """The banks that the text of a lock names. Raises `FileError` or `TomlError`."""
    tables = parse_toml(file)
    found = tables.get("format")
    if not isinstance(found, int) or isinstance(found, bool):
        raise _damaged(file, ("format",))
    if found > FORMAT:
        message = f"this lock has format {found}, this version of cardtui reads format {FORMAT}"
        raise FileError(Problem(message, "update cardtui", file.path))
    if found != FORMAT:
        raise _damaged(file, ("format",))
    banks = tables.get("bank", [])
    if not isinstance(banks, list):
        raise _damaged(file, ("bank",))
    found_banks = []
    for i, table in enumerate(banks):
        bank = _bank(table)
        if bank is None:
            raise _damaged(file, ("bank", i))
        found_banks.append(bank)
    return tuple(found_banks)


def _bank(table: object) -> LockedBank | None:
    """The bank in a table; None where it holds what is never written."""
    keys: dict[str, Any] = table if isinstance(table, dict) else {}
    values = {key: keys.get(key, "") for key in _KEYS}
    files: Any = keys.get("files")
    extends: Any = keys.get("extends", {})
    found = keys.get("base", [])
    bases = [_base(each) for each in found] if isinstance(found, list) else [None]
    is_sound = (
        _are_lines(values)
        and values["source"]
        and _is_named(values)
        and (not values["commit"] or is_commit(values["commit"]))
        and _are_files(files)
        and _are_hashes(extends, _BANK_ID.fullmatch)
    )
    sound = [base for base in bases if base is not None]
    if not is_sound or len(sound) < len(bases):
        return None
    return LockedBank(
        **values,
        files=tuple(sorted(files.items())),
        extends=tuple(sorted(extends.items())),
        bases=tuple(sorted(sound, key=lambda base: base.path)),
    )


def _base(table: object) -> LockedBase | None:
    keys: dict[str, Any] = table if isinstance(table, dict) else {}
    values = {key: keys.get(key, "") for key in _BASE_KEYS}
    files: Any = keys.get("files")
    if not (_are_lines(values) and values["path"] and _is_named(values) and _are_files(files)):
        return None
    return LockedBase(**values, files=tuple(sorted(files.items())))


def _are_lines(values: dict[str, Any]) -> bool:
    return all(isinstance(value, str) and _is_one_line(value) for value in values.values())


def _is_named(values: dict[str, str]) -> bool:
    return bool(_BANK_ID.fullmatch(values["id"]) and _VERSION.fullmatch(values["version"]))


def _are_files(table: Any) -> bool:
    return _are_hashes(table, is_of_bank) and BANK_FILE in table


def _are_hashes(table: Any, is_name: Callable[[str], object]) -> bool:
    return isinstance(table, dict) and all(
        is_name(name) and isinstance(sha256, str) and _SHA256.fullmatch(sha256)
        for name, sha256 in table.items()
    )


def _is_one_line(text: str) -> bool:
    return not unsafe_characters(text) and "\n" not in text and "\t" not in text


def _damaged(file: TextFile, key: KeyPath) -> FileError:
    from cardtui.files.positions import Positions

    line = Positions(file.content).of(key).line
    return FileError(Problem("this lock is not as cardtui writes it", _REMEDY, file.path, line))
