"""`cardtui bank list`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cardtui.cli.getting import getting_options
from cardtui.text.clean import one_line


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a bank.")
@getting_options
def command(as_json: bool) -> None:
    """List the banks that can be used here: id, version, and where they come from.

    Those of the project come first, as cardtui.lock has them, then those that ship with cardtui.

    \b
    cardtui bank list
    cardtui bank list --json | jq -r .id

    JSON: {"id", "version", "source", "rev", "path", "commit", "locked"}. "source", "rev" and "path" are
    those of cardtui.toml, "commit" is that of cardtui.lock, "locked" whether it names the bank. What
    is not said there is null; "source" is, too, of a bank that ships with cardtui.
    """
    from cardtui.sharing.described import described_banks

    banks = list(described_banks(Path()))
    if as_json:
        from cardtui.cli.bank_records import listed_record

        click.echo("\n".join(json.dumps(listed_record(bank)) for bank in banks))
        return
    wide = max(len(bank.id) for bank in banks)
    versions = max(len(bank.version) for bank in banks)
    for bank in banks:
        line = f"{bank.id:{wide}}  {bank.version:{versions}}  {bank.origin}"
        click.echo(one_line(line))
