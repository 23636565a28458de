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
- A card of a bank that this one extends becomes one of this bank, by the migrations of that one.
- Where only the banks that this one extends have changed, their migrations are taken for what this
  bank does not ask any more: which of their versions a card was answered under is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.model import Migration
from cardtui.card.model import BankReference, Card, Place

if TYPE_CHECKING:
    from cardtui.bank.merged import Base


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
    base: str = ""
    """The title of the bank that the card answered, where this one extends that."""


def migrate(card: Card, bank: Bank) -> Migrated:
    """`card` as it answers `bank`, which has the same id or extends the bank that has.

    It is left alone unless it is older; so is a card of any other bank.
    """
    if card.bank.id != bank.id:
        bases = [base for base in bank.bases if base.id == card.bank.id]
        return _of_base(card, bases[0], bank) if bases else Migrated(card)
    if card.bank.version == bank.version:
        return _of_other_bases(card, bank) if bank.bases else Migrated(card)
    from cardtui.bank.versions import read_version

    theirs, ours = read_version(card.bank.version), read_version(bank.version)
    if theirs is None or ours is None:
        return Migrated(card, notice=_of_no_version(card, bank))
    if theirs > ours:
        return Migrated(card, notice=_newer(card, bank.id, bank.version))
    if theirs == ours:
        return Migrated(card)
    from cardtui.bank.migrations import steps_for, steps_of

    steps = steps_for(steps_of(bank.file.migrations), theirs)
    return _migrated(card, bank, [*_of_bases(bank), *(step.migration for step in steps)])


def _migrated(card: Card, bank: Bank, migrations: Iterable[Migration]) -> Migrated:
    from cardtui.card.migrating import Migrating

    work = Migrating(card, bank)
    for migration in migrations:
        work.take(migration)
    work.settle()
    migrated = replace(card, bank=_reference_to(bank), answers=work.answers, retired=work.retired)
    return Migrated(migrated, tuple(work.changes), work.moved, version=card.bank.version)


def _reference_to(bank: Bank) -> BankReference:
    return BankReference(bank.id, bank.version, bank.sha256)


def _of_bases(bank: Bank) -> Iterator[Migration]:
    if bank.bases:
        from cardtui.bank.migrations import migrations_of_bases

        yield from migrations_of_bases(bank)


def _of_other_bases(card: Card, bank: Bank) -> Migrated:
    """A card of this version, of which the extended banks may have been others."""
    if card.bank.sha256 == bank.sha256:
        return Migrated(card)
    migrated = _migrated(card, bank, _of_bases(bank))
    return migrated if migrated.changes else Migrated(card)


def _of_base(card: Card, base: Base, bank: Bank) -> Migrated:
    """A card of `base`, which `bank` extends."""
    from cardtui.bank.migrations import steps_for, steps_of
    from cardtui.bank.versions import read_version

    theirs, ours = read_version(card.bank.version), read_version(base.version)
    if theirs is not None and ours is not None and theirs > ours:
        return Migrated(card, notice=_newer(card, base.id, base.version))
    steps = steps_for(steps_of(base.migrations), theirs) if theirs is not None else ()
    migrated = _migrated(card, bank, [step.migration for step in steps])
    first = f'the card answers "{bank.title}" ({bank.id} {bank.version}) from now on'
    return replace(migrated, changes=(first, *migrated.changes), base=base.title)


def _newer(card: Card, bank_id: str, version: str) -> str:
    return (
        f'this card answers version {card.bank.version} of the bank "{bank_id}", here is '
        f"{version}: what only the newer one asks is kept and not shown"
    )


def _of_no_version(card: Card, bank: Bank) -> str:
    if not bank.file.migrations:
        return ""
    return (
        f'this card does not say which version of the bank "{bank.id}" it answers: '
        "its answers are left as they are"
    )
