"""`cardtui bank remove`."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli.completing import complete_bank
from cardtui.cli.printed import print_line


@click.command("remove")
@click.argument("bank", shell_complete=complete_bank)
def command(bank: str) -> None:
    """Take BANK, an id or a source, out of cardtui.toml and cardtui.lock. Cards stay as they are.

    \b
    cardtui bank remove team
    """
    from cardtui.sharing.adding import remove_bank

    source = remove_bank(bank, Path())
    print_line(f"removed {bank}, from {source.written}")
