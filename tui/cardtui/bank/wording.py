"""All that a translator translates of a bank, text by text, and the fingerprint of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

from cardtui.bank.fingerprint import DIGITS
from cardtui.bank.model import Column, Question, Section

TextKey = tuple[str | int, ...]
"""Where a text stands in the table of its translation: `("options", "pruning")`, `("check", 0)`."""
HELP = "help"


class Text(Struct, frozen=True):
    """A text of the bank."""

    key: TextKey
    wording: str
    is_name: bool = False
    """Whether it can be the same in two languages: a label, a unit, an example, a law."""
    is_optional: bool = False
    """Whether to leave it out needs no word: an example."""


def section_texts(section: Section) -> Iterator[Text]:
    """The texts of a section, without those of its questions."""
    yield from _there(Text(("title",), section.title), Text((HELP,), section.help))


def question_texts(question: Question) -> Iterator[Text]:
    """The texts of a question, its options and columns among them."""
    yield from _there(Text(("ask",), question.ask))
    yield from _field_texts(question, ())
    yield from _there(Text(("why",), question.why, is_name=True))
    for i, example in enumerate(question.named_examples):
        yield from _there(Text(("examples", i), example.text, is_name=True, is_optional=True))
    for column in question.columns:
        yield from _field_texts(column, ("columns", column.id))


def _field_texts(field: Question | Column, at: TextKey) -> Iterator[Text]:
    yield from _there(
        Text((*at, "label"), field.name, is_name=True),
        Text((*at, HELP), field.help),
        Text((*at, "unit"), field.unit, is_name=True),
        *(Text((*at, "check", i), check.message) for i, check in enumerate(field.check)),
    )
    for option in field.choices:
        here = (*at, "options", option.id)
        label = option.label or option.id
        yield from _there(Text(here, label, is_name=True), Text((*here, HELP), option.help))


def _there(*texts: Text) -> Iterator[Text]:
    return (text for text in texts if text.wording.strip())


def wording_fingerprint(texts: Iterable[Text]) -> str:
    """The first 8 hexadecimal digits of a SHA-256 of texts and where they stand.

    Options and columns stand by their ids: to move them changes nothing.
    """
    wordings = {".".join(map(str, text.key)): text.wording for text in texts}
    packed = json.dumps(wordings, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
