"""A bank in another language: its texts are others, and nothing else is.

Ids, conditions, fingerprints and the checksum stay, and so does all that a card stores. Imported
only where a language is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.dependencies import parents
from cardtui.bank.expressions import CellId, CheckedBy
from cardtui.bank.model import Check, Column, Example, Field, Option, Question, Section
from cardtui.bank.problems import Problems
from cardtui.bank.rules import check_one_line, check_pipes
from cardtui.bank.said_by import only_by
from cardtui.bank.translation_file import (
    FORMAT,
    FieldTexts,
    OptionTexts,
    QuestionTexts,
    SectionTexts,
    TranslationFile,
    decode_translation,
)
from cardtui.bank.translation_words import check_words, with_words
from cardtui.errors import BankError, Problem
from cardtui.files.positions import KeyPath
from cardtui.files.reading import TextFile
from cardtui.files.toml import parse_toml

if TYPE_CHECKING:
    from cardtui.bank.merged import Source

SUFFIX = ".toml"


def translated(bank: Bank, file: TextFile) -> Bank:
    """`bank` with the texts of a translation. What is missing there stays as it is, text by text.

    On a bank that is translated already, the new texts go before the old.

    Raises `TomlError` or `BankError` with all that is wrong with the file. What it translates that
    the bank no longer has is no error: see `translation_report`.
    """
    return _with_texts(bank, read_translation(bank, file))


def translated_base(bank: Bank, base: Source, file: TextFile) -> Bank:
    """`bank` with the texts of a translation of a bank that it extends.

    Only what still stands as `base` says it is translated: other words need another translation.
    Raises as `translated` does.
    """
    return _with_texts(bank, read_translation(bank, file, base))


def _with_texts(bank: Bank, translation: TranslationFile) -> Bank:
    sections = tuple(
        _section(section, translation.sections.get(section.id), translation.questions)
        for section in bank.sections
    )
    questions = {q.id: q for section in sections for q in section.questions}
    return replace(
        bank,
        file=replace(
            bank.file,
            title=_given(translation.title, bank.title),
            language=translation.language,
            sections=sections,
        ),
        words=with_words(bank, translation.language, translation.words),
        questions=questions,
        section_of={q.id: section for section in sections for q in section.questions},
        parents=parents(sections),
        expressions=replace(
            bank.expressions,
            checks={
                name: _said(checks, questions[name].check)
                for name, checks in bank.expressions.checks.items()
            },
            cell_checks=_cell_checks(bank, questions),
        ),
        translation_of=bank.original,
    )


def read_translation(bank: Bank, file: TextFile, base: Source | None = None) -> TranslationFile:
    """The translation of a bank in a file; of what `base` says in it, if it is of a bank extended.

    Raises as `translated` does.
    """
    tables = parse_toml(file)
    problems = Problems(file)
    _refuse_other_formats(tables, file, problems)
    decoded = decode_translation(tables, problems)
    problems.raise_if_any()
    assert decoded is not None
    if base is not None:
        decoded = only_by(base, bank, decoded)
    else:
        _refuse_sealed(decoded, bank, problems)
    _check_language(decoded.language, bank, file, problems)
    _check_texts(decoded, bank, problems)
    problems.raise_if_any()
    return decoded


# What must hold


def _refuse_other_formats(tables: Mapping[str, object], file: TextFile, problems: Problems) -> None:
    if "section" in tables or "answers" in tables:
        what = "a bank" if "section" in tables else "a card"
        remedy = "a translation has `format = 1`, `language`, `[sections.ID]` and `[questions.ID]`"
        raise BankError(Problem(f"this is {what}, not a translation", remedy, file.path))
    found = tables.get("format")
    if isinstance(found, int) and not isinstance(found, bool) and found != FORMAT:
        message = f"this translation has format {found}, this version of cardtui reads {FORMAT}"
        remedy = "update cardtui" if found > FORMAT else f"write {FORMAT}"
        problems.add(("format",), message, remedy)
        problems.raise_if_any()


def _refuse_sealed(translation: TranslationFile, bank: Bank, problems: Problems) -> None:
    """Report texts of questions that another bank has sealed: its wording is kept in any language."""
    merged = bank.original.merged
    if merged is None:
        return
    items = merged.items()
    for name in translation.questions:
        item = items.get(name)
        if item is None or item.table.get("sealed") is not True:
            continue
        seal = item.part_of(("sealed",))
        if seal.source != merged.own:
            message = f"`{name}` is sealed ({merged.spot(seal)}): its texts are translated there"
            problems.add(("questions", name), message, "leave it out")


def _check_language(language: str, bank: Bank, file: TextFile, problems: Problems) -> None:
    # A file of a repository is called REPOSITORY@REV:fr.toml.
    named = re.split(r"[/:\\]", file.path)[-1].removesuffix(SUFFIX)
    if language.casefold() == bank.original.language.casefold():
        message = f'"{language}" is the language of the bank itself'
        problems.add(("language",), message, "write the language of these texts")
    elif file.path.endswith(SUFFIX) and language.casefold() != named.casefold():
        message = f'"{language}" is not the language that the file is named after'
        problems.add(("language",), message, f'write "{named}", or call it {language}{SUFFIX}')


def _check_texts(translation: TranslationFile, bank: Bank, problems: Problems) -> None:
    _check_line(translation.title, ("title",), problems)
    check_words(translation.words, problems)
    for name, section in translation.sections.items():
        _check_line(section.title, ("sections", name, "title"), problems)
    for name, texts in translation.questions.items():
        at: KeyPath = ("questions", name)
        _check_line(texts.ask, (*at, "ask"), problems)
        _check_field(texts, at, problems)
        for column, cell in texts.columns.items():
            _check_field(cell, (*at, "columns", column), problems)
        if name in bank.questions:
            for key, text in (("ask", texts.ask), ("help", texts.help)):
                check_pipes(text, name, bank.questions, (*at, key), problems)


def _check_field(texts: FieldTexts, at: KeyPath, problems: Problems) -> None:
    _check_line(texts.label, (*at, "label"), problems)
    for i, message in enumerate(texts.check):
        _check_line(message, (*at, "check", i), problems, "a message")
    for name, option in texts.choices.items():
        _check_line(option.label, (*at, "options", name), problems)


def _check_line(text: str, at: KeyPath, problems: Problems, name: str = "") -> None:
    """A text that is empty is not translated yet; one that is there stands on one line."""
    if "\n" not in text:
        return
    if name:
        problems.add(at, f"{name} has more than one line", "put it on one")
    else:
        check_one_line(text, at, problems)


# The bank with other texts


def _given(translation: str, own: str) -> str:
    """What stands for a text of the bank: nothing, where the bank has none."""
    return translation if translation.strip() and own.strip() else own


def _in_order(translations: Sequence[str], own: Sequence[str]) -> list[str]:
    texts = [_given(text, wording) for text, wording in zip(translations, own, strict=False)]
    return [*texts, *own[len(texts) :]]


def _section(
    section: Section, texts: SectionTexts | None, questions: Mapping[str, QuestionTexts]
) -> Section:
    texts = texts or SectionTexts()
    return replace(
        section,
        title=_given(texts.title, section.title),
        help=_given(texts.help, section.help),
        questions=tuple(
            _question(question, questions[question.id]) if question.id in questions else question
            for question in section.questions
        ),
    )


def _question(question: Question, texts: QuestionTexts) -> Question:
    examples = _in_order(texts.examples, [example.text for example in question.named_examples])
    return replace(
        question,
        ask=_given(texts.ask, question.ask),
        why=_given(texts.why, question.why),
        examples=tuple(
            Example(text=text, source=example.source)
            for text, example in zip(examples, question.named_examples, strict=True)
        ),
        columns=tuple(
            _column(column, texts.columns[column.id]) if column.id in texts.columns else column
            for column in question.columns
        ),
        label=texts.label if texts.label.strip() else question.label,
        help=_given(texts.help, question.help),
        unit=_given(texts.unit, question.unit),
        check=_checks(question, texts),
        options=_options(question, texts.choices),
    )


def _column(column: Column, texts: FieldTexts) -> Column:
    return replace(
        column,
        label=texts.label if texts.label.strip() else column.label,
        help=_given(texts.help, column.help),
        unit=_given(texts.unit, column.unit),
        check=_checks(column, texts),
        options=_options(column, texts.choices),
    )


def _checks(field: Field, texts: FieldTexts) -> tuple[Check, ...]:
    messages = _in_order(texts.check, [check.message for check in field.check])
    return tuple(
        replace(check, message=message)
        for check, message in zip(field.check, messages, strict=True)
    )


def _options(field: Field, texts: Mapping[str, OptionTexts]) -> tuple[Option, ...]:
    return tuple(
        replace(
            option,
            label=texts[option.id].label if texts[option.id].label.strip() else option.label,
            help=_given(texts[option.id].help, option.help),
        )
        if option.id in texts
        else option
        for option in field.choices
    )


def _said(checks: Sequence[CheckedBy], written: Sequence[Check]) -> tuple[CheckedBy, ...]:
    """Compiled checks with the messages of the bank's."""
    return tuple(
        replace(checked, message=check.message)
        for checked, check in zip(checks, written, strict=True)
    )


def _cell_checks(
    own: Bank, questions: Mapping[str, Question]
) -> dict[CellId, tuple[CheckedBy, ...]]:
    columns = {
        (question.id, column.id): column
        for question in questions.values()
        for column in question.columns
    }
    return {
        cell: _said(checks, columns[cell].check)
        for cell, checks in own.expressions.cell_checks.items()
    }
