"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cardtui.bank.bank import Bank
from cardtui.cli.completing import complete_bank
from cardtui.cli.progress import with_progress
from cardtui.cli.verbosity import detail, note
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.interview.session import Session
from cardtui.sharing.cards import Cards, Looked, card_paths
from cardtui.sharing.opening import DEFAULT_CARD, open_existing

bank_option = click.option(
    "--bank",
    "bank_name",
    metavar="BANK",
    shell_complete=complete_bank,
    help="The bank: an id, a file or a folder.",
)


def existing_session(path: str | None, bank_name: str | None) -> Session:
    """A session on the card that is named, else on `model-card.toml`."""
    session = open_existing(_default_card() if path is None else path, bank_name)
    if session.migrated.notice:
        note(f"{session.path}: {session.migrated.notice}")
    _say_bank(session.path, session.bank)
    return session


def _say_bank(path: str, bank: Bank) -> None:
    detail(f"{path}: asked by {bank.id} {bank.version}, {bank.path}")


@dataclass(frozen=True, slots=True)
class Unusable:
    """A card that cannot be used."""

    name: str
    problems: tuple[Problem, ...]


def cards_meant(names: Sequence[str], bank_name: str | None) -> Iterator[Looked | Unusable]:
    """Each card that is named or in a folder that is named; without a name, `model-card.toml`."""
    cards = Cards(bank_name)
    paths: list[str | Unusable] = []
    for name in names or (_default_card(),):
        try:
            paths += card_paths(name)
        except CardtuiError as error:
            paths.append(Unusable(name, error.problems))
    for path in with_progress(paths, "cards"):
        if isinstance(path, Unusable):
            yield path
            continue
        try:
            card = cards.read(path)
        except CardtuiError as error:
            yield Unusable(path, error.problems)
        else:
            _say_bank(path, card.bank)
            yield card


def _default_card() -> str:
    if not Path(DEFAULT_CARD).exists():
        message = "there is no card here"
        raise FileError(Problem(message, "name one, or start it: cardtui model-card.toml"))
    return DEFAULT_CARD
