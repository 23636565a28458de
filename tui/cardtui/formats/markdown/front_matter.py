"""The YAML block at the head of a document, for answers that a bank calls metadata.

PyYAML writes it: a quoted "no" and a text that looks like a number are its business. What it wrote
is read back and compared. Weighed: ruamel.yaml is larger and keeps comments that nobody needs here.
"""

from __future__ import annotations

from datetime import date

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Card
from cardtui.errors import CardError, Problem
from cardtui.interview.state import State
from cardtui.text.clean import visible


def front_matter(bank: Bank, card: Card, state: State) -> str:
    """The block with its two rules and an empty line, or nothing where there is no metadata."""
    fields = metadata(bank, card, state)
    if not fields:
        return ""
    import yaml

    written = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=2**20)
    if yaml.safe_load(written) != fields:
        raise CardError(Problem("the front matter would not be read as it is meant", "report it"))
    return f"---\n{written}---\n\n"


def metadata(bank: Bank, card: Card, state: State) -> dict[str, object]:
    """The answers that a bank maps to front matter, by key."""
    fields: dict[str, object] = {}
    for question in bank:
        answer = card.answer(question.id)
        if not question.metadata or question.id not in state.settled or answer is None:
            continue
        if answer.status is None and question.type != "table":
            fields[question.metadata] = _plain(question, answer.value)
    return fields


def _plain(question: Question, value: object) -> object:
    plain = without_final_newline(question, value)
    if isinstance(plain, str):
        return visible(plain)
    if isinstance(plain, list):
        return [visible(str(item)) for item in plain]
    assert isinstance(plain, bool | int | float | date)
    return plain
