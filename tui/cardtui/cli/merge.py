"""`cardtui merge`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cardtui.bank.bank import Bank
from cardtui.card.file import CardFile
from cardtui.card.merge_file import merge_files, read_conflicted
from cardtui.card.model import Card
from cardtui.cli.completing import complete_card
from cardtui.cli.messages import say_problems
from cardtui.cli.options import bank_option
from cardtui.cli.versions import bank_for_words, required_version, version_in
from cardtui.errors import Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.reading import STANDARD_INPUT, read_text_file

CONFLICTS = 1


@click.command("merge")
@click.argument(
    "files", nargs=-1, metavar="{BASE OURS THEIRS [NAME] | CARD}", shell_complete=complete_card
)
@bank_option
def command(files: tuple[str, ...], bank_name: str | None) -> int:
    """Merge two versions of a card answer by answer, into the file OURS.

    BASE is the version that both come from; it may be empty. NAME is what messages call the card.
    What both have changed differently is kept twice, in [answers.ID] and [conflicts.ID], and is
    listed; the exit code is then 1. In a CARD alone, the marks that git has left are turned into
    such conflicts.

    As git's merge driver:

    \b
    echo 'model-card.toml merge=cardtui' >> .gitattributes
    git config merge.cardtui.driver 'cardtui merge %O %A %B %P'
    """
    if STANDARD_INPUT in files:
        raise click.UsageError("merge writes into a file: name it instead of -")
    match files:
        case [ours]:
            name, merged = ours, read_conflicted(ours)
            bank = bank_for_words(merged.card, ours, bank_name)
        case [base, ours, theirs]:
            name = ours
            merged, bank = _merge(base, ours, theirs, (base, ours, theirs), bank_name)
        case [base, ours, theirs, name]:
            shown = (f"{name} (base)", name, f"{name} (theirs)")
            merged, bank = _merge(base, ours, theirs, shown, bank_name)
        case _:
            raise click.UsageError("name BASE, OURS and THEIRS, or one CARD with git's marks in it")
    if merged.source.text != read_text_file(ours).text:
        write_atomically(ours, merged.source.text)
    say_problems(_choices(merged.card, name, bank))
    return CONFLICTS if merged.card.conflicts else 0


def _merge(
    base: str, ours: str, theirs: str, shown: tuple[str, str, str], bank_name: str | None
) -> tuple[CardFile, Bank | None]:
    """Ours as it will be; `shown` is what messages call the three files."""
    before = version_in(base, shown[0])
    mine, other = required_version(ours, shown[1]), required_version(theirs, shown[2])
    bank = bank_for_words(mine.card, shown[1], bank_name)
    merged, _ = merge_files(before, mine, other, bank)
    return merged, bank


def _choices(card: Card, name: str, bank: Bank | None) -> Iterator[Problem]:
    for question in card.conflicts:
        known = bank.questions.get(question) if bank else None
        message = f'there are two versions of "{known.name if known else question}"'
        remedy = f"choose one: keep [answers.{question}] or [conflicts.{question}]"
        yield Problem(message, remedy, name)
