"""The interview against an evaluator that is written from the design alone, and is not clever.

The evaluator knows nothing of the source. It takes a random bank as a description, and works with
sets of outcomes: `{True}` and `{False}` are settled, `{None}` is unknown for good, and larger sets
are what a condition could come to once the open questions have answers.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.interview.session import new_session
from support.banks import (
    Node,
    RandomBank,
    RandomCase,
    RandomColumn,
    RandomQuestion,
    RandomSection,
    answer_of,
    answers_to,
    card_of,
    fitting_answers,
    random_banks,
    random_cases,
    state_of,
)

Outcome = bool | None
Outcomes = frozenset[Outcome]

NOTHING = "has no value and will have none"
SAID_UNKNOWN = "answered: unknown"
OPEN = "open"
UNKNOWN: Outcomes = frozenset({None})
_OPERATORS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


# Every value that a question or cell can hold, as far as the constants can tell them apart


def every_value(field: RandomQuestion | RandomColumn) -> list[Any]:
    """Values that stand for all others."""
    match field.type:
        case "bool":
            return [True, False]
        case "integer":
            return list(range(-3, 8))
        case "select":
            return list(field.options)
        case "date":
            near = [date(2026, 1, day) for day in (1, 2, 14, 15, 16, 30, 31)]
            return [
                date(2025, 12, 30),
                date(2025, 12, 31),
                *near,
                date(2026, 2, 1),
                date(2027, 1, 1),
            ]
        case "multiselect":
            assert isinstance(field, RandomQuestion)
            return every_selection(field)
        case "list":
            words = ("ape", "bee", "cat", "other")
            return [list(items) for size in range(1, 5) for items in product(words, repeat=size)]
        case "table":
            return [[{}] * rows for rows in range(1, 6)]
        case _:
            return ["!", "ape", "b", "bee", "c", "cat", "d", "zebra", "zoo"]


def every_selection(question: RandomQuestion) -> list[list[str]]:
    """All sets of options that may stand together."""
    free = list(question.options)
    alone = [[free.pop()]] if question.is_last_exclusive else []
    return alone + [
        list(chosen) for size in range(1, len(free) + 1) for chosen in combinations(free, size)
    ]


def plain(node: Node, value: dict[Any, Any]) -> bool:
    """A condition without `and`, `or` and `not`, of questions and cells that have these values."""
    match node:
        case ("constant", truth):
            return bool(truth)
        case ("is", reference):
            return bool(value[reference])
        case ("compare", reference, sign, constant):
            return bool(_OPERATORS[sign](value[reference], constant))
        case ("between", low, reference, high):
            return bool(low <= value[reference] <= high)
        case ("alike", left, sign, right):
            return bool(_OPERATORS[sign](value[left], value[right]))
        case ("holds", item, sign, name):
            return (item in value[name]) == (sign == "in")
        case ("one_of", reference, sign, items):
            return (value[reference] in items) == (sign == "in")
        case ("contains_any", name, items):
            return any(item in value[name] for item in items)
        case ("contains_all", name, items):
            return all(item in value[name] for item in items)
        case ("count", name, sign, number):
            return bool(_OPERATORS[sign](len(value[name]), number))
    raise ValueError(node)


def mentioned(node: Node) -> list[Any]:
    """The questions and cells of such a condition."""
    match node:
        case ("constant", _):
            return []
        case ("alike", left, _, right):
            return [left, right]
        case ("between", _, reference, _) | ("holds", _, _, reference):
            return [reference]
        case _:
            return [node[1]]


def both(left: Outcome, right: Outcome) -> Outcome:
    """Kleene's `and`."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def negated(outcomes: Iterable[Outcome]) -> Outcomes:
    """`not` of each outcome."""
    return frozenset(None if outcome is None else not outcome for outcome in outcomes)


def conjunction(sets: Iterable[Outcomes]) -> Outcomes:
    """`and` of parts that are taken as independent."""
    result: Outcomes = frozenset({True})
    for outcomes in sets:
        result = frozenset(both(left, right) for left in result for right in outcomes)
    return result


def disjunction(sets: Iterable[Outcomes]) -> Outcomes:
    """`or` of parts that are taken as independent."""
    return negated(conjunction(negated(outcomes) for outcomes in sets))


class Naive:
    """DESIGN section 4, sentence by sentence. `could_be` looks ahead instead of at what is."""

    def __init__(self, bank: RandomBank, answers: dict[str, Any]) -> None:
        self.bank = bank
        self.answers = answers
        self._relevance: dict[str, str] = {}
        self._could_be: dict[str, frozenset[str]] = {}

    # What a question has to say

    def is_answered(self, name: str) -> bool:
        """Whether something is stored that counts; "unknown" and "not applicable" count."""
        return name in self.answers

    def facts(self, name: str) -> list[Any]:
        """What the question is now: a value, or why there is none."""
        relevance = self.relevance(name)
        if relevance == "irrelevant":
            return [NOTHING]
        if relevance == "undecided" or not self.is_answered(name):
            return [OPEN]
        return [self.stored(name)]

    def stored(self, name: str) -> Any:
        """The stored answer."""
        stored = self.answers[name]
        if stored == "?":
            return SAID_UNKNOWN
        return NOTHING if stored == "-" else stored

    # Conditions

    def outcomes(
        self, node: Node, row: dict[str, Any] | None = None, *, ahead: bool = False
    ) -> Outcomes:
        """What a condition can come to, in a row if it has one."""
        match node:
            case ("and", *parts):
                return conjunction(self.outcomes(part, row, ahead=ahead) for part in parts)
            case ("or", *parts):
                return disjunction(self.outcomes(part, row, ahead=ahead) for part in parts)
            case ("not", part):
                return negated(self.outcomes(part, row, ahead=ahead))
            case ("answered", name):
                return frozenset(
                    answer
                    for fact in self._facts(name, ahead=ahead)
                    for answer in self._is_there(fact, ahead=ahead)
                )
            case ("unknown", name):
                facts = self._facts(name, ahead=ahead)
                wavering = {True, False} if ahead else {False}
                return frozenset().union(
                    *(wavering if fact == OPEN else {fact == SAID_UNKNOWN} for fact in facts)
                )
            case ("all", table, condition):
                return negated(self.outcomes(("any", table, ("not", condition)), row, ahead=ahead))
            case ("any", table, condition):
                facts = self._facts(table, ahead=ahead)
                return frozenset().union(
                    *(self._any(table, condition, fact, ahead=ahead) for fact in facts)
                )
            case _:
                return self._leaf(node, row, ahead=ahead)

    def _facts(self, name: str, *, ahead: bool) -> list[Any]:
        return self.prospects(name) if ahead else self.facts(name)

    @staticmethod
    def _is_there(fact: Any, *, ahead: bool) -> set[bool]:
        if fact == OPEN:
            return {True, False} if ahead else {False}
        return {fact not in (NOTHING, SAID_UNKNOWN)}

    def _any(self, table: str, condition: Node, fact: Any, *, ahead: bool) -> Outcomes:
        if fact in (NOTHING, SAID_UNKNOWN):
            return UNKNOWN
        if fact == OPEN:
            return UNKNOWN | self.outcomes(condition, {OPEN: True}, ahead=ahead)
        question = self.bank.questions[table]
        rows = [self.cells(question, row) for row in fact]
        return disjunction(self.outcomes(condition, row, ahead=ahead) for row in rows)

    def cells(self, table: RandomQuestion, row: dict[str, Any]) -> dict[str, Any]:
        """A row without the cells that are set aside: those whose condition is not true."""
        kept: dict[str, Any] = {}
        for column in table.columns:  # each depends on earlier ones only
            is_asked = column.when is None or self.outcomes(column.when, kept) == {True}
            if is_asked and column.id in row:
                kept[column.id] = row[column.id]
        return kept

    def _leaf(self, node: Node, row: dict[str, Any] | None, *, ahead: bool) -> Outcomes:
        references = mentioned(node)
        alternatives: list[list[Any]] = []
        for reference in references:
            if isinstance(reference, str):
                alternatives.append(self._facts(reference, ahead=ahead))
            elif row is not None and OPEN in row:
                alternatives.append([OPEN])
            else:
                alternatives.append([(row or {}).get(reference[1], NOTHING)])
        found: set[Outcome] = set()
        for facts in product(*alternatives):
            if NOTHING in facts or SAID_UNKNOWN in facts:
                found.add(None)
                continue
            if OPEN in facts:
                found.add(None)
            choices = [
                every_value(self._field(reference)) if fact == OPEN else [fact]
                for reference, fact in zip(references, facts, strict=True)
            ]
            for values in product(*choices):
                found.add(plain(node, dict(zip(references, values, strict=True))))
        return frozenset(found)

    def _field(self, reference: Any) -> RandomQuestion | RandomColumn:
        if isinstance(reference, str):
            return self.bank.questions[reference]
        return next(c for c in self.bank.questions[reference[0]].columns if c.id == reference[1])

    # Relevance

    def conditions(self, name: str) -> list[Node]:
        """Those of the sections around a question, and its own."""
        sections = self.bank.sections
        at = next(i for i, s in enumerate(sections) if any(q.id == name for q in s.questions))
        found = [self.bank.questions[name].when, sections[at].when]
        level = sections[at].level
        for above in reversed(sections[:at]):
            if above.level < level:
                level = above.level
                found.append(above.when)
        return [when for when in found if when is not None]

    def relevance(self, name: str) -> str:
        """Relevant, irrelevant or undecided now."""
        if name not in self._relevance:
            self._relevance[name] = self._judged(name)
        return self._relevance[name]

    def _judged(self, name: str) -> str:
        judged = set()
        for condition in self.conditions(name):
            outcomes = self.outcomes(condition)
            if outcomes == {True}:
                judged.add("true")
            elif outcomes in ({False}, {None}):
                judged.add("false")
            else:
                judged.add("undecided")
        if "false" in judged:
            return "irrelevant"
        return "undecided" if "undecided" in judged else "relevant"

    # What may come

    def could_be(self, name: str) -> frozenset[str]:
        """What a question is or could become, open questions answered in whatever way."""
        if name not in self._could_be:
            sets = [self.outcomes(condition, ahead=True) for condition in self.conditions(name)]
            could = {"relevant"} if all(True in outcomes for outcomes in sets) else set()
            if any(outcomes != {True} for outcomes in sets):
                could.add("irrelevant")
            self._could_be[name] = frozenset(could)
        return self._could_be[name]

    def prospects(self, name: str) -> list[Any]:
        """What a question is or could come to have."""
        could = self.could_be(name)
        found = [NOTHING] if "irrelevant" in could else []
        if "relevant" in could:
            if self.is_answered(name):
                found.append(self.stored(name))
            if self.relevance(name) != "relevant" or not self.is_answered(name):
                found += [OPEN, SAID_UNKNOWN, NOTHING]
        return found

    # Progress

    def counted(self) -> list[str]:
        """Notes count nowhere."""
        return [name for name, q in self.bank.questions.items() if q.type != "note"]

    def relevant(self) -> list[str]:
        """The questions that count now."""
        return [name for name in self.counted() if self.relevance(name) == "relevant"]

    def answered(self) -> list[str]:
        """The relevant ones with an answer."""
        return [name for name in self.relevant() if self.is_answered(name)]

    def open(self) -> list[str]:
        """Undecided, or relevant and unanswered."""
        return [
            name
            for name in self.counted()
            if self.relevance(name) == "undecided"
            or (self.relevance(name) == "relevant" and not self.is_answered(name))
        ]

    def most_possible(self) -> int:
        """The most questions that could be relevant, each judged by itself."""
        return sum("relevant" in self.could_be(name) for name in self.counted())


@settings(max_examples=200)
@given(random_cases())
def test_relevance_is_that_of_the_design(case: RandomCase) -> None:
    """Every question of every random bank is relevant, irrelevant or undecided as section 4 says."""
    naive = Naive(case.bank, case.answers)
    state = state_of(case.bank.loaded(), case.answers)
    expected = {name: naive.relevance(name) for name in case.bank.questions}
    assert {name: str(found) for name, found in state.relevance.items()} == expected
    assert list(state.open) == naive.open()
    assert state.settled == set(naive.answered())
    required = [name for name in naive.open() if case.bank.questions[name].required]
    assert state.complete == (not required)


@settings(max_examples=200)
@given(random_cases())
def test_progress_is_an_interval_around_the_truth(case: RandomCase) -> None:
    """Answered and relevant are exact; possible is at least relevant and no more than could be."""
    naive = Naive(case.bank, case.answers)
    progress = state_of(case.bank.loaded(), case.answers).progress
    assert (progress.answered, progress.relevant) == (len(naive.answered()), len(naive.relevant()))
    assert progress.relevant <= progress.possible <= naive.most_possible()
    if not naive.open():
        assert progress.possible == progress.relevant


@settings(max_examples=80)
@given(random_cases(), st.data())
def test_progress_never_promises_less_than_comes(case: RandomCase, data: st.DataObject) -> None:
    """Answering what is asked, in any order and way: possible only shrinks, and ends at relevant."""
    bank = case.bank.loaded()
    answers = dict(case.answers)
    state = state_of(bank, answers)
    for _ in case.bank.questions:
        asked = [name for name in state.open if state.is_relevant(name)]
        if not asked:
            break
        name = data.draw(st.sampled_from(asked), label="question")
        answers[name] = data.draw(fitting_answers(case.bank.questions[name]), label="answer")
        following = state_of(bank, answers)
        assert following.progress.relevant <= state.progress.possible
        assert following.progress.possible <= state.progress.possible
        state = following
    assert not [name for name in state.open if state.is_relevant(name)]
    assert state.open == ()
    assert state.progress.answered == state.progress.relevant == state.progress.possible


@settings(max_examples=60)
@given(random_cases(), st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(case: RandomCase, random: Any) -> None:
    """Rule 5: a pure function of bank and answers, however they came to be."""
    bank = case.bank.loaded()
    names = list(case.answers)
    random.shuffle(names)
    shuffled = {name: case.answers[name] for name in names}
    assert state_of(bank, shuffled) == state_of(bank, case.answers)


@settings(max_examples=60)
@given(random_cases(), st.data())
def test_a_branch_that_is_left_and_taken_again_is_as_before(
    case: RandomCase, data: st.DataObject
) -> None:
    """Rule 4: other answers on the way there and back change nothing, and lose nothing."""
    session = new_session(case.bank.loaded(), str(Path("nowhere") / "card.toml"))
    for name, value in case.answers.items():
        session.set_answer(name, answer_of(value))
    card, state = session.card, session.state
    names = [name for name, question in case.bank.questions.items() if question.type != "note"]
    if not names:
        return
    changed = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    for name in changed:
        other = data.draw(st.one_of(st.none(), fitting_answers(case.bank.questions[name])))
        session.set_answer(name, None if other is None else answer_of(other))
        kept = {each for each in case.answers if each not in changed}
        assert kept <= set(session.card.answers)
    for name in changed:
        session.set_answer(name, card.answer(name))
    assert session.card.answers == card.answers
    assert session.state == state


@settings(max_examples=80)
@given(random_cases(), st.data())
def test_set_aside_answers_decide_nothing(case: RandomCase, data: st.DataObject) -> None:
    """Rule 4: an irrelevant answer is out of logic, progress and findings, whatever it says."""
    bank = case.bank.loaded()
    state = state_of(bank, case.answers)
    changed = dict(case.answers)
    for name in state.set_aside:
        other = data.draw(st.one_of(st.none(), fitting_answers(case.bank.questions[name])))
        del changed[name]
        if other is not None:
            changed[name] = other
    after = state_of(bank, changed)
    assert after.relevance == state.relevance
    assert after.open == state.open
    assert after.settled == state.settled
    assert after.findings == state.findings
    assert after.complete == state.complete
    assert after.progress.answered == state.progress.answered
    assert after.progress.relevant == state.progress.relevant


@settings(max_examples=60)
@given(random_banks(), st.data())
def test_an_answer_decides_only_what_depends_on_it(bank: RandomBank, data: st.DataObject) -> None:
    """A question whose conditions name nothing is relevant or not whatever is answered."""
    loaded = bank.loaded()
    free = [
        name for name in bank.questions if not any(map(_names, Naive(bank, {}).conditions(name)))
    ]
    without = state_of(loaded, {}).relevance
    answered = state_of(loaded, data.draw(answers_to(bank))).relevance
    assert {name: without[name] for name in free} == {name: answered[name] for name in free}


def _names(node: Node) -> bool:
    """Whether a condition names anything."""
    if node[0] in ("and", "or", "not"):
        return any(_names(part) for part in node[1:])
    return node[0] != "constant"


def test_the_naive_evaluator_knows_the_example_of_the_design() -> None:
    """The evaluator itself, on a case that can be read."""
    bits = RandomQuestion("bits", "integer", when=("holds", "a", "in", "methods"))
    methods = RandomQuestion("methods", "multiselect", options=("a", "b"), is_last_exclusive=True)
    bank = RandomBank((RandomSection("only", 1, (methods, bits)),))
    assert Naive(bank, {}).relevance("bits") == "undecided"
    assert Naive(bank, {"methods": ["a"]}).relevance("bits") == "relevant"
    assert Naive(bank, {"methods": ["b"], "bits": 3}).relevance("bits") == "irrelevant"
    assert Naive(bank, {"methods": "?"}).relevance("bits") == "irrelevant"
    assert card_of({"bits": 3}).answers["bits"].value == 3
