"""`cardtui bank add`."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli.completing import complete_source
from cardtui.cli.getting import offline_option
from cardtui.cli.printed import print_line
from cardtui.text.words import count_of


@click.command("add")
@click.argument("source", shell_complete=complete_source)
@click.option("--rev", default="", metavar="REV", help="The tag, or all of a commit's id (git).")
@click.option(
    "--path", default="", metavar="PATH", help="The bank's file or folder in the repository (git)."
)
@offline_option
def command(source: str, rev: str, path: str) -> None:
    """Add the bank at SOURCE to the project: to cardtui.toml, and to cardtui.lock.

    SOURCE is a file or folder, a shipped bank, a git repository (https://, ssh://, file:///,
    git@host:path or a path), or package:NAME for an installed Python package. A bank is data:
    nothing of what is fetched is run. Without --rev, the newest commit is taken, and locked.

    \b
    cardtui bank add https://example.org/banks.git --rev v1.2.0 --path vision
    cardtui bank add package:team-banks
    cardtui bank add banks/team
    """
    from cardtui.sharing.adding import add_bank
    from cardtui.sharing.described import at_rev

    added = add_bank(source, rev, path, Path())
    bank = added.bank
    size = count_of(sum(question.type != "note" for question in bank), "question")
    origin = f"{added.source.written}{at_rev(rev, added.commit)}"
    print_line(f"added {bank.id} {bank.version}: {size}, from {origin}")
