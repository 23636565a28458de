"""`cardtui bank schema`."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the bank format, for editors and other tools.

    An editor that reads TOML schemas completes and checks a bank whose first line names the file:

    \b
    cardtui bank schema > bank.schema.json
    #:schema bank.schema.json
    """
    from cardtui.bank.schema import bank_schema_text

    click.echo(bank_schema_text(), nl=False)
