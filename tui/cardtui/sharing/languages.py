"""Banks in the language that a person asks for. Imported only where one does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardtui.bank.language_codes import code_meant
from cardtui.bank.text_formats import FORMATS
from cardtui.bank.translation import SUFFIX, translated, translated_base
from cardtui.errors import BankError, FileError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.beside import Beside
from cardtui.sharing.lookup import BankInFile, Load, load_in_file
from cardtui.text.words import join_words

if TYPE_CHECKING:
    from cardtui.bank.bank import Bank
    from cardtui.bank.merged import Source
    from cardtui.sharing.pinned import Place

_NAMES_LANGUAGE = re.compile(r"^language[ \t]*=", re.MULTILINE)


class LoadIn:
    """Loads banks in a language, and in their own where they are not translated."""

    def __init__(self, language: str, load: Load = load_in_file) -> None:
        """Raises `BankError` for what cannot be a language."""
        self._language = proper_language(language)
        self._load = load
        self.lacking: dict[tuple[str, str], Problem] = {}
        """By the identity of the bank, what there is to say where it lacks the language."""

    def __call__(self, place: str | Place) -> BankInFile:
        """The bank at a place. Raises as `load_in_file` does, also for a translation."""
        found = self._load(place)
        bank = found.bank
        bases = list(_bases(found))
        for base, beside in bases:
            if file := _translation(bank.original.language, beside, self._language):
                bank = translated_base(bank, base, file)
        if file := _translation(found.bank.language, found.beside, self._language):
            bank = translated(bank, file)
        if bank is found.bank and not _is_of(bank.language, self._language):
            self.lacking[bank.identity] = _lacking(found, bases, self._language)
        return replace(found, bank=bank)


def load_bank_in(language: str, path: str | Path) -> Bank:
    """Load a bank as `load_bank` does, with its texts in a language such as `fr` or `pt-BR`.

    They are those of the translations beside it and beside the banks that it extends; what is missing
    there stays as it is. Ids, conditions and what cards store are the same in each language.

    Raises as `load_bank` does, and `BankError` where the bank has no texts in the language.
    """
    load = LoadIn(language)
    bank = load(Path(path)).bank
    if bank.identity in load.lacking:
        raise BankError(load.lacking[bank.identity])
    return bank


def _bases(found: BankInFile) -> Iterator[tuple[Source, Beside]]:
    """The banks that a bank extends, each with what lies beside it."""
    sources = found.bank.merged.sources[1:] if found.bank.merged else ()
    return ((source, found.finder.beside(source.file)) for source in sources)


def proper_language(language: str) -> str:
    """A language as files are named after it: `fr`, `pt-BR`; `pt_br` means the second.

    Raises `BankError` for what cannot be one.
    """
    first, *others = language.strip().replace("_", "-").split("-")
    # BCP 47, section 2.1.1: regions in capitals, scripts with one.
    made = [part.upper() if len(part) == 2 else part.title() for part in others]
    proper = "-".join([first.lower(), *made])
    if not FORMATS["language"].fits(proper):
        message = f'"{language}" is not a language'
        raise BankError(Problem(message, "write a code such as fr or pt-BR"))
    return proper


def _shorter(language: str) -> Iterator[str]:
    """A language, then what it is a kind of: `fr-CA`, `fr` (RFC 4647, section 3.4)."""
    parts = language.split("-")
    return ("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _is_of(own: str, wanted: str) -> bool:
    """Whether one is a kind of the other: `en-US` of `en`, and `en` will do for `en-US`."""
    one, other = own.casefold(), wanted.casefold()
    return one in _shorter(other) or other in _shorter(one)


def _translation(own: str, beside: Beside, language: str) -> TextFile | None:
    """The nearest translation to a language; None where the bank's own is as near, or none is."""
    for name in _shorter(language):
        if name.casefold() == own.casefold():
            return None
        if file := beside(f"{name}{SUFFIX}"):
            return file
    return None


def _lacking(found: BankInFile, bases: Iterable[tuple[Source, Beside]], language: str) -> Problem:
    of_bases = (_translations(beside) for _, beside in bases)
    known = sorted({found.bank.language, *translations_of(found), *chain(*of_bases)})
    meant = code_meant(language)
    if meant in known:
        there = f"did you mean `{meant}`?"
    else:
        there = f"there is {known[0]}" if len(known) == 1 else f"there are {join_words(known)}"
    message = f'the bank {found.bank.id} has no texts in "{language}"'
    return Problem(message, there, found.bank.path)


def translations_of(found: BankInFile) -> dict[str, TextFile | FileError]:
    """All translations of a bank by language; for one that cannot be read, why."""
    return _translations(found.beside)


def _translations(beside: Beside) -> dict[str, TextFile | FileError]:
    files = {name.removesuffix(SUFFIX): _read(beside, name) for name in beside.names()}
    return {language: file for language, file in files.items() if file is not None}


def _read(beside: Beside, name: str) -> TextFile | FileError | None:
    try:
        file = beside.read(name)
    except FileError as error:
        return error
    return file if _NAMES_LANGUAGE.search(file.content) else None
