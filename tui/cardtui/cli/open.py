"""`cardtui [CARD]`: the app."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cardtui.cli.completing import complete_card, complete_question
from cardtui.cli.messages import say
from cardtui.cli.options import DEFAULT_CARD, bank_option
from cardtui.cli.streams import is_plain_wanted, is_terminal


@click.command("open")
@click.argument("card", required=False, shell_complete=complete_card)
@bank_option
@click.option("--at", metavar="ID", shell_complete=complete_question, help="Open at this question.")
@click.option("--theme", metavar="NAME", help="Show it in this theme.")
def command(card: str | None, bank_name: str | None, at: str | None, theme: str | None) -> int:
    """Open CARD in the terminal, or start it."""
    if is_plain_wanted() and is_terminal():
        from cardtui.cli.ask import ask

        return ask(card or DEFAULT_CARD, bank_name, at)
    from cardtui.sharing.opening import open_or_start, require_question

    if card is None and Path(DEFAULT_CARD).exists():
        card = DEFAULT_CARD
    opened = open_or_start(card, bank_name) if card is not None else None
    if opened is not None and opened.read_only and (at is not None or not is_terminal()):
        raise opened.read_only.error
    if at is not None:
        if opened is None or opened.session is None:
            raise click.UsageError("--at needs a card")
        require_question(opened.session, at)
    if not is_terminal():
        raise click.UsageError("the app needs a terminal; for scripts there are the commands")
    # Textual writes to the terminal in a thread of its own, which waits so long for its turn.
    sys.setswitchinterval(0.0005)
    if not os.environ.get("NO_COLOR"):
        # Empty, it means nothing; Textual takes it for a wish.
        os.environ.pop("NO_COLOR", None)
    from cardtui.app.app import CardtuiApp
    from cardtui.app.settings import read_settings

    app = CardtuiApp(opened, bank_name, at, settings=read_settings(), theme=theme)
    try:
        app.run()
    finally:
        app.last_words.save()
        for said in app.last_words.said:
            say(said)
    return app.return_code or 0
