"""The files of a bank as they were got from somewhere, and what they are called in messages."""

from __future__ import annotations

from collections.abc import Mapping
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
    """What a bank is made of: its file, and those of its translations beside it."""

    files: Mapping[str, str]
    """Texts by plain names; the bank's is `bank.toml`, whatever its file is called."""
    place: str
    """What stands before the name of a file in messages."""
    bank_name: str = BANK_FILE
    """What the bank's file is called where it is."""
    commit: str = ""
    """Where it comes from git."""

    @property
    def bank_file(self) -> TextFile:
        """The bank itself."""
        return TextFile(f"{self.place}{self.bank_name}", self.files[BANK_FILE])

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file, by name."""
        return {name: hash_of(text) for name, text in sorted(self.files.items())}


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
