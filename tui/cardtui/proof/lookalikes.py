"""Names in a bank that a person cannot tell apart, or that pretend to be others.

Ids are ASCII by their pattern; what people read is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from cardtui.bank.bank import Bank
from cardtui.bank.model import Field, Question
from cardtui.files.findings import Remark
from cardtui.files.positions import KeyPath
from cardtui.text.lookalikes import disguised_letters, letter_words, shape
from cardtui.text.words import join_words

RULE = "look-alike"
_Named = tuple[KeyPath, str]
"""Where a name stands, and what it is."""


def remarks_on_lookalikes(bank: Bank) -> Iterator[Remark]:
    """Disguised letters anywhere; names that look the same, where a person chooses by them."""
    names = list(_names(bank))
    groups = [group for key, question in _questions(bank) for group in _groups(key, question)]
    for key, name in (*names, *chain.from_iterable(groups)):
        if letters := disguised_letters(name):
            shown = join_words(map(letter_words, letters))
            message = f'"{name}" has Latin letters, and others that look like them: {shown}'
            yield Remark(RULE, "warning", key, message, "write it in one alphabet")
    yield from _drawn_alike(names)
    for group in groups:
        yield from _drawn_alike(group)
        yield from _twice(group)


def _names(bank: Bank) -> Iterator[_Named]:
    """Titles and labels. The same one may well be there twice, as in sections side by side."""
    yield ("title",), bank.title
    for i, section in enumerate(bank.sections):
        yield ("section", i, "title"), section.title
    for key, question in _questions(bank):
        yield (*key, "label"), question.name


def _questions(bank: Bank) -> Iterator[tuple[KeyPath, Question]]:
    for i, section in enumerate(bank.sections):
        for j, question in enumerate(section.questions):
            yield ("section", i, "question", j), question


def _groups(key: KeyPath, question: Question) -> Iterator[list[_Named]]:
    """Names that stand side by side: options, and columns."""
    yield _options(key, question)
    yield [((*key, "column", i, "label"), each.name) for i, each in enumerate(question.columns)]
    for i, column in enumerate(question.columns):
        yield _options((*key, "column", i), column)


def _options(key: KeyPath, field: Field) -> list[_Named]:
    named = enumerate(field.choices)
    return [((*key, "options", i), option.label or option.id) for i, option in named]


def _drawn_alike(names: Iterable[_Named]) -> Iterator[Remark]:
    """Names that are different texts and look the same."""
    first: dict[str, str] = {}
    for key, name in names:
        if first.setdefault(shape(name), name) != name:
            message = f'"{name}" looks like another name, and is another text'
            yield Remark(RULE, "warning", key, message, "write both alike, or change one")


def _twice(names: Iterable[_Named]) -> Iterator[Remark]:
    seen: set[str] = set()
    for key, name in names:
        if name in seen:
            message = f'"{name}" is there twice, with two ids'
            yield Remark(RULE, "warning", key, message, "say in the label what is different")
        seen.add(name)
