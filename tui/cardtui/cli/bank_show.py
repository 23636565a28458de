"""`cardtui bank show`."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli import FINE
from cardtui.cli.bank_show_origin import origin_lines, origin_option
from cardtui.cli.completing import complete_bank
from cardtui.sharing.lookup import bank_in_file, banks_for_new_card


@click.command("show")
@click.argument("bank", required=False, metavar="[BANK]", shell_complete=complete_bank)
@origin_option
def command(bank: str | None, origin: str | None) -> int:
    """Show what a BANK says: an id, a file or a folder.

    Without a BANK: the one that new cards here are asked by.

    \b
    cardtui bank show --origin license banks/team
    """
    if origin is None:
        raise click.UsageError("say what to show: --origin ID")
    here = Path()
    found = bank_in_file(bank or banks_for_new_card(here)[0].path, here)
    click.echo("\n".join(origin_lines(found, origin)))
    return FINE
