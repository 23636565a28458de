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
from cardtui.files.toml_values import toml_of
from cardtui.sharing.address import is_commit, is_rev
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
_ID = re.compile(BANK_ID_PATTERN)
_SHA256 = re.compile(r"[0-9a-f]{64}")
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


def rewrite_lock(
    folder: Path, change: Callable[[tuple[LockedBank, ...]], Iterable[LockedBank]]
) -> None:
    """Replace the lock beside a `cardtui.toml` by what `change` makes of the banks that it names.

    It is asked again where another program has written meanwhile. Raises `CardtuiError`, and what
    `change` raises.
    """

    def changed(before: TextFile | None) -> str:
        return lock_text(change(() if before is None else locked_banks_in(before)))

    rewrite(folder / LOCK_FILE, changed)


def locked_for(source: Source, banks: Iterable[LockedBank]) -> LockedBank | None:
    """What a lock says of a source, if it does."""
    return next((bank for bank in banks if bank.is_of(source)), None)


def without(source: Source, banks: Iterable[LockedBank]) -> list[LockedBank]:
    """The banks of a lock, but for that of a source."""
    return [bank for bank in banks if not bank.is_of(source)]


def lock_text(banks: Iterable[LockedBank]) -> str:
    """The lock of these banks, in the order of their sources."""
    ordered = sorted(banks, key=lambda bank: (bank.source, bank.path, bank.id))
    return "\n".join([f"{_HEAD}\nformat = {FORMAT}\n", *map(_table, ordered)])


def _table(bank: LockedBank) -> str:
    lines = ["[[bank]]"]
    lines += [f"{key} = {toml_of(getattr(bank, key))}" for key in _KEYS if getattr(bank, key)]
    lines += ["", "[bank.files]"]
    lines += [f"{toml_of(name)} = {toml_of(sha256)}" for name, sha256 in bank.files]
    if bank.extends:
        lines += ["", "[bank.extends]"]
        lines += [f"{toml_of(name)} = {toml_of(sha256)}" for name, sha256 in bank.extends]
    for base in bank.bases:
        lines += ["", "[[bank.base]]"]
        lines += [f"{key} = {toml_of(getattr(base, key))}" for key in _BASE_KEYS]
        lines += ["", "[bank.base.files]"]
        lines += [f"{toml_of(name)} = {toml_of(sha256)}" for name, sha256 in base.files]
    return "\n".join(lines) + "\n"


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
    return tuple(_bank(bank, i, file) for i, bank in enumerate(banks))


def _bank(table: object, index: int, file: TextFile) -> LockedBank:
    keys: dict[str, Any] = table if isinstance(table, dict) else {}
    values = {key: keys.get(key, "") for key in _KEYS}
    files: Any = keys.get("files")
    extends: Any = keys.get("extends", {})
    found = keys.get("base", [])
    bases = [_base(each) for each in found] if isinstance(found, list) else [None]
    sound = [base for base in bases if base is not None]
    if not (
        _are_texts(values)
        and _are_files(files)
        and _are_hashes(extends)
        and len(sound) == len(bases)
    ):
        raise _damaged(file, ("bank", index))
    bank = LockedBank(
        **values,
        files=tuple(sorted(files.items())),
        extends=tuple(sorted(extends.items())),
        bases=tuple(sorted(sound, key=lambda base: base.path)),
    )
    _require_plain(bank, index, file)
    return bank


def _require_plain(bank: LockedBank, index: int, file: TextFile) -> None:
    """Raise `FileError` for what no bank is called, and no command of ours has written.

    It is shown, offered after tab and compared, all before a bank is there to say what it is.
    """
    for key, is_sound in (
        ("source", bool(bank.source) and _is_one_line(bank.source)),
        ("rev", not bank.rev or is_rev(bank.rev)),
        ("path", _is_one_line(bank.path)),
        ("commit", not bank.commit or is_commit(bank.commit)),
        ("id", _ID.fullmatch(bank.id)),
        ("version", _VERSION.fullmatch(bank.version)),
        ("extends", all(_ID.fullmatch(each) for each, _ in bank.extends)),
        ("base", all(_ID.fullmatch(b.id) and _VERSION.fullmatch(b.version) for b in bank.bases)),
        ("base", all(base.path and _is_one_line(base.path) for base in bank.bases)),
    ):
        if not is_sound:
            message = f"the `{key}` of this bank is not as cardtui writes it"
            raise _damaged(file, ("bank", index, key), message)


def _base(table: object) -> LockedBase | None:
    keys: dict[str, Any] = table if isinstance(table, dict) else {}
    values = {key: keys.get(key, "") for key in _BASE_KEYS}
    files: Any = keys.get("files")
    if not (_are_texts(values) and _are_files(files)):
        return None
    return LockedBase(**values, files=tuple(sorted(files.items())))


def _are_texts(values: dict[str, Any]) -> bool:
    return all(isinstance(value, str) for value in values.values())


def _are_files(table: Any) -> bool:
    return _are_hashes(table) and BANK_FILE in table and all(map(is_of_bank, table))


def _are_hashes(table: Any) -> bool:
    return isinstance(table, dict) and all(
        isinstance(sha256, str) and _SHA256.fullmatch(sha256) for sha256 in table.values()
    )


def _is_one_line(text: str) -> bool:
    return not unsafe_characters(text) and "\n" not in text and "\t" not in text


def _damaged(
    file: TextFile, key: KeyPath, message: str = "this lock is not as cardtui writes it"
) -> FileError:
    from cardtui.files.positions import Positions

    line = Positions(file.content).of(key).line
    return FileError(Problem(message, _REMEDY, file.path, line))
