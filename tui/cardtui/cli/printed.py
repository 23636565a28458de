"""What the commands print for people on standard output: lines that command nothing.

Whatever a command prints of a bank, a card, a path or an argument goes through here, or through
`say` where it is about the command itself. What programs read, JSON and documents, does not.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from cardtui.text.log_lines import printed


def print_lines(lines: Iterable[str]) -> None:
    """Print each on a line of its own."""
    click.echo("".join(f"{printed(line)}\n" for line in lines), nl=False)


def print_line(line: str) -> None:
    """Print one line."""
    print_lines([line])
