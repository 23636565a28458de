"""The files of a bank as they were got from somewhere, and what they are called in messages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from hashlib import sha256

from msgspec import Struct

from cardtui.bank.load import BANK_FILE
from cardtui.bank.text_formats import FORMATS
from cardtui.errors import FileError, Problem
from cardtui.files.reading import MAX_BYTES, TextFile

MOST_FILES = 200
"""Files of one bank: there are fewer than 200 languages with two letters."""
_ENDING = ".toml"


class Contents(Struct, frozen=True):
    """What a bank is made of: its file, those of its translations beside it, and those of banks in
    the same repository that it extends by a path.
    """

    files: Mapping[str, str]
    """Texts by plain names; the bank's is `bank.toml`, whatever its file is called."""
    root: str
    """What stands before a path in messages."""
    path: str = BANK_FILE
    """Where the bank's file is from there."""
    commit: str = ""
    """Where it comes from git."""
    bases: Mapping[str, str] | None = None
    """Texts of extended banks and of their translations, by their paths; None where such paths are
    looked for on the disk, or not at all.
    """
    is_on_disk: bool = False
    """Whether `root` and `path` name a file. Anyone can make one whose name is that of another."""

    @property
    def bank_file(self) -> TextFile:
        """The bank itself."""
        return TextFile(f"{self.root}{self.path}", self.files[BANK_FILE])

    @property
    def texts(self) -> list[str]:
        """All that it is made of."""
        return [*self.files.values(), *(self.bases or {}).values()]

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file of the bank itself, by name."""
        return {name: hash_of(text) for name, text in sorted(self.files.items())}

    @property
    def base_hashes(self) -> dict[str, str]:
        """SHA-256 of each file of the banks that it extends by a path, by path."""
        return {path: hash_of(text) for path, text in sorted((self.bases or {}).items())}

    def bank_at(self, path: str) -> TextFile | None:
        """The bank at a path: a file, or a folder with one."""
        for each in files_at(path):
            if each == self.path:
                return self.bank_file
            if self.bases and each in self.bases:
                return TextFile(f"{self.root}{each}", self.bases[each])
        return None

    @property
    def beside(self) -> dict[str, TextFile]:
        """The translations beside the bank, by name."""
        folder = f"{self.root}{posixpath.join(posixpath.dirname(self.path), '')}"
        others = ((name, text) for name, text in self.files.items() if name != BANK_FILE)
        return {name: TextFile(f"{folder}{name}", text) for name, text in others}

    def base_path(self, file: TextFile) -> str:
        """Where a file is that it extends by a path; empty for any other."""
        path = file.path.removeprefix(self.root)
        is_base = (self.bases or {}).get(path) == file.text and path != file.path
        return path if is_base else ""

    def base_files(self, path: str) -> dict[str, str]:
        """SHA-256 of the files of the extended bank at a path, by name, as in `hashes`."""
        texts = self.bases or {}
        found = {BANK_FILE: path, **self._beside_base(path)}
        return {name: hash_of(texts[found[name]]) for name in sorted(found)}

    def beside_base(self, path: str) -> dict[str, TextFile]:
        """The translations beside the extended bank at a path, by name."""
        texts = self.bases or {}
        found = self._beside_base(path)
        return {name: TextFile(f"{self.root}{at}", texts[at]) for name, at in found.items()}

    def _beside_base(self, path: str) -> dict[str, str]:
        """Where they are, by name; a bank that is not called `bank.toml` is alone."""
        folder, own = posixpath.split(path)
        if own != BANK_FILE:
            return {}
        beside = [posixpath.split(each) for each in self.bases or {}]
        names = [name for place, name in beside if place == folder and name != BANK_FILE]
        return {name: posixpath.join(folder, name) for name in names if is_of_bank(name)}


def bank_path(path: str) -> str:
    """Where the file of a bank is that is meant by the path of that file or of its folder."""
    return path if path.endswith(_ENDING) else posixpath.join(path, BANK_FILE)


def files_at(path: str) -> Iterator[str]:
    """The files that a path in `extends` can mean: itself, or the bank in that folder."""
    if path:
        yield path
    yield posixpath.join(path, BANK_FILE)


def hash_of(text: str) -> str:
    """SHA-256 of a file's bytes: all files of banks are UTF-8."""
    return sha256(text.encode("utf-8")).hexdigest()


def is_of_bank(name: str) -> bool:
    """Whether a file in the folder of a bank belongs to it: `bank.toml`, `fr.toml`, `pt-BR.toml`."""
    language = name.removesuffix(_ENDING)
    return name == BANK_FILE or (language != name and FORMATS["language"].fits(language))


def decoded(raw: bytes, name: str) -> str:
    """The text of a file that was fetched. Raises `FileError` where it is none, or too large."""
    if len(raw) > MAX_BYTES:
        raise too_large(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem("this is not UTF-8 text", "ask who keeps this bank", name, line)
        raise FileError(problem) from None


def too_large(name: str) -> FileError:
    """A file over the limit."""
    limit = MAX_BYTES // (1024 * 1024)
    message = f"this file is larger than {limit} MiB"
    return FileError(Problem(message, "is it the right repository?", name))
