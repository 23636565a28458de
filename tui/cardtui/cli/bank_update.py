"""`cardtui bank update`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardtui.cli import FINDINGS, FINE
from cardtui.cli.completing import complete_bank
from cardtui.cli.getting import offline_option
from cardtui.cli.messages import say
from cardtui.cli.printed import print_line, print_lines
from cardtui.cli.verbosity import note
from cardtui.text.log_lines import printed
from cardtui.text.words import join_words

if TYPE_CHECKING:
    from cardtui.sharing.offers import Offer

_ANSWERS = {"y": True, "yes": True, "n": False, "no": False, "": False}


@click.command("update")
@click.argument("name", required=False, metavar="[BANK]", shell_complete=complete_bank)
@click.option("--rev", metavar="REV", help="The tag, or all of a commit's id, to go to (git).")
@click.option("--yes", "is_agreed", is_flag=True, help="Take it without being asked.")
@offline_option
def command(name: str | None, rev: str | None, is_agreed: bool) -> int:
    """Look at what changed at the source of BANK, and take it. Without BANK: of every bank.

    What changes is shown before anything is written: by meaning, and for each card of the project
    that answers the bank, or one that extends it. Then you are asked; --yes is for scripts, and
    takes nothing that makes another bank or a card unusable. Taken, it is in cardtui.lock, and --rev
    in cardtui.toml. Cards are left alone: each is migrated when it is opened.

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


def _agreed(bank: str, broken: list[str]) -> bool:
    """Whoever said --yes has agreed, but not to what makes something else unusable."""
    for line in broken:
        say(f"{bank} is not taken: {line}")
    return not broken


def _asked(bank: str, broken: list[str]) -> bool:
    """Whether the person at the terminal wants a bank; where there is nobody, none is taken."""
    from cardtui.cli.streams import is_terminal

    if not is_terminal():
        if broken:
            return _agreed(bank, broken)
        note(f"{bank} is not taken, and nothing is written: say --yes to take it")
        return False
    for line in broken:
        say(line)
    print_line("")
    answer = None
    while answer is None:
        wish = f"Take {bank}{' all the same' if broken else ''}? [y/N]"
        said = click.prompt(printed(wish), default="", show_default=False)
        answer = _ANSWERS.get(said.strip().casefold())
        if answer is None:
            print_line("y takes it; n, or an empty line, leaves all as it is")
    if not answer:
        print_line("nothing is written")
    return answer


def _decided(offer: Offer, agrees: Callable[[str, list[str]], bool]) -> int:
    """Show an offer, and take it if that is wanted."""
    from cardtui.cli.bank_offer import broken_lines, effects_of, offer_lines
    from cardtui.sharing.dependents import dependents
    from cardtui.sharing.offers import newer_tag, take

    bank = f"{offer.bank.id} {offer.bank.version}"
    if not offer.is_news:
        rev, tag = offer.source.rev, newer_tag(offer)
        newer = f" at {rev}; the newest tag is {tag}: take it with --rev {tag}" if tag else ""
        print_line(f"{bank}: nothing new{newer}")
        return FINE
    others = list(dependents(offer))
    effects = list(effects_of(offer, others))
    print_lines(offer_lines(offer, effects))
    if not agrees(bank, list(broken_lines(offer, others))):
        return FINDINGS
    written = join_words(path.name for path in take(offer))
    print_line("")
    print_line(f"took {bank}: {written}")
    migrated = [path for path, effect in effects if effect.changes]
    if migrated:
        print_line(f"migrated when opened: {join_words(migrated)}")
    return FINE
