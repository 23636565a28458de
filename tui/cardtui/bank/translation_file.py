"""A translation of a bank as its file holds it: `fr.toml` beside `bank.toml`, keyed by id.

    format = 1
    language = "fr"
    of = "9c0d1e2f"
    title = "Fiche de modèle"

    [words]
    yes = "Oui"

    [sections.details]
    of = "1a2b3c4d"
    title = "Détails"

    [questions.compression]
    of = "5e6f7a8b"
    ask = "Comment {model_name} est-il compressé ?"

    [questions.compression.options]
    pruning = "Élagage"

All of it may be left out: what is not there is shown in the language of the bank.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import field
from msgspec.structs import force_setattr

from cardtui.bank.decode import check_value
from cardtui.bank.meant import meant_key
from cardtui.bank.model import Table
from cardtui.bank.problems import Problems
from cardtui.files.positions import KeyPath

FORMAT = 1
"""The format of translations that this version reads."""


class OptionTexts(Table, frozen=True, kw_only=True):
    """An option in another language. Short form: the label alone."""

    label: str = ""
    help: str = ""


class FieldTexts(Table, frozen=True, kw_only=True):
    """What questions and columns have in common."""

    label: str = ""
    help: str = ""
    unit: str = ""
    check: tuple[str, ...] = ()
    """The messages of the checks, in the order of the bank; an empty one stays as it is."""
    options: dict[str, str | OptionTexts] = field(default_factory=dict)
    """By the id of the option."""

    def __post_init__(self) -> None:
        whole = {
            name: OptionTexts(label=texts) if isinstance(texts, str) else texts
            for name, texts in self.options.items()
        }
        force_setattr(self, "options", whole)

    @property
    def choices(self) -> dict[str, OptionTexts]:
        """The options, each with label and help."""
        return self.options  # type: ignore[return-value]


class ColumnTexts(FieldTexts, frozen=True, kw_only=True):
    """A column of a table in another language."""


class QuestionTexts(FieldTexts, frozen=True, kw_only=True):
    """A question in another language."""

    of: str = ""
    """The fingerprint of the wording that was translated."""
    ask: str = ""
    why: str = ""
    examples: tuple[str, ...] = ()
    """In the order of the bank; an empty one stays as it is."""
    columns: dict[str, ColumnTexts] = field(default_factory=dict)
    """By the id of the column."""


class SectionTexts(Table, frozen=True, kw_only=True):
    """A section in another language."""

    of: str = ""
    """The fingerprint of the wording that was translated."""
    title: str = ""
    help: str = ""


class TranslationFile(Table, frozen=True, kw_only=True):
    """A whole translation."""

    format: int
    language: str
    """Of the texts; the name of the file says the same."""
    of: str = ""
    """The fingerprint of the title that was translated."""
    title: str = ""
    """What people call the bank."""
    sections: dict[str, SectionTexts] = field(default_factory=dict)
    questions: dict[str, QuestionTexts] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """What cardtui says of its own in this language, by the names of `FixedWords`."""


_BY_ID: dict[tuple[type[Table], str], type[Table]] = {
    (TranslationFile, "sections"): SectionTexts,
    (TranslationFile, "questions"): QuestionTexts,
    (QuestionTexts, "columns"): ColumnTexts,
    (QuestionTexts, "options"): OptionTexts,
    (ColumnTexts, "options"): OptionTexts,
}
"""Keys that hold a table of tables, by id."""


def decode_translation(tables: dict[str, Any], problems: Problems) -> TranslationFile | None:
    """The translation in a file; None, and all that is wrong in `problems`, if it is not one."""
    try:
        return msgspec.convert(tables, TranslationFile)
    except (msgspec.ValidationError, OverflowError):
        _check_table(tables, TranslationFile, (), problems)
        return None


def _check_table(
    table: dict[str, Any], table_type: type[Table], at: KeyPath, problems: Problems
) -> None:
    fields = {each.encode_name: each for each in msgspec.structs.fields(table_type)}
    for key, known in fields.items():
        if known.required and key not in table:
            problems.add(at, f"`{key}` is missing", "add it")
    for key, value in table.items():
        here = (*at, key)
        below = _BY_ID.get((table_type, key))
        if key not in fields:
            remedy = meant_key(key, table_type, list(fields))
            problems.add(here, f"there is no key `{key}` here", remedy)
        elif below is not None and isinstance(value, dict):
            _check_each(value, below, here, problems)
        elif (table_type, key) == (TranslationFile, "words") and isinstance(value, dict):
            for name, said in value.items():
                check_value(said, str, (*here, name), problems)
        elif below is not None:
            problems.add(here, f"`{key}`: expected a table", f"write [{'.'.join(map(str, here))}]")
        else:
            check_value(value, fields[key].type, here, problems)


def _check_each(
    tables: dict[str, Any], table_type: type[Table], at: KeyPath, problems: Problems
) -> None:
    for name, value in tables.items():
        if isinstance(value, dict):
            _check_table(value, table_type, (*at, name), problems)
        elif table_type is OptionTexts:
            check_value(value, str, (*at, name), problems)
        else:
            message = f"`{name}`: expected a table"
            problems.add((*at, name), message, f"write [{'.'.join(map(str, (*at, name)))}]")
