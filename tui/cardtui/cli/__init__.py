"""The commands: one module each, thin. What goes wrong is said in a line, never in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from cardtui.cli.streams import forget_output, is_of_printing, open_closed_streams, print_remaining

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
    sys.exit(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: list[str]) -> int:
    import click

    from cardtui.cli.group import cardtui, commands_in
    from cardtui.cli.messages import say, say_problems
    from cardtui.errors import CardtuiError

    try:
        code = cardtui.main(arguments, prog_name="cardtui", standalone_mode=False)
        print_remaining()
        return code if isinstance(code, int) else FINE
    except CardtuiError as error:
        say_problems(error.problems)
    except click.UsageError as error:
        said = error.format_message().rstrip(".")
        say(f"{said}; see `{' '.join(['cardtui', *commands_in(arguments)])} --help`")
    except click.ClickException as error:
        say(error.format_message())
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of a pipe has gone; click says so by leaving.
        forget_output()
        return FINE
    except Exception as error:
        if isinstance(error, OSError) and is_of_printing(error):
            said = error.strerror or type(error).__name__
            say(f"standard output cannot be written ({said}); print somewhere else")
            forget_output()
            return WRONG_USE
        if os.environ.get("CARDTUI_DEBUG"):
            raise
        say(
            f"this is a bug in cardtui: {type(error).__name__}: {error}; "
            "please report it; CARDTUI_DEBUG=1 shows where"
        )
    return WRONG_USE
