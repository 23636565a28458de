"""What a source holds now, whatever the lock says of it."""

from __future__ import annotations

import os
from pathlib import Path

from cardtui.bank.load import BANK_FILE, read_bank_file
from cardtui.errors import FileError, Problem
from cardtui.files.reading import read_text_file, unreadable
from cardtui.sharing.address import Address, InGit, InPackage, Local
from cardtui.sharing.contents import Contents, is_of_bank
from cardtui.sharing.policy import is_offline
from cardtui.sharing.shipped import shipped_banks


def contents_now(address: Address) -> Contents:
    """The files of the bank at an address, fetched if need be.

    Raises `FileError` where it cannot be had; `BankError` is for those who read the bank in them.
    """
    match address:
        case InGit():
            if is_offline():
                message = "this bank would have to be fetched"
                raise FileError(Problem(message, "leave out --offline", address.address))
            from cardtui.sharing.git import fetched

            return fetched(address)
        case InPackage():
            from cardtui.sharing.packages import installed

            return installed(address)
        case Local():
            return _on_disk(address.path)
        case _:
            return _on_disk(shipped_banks()[address.id])


def _on_disk(path: Path) -> Contents:
    file = read_bank_file(path)
    folder, name = os.path.split(file.path)
    place = file.path.removesuffix(name)
    files = {BANK_FILE: file.text}
    if name == BANK_FILE:
        try:
            others = [other for other in os.listdir(folder or os.curdir) if is_of_bank(other)]
        except OSError as error:
            raise FileError(unreadable(folder, error)) from None
        files |= {other: read_text_file(f"{place}{other}").text for other in sorted(others)}
    return Contents(files, place, name)
