"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cardtui.cli.messages import say, say_problems
from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.interview.session import Session
from cardtui.sharing.opening import DEFAULT_CARD, open_existing

__all__ = ["DEFAULT_CARD", "bank_option", "existing_session", "readable_sessions"]

bank_option = click.option(
    "--bank", "bank_name", metavar="BANK", help="The bank: an id, a file or a folder."
)


def existing_session(path: str | None, bank_name: str | None) -> Session:
    """A session on the card that is named, else on `model-card.toml`."""
    if path is None and not Path(DEFAULT_CARD).exists():
        message = "there is no card here"
        raise FileError(Problem(message, "name one, or start it: cardtui model-card.toml"))
    session = open_existing(DEFAULT_CARD if path is None else path, bank_name)
    if session.migrated.notice:
        say(f"{session.path}: {session.migrated.notice}")
    return session


def readable_sessions(paths: Sequence[str], bank_name: str | None) -> Iterator[Session | None]:
    """A session on each card; None for one that cannot be used, once that has been told.

    Without a card that is named, on `model-card.toml`.
    """
    told: set[str] = set()
    for path in paths or (None,):
        try:
            yield existing_session(path, bank_name)
        except CardtuiError as error:
            # What is wrong with a bank is told once, not for each card.
            if str(error) not in told:
                say_problems(error.problems)
            told.add(str(error))
            yield None
