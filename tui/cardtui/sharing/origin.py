"""What a source holds now, whatever the lock says of it."""

from __future__ import annotations

import os
from pathlib import Path

from cardtui.bank.load import BANK_FILE, read_bank_file
from cardtui.errors import FileError, Problem
from cardtui.sharing.address import Address, InGit, InPackage, Local
from cardtui.sharing.beside import beside_on_disk
from cardtui.sharing.contents import Contents
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
    name = os.path.basename(file.path)
    beside = beside_on_disk(file.path)
    others = {other: beside.read(other).text for other in beside.names()}
    files = {BANK_FILE: file.text, **others}
    return Contents(files, file.path.removesuffix(name), name, is_on_disk=True)
