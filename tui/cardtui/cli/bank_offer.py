"""What taking a bank would change, as `cardtui bank update` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cardtui.bank.bank import Bank
from cardtui.bank.difference import differences
from cardtui.cli.bank_changes import difference_lines, effect_lines, head_lines
from cardtui.cli.messages import say_once
from cardtui.cli.verbosity import note
from cardtui.errors import CardtuiError
from cardtui.interview.updating import Effect, Update
from cardtui.sharing.cards import cards_of_bank
from cardtui.sharing.dependents import Dependent, opening_under, stranded
from cardtui.sharing.described import at_rev
from cardtui.text.words import count_of, join_words

if TYPE_CHECKING:
    from cardtui.sharing.offers import Offer

_MOST_NAMED = 3
"""Cards that are named where something breaks."""


def offer_lines(offer: Offer, effects: Iterable[tuple[str, Effect]]) -> Iterator[str]:
    """What differs, and what becomes of each card."""
    if offer.old is None:
        yield from _unknown_lines(offer)
        yield from _source_lines(offer)
    else:
        found = differences(offer.old, offer.bank)
        yield from head_lines(offer.old, offer.bank, found)
        yield from _source_lines(offer)
        yield from _base_lines(offer.old, offer.bank)
        yield from difference_lines(found)
    for path, effect in effects:
        yield from effect_lines(path, effect)


def _unknown_lines(offer: Offer) -> Iterator[str]:
    """What is said of a bank that cannot be compared."""
    bank = f"{offer.bank.id} {offer.bank.version}"
    if offer.locked is None:
        yield f"{bank} is not locked yet"
        return
    was = f"{offer.locked.id} {offer.locked.version}"
    yield f"{was} -> {bank}"
    is_base = offer.lost != offer.locked.id
    lost = f"the bank `{offer.lost}` that {was} was locked with" if is_base else was
    yield f"{lost} cannot be had any more, so what differs is not known"
    yield "what becomes of a card is shown when it is opened, before it is changed"


def _source_lines(offer: Offer) -> Iterator[str]:
    """Where it comes from, and what differs beside the bank itself."""
    source = offer.source
    yield f"from {source.written}{at_rev(source.rev, offer.contents.commit)}"
    if offer.other_files:
        yield f"changed beside it: {join_words(offer.other_files)}"


def _base_lines(old: Bank, new: Bank) -> Iterator[str]:
    """Which of the banks that it extends are others."""
    before, after = (
        {each.id: each for each in (bank.merged.sources[1:] if bank.merged else ())}
        for bank in (old, new)
    )
    for name, base in after.items():
        was = before.get(name)
        if was is not None and was.file.text != base.file.text:
            yield f"extends {base}" if was.version == base.version else f"extends {was} -> {base}"


def effects_of(offer: Offer, others: Sequence[Dependent]) -> Iterator[tuple[str, Effect]]:
    """What becomes of the cards of the project; what cannot be read is told and left out.

    Cards of banks that extend this one are among them.
    """
    updates = [] if offer.old is None else [Update(offer.old, offer.bank)]
    for other in others:
        if isinstance(other.new, CardtuiError):
            continue
        if other.old is None:
            name = f"{other.id} {other.version}"
            note(f"what becomes of the cards of {name}, which extends this bank, is not known")
            continue
        if other.has_edits:
            note(
                f"{other.id} {other.version} extends this bank, and needs its edits in "
                f"{other.source.written} then: take them next with cardtui bank update {other.id}"
            )
        updates.append(Update(other.old, other.new))
    told: set[str] = set()
    shown: set[str] = set()
    for update in updates:
        for bank_id in opening_under(offer.project, update.new):
            for path, file in cards_of_bank(offer.project, bank_id):
                if isinstance(file, CardtuiError):
                    say_once(file.problems, told)
                elif path not in shown:
                    shown.add(path)
                    yield path, update.effect_on(file.card)


def broken_lines(offer: Offer, others: Iterable[Dependent]) -> Iterator[str]:
    """What could not be used any more with the offer taken, and what to do, a line each."""
    for other in others:
        if isinstance(other.new, CardtuiError):
            problem = other.new.problems[0]
            why = f"{problem.place}: {problem.message}" if problem.place else problem.message
            cards = _cards(offer, other.id)
            what = f"and could not be used any more{f', nor {cards}' if cards else ''}"
            yield f"{other.id} {other.version} extends this bank, {what}: {why}; {_mend(other)}"
    for bank_id in sorted(stranded(offer)):
        if cards := _cards(offer, bank_id):
            bank = f"{offer.bank.id} {offer.bank.version}"
            why = f"{bank} does not extend `{bank_id}`"
            yield f"nothing could open {cards} any more: {why}; add that bank first: cardtui bank add"


def _mend(broken: Dependent) -> str:
    if broken.is_on_disk:
        return f"change {broken.source.written} so that it can"
    return (
        f"leave out --yes to be asked, and update {broken.id} next; or take {broken.id} out first"
    )


def _cards(offer: Offer, bank_id: str) -> str:
    """The cards of the project that answer a bank, in words; empty where there is none."""
    found = cards_of_bank(offer.project, bank_id)
    paths = [path for path, file in found if not isinstance(file, CardtuiError)]
    return join_words(paths) if len(paths) <= _MOST_NAMED else count_of(len(paths), "card")
