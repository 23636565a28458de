"""The commands: one module each, thin. What goes wrong is said in a line, never in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

FINE = 0
FINDINGS = 1
WRONG_USE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `cardtui` and exit with its code: 0 fine, 1 findings, 2 wrong use or unreadable input."""
    # Nearly all that a start makes stays: looking for garbage among it takes a tenth of the time.
    # Commands end soon; the app collects again once the first question is on the screen.
    gc.disable()
    sys.exit(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: list[str]) -> int:
    import click

    from cardtui.cli.group import cardtui
    from cardtui.cli.messages import say, say_problems
    from cardtui.errors import CardtuiError

    try:
        code = cardtui.main(arguments, prog_name="cardtui", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else FINE
    except CardtuiError as error:
        say_problems(error.problems)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "cardtui"
        say(f"{error.format_message().rstrip('.')}; see `{command} --help`")
    except click.ClickException as error:
        say(error.format_message())
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of a pipe has gone; click says so by leaving. Python would complain once more
        # when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        if os.environ.get("CARDTUI_DEBUG"):
            raise
        say(
            f"this is a bug in cardtui: {type(error).__name__}: {error}; "
            "please report it; CARDTUI_DEBUG=1 shows where"
        )
    return WRONG_USE
