"""How much a command says on standard error: `-q` errors alone, `-v` also what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from cardtui.cli.messages import say

Command = TypeVar("Command", bound=Callable[..., Any])
_KEY = "cardtui.verbosity"


def _chosen(by: int) -> Callable[[click.Context, click.Parameter, bool], None]:
    def choose(context: click.Context, _: click.Parameter, is_given: bool) -> None:
        if is_given:
            context.meta[_KEY] = by

    return choose


def verbosity_options(command: Command) -> Command:
    """Give a command the options `-q` and `-v`."""
    quiet = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_chosen(-1),
        help="Say what is wrong, and nothing else.",
    )
    verbose = click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_chosen(1),
        help="Say also what is done, and with which bank.",
    )
    return quiet(verbose(command))


def is_quiet() -> bool:
    """Whether only what is wrong is to be said."""
    return _verbosity() < 0


def is_verbose() -> bool:
    """Whether all is to be said, however much it is."""
    return _verbosity() > 0


def note(message: str) -> None:
    """Say something that is good to know, unless nobody wants to."""
    if _verbosity() >= 0:
        say(message)


def detail(message: str) -> None:
    """Say what is done, to those who want to know."""
    if _verbosity() > 0:
        say(message)


def _verbosity() -> int:
    context = click.get_current_context(silent=True)
    chosen: int = context.meta.get(_KEY, 0) if context is not None else 0
    return chosen
