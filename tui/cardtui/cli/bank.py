"""`cardtui bank`: what is done with banks, one module `bank_NAME` each."""

from __future__ import annotations

import click

from cardtui.cli.lazy import LazyCommands

_COMMANDS = {
    "add": "Add a bank to the project: from a folder, git or a package.",
    "check": "Look for questions that are never asked, and other slips.",
    "diff": "Compare two versions of a bank, and what changes for cards.",
    "list": "List the banks of the project, and those that ship.",
    "new": "Start a bank of your own.",
    "remove": "Take a bank out of the project.",
    "schema": "Print the JSON Schema of the bank format.",
    "show": "Say what a bank is and where it comes from.",
    "test": "Run the tests that travel with a bank.",
    "translate": "Write what there is to translate in a bank.",
    "update": "Take a newer version of a bank, once you have seen what changes.",
}


@click.group("bank", cls=LazyCommands, overview=_COMMANDS, prefix="bank_", no_args_is_help=False)
def command() -> None:
    """Get, share, check and describe banks of questions."""
