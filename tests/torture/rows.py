"""The rows of the table. A part of the program that makes a promise of its own adds its row here."""

from __future__ import annotations

from torture import migrations
from torture.faults import fail_while_saving
from torture.kills import kill_while_saving
from torture.mutants import MUTANTS, read_mutants
from torture.power import fail_the_power
from torture.report import Outcome, Row, Share
from torture.sessions import kill_while_typing
from torture.writers import INTERLEAVINGS, write_together

MIGRATIONS = 2_000


def _kill(share: Share) -> Outcome:
    """At every call of a save, and at random moments of a typed session."""
    outcome, typed = kill_while_saving(share), kill_while_typing(share)
    outcome.reached += typed.reached
    outcome.figures += typed.figures
    outcome.broken += typed.broken
    outcome.notes += typed.notes
    return outcome


def _migrate(share: Share) -> Outcome:
    """Cards under random newer banks."""
    outcome = Outcome()
    ran = migrations.run(round(MIGRATIONS * share))
    outcome.tried("migrations", None, ran.pairs)
    outcome.broken += ran.failures
    return outcome


ROWS: dict[str, Row] = {
    "kills": Row("SIGKILL", 2_000, "no confirmed answer lost, always a readable card", _kill),
    "faults": Row("a failing disk", 500, "old card intact, told in a line", fail_while_saving),
    "power": Row("power loss", 5_000, "the old card or the new", fail_the_power),
    "mutants": Row(
        "mutated and truncated cards", MUTANTS, "read right, or refused and untouched", read_mutants
    ),
    "writers": Row("two people on one card", INTERLEAVINGS, "nothing lost", write_together),
    "migrations": Row(
        "random pairs of bank versions", MIGRATIONS, "answers before = answers + retired", _migrate
    ),
}
