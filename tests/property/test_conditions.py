"""Laws that hold for every condition, whatever it says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.condition.condition import Condition, read_condition
from cardtui.condition.facts import Blank, Fact
from cardtui.condition.kinds import (
    Bool,
    Date,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
)
from cardtui.condition.outcomes import FALSE, TRUE, UNKNOWN
from support.banks import Node, RandomQuestion, fitting_answers, random_banks, written

NOT = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}


def kind_of(question: RandomQuestion) -> Any:
    """The type that a random question has in an expression."""
    simple = {"bool": Bool(), "integer": Number(whole=True), "date": Date(), "list": TextList()}
    if question.type in simple:
        return simple[question.type]
    if question.type == "select":
        return Option(question.options)
    if question.type == "multiselect":
        last = frozenset(question.options[-1:] if question.is_last_exclusive else ())
        return Options(question.options, last)
    if question.type == "table":
        kinds = {"bool": Bool(), "integer": Number(whole=True), "select": Option(("a", "b"))}
        return Table({column.id: kinds[column.type] for column in question.columns})
    return Text()


@st.composite
def conditions(draw: st.DrawFn) -> tuple[Scope, Node, dict[str, RandomQuestion]]:
    """A condition of a random bank, with the names that it may use."""
    bank = draw(random_banks(6).filter(lambda bank: any(_whens(bank))))
    questions = {name: q for name, q in bank.questions.items() if q.type != "note"}
    scope = Scope({name: kind_of(question) for name, question in questions.items()})
    return scope, draw(st.sampled_from(list(_whens(bank)))), questions


def _whens(bank: Any) -> list[Node]:
    whens = [q.when for q in bank.questions.values()] + [s.when for s in bank.sections]
    return [when for when in whens if when is not None]


def fact_of(value: Any) -> Fact:
    """A plain answer as an expression sees it."""
    if value in ("?", "-"):
        return Blank.SAID_UNKNOWN if value == "?" else Blank.NOTHING
    return tuple(value) if isinstance(value, list) else value


@st.composite
def facts_of(draw: st.DrawFn, questions: dict[str, RandomQuestion]) -> dict[str, Fact]:
    """A value, a reason for none, or open, for each question."""
    return {
        name: draw(
            st.one_of(
                st.just(Blank.OPEN), st.just(Blank.NOTHING), fitting_answers(question).map(fact_of)
            )
        )
        for name, question in questions.items()
    }


def outcomes(source: str, scope: Scope, facts: dict[str, Fact]) -> int:
    """What a condition can come to."""
    condition: Condition = read_condition(source, scope)
    return condition.outcomes(facts, {})


@settings(max_examples=100)
@given(conditions(), st.data())
def test_a_condition_has_outcomes_and_its_negation_the_opposite(
    case: tuple[Scope, Node, dict[str, RandomQuestion]], data: st.DataObject
) -> None:
    """Never none; `not` turns each around, twice gives it back, and the parts may change sides."""
    scope, node, questions = case
    facts = data.draw(facts_of(questions))
    source = written(node)
    found = outcomes(source, scope, facts)
    assert 1 <= found <= TRUE | FALSE | UNKNOWN
    negated = sum(opposite for each, opposite in NOT.items() if found & each)
    assert outcomes(f"not ({source})", scope, facts) == negated
    assert outcomes(f"not not ({source})", scope, facts) == found
    assert outcomes(f"({source}) and true", scope, facts) == found
    assert outcomes(f"false or ({source})", scope, facts) == found
    if node[0] in ("and", "or"):
        assert outcomes(written((node[0], *reversed(node[1:]))), scope, facts) == found


def looks_at_answers(node: Node) -> bool:
    """Whether a condition asks for answers themselves, which may change what is settled."""
    return node[0] in ("answered", "unknown") or any(
        looks_at_answers(part) for part in node[1:] if isinstance(part, tuple)
    )


@settings(max_examples=150)
@given(conditions().filter(lambda case: not looks_at_answers(case[1])), st.data())
def test_an_answer_only_narrows_what_a_condition_can_come_to(
    case: tuple[Scope, Node, dict[str, RandomQuestion]], data: st.DataObject
) -> None:
    """What is settled stays settled: an open question that is answered adds no outcome."""
    scope, node, questions = case
    facts = data.draw(facts_of(questions))
    source = written(node)
    before = outcomes(source, scope, facts)
    for name, fact in facts.items():
        if fact is Blank.OPEN:
            facts[name] = fact_of(data.draw(fitting_answers(questions[name])))
            after = outcomes(source, scope, facts)
            assert after & ~before == 0
            before = after
    assert before in (TRUE, FALSE, UNKNOWN)
