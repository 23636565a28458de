"""What `cardtui` would take for a card to start, and is a command: mistyped, or behind its options."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Sequence

import click

from cardtui.cli import CARD_ENDING
from cardtui.text.words import nearest


def operand_at(args: Sequence[str], app: click.Command, commands: Collection[str]) -> int:
    """Where the first word stands that is neither an option of the app nor its value.

    What options the app does not have take is not known: a command is no value of theirs.
    """
    options = {name: each for each in app.params for name in each.opts if name.startswith("-")}
    at = 0
    while at < len(args) and args[at].startswith("-") and args[at] != "--":
        name, is_given, _ = args[at].partition("=")
        option = options.get(name)
        at += 1
        if is_given or (isinstance(option, click.Option) and option.is_flag):
            continue
        if option is not None or (at < len(args) and args[at] not in commands):
            at += 1
    return at


def refuse_mistyped_command(word: str, commands: Collection[str]) -> None:
    """Raise `click.UsageError` for a word that is nearly a command, and no file."""
    if word.startswith("-") or word.endswith(CARD_ENDING) or os.path.exists(word):
        return
    if (near := nearest(word, commands)) is not None and os.sep not in word:
        raise click.UsageError(f"there is no command `{word}`: did you mean `{near}`?")


def refuse_behind_options(args: Sequence[str], at: int, names: Sequence[str]) -> None:
    """Raise `click.UsageError`: `names`, which stand at `at`, are a command behind its options."""
    right = ["cardtui", *names, *args[:at], *args[at + len(names) :]]
    said = f"options of `{' '.join(names)}` come after it: {shlex.join(right)}"
    raise click.UsageError(said)
