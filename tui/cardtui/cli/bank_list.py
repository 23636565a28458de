"""`cardtui bank list`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.getting import getting_options
from cardtui.cli.messages import say_problems
from cardtui.cli.printed import print_lines
from cardtui.errors import CardtuiError

if TYPE_CHECKING:
    from cardtui.sharing.described import Described


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one line a bank.")
@getting_options
def command(as_json: bool) -> int:
    """List the banks that can be used here: id, version, and where they come from.

    Those of the project come first, as cardtui.lock has them, then those that ship with cardtui.
    A new card gets the bank of the project. Of several, the app and `ask` let you choose; in a script,
    name one with --bank. Where no project names any, it gets kaggle-model-card.

    One that cannot be used is told on standard error, and the exit code is 2 then.

    \b
    cardtui bank list
    cardtui bank list --json | jq -r .id

    JSON: {"id", "version", "source", "rev", "path", "commit", "locked"}. "source", "rev" and "path" are
    those of cardtui.toml, "commit" is that of cardtui.lock, "locked" whether it names the bank. What
    is not said there is null; "source" is, too, of a bank that ships with cardtui.
    """
    from cardtui.sharing.described import Described, described_banks

    found = list(described_banks(Path()))
    banks = [each for each in found if isinstance(each, Described)]
    _print(banks, as_json=as_json)
    failed = [each for each in found if isinstance(each, CardtuiError)]
    for error in failed:
        say_problems(error.problems)
    return WRONG_USE if failed else FINE


def _print(banks: list[Described], *, as_json: bool) -> None:
    if as_json:
        from cardtui.cli.bank_records import listed_record

        for bank in banks:
            click.echo(json.dumps(listed_record(bank)))
        return
    wide = max(len(bank.id) for bank in banks)
    versions = max(len(bank.version) for bank in banks)
    print_lines(f"{bank.id:{wide}}  {bank.version:{versions}}  {bank.origin}" for bank in banks)
