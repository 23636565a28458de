"""A card for programs: typed answers, each with its question and how it stands.

The classes are the format, and `card_schema` makes its JSON Schema of them: the docstring under a
field is what the schema says of its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec import UNSET, Struct, UnsetType

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question, QuestionType
from cardtui.bank.model import Section as BankSection
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Answer, Card
from cardtui.condition.facts import Row
from cardtui.interview.state import Relevance, State, Stored
from cardtui.interview.wording import answer_words, piped

FORMAT = 1
"""The version of this format. What a later one adds does not change it; anything else does."""

Value = bool | int | float | str | list[str]
"""A date is a text such as 2026-01-31; an option is its id."""
Cells = dict[str, bool | int | float | str]


class _Table(Struct, frozen=True, kw_only=True):
    """What all objects of the document have in common."""


class BankName(_Table, frozen=True, kw_only=True):
    """The bank whose questions are answered."""

    id: str
    version: str
    title: str
    language: str
    """Of the texts, as in `en`."""


class Progress(_Table, frozen=True, kw_only=True):
    """How far the card is."""

    answered: int
    """Relevant questions with an answer; "unknown" and "not_applicable" are answers."""
    relevant: int
    """Questions that are relevant now."""
    possible: int
    """Questions that are relevant now or could become so."""


class Option(_Table, frozen=True, kw_only=True):
    """A choice of a question."""

    id: str
    label: str


class Column(_Table, frozen=True, kw_only=True):
    """A column of a table question."""

    id: str
    label: str
    type: str
    unit: str | UnsetType = UNSET
    """Of numbers."""


class Asked(_Table, frozen=True, kw_only=True):
    """A question and its answer."""

    id: str
    type: QuestionType
    label: str
    """The short name."""
    ask: str
    """The question itself."""
    required: bool
    """Whether the card is incomplete without it."""
    relevance: Relevance
    """Whether it is asked with the answers that the card has."""
    answer: Stored
    """What kind of answer there is; "unanswered" also where what is stored does not fit."""
    unit: str | UnsetType = UNSET
    """Of numbers."""
    options: list[Option] | UnsetType = UNSET
    """The choices of a select or multiselect."""
    columns: list[Column] | UnsetType = UNSET
    """Of a table."""
    value: Value | UnsetType = UNSET
    """The answer, where there is one that fits: typed as the question is."""
    specify: dict[str, str] | UnsetType = UNSET
    """The texts of chosen options such as "Other", by option."""
    rows: list[Cells] | UnsetType = UNSET
    """The answer to a table: cells by column; empty ones, and those set aside, are left out."""
    reason: str | UnsetType = UNSET
    """Why it is not known or does not apply, where a reason was given."""
    words: str | UnsetType = UNSET
    """The answer as a sentence holds it, where that says more than the value."""
    findings: list[str] | UnsetType = UNSET
    """What checks have against the answer."""


class Section(_Table, frozen=True, kw_only=True):
    """A section of the bank."""

    id: str
    title: str
    level: int
    """1 to 6, as of a heading."""
    questions: list[Asked]
    """In the order of the bank; notes are left out."""


class CardDocument(_Table, frozen=True, kw_only=True):
    """A model card, with what was asked and how each question stands.

    Answers to questions that are not asked now are in the card and not here.
    """

    format: int
    """1. A reader should refuse a number that it does not know."""
    id: str
    """The id of the card, which it keeps for ever."""
    bank: BankName
    complete: bool
    """Nothing required is open, and no check fails."""
    progress: Progress
    sections: list[Section]
    """In the order of the bank."""
    exported: str | UnsetType = UNSET
    """In a file that `cardtui export -o` wrote: the id of the card, and the SHA-256 of the document
    without this member. The next export writes over no file in which this does not hold."""


def card_document(bank: Bank, card: Card, state: State) -> CardDocument:
    """The document of a card."""
    progress = state.progress
    return CardDocument(
        format=FORMAT,
        id=card.id,
        bank=BankName(id=bank.id, version=bank.version, title=bank.title, language=bank.language),
        complete=state.complete,
        progress=Progress(
            answered=progress.answered, relevant=progress.relevant, possible=progress.possible
        ),
        sections=[_section(section, bank, card, state) for section in bank.sections],
    )


def to_json(bank: Bank, card: Card, state: State) -> str:
    """The document as text, indented, in ASCII: a control character is an escape."""
    import json

    plain = msgspec.to_builtins(card_document(bank, card, state))
    return json.dumps(plain, indent=2) + "\n"


def _section(section: BankSection, bank: Bank, card: Card, state: State) -> Section:
    questions = [q for q in section.questions if q.type != "note"]
    return Section(
        id=section.id,
        title=section.title,
        level=section.level,
        questions=[_asked(question, bank, card, state) for question in questions],
    )


def _asked(question: Question, bank: Bank, card: Card, state: State) -> Asked:
    is_settled = question.id in state.settled
    answer = card.answers.get(question.id, Answer()) if is_settled else Answer()
    findings = [finding.message for finding in state.findings_of(question.id)]
    options = [Option(id=o.id, label=o.label or o.id) for o in question.choices]
    return Asked(
        id=question.id,
        type=question.type,
        label=question.name,
        ask=piped(bank, card, state, question.ask),
        required=question.required,
        relevance=state.relevance[question.id],
        answer=state.stored[question.id] if is_settled else Stored.UNANSWERED,
        unit=question.unit or UNSET,
        options=options or UNSET,
        columns=_columns(question) or UNSET,
        value=_value(question, answer),
        specify=_specify(question, answer) or UNSET,
        rows=_rows(question, state) if is_settled and answer.status is None else UNSET,
        reason=answer.reason.strip() or UNSET if answer.status is not None else UNSET,
        words=_words(question, answer, bank) if is_settled else UNSET,
        findings=findings or UNSET,
    )


def _words(question: Question, answer: Answer, bank: Bank) -> str | UnsetType:
    """The answer in words, where its value does not say the same."""
    words = answer_words(question, answer, bank.words)
    return UNSET if words == _value(question, answer) else words


def _columns(question: Question) -> list[Column]:
    return [
        Column(id=c.id, label=c.name, type=c.type, unit=c.unit or UNSET) for c in question.columns
    ]


def _value(question: Question, answer: Answer) -> Value | UnsetType:
    value = without_final_newline(question, answer.value)
    if answer.status is not None or value is None or question.type == "table":
        return UNSET
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, bool | int | float | str | list)
    return value


def _specify(question: Question, answer: Answer) -> dict[str, str]:
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    with_text = [option.id for option in question.choices if option.specify]
    return {
        option: text
        for option, text in answer.specify.items()
        if answer.status is None and option in chosen and option in with_text and text.strip()
    }


def _rows(question: Question, state: State) -> list[Cells] | UnsetType:
    rows = state.facts[question.id]
    if question.type != "table" or not isinstance(rows, tuple):
        return UNSET
    return [dict(_cells(row)) for row in rows if not isinstance(row, str) and row]


def _cells(row: Row) -> Iterator[tuple[str, bool | int | float | str]]:
    for name, cell in row.items():
        if isinstance(cell, date):
            yield name, cell.isoformat()
        elif isinstance(cell, bool | int | float | str):
            yield name, cell


def card_schema_text() -> str:
    """The JSON Schema of the document."""
    import json
    import sys

    from cardtui.files.json_schema import described_schema

    schema = described_schema(CardDocument, sys.modules[__name__], "A model card")
    return json.dumps(schema, indent=2) + "\n"
