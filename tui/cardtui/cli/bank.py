"""`cardtui bank`: what is done with banks, one module `bank_NAME` each."""

from __future__ import annotations

import click

from cardtui.cli.lazy import LazyCommands

_COMMANDS = {
    "check": "Look for questions that are never asked, and other slips.",
    "schema": "Print the JSON Schema of the bank format.",
    "test": "Run the tests that travel with a bank.",
    "translate": "Write what there is to translate in a bank.",
}


@click.group("bank", cls=LazyCommands, overview=_COMMANDS, prefix="bank_", no_args_is_help=False)
def command() -> None:
    """Check and describe banks of questions."""
