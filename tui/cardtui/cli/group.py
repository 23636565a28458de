"""The command line: `cardtui [CARD]` opens the app, `cardtui COMMAND` does one thing.

click was weighed against typer and cyclopts, which take three times as long to start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cardtui import __version__
from cardtui.cli.lazy import LazyCommands

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_OPEN = "open_command"
_COMMANDS = {
    "ask": "Fill a card line by line, without a full screen.",
    "bank": "Get, share and check banks of questions.",
    "check": "Find what is missing or wrong in cards: the gate for CI.",
    "completion": "Print what makes a shell complete commands and ids.",
    "copy": "Start the card of the next model with the answers of another.",
    "diff": "Compare two cards, answer by answer.",
    "export": "Print the card as a document.",
    "get": "Print answers, for scripts.",
    "merge": "Merge two versions of a card, answer by answer; for git.",
    "set": "Answer questions from a script.",
    "status": "Show how far a card is, question by question.",
}


class _Commands(LazyCommands):
    """The commands, and anything else as a card to open."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == _OPEN:
            return self.imported(_OPEN)
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and ctx.resilient_parsing:
            # A shell asks what the first word can be.
            return super().parse_args(ctx, args)
        if not args or (args[0] not in _COMMANDS and args[0] not in _OWN_OPTIONS):
            self._refuse_commands(args)
            args = [_OPEN, *args]
        return super().parse_args(ctx, args)

    def _refuse_commands(self, args: list[str]) -> None:
        """A command that stands where a card is expected is not taken for a new one."""
        from cardtui.cli.first_words import (
            operand_at,
            refuse_behind_options,
            refuse_mistyped_command,
        )

        at = operand_at(args, self.imported(_OPEN), _COMMANDS)
        if at < len(args):
            if names := commands_in(args[at:]):
                refuse_behind_options(args, at, names)
            refuse_mistyped_command(args[at], _COMMANDS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands; where none begins so, cards to open."""
        from cardtui.cli.completing import complete_card

        # The shell looks for files only where nothing else is offered.
        commands = super().shell_complete(ctx, incomplete)
        return commands or complete_card(ctx, self.params[0], incomplete)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = "[--bank BANK] [--at ID] [--theme NAME] [--language LANGUAGE]"
        formatter.write_usage("cardtui", f"[CARD] {options}")
        formatter.write_usage("cardtui", "COMMAND [OPTIONS] ...")


_OWN_OPTIONS = {"--help", "-h", "--version"}


@click.group(
    cls=_Commands,
    overview=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`cardtui model-card.toml` starts a new card, or goes on with the one that is there.",
)
@click.version_option(__version__, message="cardtui %(version)s")
def cardtui(**_: Any) -> None:
    """Write a machine-learning model card by answering questions.

    CARD is the TOML file that keeps your answers. Without it, cardtui opens model-card.toml if it
    is in this folder, else a start screen.
    """


def commands_in(arguments: Sequence[str]) -> list[str]:
    """The words that arguments begin with and that are commands, such as `bank check`.

    click does not say of each wrong use which command it was; of the app it knows a name that
    nobody can type.
    """
    found = []
    group: click.Command = cardtui
    context = click.Context(cardtui)
    for word in arguments:
        if not isinstance(group, LazyCommands) or word not in group.list_commands(context):
            break
        found.append(word)
        command = group.get_command(context, word)
        assert command is not None
        group = command
    return found
