"""Versions of cards as git hands them to a command, and the bank that tells their words."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from cardtui.bank.bank import Bank
from cardtui.card.file import CardFile, card_in
from cardtui.card.model import Card
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.reading import TextFile, read_text_file
from cardtui.sharing.lookup import bank_by_id, bank_by_name


def version_in(path: str, shown: str) -> CardFile | None:
    """The card in a file that messages call `shown`; None where git had no such version."""
    if path == os.devnull:
        return None
    source = read_text_file(path)
    return card_in(TextFile(shown, source.text)) if source.text.strip() else None


def required_version(path: str, shown: str) -> CardFile:
    """The card in a file that cannot be empty."""
    version = version_in(path, shown)
    if version is None:
        raise FileError(Problem("this file is empty", "name a card", shown))
    return version


def bank_for_words(card: Card, path: str, bank_name: str | None) -> Bank | None:
    """The bank of the card at `path`, for labels and order; None where it is not at hand.

    It is looked up from where the card is, and, as git hands over copies elsewhere, from here.
    """
    here = Path.cwd()
    if bank_name is not None:
        return bank_by_name(bank_name, here)
    for folder in (Path(path).parent, here):
        with contextlib.suppress(CardtuiError):
            return bank_by_id(card.bank.id, folder)
    return None
