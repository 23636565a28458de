"""The files of one commit that a bare repository of ours holds: plain ones, read by their ids.

Trees are gone through folder by folder, and git is asked for nothing but ids that it has named
itself: a name that someone wrote is only ever compared.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from shlex import quote
from typing import Protocol

from msgspec import Struct

from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError, Problem
from cardtui.files.reading import MAX_BYTES
from cardtui.sharing.address import InGit
from cardtui.sharing.contents import MOST_FILES, decoded, is_of_bank, too_large
from cardtui.text.clean import one_line
from cardtui.text.words import join_words, shortened

_COMMIT = "FETCH_HEAD^{commit}"
_FILE_MODE = "100644"
_FOLDER_MODE = "040000"
_MOST_NAMED = 5
"""Banks of a repository that are told to someone who left out which one is meant."""
_KINDS = {
    "100755": "a program (mode 100755)",
    "120000": "a symbolic link",
    "160000": "a submodule",
    _FOLDER_MODE: "a folder",
}


class Git(Protocol):
    """Runs a command of git in the repository and gives back what it printed. Raises `Failed`."""

    def __call__(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        """Run it."""


class _Entry(Struct, frozen=True):
    """A line of a tree."""

    mode: str
    id: str
    size: int
    name: str


class _Object(Struct, frozen=True):
    """What the store of a repository holds under an id."""

    id: str
    kind: str
    content: bytes


class GitTree:
    """The commit that was fetched last."""

    def __init__(self, git: Git, bank: InGit) -> None:
        """Raises `FileError` where what was fetched is no commit."""
        self._git = git
        self._bank = bank
        (commit,) = self._objects([_COMMIT])
        self.commit = commit.id
        self.root = bank.root_at(commit.id)
        tree = commit.content[:45].removeprefix(b"tree ").decode("ascii", "replace")
        self._top = _Entry(_FOLDER_MODE, tree, 0, "")
        self._listed: dict[str, dict[str, _Entry]] = {}

    def required_bank(self, path: str) -> dict[str, str]:
        """The texts of the bank whose file is at a path, and of its translations, its own first.

        Raises `FileError` where it is not there, or is no plain file.
        """
        folder, name = posixpath.split(path)
        there = self._entry(folder)
        if there is None or there.mode != _FOLDER_MODE:
            raise self._no_bank(f"there is no folder `{folder}` in it", path)
        entries = self._entries(there)
        if name not in entries:
            where = f"in `{folder}`" if folder else "at its root"
            raise self._no_bank(f"there is no `{name}` {where}", path)
        return self._texts(folder, name, entries)

    def bank_at(self, path: str) -> dict[str, str] | None:
        """The same of a file or folder that someone names; None where there is no bank."""
        self._require_no_link(path)
        there = self._entry(path)
        if there is None:
            return None
        if there.mode != _FOLDER_MODE:
            folder, name = posixpath.split(path)
            return self._texts(folder, name, {name: there})
        entries = self._entries(there)
        return self._texts(path, BANK_FILE, entries) if BANK_FILE in entries else None

    def banks(self) -> list[str]:
        """The folders in it with a bank."""
        listed = self._listed_by_git("-r", "-z", "--name-only", self._top.id)
        ends = f"/{BANK_FILE}".encode()
        found = [name.removesuffix(ends) for name in listed if name.endswith(ends)]
        return [shortened(one_line(name.decode("utf-8", "replace"))) for name in found]

    def _no_bank(self, message: str, path: str) -> FileError:
        """What is said of a path without a bank: where there is one, that which is meant first."""
        wanted = posixpath.basename(path.removesuffix(f"/{BANK_FILE}"))
        banks = sorted(self.banks(), key=lambda bank: posixpath.basename(bank) != wanted)
        if not banks:
            return self._error(message, "name the bank's file with --path, or another repository")
        named = join_words(f"`{bank}`" for bank in banks[:_MOST_NAMED])
        remedy = f"say --path {quote(banks[0])} (`path` in cardtui.toml)"
        return self._error(f"{message}; there is one in {named}", remedy)

    def _require_no_link(self, path: str) -> None:
        """Raise `FileError` where a path goes through something that leads elsewhere."""
        parts = path.split("/")
        for count in range(1, len(parts) + 1):
            entry = self._entry("/".join(parts[:count]))
            if entry is not None and entry.mode not in {_FOLDER_MODE, _FILE_MODE}:
                raise self._not_plain(entry)

    def _entry(self, path: str) -> _Entry | None:
        """What is at a path; no link is followed."""
        found: _Entry | None = self._top
        for part in path.split("/") if path else ():
            if found is None or found.mode != _FOLDER_MODE:
                return None
            found = self._entries(found).get(part)
        return found

    def _entries(self, folder: _Entry) -> dict[str, _Entry]:
        """What is in a folder, by name."""
        if folder.id not in self._listed:
            entries = [_entry(line) for line in self._listed_by_git("-z", "-l", folder.id)]
            self._listed[folder.id] = {entry.name: entry for entry in entries}
        return self._listed[folder.id]

    def _listed_by_git(self, *arguments: str) -> list[bytes]:
        """The lines of a list; a tree that git stores in a few bytes may have millions."""
        said = self._git("ls-tree", *arguments)
        if len(said) > MAX_BYTES:
            raise self._error("it has too many files", "keep the bank in a repository of its own")
        return [line for line in said.split(b"\0") if line]

    def _texts(self, folder: str, name: str, entries: Mapping[str, _Entry]) -> dict[str, str]:
        """A bank in a folder with its translations; one of another name than `bank.toml` is alone."""
        taken = [entries[name]]
        if name == BANK_FILE:
            taken += [entry for each, entry in entries.items() if is_of_bank(each) and each != name]
        if len(taken) > MOST_FILES:
            raise self._error(f"it has more than {MOST_FILES} files", "is it a bank?")
        for entry in taken:
            self._require_plain(entry)
        texts = {}
        for entry, blob in zip(taken, self._objects([each.id for each in taken]), strict=True):
            if blob.kind != "blob":
                raise self._error(f"`{entry.name}` is no file", "ask who keeps it")
            path = posixpath.join(folder, entry.name)
            texts[path] = decoded(blob.content, f"{self.root}{path}")
        return texts

    def _require_plain(self, entry: _Entry) -> None:
        if entry.mode != _FILE_MODE:
            raise self._not_plain(entry)
        if entry.size > MAX_BYTES:
            raise too_large(f"{self._bank.address}:{entry.name}")

    def _not_plain(self, entry: _Entry) -> FileError:
        kind = _KINDS.get(entry.mode, f"of mode {entry.mode}")
        message = f"`{entry.name}` is {kind} there, and only plain files are taken"
        return self._error(message, "ask who keeps it to put a plain file there")

    def _objects(self, names: Sequence[str]) -> list[_Object]:
        said = self._git("cat-file", "--batch", given="\n".join([*names, ""]).encode("ascii"))
        found = []
        start = 0
        for _ in names:
            end = said.index(b"\n", start)
            about = said[start:end].decode("ascii", "replace").split()
            if len(about) != 3:
                raise self._missing(names)
            size = int(about[2])
            found.append(_Object(about[0], about[1], said[end + 1 : end + 1 + size]))
            start = end + 2 + size
        return found

    def _missing(self, names: Sequence[str]) -> FileError:
        if _COMMIT in names:
            return self._error("this tag names no commit", "name another")
        return self._error("a part of it is missing", "ask who keeps it")

    def _error(self, message: str, remedy: str) -> FileError:
        return FileError(Problem(message, remedy, self._bank.address))


def _entry(line: bytes) -> _Entry:
    about, _, name = line.partition(b"\t")
    mode, _, blob, size = about.decode("ascii").split()
    length = int(size) if size.isdigit() else 0
    return _Entry(mode, blob, length, name.decode("utf-8", "replace"))
