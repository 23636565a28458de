"""What the commands say on standard error: cleaned, a line for each problem."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress

from cardtui.errors import Problem
from cardtui.text.excerpts import excerpt_lines
from cardtui.text.log_lines import log_line, printed

_LONGEST = 2_000
"""Characters of a message: what is quoted in it may be megabytes of a hostile file."""
_CUT = " … "


def say(message: str) -> None:
    """One line on standard error, which may be a terminal that is closed by now."""
    _print_line(f"cardtui: {_shortened(printed(_shortened(message)))}")


def _shortened(line: str) -> str:
    """The line without its middle, if it is very long: what to do stands at its end."""
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half]}{_CUT}{line[-half:]}"


def say_once(problems: Iterable[Problem], told: set[str]) -> None:
    """Each problem that is not in `told` yet: what is wrong with a bank is wrong for many cards."""
    new = [problem for problem in problems if str(problem) not in told]
    told.update(map(str, new))
    say_problems(new)


def say_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line; under an expression, the part that is meant."""
    for problem in problems:
        say(str(problem))
        if problem.excerpt is not None and problem.excerpt.source.strip():
            source, marks = excerpt_lines(problem.excerpt)
            shown = log_line(source)
            _print_line(f"    {shown}\n    {' ' * (len(shown) - len(source))}{marks}")


def _print_line(text: str) -> None:
    # Without a standard error, `print` would take standard output.
    if sys.stderr is not None:
        with suppress(OSError):
            print(text, file=sys.stderr, flush=True)
