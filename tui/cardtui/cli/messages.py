"""What the commands say on standard error: cleaned, a line for each problem."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress

from cardtui.errors import Problem
from cardtui.text.clean import one_line
from cardtui.text.excerpts import excerpt_lines


def say(message: str) -> None:
    """One line on standard error, which may be a terminal that is closed by now."""
    with suppress(OSError):
        print(f"cardtui: {one_line(message)}", file=sys.stderr, flush=True)


def say_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line; under an expression, the part that is meant."""
    for problem in problems:
        say(str(problem))
        if problem.excerpt is not None and problem.excerpt.source.strip():
            source, marks = excerpt_lines(problem.excerpt)
            print(f"    {source}\n    {marks}", file=sys.stderr)
