"""`cardtui bank translate`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cardtui.bank.language_codes import code_meant, is_language
from cardtui.cli.completing import complete_bank
from cardtui.cli.verbosity import note, verbosity_options
from cardtui.errors import BankError, FileError, Problem
from cardtui.sharing.address import PACKAGE
from cardtui.sharing.lookup import BankInFile, bank_in_file
from cardtui.sharing.workshop import Workshop, locked_at
from cardtui.text.words import count_of, did_you_mean


@click.command("translate")
@click.argument("bank_name", metavar="BANK", shell_complete=complete_bank)
@click.argument("language", metavar="LANGUAGE")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--stamp",
    "is_read",
    is_flag=True,
    help="Say that what is translated was read again and fits the wording of today.",
)
@verbosity_options
def command(bank_name: str, language: str, ids: tuple[str, ...], is_read: bool) -> None:
    """Write what there is to translate in BANK to LANGUAGE.toml beside it, such as fr.toml.

    Each section and question that has no table there gets one, with its wording as comments: take
    the # away and translate. What is there already stays as it is. With ID, only these sections and
    questions.

    Each table says by "of" which wording it translates. When the wording changes, `bank check` finds
    it stale: look at it again, then --stamp it.

    \b
    cardtui bank translate banks/team fr
    cardtui bank translate banks/team fr compression --stamp
    cardtui bank translate banks/team fr --stamp
    """
    from cardtui.bank.translation import SUFFIX
    from cardtui.sharing.languages import proper_language

    named = proper_language(language)
    _require_language(named)
    found = bank_in_file(bank_name, Path(), Workshop(note))
    _require_other(found, named)
    _require_ids(found, ids)
    path = _place(found, f"{named}{SUFFIX}")
    is_written = _stamp(found, path, ids) if is_read else _add_stubs(found, named, path, ids)
    if is_written and (bank := locked_at(found.file.path, Path())) is not None:
        note(
            f"the lock has this bank without that: cards open again once it is taken: {bank.update}"
        )


def _place(found: BankInFile, name: str) -> str:
    """Where a translation stands. Raises `FileError` for a bank that has no folder of its own."""
    from cardtui.bank.load import BANK_FILE

    folder, bank_file = os.path.split(found.file.path)
    if not found.finder.is_on_disk(found.file):
        origin = "a package" if found.file.path.startswith(PACKAGE) else "git"
        message = f"this bank comes from {origin}"
        remedy = f"translate it there, then take it: cardtui bank update {found.bank.id}"
        raise FileError(Problem(message, remedy, found.file.path))
    if bank_file != BANK_FILE:
        message = f"translations stand in a folder, beside a {BANK_FILE}"
        remedy = f"make a folder for the bank and call it {BANK_FILE} there"
        raise FileError(Problem(message, remedy, found.file.path))
    return os.path.join(folder, name)


def _require_other(found: BankInFile, language: str) -> None:
    if language.casefold() == found.bank.language.casefold():
        message = f'"{language}" is the language of the bank itself'
        raise BankError(Problem(message, "name the one to translate it to", found.file.path))


def _require_language(code: str) -> None:
    """Raise `BankError` for what has the shape of a language, and is none."""
    if not is_language(code):
        meant = code_meant(code)
        remedy = f"did you mean `{meant}`?" if meant else "write a code such as fr or pt-BR"
        raise BankError(Problem(f'"{code}" is not the code of a language', remedy))


def _require_ids(found: BankInFile, ids: tuple[str, ...]) -> None:
    known = [*found.bank.questions, *(section.id for section in found.bank.sections)]
    for name in ids:
        if name not in known:
            message = f"the bank has no section or question `{name}`"
            raise BankError(Problem(message, did_you_mean(name, known), found.file.path))


def _add_stubs(found: BankInFile, language: str, path: str, ids: tuple[str, ...]) -> bool:
    """Add what there is to translate; whether anything was."""
    from cardtui.bank.translation_stubs import with_stubs
    from cardtui.files.atomic import write_atomically

    before = found.beside(os.path.basename(path))
    made, count = with_stubs(found.bank, language, before, path, ids or None)
    is_news = before is None or bool(count)
    if is_news:
        write_atomically(path, made.text)
    tables = count_of(count, "table")
    note(f"{path}: {tables} to translate added" if count else f"{path}: nothing to add")
    return is_news


def _stamp(found: BankInFile, path: str, ids: tuple[str, ...]) -> bool:
    """Stamp what is translated; whether anything was not before."""
    from cardtui.bank.translation_stubs import stamped
    from cardtui.files.atomic import write_atomically

    before = found.beside(os.path.basename(path))
    if before is None:
        raise FileError(Problem("there is no such translation", "leave out --stamp", path))
    made, count = stamped(found.bank, before, ids or None)
    if count:
        write_atomically(path, made.text)
    tables = count_of(count, "table")
    note(f"{path}: {tables} stamped" if count else f"{path}: nothing to stamp")
    return bool(count)
