"""`cardtui bank update`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardtui.cli import FINDINGS, FINE
from cardtui.cli.completing import complete_bank
from cardtui.cli.getting import offline_option
from cardtui.cli.printed import print_line, print_lines
from cardtui.cli.verbosity import note
from cardtui.text.log_lines import printed
from cardtui.text.words import join_words

if TYPE_CHECKING:
    from cardtui.interview.updating import Effect
    from cardtui.sharing.offers import Offer


@click.command("update")
@click.argument("name", required=False, metavar="[BANK]", shell_complete=complete_bank)
@click.option("--rev", metavar="REV", help="The tag, or all of a commit's id, to go to (git).")
@click.option("--yes", "is_agreed", is_flag=True, help="Take it without being asked.")
@offline_option
def command(name: str | None, rev: str | None, is_agreed: bool) -> int:
    """Look at what changed at the source of BANK, and take it. Without BANK: of every bank.

    What changes is shown before anything is written: by meaning, and for each card of the project
    that answers the bank. Then you are asked; --yes is for scripts. Taken, it is in cardtui.lock,
    and --rev in cardtui.toml. Cards are left alone: each is migrated when it is opened.

    \b
    cardtui bank update
    cardtui bank update team --rev v2.0.0

    Exit code 1: something could be taken, and was not.
    """
    from cardtui.sharing.offers import offers

    if rev is not None and name is None:
        raise click.UsageError("--rev is for one bank: name it")
    agrees = _agreed if is_agreed else _asked
    codes = [_decided(offer, agrees) for offer in offers(name, rev, Path())]
    return max(codes, default=FINE)


def _agreed(_: str) -> bool:
    """Whoever said --yes has agreed."""
    return True


def _asked(bank: str) -> bool:
    """Whether the person at the terminal wants a bank; where there is nobody, none is taken."""
    from cardtui.cli.streams import is_terminal

    if not is_terminal():
        note(f"{bank} is not taken, and nothing is written: say --yes to take it")
        return False
    print_line("")
    if not click.confirm(printed(f"Take {bank}?")):
        print_line("nothing is written")
        return False
    return True


def _decided(offer: Offer, agrees: Callable[[str], bool]) -> int:
    """Show an offer, and take it if that is wanted."""
    from cardtui.sharing.offers import take

    bank = f"{offer.bank.id} {offer.bank.version}"
    if not offer.is_news:
        print_line(f"{bank}: nothing new")
        return FINE
    effects = list(_effects(offer))
    print_lines(_lines(offer, effects))
    if not agrees(bank):
        return FINDINGS
    written = join_words(path.name for path in take(offer))
    print_line("")
    print_line(f"took {bank}: {written}")
    migrated = [path for path, effect in effects if effect.changes]
    if migrated:
        print_line(f"migrated when opened: {join_words(migrated)}")
    return FINE


def _lines(offer: Offer, effects: list[tuple[str, Effect]]) -> Iterator[str]:
    from cardtui.bank.difference import differences
    from cardtui.cli.bank_changes import difference_lines, effect_lines, head_lines

    if offer.old is None:
        bank = f"{offer.bank.id} {offer.bank.version}"
        if offer.locked is None:
            yield f"{bank} is not locked yet"
        else:
            was = f"{offer.locked.id} {offer.locked.version}"
            yield f"{was} -> {bank}"
            yield f"{was} cannot be had any more, so what differs is not known"
        yield from _source_lines(offer)
        return
    found = differences(offer.old, offer.bank)
    yield from head_lines(offer.old, offer.bank, found)
    yield from _source_lines(offer)
    yield from difference_lines(found)
    for path, effect in effects:
        yield from effect_lines(path, effect)


def _source_lines(offer: Offer) -> Iterator[str]:
    """Where it comes from, and what differs beside the bank itself."""
    source, commit = offer.source, offer.contents.commit
    at = f" at {source.rev}" if source.rev and source.rev != commit else ""
    yield f"from {source.written}{at}{f' (commit {commit[:12]})' if commit else ''}"
    if offer.other_files:
        yield f"changed beside it: {join_words(offer.other_files)}"


def _effects(offer: Offer) -> Iterator[tuple[str, Effect]]:
    """What becomes of the cards of the project; what cannot be read is told and left out.

    Cards of banks that extend this one are among them.
    """
    from cardtui.cli.messages import say_once, say_problems
    from cardtui.errors import CardtuiError
    from cardtui.interview.updating import Update
    from cardtui.sharing.cards import cards_of_bank
    from cardtui.sharing.offers import extending

    if offer.old is None:
        return
    updates = [Update(offer.old, offer.bank)]
    for old, new in extending(offer):
        if isinstance(new, CardtuiError):
            note(f"{old.id} {old.version} extends this bank, and could not be used any more:")
            say_problems(new.problems)
        else:
            updates.append(Update(old, new))
    told: set[str] = set()
    for update in updates:
        for path, file in cards_of_bank(offer.project, update.old.id):
            if isinstance(file, CardtuiError):
                say_once(file.problems, told)
            else:
                yield path, update.effect_on(file.card)
