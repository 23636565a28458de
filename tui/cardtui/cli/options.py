"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli.messages import say
from cardtui.errors import FileError, Problem
from cardtui.interview.session import Session
from cardtui.sharing.opening import open_existing

DEFAULT_CARD = "model-card.toml"

bank_option = click.option(
    "--bank", "bank_name", metavar="BANK", help="The bank: an id, a file or a folder."
)


def existing_session(path: str | None, bank_name: str | None) -> Session:
    """A session on the card that is named, else on `model-card.toml`."""
    if path is None and not Path(DEFAULT_CARD).exists():
        message = "there is no card here"
        raise FileError(Problem(message, "name one, or start it: cardtui model-card.toml"))
    session = open_existing(path or DEFAULT_CARD, bank_name)
    if session.migrated.notice:
        say(f"{session.path}: {session.migrated.notice}")
    return session
