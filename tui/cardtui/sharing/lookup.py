"""Which bank is meant: by `--bank`, by the card, by the project, or the default."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cardtui.bank.bank import Bank
from cardtui.bank.load import load_bank
from cardtui.errors import BankError, FileError, Problem
from cardtui.sharing.project import find_project
from cardtui.sharing.shipped import DEFAULT_BANK, shipped_banks
from cardtui.text.words import join_words, nearest


def bank_by_name(name: str, folder: Path) -> Bank:
    """The bank that `name` means: a file, a folder, or an id that is looked up from `folder`.

    Raises `BankError` or `FileError` where there is none, or the bank cannot be used.
    """
    if os.path.exists(name):
        return load_bank(name)
    if os.sep in name or name.endswith(".toml"):
        raise FileError(Problem("there is no such bank", "name a bank file or folder", name))
    return bank_by_id(name, folder)


def bank_by_id(bank_id: str, folder: Path) -> Bank:
    """The bank with this id: of the project that `folder` is in, else a shipped one."""
    seen = []
    for bank in project_banks(folder):
        if bank.id == bank_id:
            return bank
        seen.append(bank.id)
    shipped = shipped_banks()
    if bank_id in shipped:
        return load_bank(shipped[bank_id])
    known = [*seen, *shipped]
    near = nearest(bank_id, known)
    remedy = f"did you mean `{near}`?" if near else f"there are {join_words(known)}"
    raise BankError(Problem(f'there is no bank "{bank_id}"', f"{remedy}; or use --bank FILE"))


def project_banks(folder: Path) -> Iterator[Bank]:
    """The banks that the project of a folder names, in its order."""
    project = find_project(folder)
    for source in project.sources if project else ():
        shipped = shipped_banks()
        yield load_bank(shipped.get(source, Path(source)))


def banks_for_new_card(folder: Path) -> list[Bank]:
    """The banks that a new card in `folder` could answer: the project's, else the default one."""
    return list(project_banks(folder)) or [bank_by_id(DEFAULT_BANK, folder)]
