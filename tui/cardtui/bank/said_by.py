"""Who says a text of a bank that extends others: each bank is translated beside its own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.translation_file import QuestionTexts, SectionTexts, TranslationFile

if TYPE_CHECKING:
    from cardtui.bank.merged import Source

SaidBy = Callable[[str, str], bool]
"""Whether a bank says a key of a section or question, by the id of that and the name of the key."""
_KEYS = {"columns": "column"}
"""Keys that a translation calls otherwise than a bank."""
_Texts = TypeVar("_Texts", SectionTexts, QuestionTexts)


def said_by(bank: Bank, source: Source | None = None) -> SaidBy:
    """What a bank that another extends says in it; without `source`, what that says itself."""
    merged = bank.original.merged
    if merged is None:
        return lambda _, __: True
    items, wanted = merged.items(), source or merged.own
    return lambda name, key: (
        name in items and items[name].part_of((_KEYS.get(key, key),)).source == wanted
    )


def only_by(base: Source, bank: Bank, translation: TranslationFile) -> TranslationFile:
    """A translation of a bank that `bank` extends, less what that says otherwise or not at all."""
    is_said = said_by(bank, base)

    def kept(name: str, texts: _Texts) -> _Texts:
        others = {
            key: getattr(type(texts)(), key)
            for key in texts.__struct_fields__
            if not is_said(name, key)
        }
        return replace(texts, **others)

    return replace(
        translation,
        title="",
        sections={name: kept(name, texts) for name, texts in translation.sections.items()},
        questions={name: kept(name, texts) for name, texts in translation.questions.items()},
    )
