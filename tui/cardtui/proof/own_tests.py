"""Running the `[[test]]` tables of a bank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cardtui.bank.bank import Bank
from cardtui.bank.model import BankTest
from cardtui.card.model import Answer, new_card
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Fact
from cardtui.condition.nodes import question_names_in_order
from cardtui.condition.outcomes import FALSE, TRUE, is_undecided
from cardtui.files.positions import KeyPath
from cardtui.files.toml_values import toml_of
from cardtui.interview.interview import Interview
from cardtui.interview.relevance import conditions_of_section
from cardtui.interview.session import reference_to
from cardtui.interview.state import Relevance, State
from cardtui.proof.budget import Budget
from cardtui.proof.given import answer_of, given_of
from cardtui.text.words import join_words


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that a test says."""

    key: KeyPath
    kind: Literal["asks", "skips"]
    name: str
    """A question, or a column as `table.column`."""
    failure: str = ""
    """What was expected and why it is not so; empty where it is."""


@dataclass(frozen=True, slots=True)
class TestRun:
    """What a test came to."""

    __test__ = False
    """No test of ours: pytest would take it for one."""

    test: BankTest
    key: KeyPath
    answers: dict[str, Answer]
    state: State
    expectations: tuple[Expectation, ...]

    @property
    def failures(self) -> tuple[Expectation, ...]:
        """What does not hold."""
        return tuple(each for each in self.expectations if each.failure)


def run_tests(bank: Bank, budget: Budget | None = None) -> tuple[TestRun, ...]:
    """Run the tests of a bank: all of them, or as many as a budget has steps for."""
    interview = Interview(bank)
    runs = []
    for i, test in enumerate(bank.file.tests):
        if budget is not None:
            budget.count(2 * (len(bank.questions) + len(test.asks) + len(test.skips)))
            if budget.is_spent:
                break
        runs.append(_Run(bank, interview, test, ("test", i)).run())
    return tuple(runs)


class _Run:
    def __init__(self, bank: Bank, interview: Interview, test: BankTest, key: KeyPath) -> None:
        self._bank = bank
        self._interview = interview
        self._test = test
        self._key = key
        self._answers = {name: answer_of(given) for name, given in test.given.items()}
        card = new_card(reference_to(bank))
        for name, answer in self._answers.items():
            card = card.with_answer(name, answer)
        self._state = interview.state(card)

    def run(self) -> TestRun:
        expectations = (*self._asked(), *self._skipped())
        return TestRun(self._test, self._key, self._answers, self._state, expectations)

    def _asked(self) -> Iterator[Expectation]:
        for i, name in enumerate(self._test.asks):
            question, _, column = name.partition(".")
            failure = ""
            if column and question not in self._answers:
                failure = f"no rows of `{question}` are given"
            elif not self._state.is_relevant(question):
                failure = self._why_not(question)
            elif column and not any(column in asked for asked in self._columns(question)):
                condition = self._bank.expressions.columns[question, column]
                failure = f"`{condition.source}` is true in no row"
            said = f"expected `{name}` to be asked, but {failure}" if failure else ""
            yield Expectation((*self._key, "asks", i), "asks", name, said)

    def _skipped(self) -> Iterator[Expectation]:
        for i, name in enumerate(self._test.skips):
            question, _, column = name.partition(".")
            relevance = self._state.relevance[question]
            failure = ""
            if column:
                rows = self._columns(question) if relevance is Relevance.RELEVANT else []
                at = next((n for n, asked in enumerate(rows, 1) if column in asked), None)
                failure = f"it is asked in row {at}" if at else ""
            elif relevance is Relevance.RELEVANT:
                failure = self._why(question)
            elif relevance is Relevance.UNDECIDED:
                failure = f"it is not decided yet: {self._why_not(question)}"
            said = f"expected `{name}` to be skipped, but {failure}" if failure else ""
            yield Expectation((*self._key, "skips", i), "skips", name, said)

    def _columns(self, table: str) -> list[frozenset[str]]:
        """The columns that are asked in each row that is given."""
        answer = self._answers.get(table, Answer())
        return [
            self._interview.relevant_columns(self._state, table, row.cells) for row in answer.rows
        ]

    # Why

    def _why(self, question: str) -> str:
        conditions = [f"`{condition.source}`" for condition in _conditions(self._bank, question)]
        if not conditions:
            return "it is always asked"
        verb = "is" if len(conditions) == 1 else "are"
        return f"{join_words(conditions)} {verb} true, as {self._values(question)}"

    def _why_not(self, question: str) -> str:
        facts = self._state.facts
        for condition in _conditions(self._bank, question):
            outcome = condition.outcomes(facts, EMPTY_ROW)
            if outcome != TRUE:
                said = "is false" if outcome == FALSE else "is unknown"
                said = "is not decided" if is_undecided(outcome) else said
                because = self._facts_of(condition)
                return f"`{condition.source}` {said}{f', as {because}' if because else ''}"
        return "it is asked"

    def _values(self, question: str) -> str:
        said = (self._facts_of(condition) for condition in _conditions(self._bank, question))
        return join_words(dict.fromkeys(each for each in said if each)) or "they always are"

    def _facts_of(self, condition: Condition) -> str:
        names = question_names_in_order(condition.node)
        return join_words(f"`{name}` {self._fact_words(name)}" for name in names)

    def _fact_words(self, name: str) -> str:
        fact: Fact = self._state.facts[name]
        if self._state.relevance[name] is Relevance.IRRELEVANT:
            return "is not asked"
        if fact is Blank.OPEN:
            return "has no answer"
        if isinstance(fact, Blank):
            return f'is answered "{self._state.stored[name].replace("_", " ")}"'
        return f"is {toml_of(given_of(self._answers[name]))}"


def _conditions(bank: Bank, question: str) -> list[Condition]:
    own = bank.expressions.questions.get(question)
    around = list(conditions_of_section(bank, bank.section_of[question]))
    return [*around, own] if own else around
