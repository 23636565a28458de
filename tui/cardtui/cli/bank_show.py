"""`cardtui bank show`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cardtui.bank.bank import Bank
from cardtui.cli.completing import complete_bank
from cardtui.cli.getting import getting_options
from cardtui.text.clean import one_line
from cardtui.text.words import count_of


@click.command("show")
@click.argument("bank", shell_complete=complete_bank)
@getting_options
def command(bank: str) -> None:
    """Say what BANK is: an id, a file or a folder.

    \b
    cardtui bank show kaggle-model-card
    """
    from cardtui.sharing.described import described_banks
    from cardtui.sharing.lookup import bank_in_file

    found = bank_in_file(bank, Path()).bank
    origin = ""
    if found.id == bank:
        known = (each for each in described_banks(Path()) if each.id == bank)
        origin = next((each.origin for each in known), "")
    for line in _lines(found, origin):
        click.echo(one_line(line))


def _lines(bank: Bank, origin: str) -> Iterator[str]:
    """What there is to say of a bank, then its sections."""
    asked = [question for question in bank if question.type != "note"]
    required = sum(question.required for question in asked)
    yield f"{bank.id} {bank.version}: {bank.title}"
    about = {
        "source": origin,
        "file": bank.path,
        "sha256": bank.sha256,
        "language": bank.language,
        "license": bank.file.license,
        "sections": str(len(bank.sections)),
        "questions": f"{len(asked)}, {required} required",
    }
    yield from (f"{name:10} {value}" for name, value in about.items() if value)
    for section in bank.sections:
        count = sum(question.type != "note" for question in section.questions)
        size = f": {count_of(count, 'question')}" if count else ""
        yield f"{'  ' * section.level}{section.title}{size}"
