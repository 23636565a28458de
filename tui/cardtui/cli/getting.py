"""`--offline` and `--frozen`: how the commands that load banks get them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import click

from cardtui.cli.verbosity import Command
from cardtui.sharing.policy import frozen, offline


def _while_it_runs(
    policy: Callable[[], AbstractContextManager[None]],
) -> Callable[[click.Context, click.Parameter, bool], None]:
    def choose(context: click.Context, _: click.Parameter, is_given: bool) -> None:
        if is_given:
            context.with_resource(policy())

    return choose


offline_option = click.option(
    "--offline",
    is_flag=True,
    expose_value=False,
    callback=_while_it_runs(offline),
    help="Fetch nothing: banks come from the lock and the cache.",
)
_frozen_option = click.option(
    "--frozen",
    is_flag=True,
    expose_value=False,
    callback=_while_it_runs(frozen),
    help="Take no bank but those that cardtui.lock names and those that ship; all of the project's must be locked.",
)


def getting_options(command: Command) -> Command:
    """Give a command that loads banks both options."""
    return offline_option(_frozen_option(command))
