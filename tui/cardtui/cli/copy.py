"""`cardtui copy`."""

from __future__ import annotations

import click

from cardtui.cli.completing import complete_card
from cardtui.cli.options import bank_option, existing_session
from cardtui.cli.verbosity import note, verbosity_options
from cardtui.interview.session import copy_session
from cardtui.text.words import count_of


@click.command("copy")
@click.argument("old", shell_complete=complete_card)
@click.argument("new", shell_complete=complete_card)
@verbosity_options
@bank_option
def command(old: str, new: str, bank_name: str | None) -> None:
    """Start the card NEW of the next model with the answers of OLD.

    NEW has an id of its own, so that the two are never merged by mistake, and each answer waits to
    be confirmed: open it, and enter keeps an answer. OLD stays as it is.

    \b
    cardtui copy whisper-large-v2.toml whisper-large-v3.toml
    """
    session = copy_session(existing_session(old, bank_name), new)
    session.save()
    said = count_of(len(session.state.reconfirm), "answer")
    note(f"{new}: {said} to confirm; open it: cardtui {new}")
