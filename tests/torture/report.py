"""What a row of the table is, and how the table is printed."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

Share = float
"""How much of a row is run: 1 for what is promised, less for a sample."""


@dataclass
class Outcome:
    """What was reached, and where a promise broke."""

    reached: Counter[str] = field(default_factory=Counter)
    """How often each kind of thing was tried; together they are the figure of the row."""
    broken: list[str] = field(default_factory=list)
    """One line for each broken promise: what was done, and what was found."""
    notes: list[str] = field(default_factory=list)
    """What could not be tried here, and what else is worth knowing."""
    figures: Counter[str] = field(default_factory=Counter)
    """What was counted besides."""

    def tried(self, kind: str, problem: str | None, times: int = 1) -> None:
        """Count something that was tried; `problem` says what broke, if anything did."""
        self.reached[kind] += times
        if problem is not None:
            self.broken.append(f"{kind}: {problem}")

    @property
    def total(self) -> int:
        """The figure of the row."""
        return self.reached.total()


@dataclass(frozen=True)
class Row:
    """One promise, and how it is tried."""

    name: str
    least: int
    """How many times it is to be tried."""
    promise: str
    run: Callable[[Share], Outcome]


_BROKEN_SHOWN = 5


def run_row(row: Row, share: Share) -> tuple[bool, str]:
    """Run a row: whether its promise held, often enough, and what is printed of it."""
    begin = monotonic()
    try:
        outcome = row.run(share)
    except Exception:
        # A row that comes to no end has shown nothing.
        outcome = Outcome(broken=[traceback.format_exc()])
    seconds = monotonic() - begin
    is_enough = share < 1 or outcome.total >= row.least
    verdict = "held" if not outcome.broken else f"BROKEN {len(outcome.broken)} times"
    if not is_enough:
        verdict += ", TOO FEW"
    parts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(outcome.reached.items()))
    more = "".join(f"; {kind} {count:,}" for kind, count in sorted(outcome.figures.items()))
    figure = f"{outcome.total:,} ({parts}{more})"
    lines = [
        f"| {row.name} | {row.least:,} | {figure} | {row.promise}: {verdict} | {seconds:.0f} s |",
        *(f"    ! {broken}" for broken in outcome.broken[:_BROKEN_SHOWN]),
        *(f"    - {note}" for note in outcome.notes),
    ]
    return not outcome.broken and is_enough, "\n".join(lines)
