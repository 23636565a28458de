"""Why is this asked? Conditions in words, beside the answers that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from cardtui.bank.bank import Bank
from cardtui.bank.expressions import kind_of
from cardtui.bank.model import Question, Section
from cardtui.bank.names import names_of
from cardtui.card.model import Card
from cardtui.condition.compile import compile_condition
from cardtui.condition.condition import Condition
from cardtui.condition.facts import EMPTY_ROW, Blank, Row
from cardtui.condition.kinds import Scope
from cardtui.condition.negation import negated, without_not
from cardtui.condition.nodes import Cell, Expression, Logic, Name, question_names, walk
from cardtui.condition.outcomes import FALSE, TRUE, is_undecided
from cardtui.condition.words import condition_words
from cardtui.interview.answers import misfit_of, stored_state
from cardtui.interview.explanation import Explanation, Reason, Source, Verdict
from cardtui.interview.state import Relevance, State, Stored
from cardtui.interview.wording import answer_words, asked_for_words, value_words
from cardtui.text.words import count_of, join_words, shortened

_MOST_ROWS = 5
"""Rows of a table whose cells are shown."""
_MOST_NAMED = 3
"""Open questions that are named in a sentence."""


def explain(bank: Bank, card: Card, state: State, question: str) -> Explanation:
    """Why `question` is asked, is not, or may still be, with `state` being that of `card`."""
    return _Explainer(bank, card, state).explanation(bank.questions[question])


def why_not(bank: Bank, card: Card, state: State, question: str) -> str:
    """Why a question is not asked now: `because Compression does not include Pruning`."""
    return _Explainer(bank, card, state).why_not(question)


def deciding(bank: Bank, card: Card, state: State, question: str) -> tuple[str, ...]:
    """The questions that can be gone to and by whose answers `question` is not asked now."""
    return _Explainer(bank, card, state).deciding(question)


class _Explainer:
    """Looks into one state of one card."""

    def __init__(self, bank: Bank, card: Card, state: State) -> None:
        self._bank = bank
        self._card = card
        self._state = state
        self._names = names_of(bank)

    def explanation(self, question: Question) -> Explanation:
        """The whole answer."""
        reasons = tuple(
            self._reason(condition, section) for condition, section in self._conditions(question.id)
        )
        hangs_on = self._hangs_on(question.id)
        return Explanation(
            question.id,
            question.name,
            self._state.relevance[question.id],
            self._sentence(question, reasons, hangs_on),
            tuple(self._remarks(question)),
            reasons,
            hangs_on,
        )

    def why_not(self, name: str) -> str:
        """A clause; empty for a question that is asked."""
        match self._state.relevance[name]:
            case Relevance.IRRELEVANT:
                return f"because {self._because(name)}"
            case Relevance.UNDECIDED:
                labels = [self._bank.questions[each].name for each in self._hangs_on(name)]
                return f"not decided yet: {_that_hangs_on(labels)}"
            case _:
                return ""

    def deciding(self, name: str) -> tuple[str, ...]:
        """Behind a question that is not asked itself stand those by which that is so."""
        found = set(self._hangs_on(name))
        seen: set[str] = set()
        unasked = [name] if self._state.relevance[name] is Relevance.IRRELEVANT else []
        while unasked:
            current = unasked.pop()
            if current in seen:
                continue
            seen.add(current)
            for other in self._in_untrue_conditions(current):
                (found.add if self._state.is_relevant(other) else unasked.append)(other)
        return tuple(each for each in self._bank.questions if each in found)

    def _in_untrue_conditions(self, name: str) -> Iterator[str]:
        for condition, _ in self._conditions(name):
            if self._verdict(condition) in (Verdict.FALSE, Verdict.UNKNOWN):
                for part in self._deciding(condition):
                    yield from question_names(part)

    def _conditions(self, name: str) -> Iterator[tuple[Condition, Section | None]]:
        """All that must be true for a question, from the outermost section to its own."""
        bank = self._bank
        for section in bank.parents[bank.section_of[name].id]:
            if section.id in bank.expressions.sections:
                yield bank.expressions.sections[section.id], section
        if name in bank.expressions.questions:
            yield bank.expressions.questions[name], None

    # Sentences

    def _sentence(
        self, question: Question, reasons: tuple[Reason, ...], hangs_on: tuple[str, ...]
    ) -> str:
        asked = "shown" if question.type == "note" else "asked"
        if not reasons:
            return f"It is always {asked}."
        match self._state.relevance[question.id]:
            case Relevance.RELEVANT:
                which = "its condition is" if len(reasons) == 1 else "its conditions are all"
                return f"It is {asked}, because {which} true."
            case Relevance.IRRELEVANT:
                return f"It is not {asked}, because {_what_is_not_true(reasons)}."
            case _:
                labels = [self._bank.questions[name].name for name in hangs_on]
                return f"It is not decided yet whether it is {asked}: {_that_hangs_on(labels)}."

    def _remarks(self, question: Question) -> Iterator[str]:
        if question.id in self._state.set_aside:
            yield "Its answer is set aside: it is kept, and comes back when the question does."
        if question.why:
            yield asked_for_words(question, self._bank.words)
        for column in question.columns:
            condition = self._bank.expressions.columns.get((question.id, column.id))
            if condition is not None:
                words = condition_words(condition.node, names_of(self._bank, question.id))
                yield f"In a row, {column.name} is asked for where {words}."

    # Reasons

    def _reason(self, condition: Condition, section: Section | None) -> Reason:
        deciding = self._deciding(condition)
        is_all = len(deciding) == sum(1 for _ in _single_parts(without_not(condition.node)))
        return Reason(
            self._words(condition.node),
            self._verdict(condition),
            () if is_all else tuple(map(self._words, deciding)),
            tuple(self._sources(condition.node)),
            section,
        )

    def _words(self, node: Expression) -> str:
        return condition_words(node, self._names)

    def _verdict(self, condition: Condition) -> Verdict:
        return _verdict_on(condition.outcomes(self._state.facts, EMPTY_ROW))

    def _deciding(self, condition: Condition) -> list[Expression]:
        """The single parts that make a condition what it is: of a false `and` the false ones."""
        kinds = {name: kind_of(self._bank.questions[name]) for name in condition.names}
        scope = Scope({name: kind for name, kind in kinds.items() if kind is not None})

        def verdict(node: Expression) -> Verdict:
            return _verdict_on(compile_condition(node, scope)(self._state.facts, EMPTY_ROW))

        def deciding(node: Expression, whole: Verdict) -> Iterator[Expression]:
            if not isinstance(node, Logic):
                yield node
                return
            for part in node.parts:
                if verdict(part) is whole:
                    yield from deciding(part, whole)

        return list(deciding(without_not(condition.node), self._verdict(condition)))

    def _hangs_on(self, name: str) -> tuple[str, ...]:
        """The open questions that are asked now and could decide it, in the order of the bank."""
        found: set[str] = set()
        seen: set[str] = set()
        undecided = [name]
        while undecided:
            current = undecided.pop()
            if current in seen or self._state.relevance[current] is not Relevance.UNDECIDED:
                continue
            seen.add(current)
            for other in self._open_in_conditions(current):
                if self._state.is_relevant(other):
                    found.add(other)
                else:
                    undecided.append(other)
        return tuple(name for name in self._bank.questions if name in found)

    def _open_in_conditions(self, name: str) -> Iterator[str]:
        for condition, _ in self._conditions(name):
            if self._verdict(condition) is Verdict.UNDECIDED:
                for part in self._deciding(condition):
                    yield from (n for n in question_names(part) if self._is_open(n))

    def _is_open(self, name: str) -> bool:
        return self._state.facts[name] is Blank.OPEN

    # Sources

    def _sources(self, node: Expression) -> Iterator[Source]:
        names = dict.fromkeys(
            part.name if isinstance(part, Name) else part.table
            for part in walk(node)
            if isinstance(part, Name | Cell)
        )
        for name in names:
            question = self._bank.questions[name]
            relevance = self._state.relevance[name]
            yield Source(name, question.name, relevance, self._answer_words(question, node))

    def _answer_words(self, question: Question, node: Expression) -> str:
        """The answer, or why there is none."""
        answer = self._card.answer(question.id)
        match self._state.relevance[question.id]:
            case Relevance.IRRELEVANT:
                return f"not asked, because {self._because(question.id)}"
            case Relevance.UNDECIDED:
                labels = [self._bank.questions[name].name for name in self._hangs_on(question.id)]
                return f"not decided yet whether it is asked: {_that_hangs_on(labels)}"
        if answer is None or stored_state(question, answer) is Stored.UNANSWERED:
            return "not answered yet"
        if said := misfit_of(question, answer):
            return f"the answer does not fit: {said}"
        if answer.status is not None:
            words = "not known" if answer.status == "unknown" else "does not apply"
            reason = shortened(answer.reason)
            return f"{words}: {reason}" if reason else words
        if question.type == "table":
            return "; ".join(
                [
                    answer_words(question, answer, self._bank.words),
                    *self._cells_words(question, node),
                ]
            )
        return shortened(value_words(question, answer.value, answer.specify, self._bank.words))

    def _cells_words(self, table: Question, node: Expression) -> Iterator[str]:
        """The cells of the columns that a condition speaks of, row by row."""
        rows = cast("tuple[Row, ...]", self._state.facts[table.id])
        named = {p.column for p in walk(node) if isinstance(p, Cell) and p.table == table.id}
        for column in table.columns:
            if column.id not in named:
                continue
            cells = [row.get(column.id) for row in rows[:_MOST_ROWS]]
            words = partial(value_words, column, fixed=self._bank.words)
            shown = ["empty" if c is None else shortened(words(c)) for c in cells]
            more = ["…"] if len(rows) > _MOST_ROWS else []
            yield f"{column.name}: {', '.join([*shown, *more])}"

    def _because(self, name: str) -> str:
        """Why a question is not asked, in a clause."""
        condition, verdict = next(
            (condition, verdict)
            for condition, _ in self._conditions(name)
            if (verdict := self._verdict(condition)) in (Verdict.FALSE, Verdict.UNKNOWN)
        )
        deciding = self._deciding(condition)
        if verdict is Verdict.FALSE:
            return self._words(Logic(0, 0, "and", tuple(map(negated, deciding))))
        return join_words(dict.fromkeys(self._lack(part) for part in deciding))

    def _lack(self, part: Expression) -> str:
        """What a part that cannot be told lacks."""
        names = sorted(question_names(part), key=list(self._bank.questions).index)
        blank = [name for name in names if self._state.facts[name] is Blank.NOTHING]
        unknown = [name for name in names if self._state.facts[name] is Blank.SAID_UNKNOWN]
        name = next(iter([*blank, *unknown, *names]))
        label = self._bank.questions[name].name
        if name in blank:
            is_asked = self._state.is_relevant(name)
            return f"{label} does not apply" if is_asked else f"{label} is not asked"
        return f"{label} is not known" if name in unknown else f"a cell of {label} is empty"


def _verdict_on(outcomes: int) -> Verdict:
    if is_undecided(outcomes):
        return Verdict.UNDECIDED
    return {TRUE: Verdict.TRUE, FALSE: Verdict.FALSE}.get(outcomes, Verdict.UNKNOWN)


def _single_parts(node: Expression) -> Iterator[Expression]:
    if isinstance(node, Logic):
        for part in node.parts:
            yield from _single_parts(part)
    else:
        yield node


def _what_is_not_true(reasons: tuple[Reason, ...]) -> str:
    missing = sum(reason.verdict in (Verdict.FALSE, Verdict.UNKNOWN) for reason in reasons)
    if len(reasons) == 1:
        return "its condition is not true"
    if missing == len(reasons):
        return "none of its conditions is true"
    return f"{missing} of its {len(reasons)} conditions {'is' if missing == 1 else 'are'} not true"


def _that_hangs_on(labels: list[str]) -> str:
    if len(labels) == 1:
        return f"that hangs on the answer to {labels[0]}"
    shown = labels[:_MOST_NAMED]
    if more := len(labels) - len(shown):
        shown.append(count_of(more, "other question"))
    return f"that hangs on the answers to {join_words(shown)}"
