"""The language in which a command shows the texts of banks. The app is opened without click."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.errors import BankError, Problem
from cardtui.sharing.lookup import Load, load_in_file

VARIABLE = "CARDTUI_LANGUAGE"
"""Names the language where `--language` does not.

LANG is not asked: it says how somebody's system speaks, and many of those write English cards.
"""


class InLanguage(Struct, frozen=True):
    """How banks are loaded so that they speak a language."""

    load: Load = load_in_file
    lacking: Mapping[tuple[str, str], Problem] = {}
    """By the identity of a bank that was loaded, what there is to say where it lacks the language."""

    def say_lacking(self, *banks: Bank) -> None:
        """Say once of each bank that it does not speak the language, where it does not."""
        for identity in dict.fromkeys(bank.identity for bank in banks):
            if identity in self.lacking:
                from cardtui.cli.verbosity import note

                note(str(self.lacking[identity]))

    def require(self, bank: Bank) -> None:
        """Raise `BankError` where a bank does not speak the language."""
        if bank.identity in self.lacking:
            raise BankError(self.lacking[bank.identity])


def in_language(named: str | None, set_by_person: str | None = None) -> InLanguage:
    """By the language that is named, else by the variable, else by the settings of a person.

    Raises `BankError` for what cannot be a language. Without any, nothing more is imported.
    """
    language = named or os.environ.get(VARIABLE) or set_by_person
    if not language:
        return InLanguage()
    from cardtui.sharing.languages import LoadIn

    load = LoadIn(language)
    return InLanguage(load, load.lacking)


def language_set() -> str | None:
    """The language in the settings of a person. Raises nothing."""
    from cardtui.files.user_folders import settings_file

    path = settings_file()
    if path is None or not os.path.lexists(path):
        return None
    from cardtui.app.settings import read_settings

    return read_settings().language
