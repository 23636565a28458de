"""What a bank suggests as an answer, and where that comes from, in words."""

from __future__ import annotations

from dataclasses import dataclass

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import kind_of
from cardtui.bank.fixed_words import ENGLISH, filled
from cardtui.bank.names import names_for_check
from cardtui.condition.compile import compile_condition
from cardtui.condition.facts import EMPTY_ROW
from cardtui.condition.kinds import Scope
from cardtui.condition.negation import negated, without_not
from cardtui.condition.nodes import (
    Arithmetic,
    Call,
    Cell,
    Choice,
    Expression,
    Items,
    Literal,
    Logic,
    Name,
    Negative,
    walk,
)
from cardtui.condition.outcomes import TRUE
from cardtui.condition.words import condition_words, suggestion_words
from cardtui.interview.session import Session
from cardtui.interview.wording import value_words

_LONGEST_VALUE = 80
"""Characters of a suggested text that are shown."""
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that a person can take over."""

    value: object
    """As `Session.set_value` wants it."""
    words: str
    """The value on one line, cut where it is long."""
    source: str
    """What it comes from: "because Weights precision is INT8"; empty where it always is offered."""


def offer(session: Session, question: str) -> Offer | None:
    """What is suggested for a question; None for nothing, or nothing else than its answer."""
    suggestion = session.bank.expressions.suggestions.get(question)
    value = session.interview.suggestion(session.state, question) if suggestion else None
    if suggestion is None or value is None:
        return None
    plain = list(value) if isinstance(value, tuple) else value
    bank, answer = session.bank, session.card.answer(question)
    is_taken = session.would_keep(question, plain, None)
    if is_taken or (answer is not None and answer.status is not None):
        return None
    words = " ".join(value_words(bank.questions[question], plain, fixed=bank.words).split())
    shown = words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE].rstrip()}…"
    is_english = bank.words == ENGLISH
    source = (
        _source(session, question, suggestion.node) if is_english else _named(bank, suggestion.node)
    )
    return Offer(plain, shown, source)


def _named(bank: Bank, node: Expression) -> str:
    """The questions that it comes from: conditions can be put into words in English only."""
    asked = {
        part.name if isinstance(part, Name) else part.table
        for part in walk(node)
        if isinstance(part, Name | Cell)
    }
    names = [bank.questions[name].name for name in bank.questions if name in asked]
    return (
        filled(bank.words.from_answers, names=bank.words.listed(names, _MOST_NAMED))
        if names
        else ""
    )


def _source(session: Session, question: str, node: Expression) -> str:
    """The calculation that gives the value, and the conditions that lead to it."""
    facts, bank = session.state.facts, session.bank
    kinds = {name: kind_of(bank.questions[name]) for name in facts}
    scope = Scope({name: kind for name, kind in kinds.items() if kind is not None})
    names = names_for_check(bank, bank.questions[question])
    held: list[Expression] = []
    missed: list[Expression] = []
    while isinstance(node, Choice):
        if compile_condition(node.test, scope)(facts, EMPTY_ROW) == TRUE:
            held.append(without_not(node.test))
            node = node.then
        else:
            missed.append(negated(node.test))
            node = node.otherwise
    said: list[str] = []
    tests = held or missed
    match node:
        case Literal() | Items():
            pass
        case Name():
            said.append(f"from {suggestion_words(node, names)}")
        case Arithmetic() | Negative() | Call(function="count"):
            said.append(suggestion_words(node, names))
        case _:
            is_true = compile_condition(node, scope)(facts, EMPTY_ROW) == TRUE
            tests.append(without_not(node) if is_true else negated(node))
    if tests:
        together = tests[0] if len(tests) == 1 else Logic(0, 0, "and", tuple(tests))
        said.append(f"because {condition_words(together, names)}")
    return ", ".join(said)
