"""`cardtui bank new`."""

from __future__ import annotations

from pathlib import Path

import click

from cardtui.cli.printed import print_line


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Start a bank in FOLDER: a small one that passes `bank check` and `bank test`, to go on from.

    \b
    cardtui bank new banks/team
    """
    from cardtui.sharing.skeleton import new_bank, shown

    path = new_bank(folder)
    print_line(f"{path}: edit it; then cardtui bank check {shown(folder)}")
