"""The interview: a pure function of a bank and the answers given to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.values import misfit
from cardtui.card.model import Answer, Card
from cardtui.condition.facts import Blank, Fact, Value
from cardtui.condition.outcomes import TRUE
from cardtui.interview.answers import fitting_cells, worth_of
from cardtui.interview.examiner import Examiner
from cardtui.interview.plan import plan_of
from cardtui.interview.relevance import Ahead, Now, look_ahead, look_at_now
from cardtui.interview.state import (
    NO_ANSWER,
    TWO_VERSIONS,
    Finding,
    Progress,
    Relevance,
    State,
    Stored,
    Workings,
    Worth,
)


class Interview:
    """Asks a bank what it says of answers. Made once for a bank, used for every change."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._plan = plan_of(bank)
        self._examiner = Examiner(bank, self._plan)
        self._fingerprints: dict[str, str] = {}
        self._countable = tuple(name for name, q in bank.questions.items() if q.type != "note")
        self._required = frozenset(name for name, q in bank.questions.items() if q.required)
        self._blank = self._blank_state()

    def _blank_state(self) -> State:
        """Where every state begins: all in the order of the bank, and nothing looked at yet."""
        questions, sections = self.bank.questions, [section.id for section in self.bank.sections]
        open_facts: dict[str, Fact] = dict.fromkeys(questions, Blank.OPEN)
        return State(
            dict.fromkeys(questions, Relevance.UNDECIDED),
            dict.fromkeys(questions, Stored.UNANSWERED),
            frozenset(),
            (),
            Progress(0, 0, 0),
            (),
            False,
            dict.fromkeys(sections, Relevance.UNDECIDED),
            open_facts,
            Workings(
                dict.fromkeys(questions, NO_ANSWER),
                dict.fromkeys([*sections, *questions], 0),
                open_facts,
                {},
                frozenset(),
            ),
        )

    def state(self, card: Card) -> State:
        """What the answers of a card come to; the order in which they were given never matters."""
        known = [name for name in card.answers if name in self.bank.questions]
        return self._next(self._blank, card, known, self._plan.all_marked())

    def state_after(self, before: State, card: Card, changed: Iterable[str]) -> State:
        """The state of `card`, where `before` is that of the same card but for `changed`.

        It equals `state(card)`, and looks again only at what hangs on the changed answers.
        """
        known = [name for name in changed if name in self.bank.questions]
        marks = self._plan.marked(self._plan.places[name] for name in known)
        return self._next(before, card, known, marks)

    def _next(self, before: State, card: Card, changed: list[str], marks: bytearray) -> State:
        """`before` with changed answers, where the marked steps have to be looked at."""
        stored, worth = dict(before.stored), dict(before.workings.worth)
        for name in changed:
            worth[name] = worth_of(self.bank.questions[name], card.answer(name))
            stored[name] = worth[name].stored
        outdated = before.workings.outdated.difference(changed).union(
            name for name in changed if self._is_outdated(name, card.answer(name))
        )
        now = look_at_now(self._plan, marks, before, worth)
        ahead = look_ahead(self._plan, before, now)
        by_question = self._findings(card, before, now, worth)
        findings = tuple(
            finding for name in self.bank.questions for finding in by_question.get(name, ())
        )
        relevant, still_open = self._relevant(now), self._open(now)
        settled = self._settled(relevant, now)
        return State(
            now.relevance,
            stored,
            settled,
            still_open,
            Progress(len(settled), len(relevant), self._possible(ahead)),
            findings,
            self._is_complete(still_open, findings),
            now.sections,
            now.facts,
            Workings(worth, ahead.could_be, ahead.prospects, by_question, outdated),
            tuple(name for name in relevant if name in outdated and name in settled),
        )

    def _is_outdated(self, name: str, answer: Answer | None) -> bool:
        """Whether a question asks for something else now than when it was answered."""
        if answer is None or not answer.asked:
            return False
        if name not in self._fingerprints:
            self._fingerprints[name] = fingerprint(self.bank.original.questions[name])
        return answer.asked != self._fingerprints[name]

    # What follows from the two passes. These go through all questions for every change.

    def _open(self, now: Now) -> tuple[str, ...]:
        facts, is_open = now.facts, Blank.OPEN
        return tuple(name for name in self._countable if facts[name] is is_open)

    def _settled(self, relevant: list[str], now: Now) -> frozenset[str]:
        facts, is_open = now.facts, Blank.OPEN
        return frozenset(name for name in relevant if facts[name] is not is_open)

    def _relevant(self, now: Now) -> list[str]:
        relevance, is_relevant = now.relevance, Relevance.RELEVANT
        return [name for name in self._countable if relevance[name] is is_relevant]

    def _possible(self, ahead: Ahead) -> int:
        could_be = ahead.could_be
        return sum(could_be[name] & TRUE for name in self._countable)

    def _is_complete(self, still_open: tuple[str, ...], findings: tuple[Finding, ...]) -> bool:
        return self._required.isdisjoint(still_open) and not any(f.is_error for f in findings)

    def _findings(
        self, card: Card, before: State, now: Now, worth: Mapping[str, Worth]
    ) -> dict[str, tuple[Finding, ...]]:
        """The findings by question; anew for what was looked at and what is checked with it."""
        found = dict(before.workings.findings)
        steps, checked_with = self._plan.steps, self._plan.checked_with
        looked_at = (steps[place].question for place in now.looked_at)
        to_examine = {question.id for question in looked_at if question is not None}
        to_examine.update(*(checked_with.get(name, ()) for name in now.changed))
        for name in to_examine:
            found.pop(name, None)
            if findings := self._findings_about(name, card, now, worth[name]):
                found[name] = findings
        return found

    def _findings_about(self, name: str, card: Card, now: Now, worth: Worth) -> tuple[Finding, ...]:
        relevance, answer = now.relevance[name], card.answer(name)
        if relevance is Relevance.IRRELEVANT:
            return ()
        findings: tuple[Finding, ...] = ()
        if answer is not None and relevance is Relevance.RELEVANT:
            question, fact = self.bank.questions[name], now.facts[name]
            findings = self._examiner.findings(question, answer, worth, fact, now.facts)
        if name in card.conflicts:
            return (Finding(name, TWO_VERSIONS), *findings)
        return findings

    # One question

    def findings_if(self, state: State, question: str, answer: Answer) -> tuple[Finding, ...]:
        """The findings that `answer` would give, before it is stored."""
        asked = self.bank.questions[question]
        worth = worth_of(asked, answer)
        fact = worth.says
        if asked.type == "table":
            fact = self._plan.columns_of(question).without_set_aside(fact, state.facts)
        return self._examiner.findings(asked, answer, worth, fact, state.facts)

    def relevant_columns(
        self, state: State, question: str, cells: Mapping[str, object]
    ) -> frozenset[str]:
        """The columns of a table that matter in a row with these cells."""
        fitting = fitting_cells(self.bank.questions[question], cells)
        return self._plan.columns_of(question).relevant_in(fitting, state.facts)

    def suggestion(self, state: State, question: str) -> Value | None:
        """What the bank suggests for a question; it is stored only if a person accepts it."""
        suggestion = self.bank.expressions.suggestions.get(question)
        value = suggestion.value(state.facts) if suggestion else None
        stored = list(value) if isinstance(value, tuple) else value
        return None if misfit(self.bank.questions[question], stored) else value
