"""The interview: a pure function of a bank and the answers given to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import CheckedBy
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.model import Question
from cardtui.bank.values import misfit
from cardtui.card.model import Answer, Card
from cardtui.condition.facts import EMPTY_ROW, Blank, Fact, Row, Value
from cardtui.condition.outcomes import FALSE
from cardtui.interview.answers import (
    fact_of,
    findings_about,
    has_value,
    relevant_columns,
    stored_state,
)
from cardtui.interview.conflicts import open_choices
from cardtui.interview.relevance import (
    Evaluation,
    conditions_of,
    evaluate,
    possible_questions,
    section_relevance,
)
from cardtui.interview.state import Finding, Progress, Relevance, State, Stored


class Interview:
    """Asks a bank what it says of answers. Made once for a bank, used for every change."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._conditions = conditions_of(bank)
        self._fingerprints: dict[str, str] = {}
        self._countable = tuple(name for name, q in bank.questions.items() if q.type != "note")

    def state(self, card: Card) -> State:
        """What the answers of a card come to; the order in which they were given never matters."""
        answers = card.answers
        now = evaluate(self.bank, self._conditions, answers)
        relevance = {name: now.relevance[name] for name in self.bank.questions}
        stored = {
            name: stored_state(question, answers.get(name))
            for name, question in self.bank.questions.items()
        }
        settled = frozenset(
            name
            for name in self._countable
            if relevance[name] is Relevance.RELEVANT
            and has_value(self.bank.questions[name], answers.get(name))
        )
        still_open = tuple(
            name
            for name in self._countable
            if relevance[name] is not Relevance.IRRELEVANT and name not in settled
        )
        findings = (*open_choices(card, relevance), *self._findings(answers, now, stored))
        return State(
            relevance,
            stored,
            settled,
            still_open,
            self._progress(now, settled),
            findings,
            self._is_complete(still_open, findings),
            section_relevance(self.bank, now.facts),
            now.facts,
            tuple(name for name in self._countable if self._has_changed(name, settled, answers)),
        )

    def _has_changed(
        self, name: str, settled: frozenset[str], answers: Mapping[str, Answer]
    ) -> bool:
        """Whether a question asks for something else now than when it was answered."""
        asked = answers[name].asked if name in settled else ""
        return bool(asked) and asked != self._fingerprint(name)

    def _fingerprint(self, name: str) -> str:
        if name not in self._fingerprints:
            self._fingerprints[name] = fingerprint(self.bank.questions[name])
        return self._fingerprints[name]

    def _progress(self, now: Evaluation, settled: frozenset[str]) -> Progress:
        relevant = [n for n in self._countable if now.relevance[n] is Relevance.RELEVANT]
        possible = possible_questions(self.bank, self._conditions, now)
        return Progress(len(settled), len(relevant), len(possible.intersection(self._countable)))

    def _is_complete(self, still_open: tuple[str, ...], findings: tuple[Finding, ...]) -> bool:
        if any(self.bank.questions[name].required for name in still_open):
            return False
        return not any(finding.is_error for finding in findings)

    # Findings

    def _findings(
        self, answers: Mapping[str, Answer], now: Evaluation, stored: Mapping[str, Stored]
    ) -> Iterator[Finding]:
        for name, question in self.bank.questions.items():
            if stored[name] is Stored.UNANSWERED or now.relevance[name] is not Relevance.RELEVANT:
                continue
            for finding in findings_about(question, answers.get(name)):
                if not self._is_set_aside(finding, answers[name], now.facts):
                    yield finding
            fact = now.facts[name]
            if not isinstance(fact, Blank):
                yield from self._failing_checks(question, fact, now.facts, answers[name])

    def _is_set_aside(self, finding: Finding, answer: Answer, facts: Mapping[str, Fact]) -> bool:
        """Whether it is about a cell that does not matter in its row."""
        question = self.bank.questions[finding.question]
        if all(column.id != finding.column for column in question.columns):
            return False
        cells = next(row.cells for row in answer.rows if row.number == finding.row)
        return finding.column not in relevant_columns(self.bank, question, cells, facts)

    def _failing_checks(
        self, question: Question, value: Fact, facts: Mapping[str, Fact], answer: Answer
    ) -> Iterator[Finding]:
        for check in self.bank.expressions.checks.get(question.id, ()):
            if _fails(check, value, facts, EMPTY_ROW):
                yield Finding(question.id, check.message, check.is_error)
        if question.type == "table" and isinstance(value, tuple):
            for row, cells in zip(answer.rows, value, strict=True):
                assert isinstance(cells, dict)
                yield from self._failing_cell_checks(question, row.number, cells, facts)

    def _failing_cell_checks(
        self, question: Question, number: int, cells: Row, facts: Mapping[str, Fact]
    ) -> Iterator[Finding]:
        for column in question.columns:
            cell = cells.get(column.id)
            for check in self.bank.expressions.cell_checks.get((question.id, column.id), ()):
                if cell is not None and _fails(check, cell, facts, cells):
                    yield Finding(question.id, check.message, check.is_error, number, column.id)

    # One question

    def findings_if(self, state: State, question: str, answer: Answer) -> tuple[Finding, ...]:
        """The findings that `answer` would give, before it is stored."""
        asked = self.bank.questions[question]
        if stored_state(asked, answer) is Stored.UNANSWERED:
            return ()
        found = list(findings_about(asked, answer))
        fact = fact_of(self.bank, asked, answer, state.facts)
        if not isinstance(fact, Blank):
            found += self._failing_checks(asked, fact, state.facts, answer)
        return tuple(found)

    def relevant_columns(
        self, state: State, question: str, cells: Mapping[str, object]
    ) -> frozenset[str]:
        """The columns of a table that matter in a row with these cells."""
        return relevant_columns(self.bank, self.bank.questions[question], cells, state.facts)

    def suggestion(self, state: State, question: str) -> Value | None:
        """What the bank suggests for a question; it is stored only if a person accepts it."""
        suggestion = self.bank.expressions.suggestions.get(question)
        value = suggestion.value(state.facts) if suggestion else None
        stored = list(value) if isinstance(value, tuple) else value
        return None if misfit(self.bank.questions[question], stored) else value


def _fails(check: CheckedBy, value: Fact, facts: Mapping[str, Fact], row: Row) -> bool:
    return check.condition.outcomes({**facts, "value": value}, row) == FALSE
