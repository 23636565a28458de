"""Which questions are relevant, and which could become so.

Two passes over the sections and questions, each after those it depends on. The first says what
is relevant now. The second says what could be relevant once every open question has an answer; it
looks at each question as one of the facts that it could come to, taken as independent of the
others. A pass looks at the steps that are marked, and marks what depends on one that changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Either, Fact, Facts, Value
from cardtui.condition.outcomes import AND, FALSE, TRUE, UNKNOWN, is_undecided
from cardtui.interview.plan import Marks, Plan, Step
from cardtui.interview.state import Relevance, State

FactOf = Callable[[Question, Facts], Value | Blank]
"""What a relevant question says, given the facts that it depends on."""
_TO_COME = Either((Blank.ANYTHING, Blank.NOTHING))
"""What an open question could come to: a value, or "not applicable"."""
_TO_COME_OR_UNKNOWN = Either((Blank.ANYTHING, Blank.NOTHING, Blank.SAID_UNKNOWN))
_COULD_BE = tuple(
    (outcomes & TRUE) | (FALSE if outcomes & (FALSE | UNKNOWN) else 0) for outcomes in range(8)
)
"""Whether a condition with these outcomes could be true, could be something else."""


def conditions_of(bank: Bank, question: str) -> tuple[Condition, ...]:
    """All that must be true for a question: for its section, for the parents, its own."""
    own = bank.expressions.questions.get(question)
    around = conditions_of_section(bank, bank.section_of[question])
    return around if own is None else (*around, own)


def conditions_of_section(bank: Bank, section: Section) -> tuple[Condition, ...]:
    """What must be true for a section: the conditions of its parents and its own."""
    own = bank.expressions.sections
    return tuple(own[parent.id] for parent in bank.parents[section.id] if parent.id in own)


@dataclass(frozen=True, slots=True)
class Now:
    """What is relevant, and the facts: the first pass."""

    relevance: dict[str, Relevance]
    sections: dict[str, Relevance]
    facts: dict[str, Fact]
    looked_at: list[int] = field(default_factory=list)
    """The places of the steps whose turn came."""
    changed: list[str] = field(default_factory=list)
    """The questions that are not as they were before."""


def look_at_now(plan: Plan, marks: Marks, before: State, fact_of: FactOf) -> Now:
    """The relevance of everything, where the marked steps are no longer as they were `before`."""
    now = Now(dict(before.relevance), dict(before.sections), dict(before.facts))
    for place in marks:
        step = plan.steps[place]
        now.looked_at.append(place)
        found = _judged(step, now)
        if step.question is None:
            has_changed = now.sections[step.name] is not found
            now.sections[step.name] = found
        else:
            has_changed = _look_at_question(step.question, found, now, fact_of)
        if has_changed:
            marks.add(plan.dependants[place])
    return now


def _judged(step: Step, now: Now) -> Relevance:
    """Each condition is judged by itself: what is around a step, and its own."""
    around = Relevance.RELEVANT if step.around is None else now.sections[step.around]
    if step.outcomes is None or around is Relevance.IRRELEVANT:
        return around
    outcomes = step.outcomes(now.facts, EMPTY_ROW)
    if outcomes == TRUE:
        return around
    return Relevance.UNDECIDED if is_undecided(outcomes) else Relevance.IRRELEVANT


def _look_at_question(question: Question, found: Relevance, now: Now, fact_of: FactOf) -> bool:
    """Note what a question is now. Whether others have to be looked at for it."""
    name = question.id
    if found is Relevance.RELEVANT:
        fact: Fact = fact_of(question, now.facts)
    else:
        fact = Blank.OPEN if found is Relevance.UNDECIDED else Blank.NOTHING
    has_changed = now.facts[name] != fact
    now.relevance[name] = found
    now.facts[name] = fact
    if has_changed:
        now.changed.append(name)
    return has_changed


@dataclass(frozen=True, slots=True)
class Ahead:
    """What could become relevant: the second pass."""

    could_be: dict[str, int]
    prospects: dict[str, Fact]


def look_ahead(plan: Plan, before: State, now: Now) -> Ahead:
    """What everything is or could become, whatever the open questions are answered with."""
    ahead = Ahead(dict(before.workings.could_be), dict(before.workings.prospects))
    marks = plan.marked(now.looked_at)
    for place in marks:
        step = plan.steps[place]
        around = TRUE if step.around is None else ahead.could_be[step.around]
        own = TRUE if step.outcomes is None else step.outcomes(ahead.prospects, EMPTY_ROW)
        found = AND[around][_COULD_BE[own]]
        if step.question is None:
            has_changed = ahead.could_be[step.name] != found
        else:
            prospect = _prospect(step.question, now, found)
            has_changed = ahead.prospects[step.name] != prospect
            ahead.prospects[step.name] = prospect
        ahead.could_be[step.name] = found
        if has_changed:
            marks.add(plan.dependants[place])
    return ahead


def _prospect(question: Question, now: Now, could_be: int) -> Fact:
    """What a question could come to."""
    if not could_be & TRUE:
        return Blank.NOTHING
    fact = now.facts[question.id]
    if now.relevance[question.id] is not Relevance.RELEVANT or fact is Blank.OPEN:
        return _TO_COME_OR_UNKNOWN if "unknown" in question.allow else _TO_COME
    assert not isinstance(fact, Either)
    return Either((fact, Blank.NOTHING)) if could_be & FALSE else fact
