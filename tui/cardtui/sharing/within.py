"""Banks of a repository that a bank there extends by a path: which they are, and that they stay in it.

A path begins at the folder of the bank that says it and is written with `/`; `..` goes up by name.
What it leads to is looked up in the tree of one commit, so no link of a disk has a say in it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Protocol

from cardtui.bank.bases import MAX_DEPTH, read_entry, said_of_base
from cardtui.bank.decode import refuse_other_formats
from cardtui.bank.problems import Problems
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.reading import MAX_BYTES, TextFile
from cardtui.files.toml import parse_toml
from cardtui.sharing.address import refuse_hostile
from cardtui.sharing.contents import MOST_FILES
from cardtui.text.words import did_you_mean

MOST_TEXT = 4 * MAX_BYTES
"""Characters of all banks together that one extends by a path."""
_REMEDY = "name a bank file or folder of the same repository"


class Tree(Protocol):
    """The files of a repository at one commit."""

    def bank_at(self, path: str) -> Mapping[str, str] | None:
        """The texts of the bank in a file or folder and of its translations, by path, its own first.

        None where there is no bank. Raises `FileError` where it is no plain file.
        """

    def banks(self) -> list[str]:
        """Where some of its banks are, for someone who has misspelt one."""


def is_path(name: str) -> bool:
    """Whether a name in `extends` can be nothing but a path: an id has neither folder nor ending."""
    return "/" in name or name in {".", ".."} or name.endswith(".toml")


def path_from(said_in: str, name: str) -> str:
    """The path, from the root of a repository, that `name` means in the bank file at another.

    Raises `FileError` for what leads out of it, or is no path there.
    """
    refuse_hostile(name, "path")
    if "\\" in name:
        raise FileError(Problem("the path holds a backslash", "write it with /"))
    if posixpath.isabs(name):
        remedy = "say where it is from this bank's folder"
        raise FileError(Problem("the path is not relative", remedy))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(said_in), name))
    if path == ".." or path.startswith("../"):
        raise FileError(Problem("the path leaves the repository of this bank", _REMEDY))
    return "" if path == "." else path


def no_such_bank(near: str = "") -> FileError:
    """What is said of a path at which the repository has no bank."""
    return FileError(Problem("there is no such bank in its repository", near or _REMEDY))


def bases_within(tree: Tree, file: TextFile, path: str) -> dict[str, str]:
    """The texts of all that the bank in a file extends by paths, itself or by others, by path.

    `path` is where the file is in the tree. Raises `BankError` at the line of an entry that cannot
    be followed, `TomlError` or `FileError`.
    """
    return _Walk(tree, file.path.removesuffix(path)).texts_below(file, path)


class _Walk:
    """One look at all that a bank extends, the nearest first."""

    def __init__(self, tree: Tree, root: str) -> None:
        self._tree = tree
        self._root = root
        self._texts: dict[str, str] = {}

    def texts_below(self, file: TextFile, path: str) -> dict[str, str]:
        """Go as deep as banks may stand on one another; the reader of banks tells what is deeper."""
        seen, level = {path}, [(file, path)]
        for _ in range(MAX_DEPTH):
            below: list[tuple[TextFile, str]] = []
            for one, place in level:
                for base in self._bases_of(one, place):
                    if base not in seen:
                        seen.add(base)
                        below.append((TextFile(f"{self._root}{base}", self._texts[base]), base))
            level = below
        self._texts.pop(path, None)
        return self._texts

    def _bases_of(self, file: TextFile, path: str) -> Iterator[str]:
        """Where the banks are that one extends by a path; what is none is left to who reads it."""
        tables = parse_toml(file)
        problems = Problems(file)
        refuse_other_formats(tables, file, problems)
        entries = tables.get("extends")
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = _name_in(entry)
            if not name:
                continue
            try:
                base = self._found(name, path)
            except CardtuiError as error:
                problems.add(("extends", i), *said_of_base(name, error))
                continue
            if base:
                yield base
        problems.raise_if_any()

    def _found(self, name: str, said_in: str) -> str:
        """The path of the bank's file, whose text is kept; empty for a name that may be an id."""
        wanted = path_from(said_in, name)
        texts = self._tree.bank_at(wanted)
        if texts is None:
            if is_path(name):
                raise no_such_bank(self._near(name, said_in))
            return ""
        self._texts |= texts
        if len(self._texts) > MOST_FILES:
            message = f"it and the others come to more than {MOST_FILES} files"
            raise FileError(Problem(message, "extend fewer"))
        if sum(map(len, self._texts.values())) > MOST_TEXT:
            message = f"it and the others come to more than {MOST_TEXT // (1024 * 1024)} MiB"
            raise FileError(Problem(message, "extend fewer"))
        return next(iter(texts))

    def _near(self, name: str, said_in: str) -> str:
        folder = posixpath.dirname(said_in)
        known = (posixpath.relpath(f"/{bank}", f"/{folder}") for bank in self._tree.banks())
        return did_you_mean(posixpath.normpath(name), known)


def _name_in(entry: object) -> str:
    """The name in an entry of `extends`; empty where it has none, which is told elsewhere."""
    try:
        return read_entry(entry).name if isinstance(entry, str) else ""
    except ValueError:
        return ""
