"""Banks in the language that a person asks for. Imported only where one does."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain, product
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardtui.bank.language_codes import code_meant
from cardtui.bank.load import BANK_FILE
from cardtui.bank.text_formats import FORMATS
from cardtui.bank.translation import SUFFIX, translated, translated_base
from cardtui.errors import BankError, Problem
from cardtui.files.reading import TextFile
from cardtui.sharing.beside import Beside, beside_on_disk
from cardtui.sharing.lookup import BankInFile, Load, bank_in_file_by_id, load_in_file
from cardtui.text.words import join_words

if TYPE_CHECKING:
    from cardtui.bank.merged import Source
    from cardtui.sharing.pinned import Place

_PLACES = ("pt-BR", "pt-PT", "zh-CN", "zh-TW", "zh-Hans", "zh-Hant", "en-GB", "en-US", "fr-CA")
"""Languages of more than two letters that are looked for where names cannot be listed."""
_NAMES_LANGUAGE = re.compile(r"^language[ \t]*=", re.MULTILINE)


class LoadIn:
    """Loads banks in a language, and in their own where they are not translated."""

    def __init__(self, language: str, load: Load = load_in_file) -> None:
        """Raises `BankError` for what cannot be a language."""
        self._language = proper_language(language)
        self._load = load
        self.lacking: dict[str, Problem] = {}
        """By the path of the bank, what there is to say where it lacks the language."""

    def __call__(self, place: str | Place) -> BankInFile:
        """The bank at a place. Raises as `load_in_file` does, also for a translation."""
        found = self._load(place)
        bank = found.bank
        bases = list(_bases(found, place))
        for base, beside in bases:
            if file := _translation(bank.original.language, beside, self._language):
                bank = translated_base(bank, base, file)
        if file := _translation(found.bank.language, found.beside, self._language):
            bank = translated(bank, file)
        if bank is found.bank and not _is_of(bank.language, self._language):
            self.lacking[bank.path] = _lacking(found, bases, self._language)
        return replace(found, bank=bank)


def _bases(found: BankInFile, place: str | Place) -> Iterator[tuple[Source, Beside]]:
    """The banks that a bank extends, each with what lies beside it."""
    sources = found.bank.merged.sources[1:] if found.bank.merged else ()
    for source in sources:
        if os.path.exists(source.file.path):
            yield source, beside_on_disk(source.file.path)
        else:
            folder = Path(found.file.path) if isinstance(place, str | Path) else place.project
            yield source, bank_in_file_by_id(source.id, folder.parent).beside


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
    return own.casefold() in (name.casefold() for name in _shorter(wanted))


def _translation(own: str, beside: Beside, language: str) -> TextFile | None:
    """The nearest translation to a language; None where the bank's own is as near, or none is."""
    for name in _shorter(language):
        if name.casefold() == own.casefold():
            return None
        if file := beside(f"{name}{SUFFIX}"):
            return file
    return None


def _lacking(found: BankInFile, bases: Iterable[tuple[Source, Beside]], language: str) -> Problem:
    of_bases = (_translations(base.file.path, beside) for base, beside in bases)
    known = sorted({found.bank.language, *translations_of(found), *chain(*of_bases)})
    meant = code_meant(language)
    if meant in known:
        there = f"did you mean `{meant}`?"
    else:
        there = f"there is {known[0]}" if len(known) == 1 else f"there are {join_words(known)}"
    message = f'the bank {found.bank.id} has no texts in "{language}"'
    return Problem(message, there, found.bank.path)


def translations_of(found: BankInFile) -> dict[str, TextFile]:
    """All translations of a bank by language, whether they can be read or not."""
    return _translations(found.file.path, found.beside)


def _translations(bank_path: str, beside: Beside) -> dict[str, TextFile]:
    named = {each: beside(f"{each}{SUFFIX}") for each in _languages_to_try(bank_path)}
    return {
        language: file
        for language, file in named.items()
        if file is not None and _NAMES_LANGUAGE.search(file.content)
    }


def _languages_to_try(bank_path: str) -> list[str]:
    """What translations could be called: as the folder says, else all that is likely."""
    folder, name = os.path.split(bank_path)
    if name == BANK_FILE and os.path.isdir(folder or os.curdir):
        names = (each for each in os.listdir(folder or os.curdir) if each.endswith(SUFFIX))
        languages = (each.removesuffix(SUFFIX) for each in names)
        return sorted(each for each in languages if FORMATS["language"].fits(each))
    return [*map("".join, product(ascii_lowercase, repeat=2)), *_PLACES]
