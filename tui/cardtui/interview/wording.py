"""Questions and answers in words: piping, labels, numbers with their unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cardtui.bank.bank import Bank
from cardtui.bank.fixed_words import ENGLISH, FixedWords, filled
from cardtui.bank.model import Column, Example, Question
from cardtui.bank.piping import pipe
from cardtui.bank.values import without_final_newline
from cardtui.card.model import COPIED, Answer, Card
from cardtui.interview.state import State
from cardtui.text.words import count_of, cut, with_unit

_LONGEST_PIPED = 200
"""Characters of an answer in a question: more would hide what is asked."""
_MOST_RETIRED = 5


def why_confirm(answer: Answer) -> str:
    """Why an answer is to be confirmed, in a clause."""
    if answer.asked == COPIED:
        return "it comes from another card"
    return "the question has changed since"


def confirm_words(answer: Answer | None, words: FixedWords) -> str:
    """The same beside the question, with a place for what keeps the answer."""
    return words.copied if answer is not None and answer.asked == COPIED else words.changed


def asked_for_words(question: Question, words: FixedWords) -> str:
    """Who asks for an answer, in a sentence; empty where nobody is named."""
    why = question.why.strip().rstrip(".")
    return filled(words.asked_for_by, who=why) if why else ""


def example_words(example: Example, words: FixedWords) -> str:
    """What stands before an example: that it is one, and whose."""
    if not example.source:
        return words.example
    return filled(words.example_of, who=example.source)


def value_words(
    field: Question | Column,
    value: object,
    specify: Mapping[str, str] | None = None,
    fixed: FixedWords = ENGLISH,
) -> str:
    """A value as a sentence holds it: labels instead of ids, numbers with their unit."""
    if isinstance(value, bool):
        return fixed.yes if value else fixed.no
    if isinstance(value, int | float):
        return with_unit(value, field.unit, fixed.marks)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(value_words(field, item, specify, fixed) for item in value)
    if isinstance(value, str) and field.choices:
        return _option_words(field, value, specify or {})
    plain = without_final_newline(field, value) if isinstance(field, Question) else value
    return str(plain)


def _option_words(field: Question | Column, chosen: str, specify: Mapping[str, str]) -> str:
    for option in field.choices:
        if option.id == chosen:
            label = option.label or option.id
            text = specify.get(chosen, "").strip() if option.specify else ""
            return f"{label}: {text}" if text else label
    return chosen


def answer_words(question: Question, answer: Answer, fixed: FixedWords = ENGLISH) -> str:
    """A whole answer on one line; a table is counted."""
    if answer.status is not None:
        said = fixed.of_status(answer.status)
        return f"{said}: {answer.reason.strip()}" if answer.reason.strip() else said
    if question.type == "table":
        return count_of(len(answer.rows), fixed.row, fixed.rows)
    return value_words(question, answer.value, answer.specify, fixed)


def note_words(answer: Answer | None) -> str:
    """What is noted beside an answer, on one line; empty where nothing is."""
    lines = answer.note.split("\n") if answer else []
    return " / ".join(line.strip() for line in lines if line.strip())


def retired_words(card: Card) -> str:
    """Which answers a card keeps for which there is no question any more; empty without any."""
    names = list(card.retired)
    if not names:
        return ""
    kept = (
        "1 answer is kept whose question is"
        if len(names) == 1
        else (f"{len(names)} answers are kept whose questions are")
    )
    return f"{kept} no longer in this bank: {ENGLISH.listed(names, _MOST_RETIRED)}."


def piped(bank: Bank, card: Card, state: State, text: str) -> str:
    """`text` with the answers that it asks for; without one, the label in brackets."""
    if "{" not in text and "}" not in text:
        return text

    def words(name: str) -> str:
        question, answer = bank.questions[name], card.answer(name)
        has_a_value = name in state.settled and answer is not None and answer.status is None
        if not has_a_value or answer is None:
            return f"[{question.name}]"
        return cut(value_words(question, answer.value, answer.specify, bank.words), _LONGEST_PIPED)

    return pipe(text, words)
