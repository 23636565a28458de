"""Two versions of a card put together by answer, given the card that both were made from.

What one side has changed is taken; what both have changed alike stands once. Where both have
changed the same thing, ours stands and theirs is kept beside it in `Card.conflicts` until a person
has chosen. Nothing is dropped that either side has not taken away.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.versions import Version, read_version
from cardtui.card.merge_answer import merge_answer, with_both_notes
from cardtui.card.merge_items import in_both_orders
from cardtui.card.model import Answer, BankReference, Card
from cardtui.card.same import canonical, highest_row, said
from cardtui.errors import CardError, Problem


class Merged(Struct, frozen=True):
    """What came of a merge."""

    card: Card
    conflicts: tuple[str, ...]
    """Questions with two versions of their answer, between which a person must choose."""
    taken: tuple[str, ...]
    """Questions whose answer is not as ours had it."""


class _Held(Struct, frozen=True):
    """What a card holds for one question."""

    answer: Answer | None
    others: tuple[Answer | None, ...] = ()
    """The second version, where a choice is still open."""


def merge_cards(base: Card | None, ours: Card, theirs: Card) -> Merged:
    """Ours and theirs in one card. Without a base, all that either holds counts as added.

    Raises `CardError` where they are not versions of one card, answer different banks, or come to
    more than two versions of an answer.
    """
    if len({card.id for card in (base, ours, theirs) if card}) > 1:
        message = "these are different cards, not versions of one: their ids differ"
        raise CardError(Problem(message, "to compare two cards: cardtui diff A B"))
    merged = {
        name: _merge(name, _held(base, name), _held(ours, name), _held(theirs, name))
        for name in in_both_orders(_names(ours), _names(theirs))
    }
    answers = {
        name: held.answer
        for name, held in merged.items()
        # As in a file, one of which nothing is left is none.
        if held.answer is not None and held.answer != Answer()
    }
    card = Card(
        ours.id,
        _bank(base.bank if base else None, ours.bank, theirs.bank),
        answers,
        _merge_retired(base.retired if base else {}, ours.retired, theirs.retired),
        {name: other for name, held in merged.items() for other in held.others},
    )
    taken = (name for name, held in merged.items() if not _alike(held.answer, ours.answer(name)))
    return Merged(card, tuple(card.conflicts), tuple(taken))


def _names(card: Card) -> Iterable[str]:
    return {**card.answers, **card.conflicts}


def _held(card: Card | None, name: str) -> _Held:
    if card is None:
        return _Held(None)
    answer = card.answer(name)
    if name not in card.conflicts:
        return _Held(answer)
    other = card.conflicts[name]
    return _Held(with_both_notes(answer, None, answer, other), (_second(other),))


def _merge(name: str, base: _Held, ours: _Held, theirs: _Held) -> _Held:
    """What is to be held; a row number that was used anywhere stays used."""
    held = _chosen(name, base, ours, theirs)
    last = max(highest_row(side.answer) for side in (base, ours, theirs, held))
    if held.answer is None or held.answer.last_row == last:
        return held
    return _Held(replace(held.answer, last_row=last), held.others)


def _chosen(name: str, base: _Held, ours: _Held, theirs: _Held) -> _Held:
    if not (base.others or ours.others or theirs.others):
        answer, clash = merge_answer(base.answer, ours.answer, theirs.answer)
        return _Held(answer, (_second(theirs.answer),) if clash else ())
    if _same_held(theirs, base) or _same_held(theirs, ours):
        return ours
    if _same_held(ours, base):
        return theirs
    return _merge_undecided(name, base, ours, theirs)


def _merge_undecided(name: str, base: _Held, ours: _Held, theirs: _Held) -> _Held:
    """One of the three has two versions already, and both sides have changed what they hold."""
    if base.others:
        # What stood first was not chosen yet: that a side keeps it is a choice.
        answer = with_both_notes(ours.answer, base.answer, ours.answer, theirs.answer)
        clash = said(ours.answer) != said(theirs.answer)
    else:
        answer, clash = merge_answer(base.answer, ours.answer, theirs.answer)
    others: list[Answer | None] = [_second(theirs.answer)] if clash else []
    for other in (*ours.others, *theirs.others):
        was_given_up = _among(other, base.others) and not (
            _among(other, ours.others) and _among(other, theirs.others)
        )
        if not was_given_up and not _among(other, (answer, *others)):
            others.append(other)
    if len(others) > 1:
        message = f"`{name}` has two versions already, and this would be a third"
        raise CardError(Problem(message, "choose one of the two first, then merge again"))
    return _Held(answer, tuple(others))


def _merge_retired(
    base: Mapping[str, Answer], ours: Mapping[str, Answer], theirs: Mapping[str, Answer]
) -> dict[str, Answer]:
    """No one has to choose between answers that no one is asked: there is room for both."""
    merged = {}
    for name in in_both_orders(ours, theirs):
        answer, clash = merge_answer(base.get(name), ours.get(name), theirs.get(name))
        second = _second(theirs.get(name)) if clash else None
        if answer is not None:
            merged[name] = answer
        if second is not None and not any(_alike(second, other) for other in ours.values()):
            taken = {*ours, *theirs, *merged}
            merged[_free_name(name, taken) if answer is not None else name] = second
    return merged


def _free_name(name: str, taken: Container[str]) -> str:
    return next(new for n in count(2) if (new := f"{name}-{n}") not in taken)


def _second(answer: Answer | None) -> Answer | None:
    """A second version as it is kept: without its note, which stands with the first already.

    One that says nothing is none.
    """
    return replace(answer, note="") if answer and said(answer) != said(None) else None


def _alike(one: Answer | None, other: Answer | None) -> bool:
    return (one and canonical(one)) == (other and canonical(other))


def _among(answer: Answer | None, others: Iterable[Answer | None]) -> bool:
    return any(said(answer) == said(other) for other in others)


def _same_held(one: _Held, other: _Held) -> bool:
    return _alike(one.answer, other.answer) and [*map(said, one.others)] == [
        *map(said, other.others)
    ]


def _bank(base: BankReference | None, ours: BankReference, theirs: BankReference) -> BankReference:
    """The bank that one side has changed to; where both have, the newer version."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if ours.id != theirs.id:
        message = f'one version answers the bank "{ours.id}", the other "{theirs.id}"'
        raise CardError(Problem(message, "bring both to one bank first"))
    return max(ours, theirs, key=_precedence)


def _precedence(bank: BankReference) -> tuple[bool, Version, str, str]:
    """Sorts banks by version, then by what tells them apart, so that both sides choose alike."""
    version = read_version(bank.version)
    return version is not None, version or Version((), False, ()), bank.sha256, bank.version
