"""Commands that are imported when they are run; their lines in the overview are known before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from cardtui.text.words import did_you_mean, join_words


class LazyCommands(click.Group):
    """A group whose commands stand in modules of their own: `command` in `cardtui.cli.NAME`."""

    def __init__(
        self, *args: Any, overview: Mapping[str, str], prefix: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._overview = overview
        self._prefix = prefix

    def imported(self, name: str) -> click.Command:
        """The command of that name."""
        command: click.Command = import_module(f"cardtui.cli.{self._prefix}{name}").command
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, for help and completion."""
        return sorted(self._overview)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command that was asked for; a slip is told with what was meant."""
        if cmd_name in self._overview:
            return self.imported(cmd_name)
        near = did_you_mean(cmd_name, self._overview) or f"there is {join_words(self._overview)}"
        raise click.UsageError(f"there is no command `{cmd_name}`: {near}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Their lines in the overview, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self._overview.items()))
