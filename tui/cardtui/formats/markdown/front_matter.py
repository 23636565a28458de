"""The YAML block at the head of a document, for answers that a bank calls metadata.

PyYAML writes it: a quoted "no" and a text that looks like a number are its business. What it wrote
is read back and compared. Weighed: ruamel.yaml is larger and keeps comments that nobody needs here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import chain

from cardtui.bank.bank import Bank
from cardtui.bank.model import Question
from cardtui.bank.values import without_final_newline
from cardtui.card.model import Card
from cardtui.errors import CardError, Problem
from cardtui.interview.state import State
from cardtui.text.clean import visible

_ON_ONE_LINE = 2**20
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ._-][A-Za-z0-9]+)*")
_MEANS_SOMETHING = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What some reader of YAML takes for something else than a text."""


def front_matter(bank: Bank, card: Card, state: State) -> str:
    """The block with its two rules and an empty line, or nothing where there is no metadata."""
    fields = metadata(bank, card, state)
    return block(fields) if fields else ""


def block(fields: Mapping[str, object]) -> str:
    """Front matter with these fields. What PyYAML would write as it stands is written without it."""
    if all(map(_is_plain, chain.from_iterable(fields.items()))):
        written = "".join(f"{key}: {value}\n" for key, value in fields.items())
    else:
        written = _by_pyyaml(fields)
    return f"---\n{written}---\n\n"


def _by_pyyaml(fields: Mapping[str, object]) -> str:
    import yaml

    written: str = yaml.safe_dump(
        dict(fields), sort_keys=False, allow_unicode=True, width=_ON_ONE_LINE
    )
    if yaml.safe_load(written) != fields:
        raise CardError(Problem("the front matter would not be read as it is meant", "report it"))
    return written


def _is_plain(text: object) -> bool:
    """Whether PyYAML, which takes longer to import than all that an export reads, would write this."""
    return (
        isinstance(text, str)
        and _PLAIN.fullmatch(text) is not None
        and text.casefold() not in _MEANS_SOMETHING
    )


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
