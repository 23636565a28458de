"""Opening a card with the bank that it answers, and starting a new one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.card.file import read_card, read_newer_card
from cardtui.card.migrate import migrate
from cardtui.card.model import Card
from cardtui.errors import BankError, CardError, FileError, NewerCardError, Problem, TomlError
from cardtui.files.reading import STANDARD_INPUT, TextFile, read_text_file
from cardtui.interview.interview import Interview
from cardtui.interview.session import Session, new_session
from cardtui.interview.state import State
from cardtui.sharing.card_files import refuse_mistyped
from cardtui.sharing.extended import UnknownBank
from cardtui.sharing.lookup import (
    Load,
    bank_by_id,
    bank_by_name,
    banks_for_new_card,
    load_in_file,
)

if TYPE_CHECKING:
    from cardtui.sharing.pinned import Place

DEFAULT_CARD = "model-card.toml"
"""The card that is meant where none is named."""


class ReadOnly(Struct, frozen=True):
    """What can be read of a card of a newer format. There is no way from here to its file."""

    bank: Bank
    card: Card
    state: State
    error: NewerCardError
    """Why it can only be looked at."""


class Opened(Struct, frozen=True):
    """A session on a card; or, for a new card, the banks that it could answer; or what is shown."""

    path: str
    session: Session | None
    banks: tuple[Bank, ...] = ()
    read_only: ReadOnly | None = None


def open_existing(path: str, bank_name: str | None = None, load: Load = load_in_file) -> Session:
    """A session on a card that is there; `-` is standard input.

    Its bank is `bank_name`, else the one that the card names. Raises `CardtuiError`.
    """
    refuse_mistyped(path)
    file = read_card(path)
    return Session(bank_of(file.card, file.source, bank_name, load), file)


def bank_of(card: Card, source: TextFile, bank_name: str | None, load: Load = load_in_file) -> Bank:
    """The bank of a card in a file: `bank_name`, else the one that it names."""
    folder = Path(source.path).parent
    if bank_name:
        return bank_by_name(bank_name, folder, load)
    try:
        return bank_by_id(card.bank.id, folder, load)
    except UnknownBank as error:
        from cardtui.files.positions import Positions

        place = Positions(source.content).of(("bank", "id"))
        raise BankError(
            *(
                replace(problem, path=source.path, line=place.line, column=place.column)
                for problem in error.problems
            )
        ) from None


def open_or_start(path: str, bank_name: str | None = None, load: Load = load_in_file) -> Opened:
    """A session on a card that may not be there yet, to be written to.

    Raises `CardtuiError`, also where the card could not be saved later.
    """
    _require_writable(path)
    if os.path.lexists(path):
        try:
            return Opened(path, open_existing(path, bank_name, load))
        except NewerCardError as error:
            return Opened(path, None, read_only=_read_only(path, bank_name, load, error))
        except (CardError, TomlError):
            return Opened(path, _without_markers(path, bank_name, load))
    folder = Path(path).parent
    if bank_name:
        banks = [bank_by_name(bank_name, folder, load)]
    else:
        banks = banks_for_new_card(folder, load)
    return Opened(path, new_session(banks[0], path) if len(banks) == 1 else None, tuple(banks))


def start_card(path: str, place: str | Place, load: Load = load_in_file) -> Opened:
    """A session on a new card that answers the bank at a place.

    Raises `CardtuiError`, also where the card could not be saved later.
    """
    _require_writable(path)
    bank = load(place).bank
    return Opened(path, new_session(bank, path), (bank,))


def _without_markers(path: str, bank_name: str | None, load: Load) -> Session:
    """A session on a card in which git has left two versions; fails as before on any other."""
    from cardtui.card.merge_file import read_conflicted

    file = read_conflicted(path)
    return Session(bank_of(file.card, file.source, bank_name, load), file)


def _read_only(path: str, bank_name: str | None, load: Load, error: NewerCardError) -> ReadOnly:
    read = read_newer_card(path)
    bank = bank_of(read, read_text_file(path), bank_name, load)
    card = migrate(read, bank).card
    return ReadOnly(bank, card, Interview(bank).state(card), error)


def require_question(session: Session, question: str) -> None:
    """Raise `CardError` where a session cannot show this question now."""
    session.question(question)
    if not session.state.is_relevant(question):
        problem = f'"{question}" is not asked with the answers that this card has'
        raise CardError(Problem(problem, "leave out --at", session.path))


def _require_writable(path: str) -> None:
    if not os.path.basename(path):
        message = "this names a folder, not a card" if path else "the name of the card is empty"
        raise FileError(Problem(message, f"name a file, such as {path}model-card.toml", path))
    if path == STANDARD_INPUT:
        message = "the app cannot save to standard input"
        raise FileError(Problem(message, "name a file, or `./-` for one of this name", path))
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise FileError(Problem("there is no such folder", "make it first", path))
    if not os.access(folder, os.W_OK):
        message = "you may not write in this folder"
        raise FileError(Problem(message, "choose another place for the card", path))
    if os.path.isfile(path) and not os.access(path, os.W_OK):
        message = "you may not write this card"
        raise FileError(Problem(message, "change its permissions, or look: cardtui status", path))
