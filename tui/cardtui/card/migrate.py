"""A card that answers an older version of its bank, as a card that answers the bank as it is now.

The bank says in its `[[migration]]` tables what it calls differently. Nothing is ever lost: answers
before are answers and `[retired]` after, value by value.

- An answer whose question has another name goes to it. Where that has an answer already, the one
  under the older name is retired.
- An answer without a question, and a cell without a column, are retired. They come back when their
  id is asked again; retired answers follow renames, too.
- Retired twice, the older answer is kept as `ID-2`, which no question can be called.
- A question of another type keeps what fits, and reads what could have been typed: see `retype`.
- An answer whose question differs only by names that a migration gave it is not asked about again.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.card.model import BankReference, Card, Place


class Migrated(Struct, frozen=True):
    """A card under the bank at hand, and what a person should know before it is written."""

    card: Card
    changes: tuple[str, ...] = ()
    """What has changed, a line each; empty where nothing but the number of the version has."""
    moved: Mapping[Place, Place] = {}
    """Where its answers stand now, by where they stood: their comments go with them."""
    notice: str = ""
    """Said of a card that is left as it is although its bank is another version."""
    version: str = ""
    """Which version of the bank the card answered."""


def migrate(card: Card, bank: Bank) -> Migrated:
    """`card` as it answers `bank`, which has the same id. It is left alone unless it is older."""
    if card.bank.version == bank.version:
        return Migrated(card)
    from cardtui.bank.versions import read_version

    theirs, ours = read_version(card.bank.version), read_version(bank.version)
    if theirs is None or ours is None:
        return Migrated(card, notice=_of_no_version(card, bank))
    if theirs > ours:
        return Migrated(card, notice=_newer(card, bank))
    if theirs == ours:
        return Migrated(card)
    from cardtui.bank.migrations import steps_for, steps_of
    from cardtui.card.migrating import Migrating

    work = Migrating(card, bank)
    for step in steps_for(steps_of(bank.file.migrations), theirs):
        work.take(step.migration)
    work.settle()
    reference = BankReference(bank.id, bank.version, bank.sha256)
    migrated = replace(card, bank=reference, answers=work.answers, retired=work.retired)
    return Migrated(migrated, tuple(work.changes), work.moved, version=card.bank.version)


def _newer(card: Card, bank: Bank) -> str:
    return (
        f'this card answers version {card.bank.version} of the bank "{bank.id}", here is '
        f"{bank.version}: what only the newer one asks is kept and not shown"
    )


def _of_no_version(card: Card, bank: Bank) -> str:
    if not bank.file.migrations:
        return ""
    return (
        f'this card does not say which version of the bank "{bank.id}" it answers: '
        "its answers are left as they are"
    )
