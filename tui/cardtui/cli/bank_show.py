"""`cardtui bank show`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from cardtui.bank.bank import Bank
from cardtui.cli.bank_show_origin import origin_lines, origin_option
from cardtui.cli.completing import complete_bank
from cardtui.cli.getting import getting_options
from cardtui.cli.printed import print_lines
from cardtui.sharing.lookup import bank_for_new_card, bank_in_file
from cardtui.text.words import count_of, join_words


@click.command("show")
@click.argument("bank", required=False, metavar="[BANK]", shell_complete=complete_bank)
@origin_option
@getting_options
def command(bank: str | None, origin: str | None) -> None:
    """Say what BANK is: an id, a file or a folder. Without it: the one of new cards here.

    \b
    cardtui bank show kaggle-model-card
    cardtui bank show banks/team --origin license
    """
    here = Path()
    found = bank_in_file(bank, here) if bank else bank_for_new_card(here)
    if origin is not None:
        print_lines(origin_lines(found, origin))
        return
    print_lines(_lines(found.bank, _source_of(found.bank, bank)))


def _source_of(bank: Bank, name: str | None) -> str:
    """Where a bank comes from that was not named by a file."""
    from cardtui.sharing.described import Described, described_banks

    if name is not None and (name != bank.id or os.path.exists(name)):
        return ""
    known = (each for each in described_banks(Path()) if isinstance(each, Described))
    return next((each.origin for each in known if each.id == bank.id), "")


def _lines(bank: Bank, source: str) -> Iterator[str]:
    """What there is to say of a bank, then its sections."""
    asked = [question for question in bank if question.type != "note"]
    required = sum(question.required for question in asked)
    yield f"{bank.id} {bank.version}: {bank.title}"
    about = {
        "source": source,
        "file": bank.path,
        "sha256": bank.sha256,
        "language": bank.language,
        "license": bank.file.license,
        "extends": join_words(f"{base.id} {base.version}" for base in bank.bases),
        "sections": str(len(bank.sections)),
        "questions": f"{len(asked)}, {required} required",
    }
    yield from (f"{name:10} {value}" for name, value in about.items() if value)
    for section in bank.sections:
        count = sum(question.type != "note" for question in section.questions)
        size = f": {count_of(count, 'question')}" if count else ""
        yield f"{'  ' * section.level}{section.title}{size}"
