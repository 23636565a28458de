"""`cardtui [CARD] [OPTIONS]`: the arguments of the app."""

from __future__ import annotations

import click

from cardtui.cli.completing import complete_card, complete_question
from cardtui.cli.open import open_card
from cardtui.cli.options import bank_option, language_option


@click.command("open")
@click.argument("card", required=False, shell_complete=complete_card)
@bank_option
@click.option("--at", metavar="ID", shell_complete=complete_question, help="Open at this question.")
@click.option("--theme", metavar="NAME", help="Show it in this theme.")
@language_option
def command(
    card: str | None, bank_name: str | None, at: str | None, theme: str | None, language: str | None
) -> int:
    """Open CARD in the terminal, or start it."""
    return open_card(card, bank_name, at, theme, language)
