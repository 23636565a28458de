"""Which questions are relevant, and which could become so.

Two passes over the questions, each after those it depends on. The first says what is relevant
now. The second says what could be relevant once every open question has an answer; it looks at
each question as one of the facts that it could come to, taken as independent of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.card.model import Answer
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Either, Fact
from cardtui.condition.outcomes import FALSE, TRUE, UNKNOWN, is_undecided
from cardtui.interview.answers import fact_of
from cardtui.interview.state import Relevance

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the first pass found."""

    relevance: dict[str, Relevance]
    facts: dict[str, Fact]


def conditions_of(bank: Bank) -> dict[str, tuple[Condition, ...]]:
    """For each question all that must be true: of its section, of the parents, its own."""
    own = bank.expressions.questions
    return {
        name: conditions_of_section(bank, section) + ((own[name],) if name in own else ())
        for name, section in bank.section_of.items()
    }


def conditions_of_section(bank: Bank, section: Section) -> tuple[Condition, ...]:
    """What must be true for a section: the conditions of its parents and its own."""
    own = bank.expressions.sections
    return tuple(own[parent.id] for parent in bank.parents[section.id] if parent.id in own)


def section_relevance(bank: Bank, facts: Mapping[str, Fact]) -> dict[str, Relevance]:
    """Whether each section matters, by its own condition and those of its parents."""
    return {
        section.id: _relevance(conditions_of_section(bank, section), facts)
        for section in bank.sections
    }


def evaluate(
    bank: Bank, conditions: Mapping[str, tuple[Condition, ...]], answers: Answers
) -> Evaluation:
    """The relevance of every question as things stand."""
    relevance: dict[str, Relevance] = {}
    facts: dict[str, Fact] = {}
    for name in bank.evaluation_order:
        found = _relevance(conditions[name], facts)
        relevance[name] = found
        if found is Relevance.RELEVANT:
            facts[name] = fact_of(bank, bank.questions[name], answers.get(name), facts)
        else:
            facts[name] = Blank.OPEN if found is Relevance.UNDECIDED else Blank.NOTHING
    return Evaluation(relevance, facts)


def _relevance(conditions: tuple[Condition, ...], facts: Mapping[str, Fact]) -> Relevance:
    found = Relevance.RELEVANT
    for condition in conditions:
        outcomes = condition.outcomes(facts, EMPTY_ROW)
        if is_undecided(outcomes):
            found = Relevance.UNDECIDED
        elif outcomes != TRUE:
            return Relevance.IRRELEVANT
    return found


def possible_questions(
    bank: Bank, conditions: Mapping[str, tuple[Condition, ...]], now: Evaluation
) -> set[str]:
    """The questions that are relevant now or could still become so."""
    possible = set()
    prospects: dict[str, Fact] = {}
    for name in bank.evaluation_order:
        outcomes = [c.outcomes(prospects, EMPTY_ROW) for c in conditions[name]]
        can_be_relevant = all(found & TRUE for found in outcomes)
        can_be_irrelevant = any(found & (FALSE | UNKNOWN) for found in outcomes)
        if can_be_relevant:
            possible.add(name)
            is_relevant = now.relevance[name] is Relevance.RELEVANT
            fact = now.facts[name] if is_relevant else Blank.OPEN
            prospects[name] = _prospect(bank.questions[name], fact, can_be_irrelevant)
        else:
            prospects[name] = Blank.NOTHING
    return possible


def _prospect(question: Question, now: Fact, can_be_irrelevant: bool) -> Fact:
    """What a question that can be relevant could come to."""
    if now is Blank.OPEN:
        could_be = (Blank.ANYTHING, Blank.NOTHING)
        return Either((*could_be, Blank.SAID_UNKNOWN) if "unknown" in question.allow else could_be)
    assert not isinstance(now, Either)
    return Either((now, Blank.NOTHING)) if can_be_irrelevant else now
