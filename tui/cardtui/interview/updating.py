"""What a newer version of a bank does to a card, before anyone has opened it under that.

Nothing is written and no card is changed: it is worked out as opening the card would.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.pairing import pairing
from cardtui.card.migrate import migrate
from cardtui.card.model import Card
from cardtui.interview.interview import Interview
from cardtui.interview.state import Finding, Progress, State, Stored


class Fate(StrEnum):
    """What becomes of an answer; of several the first."""

    MISFIT = "misfit"
    """Something is wrong with it that was not before."""
    CONFIRM = "confirm"
    """Its question asks for something else now, and it is to be confirmed."""
    WARNING = "warning"
    """Its author should look at it."""
    SET_ASIDE = "set_aside"
    """Its question does not matter any more with these answers."""
    RETURNS = "returns"
    """It was set aside or retired, and counts again."""
    STAYS = "stays"
    RETIRED = "retired"
    """It has no question any more, and is kept under `[retired]`."""
    UNASKED = "unasked"
    """It has no question, and stays where it is, as the card is not changed."""


class Fated(Struct, frozen=True):
    """An answer of a card, and what becomes of it."""

    question: str
    """The id of its question as it is called then; where it has none, as it was called."""
    label: str
    fate: Fate
    why: tuple[str, ...] = ()
    """What is wrong with it, or should be looked at."""


class Effect(Struct, frozen=True):
    """What opening a card under another version of its bank does to it."""

    version: str
    """Which version of the bank the card answers."""
    changes: tuple[str, ...]
    """What is done to the card when it is opened, a line each, as it is shown then."""
    notice: str
    """Why the card is left as it is, where that is so."""
    answers: tuple[Fated, ...]
    newly_asked: tuple[str, ...]
    """Questions that are open, and were not asked before."""
    newly_required: tuple[str, ...]
    """Questions that were asked before, are open, and are required only now."""
    before: Progress
    after: Progress

    def of_fate(self, fate: Fate) -> list[Fated]:
        """The answers of which this becomes."""
        return [answer for answer in self.answers if answer.fate is fate]


class _Seen(Struct, frozen=True):
    """A state with what of it is asked for many questions."""

    state: State
    reconfirm: frozenset[str]
    set_aside: frozenset[str]


def _seen(state: State) -> _Seen:
    return _Seen(state, frozenset(state.reconfirm), frozenset(state.set_aside))


class Update:
    """An older and a newer version of a bank, of which cards are told."""

    def __init__(self, old: Bank, new: Bank) -> None:
        self.old = old
        self.new = new
        self._interviews = Interview(old), Interview(new)
        self._counterparts = pairing(old, new).counterparts

    def effect_on(self, card: Card) -> Effect:
        """What becomes of a card that answers the bank, in whichever version."""
        migrated = migrate(card, self.new)
        old_card = migrate(card, self.old).card
        before = self._interviews[0].state(old_card)
        after = self._interviews[1].state(migrated.card)
        back = {new for old, (table, new) in migrated.moved.items() if (old[0], table) == _BACK}
        retired = [
            old
            for (table, old), (new_table, _) in migrated.moved.items()
            if (table, new_table) == _AWAY and card.answers[old].when_cleared != card.answers[old]
        ]
        answers = [
            *self._asked(_seen(before), _seen(after), back),
            *(self._without_question(name, Fate.RETIRED) for name in retired),
            *(
                self._without_question(name, Fate.UNASKED)
                for name in migrated.card.answers
                if name not in self.new.questions
            ),
        ]
        asked = [
            name
            for name in after.open
            if after.is_relevant(name) and not self._was_asked(name, before)
        ]
        required = [
            name
            for name in after.open
            if after.is_relevant(name)
            and self._was_asked(name, before)
            and self.new.questions[name].required
            and not self.old.questions[self._counterparts[name]].required
        ]
        return Effect(
            card.bank.version,
            migrated.changes,
            migrated.notice,
            tuple(answers),
            tuple(asked),
            tuple(required),
            before.progress,
            after.progress,
        )

    def _was_asked(self, name: str, before: State) -> bool:
        old = self._counterparts.get(name)
        return old is not None and before.is_relevant(old)

    def _asked(self, before: _Seen, after: _Seen, back: Collection[str]) -> Iterator[Fated]:
        """The answers that have a question."""
        for name, question in self.new.questions.items():
            if after.state.stored[name] is not Stored.UNANSWERED:
                found = self._new_findings(name, before.state, after.state)
                fate = self._fate(name, found, before, after, back)
                why = tuple(dict.fromkeys(finding.message for finding in found))
                yield Fated(name, question.name, fate, why)

    def _new_findings(self, name: str, before: State, after: State) -> list[Finding]:
        old = self._counterparts.get(name, name)
        known = {(finding.message, finding.row) for finding in before.findings_of(old)}
        return [f for f in after.findings_of(name) if (f.message, f.row) not in known]

    def _fate(
        self,
        name: str,
        found: list[Finding],
        before: _Seen,
        after: _Seen,
        back: Collection[str],
    ) -> Fate:
        old = self._counterparts.get(name)
        if any(finding.is_error for finding in found):
            return Fate.MISFIT
        if name in after.reconfirm and old not in before.reconfirm:
            return Fate.CONFIRM
        if found:
            return Fate.WARNING
        was_aside = old in before.set_aside
        if name in after.set_aside:
            return Fate.STAYS if was_aside else Fate.SET_ASIDE
        return Fate.RETURNS if was_aside or name in back else Fate.STAYS

    def _without_question(self, name: str, fate: Fate) -> Fated:
        question = self.old.questions.get(name)
        return Fated(name, question.name if question else name, fate)


_BACK = ("retired", "answers")
_AWAY = ("answers", "retired")
