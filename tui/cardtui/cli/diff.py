"""`cardtui diff`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain

import click
from msgspec.structs import asdict

from cardtui.card.model import BankReference, Card
from cardtui.card.plain import plain_answer
from cardtui.cli.completing import complete_card
from cardtui.cli.options import bank_option
from cardtui.cli.versions import bank_for_words, version_in
from cardtui.interview.difference_words import difference_lines
from cardtui.interview.differences import Difference, Kind, differences
from cardtui.text.clean import visible
from cardtui.text.log_lines import log_line

DIFFERENT = 1
_KEYS: dict[Kind, str] = {
    "answer": "questions",
    "second version": "conflicts",
    "retired answer": "retired",
}


@click.command("diff")
@click.argument("old", metavar="A", shell_complete=complete_card)
@click.argument("new", metavar="B", shell_complete=complete_card)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with answers as stored.")
@bank_option
def command(old: str, new: str, as_json: bool, bank_name: str | None) -> int:
    """Compare the cards A and B, answer by answer.

    + is an answer that B has and A has not, - one that is gone, ~ one that has changed. The exit
    code is 1 where they differ. An empty file, or /dev/null, is a card without answers.

    \b
    cardtui diff old-card.toml model-card.toml
    git difftool --no-prompt --extcmd 'cardtui diff' v1.0 -- model-card.toml

    JSON: {"a", "b", "same_card", "bank": {"old", "new"}, "questions": {ID: {"label", "change",
    "old", "new"}}, "conflicts": {ID: ...}, "retired": {ID: ...}}. "bank" is there where the bank or
    its version differs, "conflicts" holds second versions of answers that nobody has chosen between
    yet, "retired" what the bank does not ask any more.
    """
    versions = version_in(old, old), version_in(new, new)
    before, after = (version.card if version else None for version in versions)
    card, path = (after, new) if after else (before, old)
    bank = bank_for_words(card, path, bank_name) if card else None
    found = list(differences(before, after, bank))
    if as_json:
        click.echo(json.dumps({"a": old, "b": new, **_record(before, after, found)}))
    else:
        lines = [*_lines_about_cards(before, after), *chain(*map(difference_lines, found))]
        printed = [log_line(each) for line in lines for each in visible(line).split("\n")]
        click.echo("".join(f"{line}\n" for line in printed), nl=False)
    return DIFFERENT if found or _banks(before, after) else 0


def _banks(old: Card | None, new: Card | None) -> tuple[BankReference, BankReference] | None:
    """The banks of two cards where they are not the same."""
    if old is None or new is None or old.bank == new.bank:
        return None
    return old.bank, new.bank


def _lines_about_cards(old: Card | None, new: Card | None) -> Iterator[str]:
    if old is not None and new is not None and old.id != new.id:
        yield f"different cards: {old.id} and {new.id}"
    if banks := _banks(old, new):
        before, after = (f"{bank.id} {bank.version}".strip() for bank in banks)
        changed = f"{before} -> {after}" if before != after else f"{after}, with another text"
        yield f"bank: {changed}"


# JSON


def _record(old: Card | None, new: Card | None, found: list[Difference]) -> dict[str, object]:
    record: dict[str, object] = {
        "same_card": old is None or new is None or old.id == new.id,
        **{
            key: {d.question.id: _difference(d) for d in found if d.kind == kind}
            for kind, key in _KEYS.items()
        },
    }
    if banks := _banks(old, new):
        record["bank"] = dict(zip(("old", "new"), map(asdict, banks), strict=True))
    return record


def _difference(difference: Difference) -> dict[str, object]:
    return {
        "label": difference.question.name,
        "change": difference.change,
        "old": difference.old and plain_answer(difference.old),
        "new": difference.new and plain_answer(difference.new),
    }
