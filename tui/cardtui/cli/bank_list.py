"""`cardtui bank list`."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli.getting import getting_options
from cardtui.text.clean import one_line


@click.command("list")
@getting_options
def command() -> None:
    """List the banks that can be used here: id, version, and where they come from.

    Those of the project come first, as cardtui.lock has them, then those that ship with cardtui.
    A new card gets the bank of the project. Of several, the app and `ask` let you choose; in a script,
    name one with --bank. Where no project names any, it gets kaggle-model-card.

    \b
    cardtui bank list
    """
    from cardtui.sharing.described import described_banks

    banks = list(described_banks(Path()))
    wide = max(len(bank.id) for bank in banks)
    versions = max(len(bank.version) for bank in banks)
    for bank in banks:
        line = f"{bank.id:{wide}}  {bank.version:{versions}}  {bank.origin}"
        click.echo(one_line(line))
