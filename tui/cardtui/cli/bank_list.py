"""`cardtui bank list`."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli import FINE, WRONG_USE
from cardtui.cli.getting import getting_options
from cardtui.cli.messages import say_problems
from cardtui.cli.printed import print_lines
from cardtui.errors import CardtuiError


@click.command("list")
@getting_options
def command() -> int:
    """List the banks that can be used here: id, version, and where they come from.

    Those of the project come first, as cardtui.lock has them, then those that ship with cardtui.

    One that cannot be used is told on standard error, and the exit code is 2 then.

    \b
    cardtui bank list
    """
    from cardtui.sharing.described import Described, described_banks

    found = list(described_banks(Path()))
    banks = [each for each in found if isinstance(each, Described)]
    wide = max(len(bank.id) for bank in banks)
    versions = max(len(bank.version) for bank in banks)
    print_lines(f"{bank.id:{wide}}  {bank.version:{versions}}  {bank.origin}" for bank in banks)
    failed = [each for each in found if isinstance(each, CardtuiError)]
    for error in failed:
        say_problems(error.problems)
    return WRONG_USE if failed else FINE
