"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cardtui.cli.completing import complete_bank
from cardtui.cli.messages import say
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.interview.session import Session
from cardtui.sharing.cards import Cards, Looked, card_paths
from cardtui.sharing.opening import DEFAULT_CARD, open_existing

__all__ = [
    "DEFAULT_CARD",
    "Unusable",
    "bank_option",
    "cards_meant",
    "existing_session",
]

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
        say(f"{session.path}: {session.migrated.notice}")
    return session


@dataclass(frozen=True, slots=True)
class Unusable:
    """A card that cannot be used."""

    name: str
    problems: tuple[Problem, ...]


def cards_meant(names: Sequence[str], bank_name: str | None) -> Iterator[Looked | Unusable]:
    """Each card that is named or in a folder that is named; without a name, `model-card.toml`.

    What is wrong with a bank is told with the first card that needs it.
    """
    cards = Cards(bank_name)
    told: set[str] = set()
    for name in names or (_default_card(),):
        try:
            paths = list(card_paths(name))
        except CardtuiError as error:
            yield Unusable(name, error.problems)
            continue
        for path in paths:
            try:
                yield cards.read(path)
            except CardtuiError as error:
                yield Unusable(path, () if str(error) in told else error.problems)
                told.add(str(error))


def _default_card() -> str:
    if not Path(DEFAULT_CARD).exists():
        message = "there is no card here"
        raise FileError(Problem(message, "name one, or start it: cardtui model-card.toml"))
    return DEFAULT_CARD
