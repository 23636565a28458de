"""`cardtui bank show`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardtui.bank.bank import Bank
from cardtui.cli.bank_show_origin import origin_lines, origin_option
from cardtui.cli.completing import complete_bank
from cardtui.cli.getting import getting_options
from cardtui.cli.printed import print_lines
from cardtui.sharing.lookup import bank_for_new_card, bank_in_file
from cardtui.text.words import count_of, join_words

if TYPE_CHECKING:
    from cardtui.sharing.described import Described


@click.command("show")
@click.argument("bank", required=False, metavar="[BANK]", shell_complete=complete_bank)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@origin_option
@getting_options
def command(bank: str | None, as_json: bool, origin: str | None) -> None:
    """Say what BANK is: an id, a file or a folder. Without it: the first that new cards here can have.

    \b
    cardtui bank show kaggle-model-card
    cardtui bank show banks/team --origin license
    cardtui bank show --json | jq -r '.sections[].questions[].id'

    JSON: {"id", "version", "title", "language", "license", "source", "rev", "path", "commit", "locked",
    "file", "sha256", "extends": [{"id", "version"}], "sections": [{"id", "title", "level", "questions":
    [{"id", "type", "label", "ask", "required"}]}]}. "file" is where the bank was read, "source" to
    "locked" are as in `bank list --json`, and null or false for a bank that is named by its file.
    Notes are left out.
    """
    if as_json and origin is not None:
        raise click.UsageError("--origin is for people: leave out --json")
    here = Path()
    found = bank_in_file(bank, here) if bank else bank_for_new_card(here)
    if origin is not None:
        print_lines(origin_lines(found, origin))
        return
    known = _described(found.bank, bank)
    if as_json:
        from cardtui.cli.bank_records import bank_record

        click.echo(json.dumps(bank_record(found.bank, known)))
        return
    print_lines(_lines(found.bank, known.origin if known else ""))


def _described(bank: Bank, name: str | None) -> Described | None:
    """Where a bank comes from; None where it was named by a file."""
    from cardtui.sharing.described import Described, described_banks

    if name is not None and (name != bank.id or os.path.exists(name)):
        return None
    known = (each for each in described_banks(Path()) if isinstance(each, Described))
    return next((each for each in known if each.id == bank.id), None)


def _lines(bank: Bank, source: str) -> Iterator[str]:
    """What there is to say of a bank, then its sections."""
    asked = [question for question in bank if question.type != "note"]
    required = sum(question.required for question in asked)
    extended = " (of all its files: its own, and those of the banks that it extends)"
    yield f"{bank.id} {bank.version}: {bank.title}"
    about = {
        "source": source,
        "file": bank.path,
        "sha256": f"{bank.sha256}{extended if bank.bases else ''}",
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
