"""The files that lie beside a bank: its translations."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping

from msgspec import Struct

from cardtui.bank.load import BANK_FILE
from cardtui.errors import FileError
from cardtui.files.reading import TextFile, read_text_file, unreadable
from cardtui.sharing.contents import is_of_bank


class Beside(Struct, frozen=True):
    """The files beside a bank, by plain names such as `fr.toml`."""

    names: Callable[[], Collection[str]]
    """Of all of them. Raises `FileError` where they cannot be listed."""
    read: Callable[[str], TextFile]
    """Reads one of them. Raises `FileError`."""

    def __call__(self, name: str) -> TextFile | None:
        """The file of that name, if there is one. Raises `FileError`."""
        return self.read(name) if name in self.names() else None


def beside_on_disk(bank_path: str) -> Beside:
    """What lies beside the bank in a file; a bank that is not called `bank.toml` is alone."""
    folder, bank_name = os.path.split(bank_path)
    if bank_name != BANK_FILE:
        return Beside(tuple, read_text_file)
    return Beside(
        lambda: [name for name in names_of_bank(folder) if name != BANK_FILE],
        lambda name: read_text_file(os.path.join(folder, name)),
    )


def beside_in(files: Mapping[str, TextFile]) -> Beside:
    """What lies beside a bank that was got from somewhere: these files, by name."""
    return Beside(lambda: files, files.__getitem__)


def names_of_bank(folder: str) -> list[str]:
    """The names of the files in a folder that belong to the bank in it. Raises `FileError`."""
    try:
        names = os.listdir(folder or os.curdir)
    except OSError as error:
        raise FileError(unreadable(folder, error)) from None
    return sorted(filter(is_of_bank, names))
