"""What differs between two versions of a bank, and what that does to cards, as it is printed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from msgspec.structs import asdict

from cardtui.bank.bank import Bank
from cardtui.bank.difference import Difference, Weight
from cardtui.bank.versions import read_version
from cardtui.card.file import read_card
from cardtui.interview.session import require_bank
from cardtui.interview.updating import Asked, Effect, Fate, Fated, Update
from cardtui.sharing.cards import card_paths
from cardtui.text.words import count_of, join_words

_HEADINGS = {
    Weight.ANSWERS: "May leave answers that do not fit, or have no question:",
    Weight.CONFIRM: "Asks to confirm answers that are there:",
    Weight.ASKS: "Changes what is asked or required:",
    Weight.WORDING: "Changes words, order, suggestions or print:",
}
_FATES = {
    Fate.MISFIT: "does not fit any more",
    Fate.WARNING: "to look at",
    Fate.CONFIRM: "to confirm again",
    Fate.SET_ASIDE: "set aside",
    Fate.RETURNS: "counts again",
    Fate.UNASKED: "has no question",
}
"""Those of which each answer is named; what is retired is told by what is done to the card."""


def effects_on(names: Sequence[str], update: Update) -> Iterator[tuple[str, Effect]]:
    """What becomes of each card that is named, and of those of this bank in folders that are.

    Raises `CardtuiError`, also for a card that answers another bank.
    """
    for name in names:
        for path in card_paths(name):
            file = read_card(path)
            if os.path.isdir(name) and file.card.bank.id != update.old.id:
                continue
            for bank in (update.old, update.new):
                require_bank(bank, file)
            yield path, update.effect_on(file.card)


# Text


def head_lines(old: Bank, new: Bank, found: Sequence[Difference]) -> Iterator[str]:
    """Which two are compared, and what their versions mean for cards."""
    if not found:
        both = join_words(dict.fromkeys((_name(old), _name(new))))
        yield f"{both}: nothing that is asked, taken or printed differs"
        return
    yield f"{_name(old)} -> {_name(new)}"
    theirs, ours = read_version(old.version), read_version(new.version)
    if old.id != new.id or theirs is None or ours is None:
        return
    if theirs == ours and new.bases:
        yield "Both are the same version: cards follow the banks that it extends, not its own [[migration]]."
    elif theirs == ours:
        yield "Both are the same version: cards are not migrated until it is raised."
    elif theirs > ours:
        yield f"{new.version} is the older one: cards that answer {old.version} are left as they are."


def _name(bank: Bank) -> str:
    return f"{bank.id} {bank.version}"


def difference_lines(found: Sequence[Difference]) -> Iterator[str]:
    """All differences, the heaviest first."""
    for weight, heading in _HEADINGS.items():
        sentences = [difference.sentence for difference in found if difference.weight is weight]
        if sentences:
            yield ""
            yield heading
            yield from (f"  {sentence}" for sentence in sentences)


def effect_lines(path: str, effect: Effect) -> Iterator[str]:
    """What becomes of one card."""
    yield ""
    yield f"{path}: {_progress(effect)}"
    if effect.notice:
        yield f"  {effect.notice}"
    yield from (f"  {change}" for change in effect.changes)
    for fate, words in _FATES.items():
        answers = effect.of_fate(fate)
        yield from (f"  {words}: {_with_why(answer)}" for answer in answers if answer.why)
        if labels := [answer.label for answer in answers if not answer.why]:
            yield f"  {words}: {join_words(labels)}"
    for words, questions in (
        ("newly asked", effect.newly_asked),
        ("required now", effect.newly_required),
    ):
        if questions:
            yield f"  {words}: {join_words(map(_asked, questions))}"
    if stay := effect.of_fate(Fate.STAYS):
        yield f"  {count_of(len(stay), 'answer')} {'stays' if len(stay) == 1 else 'stay'}"


def _progress(effect: Effect) -> str:
    before, after = str(effect.before), str(effect.after)
    return before if before == after else f"{before} -> {after}"


def _with_why(answer: Fated) -> str:
    return f"{answer.label}: {'; '.join(answer.why)}"


def _asked(question: Asked) -> str:
    return f"{question.label} (required)" if question.is_required else question.label


# JSON


def difference_record(difference: Difference) -> dict[str, object]:
    """A difference for programs, without what it does not have."""
    record = asdict(difference)
    optional = ("section", "question", "column", "option", "fields")
    return {key: value for key, value in record.items() if value or key not in optional}


def effect_record(effect: Effect) -> dict[str, object]:
    """What becomes of one card, for programs."""
    return {
        "version": effect.version,
        "progress": {"before": asdict(effect.before), "after": asdict(effect.after)},
        "answers": list(map(asdict, effect.answers)),
        "newly_asked": [asked.question for asked in effect.newly_asked],
        "newly_required": [asked.question for asked in effect.newly_required],
        "changes": effect.changes,
        "notice": effect.notice,
    }
