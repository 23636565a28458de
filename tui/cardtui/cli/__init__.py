"""The commands: one module each, thin. What goes wrong is said in a line, never in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from cardtui.cli.signals import Ended, end_as_by_ctrl_c
from cardtui.cli.streams import (
    forget_output,
    is_of_printing,
    open_closed_streams,
    outlive_readers,
    print_remaining,
)
from cardtui.sharing.patience import patience_of_a_command

CARD_ENDING = ".toml"
"""No command is called so, and a word that ends so is a card."""
_COMPLETION = "_CARDTUI_COMPLETE"
"""Set by a shell that asks click what could come next."""
FINE = 0
FINDINGS = 1
WRONG_USE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `cardtui` and exit with its code: 0 fine, 1 findings, 2 wrong use or unreadable input."""
    # Nearly all that a start makes stays: looking for garbage among it takes a tenth of the time.
    # Commands end soon; the app collects again once the first question is on the screen.
    gc.disable()
    open_closed_streams()
    outlive_readers()
    end_as_by_ctrl_c()
    sys.exit(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: list[str]) -> int:
    try:
        with patience_of_a_command():
            code = _open(arguments) if _is_card_alone(arguments) else _command(arguments)
        print_remaining()
        return code if isinstance(code, int) else FINE
    except Ended as ended:
        return ended.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _told(error, arguments)


def _is_card_alone(arguments: list[str]) -> bool:
    """Whether a card is named and nothing else, or nothing at all: there is nothing to parse."""
    if len(arguments) > 1 or _COMPLETION in os.environ:
        return False
    return all(word.endswith(CARD_ENDING) and not word.startswith("-") for word in arguments)


def _open(arguments: list[str]) -> int:
    """The app without click, which takes as long as all that is read of the card and its bank."""
    from cardtui.cli.open import open_card

    return open_card(*arguments)


def _command(arguments: list[str]) -> object:
    from cardtui.cli.group import cardtui

    return cardtui.main(arguments, prog_name="cardtui", standalone_mode=False)


def _told(error: Exception, arguments: list[str]) -> int:
    """Say in a line what went wrong, and give back the exit code."""
    import click

    from cardtui.cli.group import commands_in
    from cardtui.cli.messages import say, say_problems
    from cardtui.cli.usage import usage_words
    from cardtui.errors import CardtuiError

    match error:
        case CardtuiError():
            say_problems(error.problems)
        case click.UsageError():
            help_of = " ".join(["cardtui", *commands_in(arguments)])
            say(f"{usage_words(error)}; see `{help_of} --help`")
        case click.ClickException():
            say(error.format_message())
        case click.Abort():
            return INTERRUPTED
        case OSError() if is_of_printing(error):
            said = error.strerror or type(error).__name__
            say(f"standard output cannot be written ({said}); print somewhere else")
            forget_output()
        case _:
            if os.environ.get("CARDTUI_DEBUG"):
                raise error
            say(
                f"this is a bug in cardtui: {type(error).__name__}: {error}; "
                "please report it; CARDTUI_DEBUG=1 shows where"
            )
    return WRONG_USE
