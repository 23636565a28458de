"""Which questions are relevant, and which could become so.

Two passes over the sections and questions, each after those it depends on. The first says what
is relevant now. The second says what could be relevant once every open question has an answer; it
looks at each question as one of the facts that it could come to, taken as independent of the
others. A pass looks at the steps that are marked, and marks what depends on one that changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, Section
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Either, Fact
from cardtui.condition.outcomes import AND, FALSE, TRUE, UNKNOWN, is_undecided
from cardtui.interview.plan import Plan
from cardtui.interview.state import Relevance, State, Worth

# Short names: a member of an enumeration is slow to look up, and these passes look often.
RELEVANT, UNDECIDED, IRRELEVANT = Relevance.RELEVANT, Relevance.UNDECIDED, Relevance.IRRELEVANT
OPEN, NOTHING = Blank.OPEN, Blank.NOTHING

_TO_COME = Either((Blank.ANYTHING, NOTHING))
"""What an open question could come to: a value, or none."""
_TO_COME_OR_UNKNOWN = Either((Blank.ANYTHING, NOTHING, Blank.SAID_UNKNOWN))
_JUDGED = tuple(UNDECIDED if is_undecided(outcomes) else IRRELEVANT for outcomes in range(8))
"""What a condition with these outcomes makes of its question, where they are not TRUE alone."""
_COULD_BE = tuple(
    (outcomes & TRUE) | (FALSE if outcomes & (FALSE | UNKNOWN) else 0) for outcomes in range(8)
)
"""Whether a condition with these outcomes could be true, could be something else."""


def conditions_of_section(bank: Bank, section: Section) -> tuple[Condition, ...]:
    """What must be true for a section: the conditions of its parents and its own."""
    own = bank.expressions.sections
    return tuple(own[parent.id] for parent in bank.parents[section.id] if parent.id in own)


class Now(Struct, frozen=True):
    """What is relevant, and the facts: the first pass."""

    relevance: dict[str, Relevance]
    sections: dict[str, Relevance]
    facts: dict[str, Fact]
    looked_at: list[int] = []
    """The places of the steps whose turn came."""
    changed: list[str] = []
    """The questions that are not as they were before."""


def look_at_now(plan: Plan, marks: bytearray, before: State, worth: Mapping[str, Worth]) -> Now:
    """The relevance of everything, where the marked steps are no longer as they were `before`."""
    now = Now(dict(before.relevance), dict(before.sections), dict(before.facts))
    relevance, sections, facts = now.relevance, now.sections, now.facts
    place = -1
    while (place := marks.find(1, place + 1)) >= 0:
        name, around, outcomes_of, question, columns, dependants = plan.steps[place]
        now.looked_at.append(place)
        # Each condition is judged by itself: what is around a step, and its own.
        found = RELEVANT if around is None else sections[around]
        if outcomes_of is not None and found is not IRRELEVANT:
            outcomes = outcomes_of(facts, EMPTY_ROW)
            if outcomes != TRUE:
                found = _JUDGED[outcomes]
        if question is None:
            has_changed = sections[name] is not found
            sections[name] = found
        else:
            if found is RELEVANT:
                fact: Fact = worth[name].says
                if columns is not None:
                    fact = columns.without_set_aside(worth[name].says, facts)
            else:
                fact = OPEN if found is UNDECIDED else NOTHING
            has_changed = facts[name] != fact
            relevance[name], facts[name] = found, fact
            if has_changed:
                now.changed.append(name)
        if has_changed:
            for other in dependants:
                marks[other] = 1
    return now


class Ahead(Struct, frozen=True):
    """What could become relevant: the second pass."""

    could_be: dict[str, int]
    prospects: dict[str, Fact]


def look_ahead(plan: Plan, before: State, now: Now) -> Ahead:
    """What everything is or could become, whatever the open questions are answered with."""
    ahead = Ahead(dict(before.workings.could_be), dict(before.workings.prospects))
    could_be, prospects = ahead.could_be, ahead.prospects
    marks = plan.marked(now.looked_at)
    place = -1
    while (place := marks.find(1, place + 1)) >= 0:
        name, around, outcomes_of, question, _, dependants = plan.steps[place]
        found = TRUE if around is None else could_be[around]
        if outcomes_of is not None:
            found = AND[found][_COULD_BE[outcomes_of(prospects, EMPTY_ROW)]]
        if question is None:
            has_changed = could_be[name] != found
        else:
            prospect = _prospect(question, now, found)
            has_changed = prospects[name] != prospect
            prospects[name] = prospect
        could_be[name] = found
        if has_changed:
            for other in dependants:
                marks[other] = 1
    return ahead


def _prospect(question: Question, now: Now, could_be: int) -> Fact:
    """What a question could come to."""
    if not could_be & TRUE:
        return NOTHING
    fact = now.facts[question.id]
    if fact is OPEN or now.relevance[question.id] is not RELEVANT:
        return _TO_COME_OR_UNKNOWN if "unknown" in question.allow else _TO_COME
    assert not isinstance(fact, Either)
    return Either((fact, NOTHING)) if could_be & FALSE else fact
