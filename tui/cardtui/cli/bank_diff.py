"""`cardtui bank diff`."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import click

from cardtui.bank.bank import Bank
from cardtui.cli import FINDINGS, FINE
from cardtui.cli.completing import complete_bank, complete_card
from cardtui.cli.getting import getting_options
from cardtui.cli.printed import print_lines


@click.command("diff")
@click.argument("old", metavar="OLD", shell_complete=complete_bank)
@click.argument("new", metavar="NEW", shell_complete=complete_bank)
@click.argument("cards", nargs=-1, metavar="[CARD]...", shell_complete=complete_card)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@getting_options
def command(old: str, new: str, cards: tuple[str, ...], as_json: bool) -> int:
    """Compare two versions of a bank by meaning: ids, files or folders.

    What is new, gone, renamed, retyped, reworded or checked differently, in sentences, the heaviest
    first; and what opening each CARD under NEW would do to its answers. A folder means the cards in
    it that answer this bank. Nothing is written. The exit code is 1 where the banks differ.

    \b
    git show v1.0:bank.toml > old.toml
    cardtui bank diff old.toml bank.toml model-card.toml

    JSON: {"old": {"id", "version"}, "new": ..., "differences": [{"about", "kind", "weight",
    "sentence", "section", "question", "column", "option", "fields", "asks_again"}], "cards": {CARD:
    {"version", "progress": {"before", "after"}, "answers": [{"question", "label", "fate", "why"}],
    "newly_asked", "newly_required", "changes", "notice"}}}. "weight" is answers, confirm, asks or
    wording, "fate" is stays, confirm, misfit, warning, set_aside, returns, retired or unasked.
    """
    from cardtui.bank.difference import differences
    from cardtui.cli.bank_changes import (
        difference_lines,
        difference_record,
        effect_lines,
        effect_record,
        effects_on,
        head_lines,
    )
    from cardtui.interview.updating import Update
    from cardtui.sharing.lookup import bank_by_name

    here = Path()
    banks = Update(bank_by_name(old, here), bank_by_name(new, here))
    found = differences(banks.old, banks.new)
    effects = list(effects_on(cards, banks))
    if as_json:
        record = {
            "old": _bank_record(banks.old),
            "new": _bank_record(banks.new),
            "differences": list(map(difference_record, found)),
            "cards": {path: effect_record(effect) for path, effect in effects},
        }
        click.echo(json.dumps(record))
    else:
        lines = chain(
            head_lines(banks.old, banks.new, found),
            difference_lines(found),
            *(effect_lines(path, effect) for path, effect in effects),
        )
        print_lines(lines)
    return FINDINGS if found else FINE


def _bank_record(bank: Bank) -> dict[str, str]:
    return {"id": bank.id, "version": bank.version}
