"""The interview: a pure function of a bank and the answers given to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.bank.values import misfit
from cardtui.card.model import Answer, Card
from cardtui.condition.facts import Blank, Facts, Row, Value
from cardtui.condition.outcomes import TRUE
from cardtui.interview.answers import fitting_cells, said, stored_state
from cardtui.interview.columns import Columns
from cardtui.interview.findings import Examiner
from cardtui.interview.plan import Marks, plan_of
from cardtui.interview.relevance import Ahead, FactOf, Now, look_ahead, look_at_now
from cardtui.interview.state import Finding, Progress, Relevance, State, Stored, Workings


class Interview:
    """Asks a bank what it says of answers. Made once for a bank, used for every change."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._plan = plan_of(bank)
        self._columns = {
            name: Columns(question, bank.expressions)
            for name, question in bank.questions.items()
            if question.type == "table"
        }
        self._examiner = Examiner(bank, self._columns)
        self._countable = tuple(name for name, q in bank.questions.items() if q.type != "note")
        self._required = frozenset(name for name, q in bank.questions.items() if q.required)
        self._nothing_known = self._state_of_nothing()

    def _state_of_nothing(self) -> State:
        """Where every state begins: it holds the order of the bank, and nothing has been asked."""
        questions, sections = self.bank.questions, [section.id for section in self.bank.sections]
        return State(
            dict.fromkeys(questions, Relevance.UNDECIDED),
            dict.fromkeys(questions, Stored.UNANSWERED),
            frozenset(),
            (),
            Progress(0, 0, 0),
            (),
            False,
            dict.fromkeys(sections, Relevance.UNDECIDED),
            dict.fromkeys(questions, Blank.OPEN),
            Workings(
                dict.fromkeys(questions, Blank.OPEN),
                dict.fromkeys([*questions, *sections], 0),
                dict.fromkeys(questions, Blank.OPEN),
                {},
            ),
        )

    def state(self, card: Card) -> State:
        """What the answers of a card come to; the order in which they were given never matters."""
        return self._next(self._nothing_known, card, card.answers, self._plan.all_marked())

    def state_after(self, before: State, card: Card, changed: Iterable[str]) -> State:
        """The state of `card`, where `before` is that of the same card but for `changed`.

        It equals `state(card)`, and looks again only at what hangs on the changed answers.
        """
        known = [name for name in changed if name in self.bank.questions]
        marks = self._plan.marked(self._plan.places[name] for name in known)
        return self._next(before, card, known, marks)

    def _next(self, before: State, card: Card, changed: Iterable[str], marks: Marks) -> State:
        stored, worth = dict(before.stored), dict(before.workings.said)
        for name in changed:
            if (question := self.bank.questions.get(name)) is not None:
                stored[name] = stored_state(question, card.answer(name))
                worth[name] = said(question, card.answer(name))
        now = look_at_now(self._plan, marks, before, self._reader_of(worth))
        ahead = look_ahead(self._plan, before, now)
        found = self._findings(card, before, now)
        findings = tuple(
            finding for name in self.bank.questions if name in found for finding in found[name]
        )
        settled, still_open = self._settled(now), self._open(now)
        return State(
            now.relevance,
            stored,
            settled,
            still_open,
            self._progress(now, ahead, settled),
            findings,
            self._is_complete(still_open, findings),
            now.sections,
            now.facts,
            Workings(worth, ahead.could_be, ahead.prospects, found),
        )

    def _reader_of(self, worth: Mapping[str, Value | Blank]) -> FactOf:
        """What a relevant question says: a table without the cells that are set aside."""

        def fact_of(question: Question, facts: Facts) -> Value | Blank:
            says = worth[question.id]
            if question.type == "table" and isinstance(says, tuple):
                return self._columns[question.id].relevant_rows(cast(tuple[Row, ...], says), facts)
            return says

        return fact_of

    def _settled(self, now: Now) -> frozenset[str]:
        relevance, facts, relevant, is_open = (
            now.relevance,
            now.facts,
            Relevance.RELEVANT,
            Blank.OPEN,
        )
        return frozenset(
            name
            for name in self._countable
            if relevance[name] is relevant and facts[name] is not is_open
        )

    def _open(self, now: Now) -> tuple[str, ...]:
        facts, is_open = now.facts, Blank.OPEN
        return tuple(name for name in self._countable if facts[name] is is_open)

    def _progress(self, now: Now, ahead: Ahead, settled: frozenset[str]) -> Progress:
        relevance, could_be, is_relevant = now.relevance, ahead.could_be, Relevance.RELEVANT
        relevant = sum(relevance[name] is is_relevant for name in self._countable)
        possible = sum(could_be[name] & TRUE for name in self._countable)
        return Progress(len(settled), relevant, possible)

    def _is_complete(self, still_open: tuple[str, ...], findings: tuple[Finding, ...]) -> bool:
        return self._required.isdisjoint(still_open) and not any(f.is_error for f in findings)

    def _findings(self, card: Card, before: State, now: Now) -> dict[str, tuple[Finding, ...]]:
        """The findings by question; anew for what was looked at and what is checked with it."""
        found = dict(before.workings.findings)
        steps, checked_with = self._plan.steps, self._plan.checked_with
        looked_at = (steps[place].question for place in now.looked_at)
        to_examine = {question.id for question in looked_at if question is not None}
        to_examine.update(*(checked_with.get(name, ()) for name in now.changed))
        for name in to_examine:
            found.pop(name, None)
            answer = card.answer(name)
            if answer is not None and now.relevance[name] is Relevance.RELEVANT:
                question, fact = self.bank.questions[name], now.facts[name]
                if findings := tuple(self._examiner.findings(question, answer, fact, now.facts)):
                    found[name] = findings
        return found

    # One question

    def findings_if(self, state: State, question: str, answer: Answer) -> tuple[Finding, ...]:
        """The findings that `answer` would give, before it is stored."""
        asked = self.bank.questions[question]
        says = self._reader_of({question: said(asked, answer)})(asked, state.facts)
        return tuple(self._examiner.findings(asked, answer, says, state.facts))

    def relevant_columns(
        self, state: State, question: str, cells: Mapping[str, object]
    ) -> frozenset[str]:
        """The columns of a table that matter in a row with these cells."""
        fitting = fitting_cells(self.bank.questions[question], cells)
        return self._columns[question].relevant_in(fitting, state.facts)

    def suggestion(self, state: State, question: str) -> Value | None:
        """What the bank suggests for a question; it is stored only if a person accepts it."""
        suggestion = self.bank.expressions.suggestions.get(question)
        value = suggestion.value(state.facts) if suggestion else None
        stored = list(value) if isinstance(value, tuple) else value
        return None if misfit(self.bank.questions[question], stored) else value
