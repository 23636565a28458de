"""Laws that hold for every condition, whatever it says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cardtui.condition.condition import read_condition
from cardtui.condition.facts import Blank, Fact
from cardtui.condition.kinds import (
    Bool,
    Date,
    Kind,
    Number,
    Option,
    Options,
    Scope,
    Table,
    Text,
    TextList,
)
from cardtui.condition.outcomes import FALSE, TRUE, UNKNOWN
from support.banks import Node, RandomBank, RandomColumn, RandomQuestion, fitting_answers, written
from support.sampling import examples
from support.wild_banks import wild_banks

NOT = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}
Case = tuple[Scope, Node, dict[str, RandomQuestion]]


def kind_of(field: RandomQuestion | RandomColumn) -> Kind:
    """The type that a random question or cell has in an expression."""
    match field:
        case RandomQuestion(type="multiselect"):
            last = frozenset(field.options[-1:] if field.is_last_exclusive else ())
            return Options(field.options, last)
        case RandomQuestion(type="table"):
            return Table({column.id: kind_of(column) for column in field.columns})  # type: ignore[misc]
    kinds: dict[str, Kind] = {
        "bool": Bool(),
        "integer": Number(whole=True),
        "date": Date(),
        "list": TextList(),
        "select": Option(field.options),
    }
    return kinds.get(field.type, Text())


@st.composite
def conditions(draw: st.DrawFn) -> Case:
    """A condition of a random bank, with the names that it may use."""
    bank = draw(wild_banks().filter(lambda bank: bool(_whens(bank))))
    questions = {name: q for name, q in bank.questions.items() if q.type != "note"}
    scope = Scope({name: kind_of(question) for name, question in questions.items()})
    return scope, draw(st.sampled_from(_whens(bank))), questions


def _whens(bank: RandomBank) -> list[Node]:
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
    blanks = st.sampled_from((Blank.OPEN, Blank.NOTHING))
    return {
        name: draw(st.one_of(blanks, fitting_answers(question).map(fact_of)))
        for name, question in questions.items()
    }


def outcomes(source: str, scope: Scope, facts: dict[str, Fact]) -> int:
    """What a condition can come to."""
    return read_condition(source, scope).outcomes(facts, {})


@settings(max_examples=examples(100))
@given(conditions(), st.data())
def test_a_condition_has_outcomes_and_its_negation_the_opposite(
    case: Case, data: st.DataObject
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
        looks_at_answers(part) for part in node[1:] if isinstance(part, tuple) and part
    )


@settings(max_examples=examples(150))
@given(conditions().filter(lambda case: not looks_at_answers(case[1])), st.data())
def test_an_answer_only_narrows_what_a_condition_can_come_to(
    case: Case, data: st.DataObject
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
