"""The rules of the bank format that no type can state: ids, and which keys suit which type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cardtui.bank.given import check_given
from cardtui.bank.model import (
    BANK_ID_PATTERN,
    FORMAT,
    ID_PATTERN,
    KEY_OF_TYPE,
    LEVELS,
    METADATA_PATTERN,
    RESERVED,
    RESERVED_FOR_COLUMNS,
    TYPES_OF_KEY,
    BankFile,
    Column,
    Field,
    Option,
    Question,
    Section,
    option_id,
)
from cardtui.bank.own_tests import check_tests
from cardtui.bank.piping import NOT_PIPED, piped_names
from cardtui.bank.problems import Problems
from cardtui.bank.text_formats import FORMATS
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_ID = re.compile(ID_PATTERN)
_BANK_ID = re.compile(BANK_ID_PATTERN)
_METADATA_KEY = re.compile(METADATA_PATTERN)
_ID_WORDS = "lower-case letters, digits and underscores, a letter first"
_BANK_ID_WORDS = "lower-case letters, digits, hyphens and underscores, a letter first"

_Ids = dict[str, "tuple[str, KeyPath]"]
"""What has each id, and where."""


def check_rules(bank: BankFile, problems: Problems) -> None:
    """Report everything that breaks a rule."""
    _check_header(bank, problems)
    ids: _Ids = {}
    for i, section in enumerate(bank.sections):
        at: KeyPath = ("section", i)
        _check_id(section.id, "section", ids, at, problems)
        _check_section(section, at, problems)
        _check_after(section.after, at, problems)
        for j, question in enumerate(section.questions):
            here: KeyPath = (*at, "question", j)
            _check_id(question.id, "question", ids, here, problems)
            _check_question(question, here, problems)
            _check_after(question.after, here, problems)
    _check_piping(bank, problems)
    check_tests(bank, problems)
    check_given(bank, problems)
    if bank.migrations:
        from cardtui.bank.migration_rules import check_migrations

        check_migrations(bank, problems)


def _check_header(bank: BankFile, problems: Problems) -> None:
    if bank.format != FORMAT:
        # `load` has refused newer ones already.
        problems.add(("format",), f"there is no bank format {bank.format}", f"write {FORMAT}")
    if not _BANK_ID.fullmatch(bank.id):
        message = f'"{bank.id}" cannot be the id of a bank'
        problems.add(("id",), message, _better_id(bank.id, _BANK_ID_WORDS))
    if not FORMATS["semver"].fits(bank.version):
        expected = FORMATS["semver"].words
        problems.add(("version",), f'"{bank.version}" is not a version', f"expected {expected}")
    check_one_line(bank.title, ("title",), problems)
    for key, given in (("override", bank.overrides), ("hide", bank.hide)):
        if given:
            message = f"`{key}` is about the questions of another bank"
            problems.add((key,), message, "name that bank under `extends`")
    if not any(section.questions for section in bank.sections):
        problems.add((), "this bank asks nothing", "add a `[[section]]` with a question")


def _check_after(after: str, at: KeyPath, problems: Problems) -> None:
    if after:
        message = "`after` finds a place in a bank that is extended, and this one extends none"
        problems.add((*at, "after"), message, "remove it: questions come in the order of the file")


def _better_id(id_: str, words: str = _ID_WORDS) -> str:
    """What an id is made of, and the id that is nearest to one that cannot be."""
    made = option_id(id_)
    return f'use {words}, such as "{made}"' if made not in ("", id_) else f"use {words}"


def _check_id(id_: str, what: str, ids: _Ids, at: KeyPath, problems: Problems) -> None:
    key = (*at, "id")
    if not _ID.fullmatch(id_):
        problems.add(key, f'"{id_}" cannot be the id of a {what}', _better_id(id_))
    elif id_ in RESERVED:
        problems.add(key, f'"{id_}" is a word of the condition language', "choose another id")
    elif id_ in ids:
        other, place = ids[id_]
        line = problems.line_of(place)
        message = f'the {other} in line {line} has the id "{id_}" already'
        problems.add(key, message, "choose another id")
    ids.setdefault(id_, (what, key))


def _check_section(section: Section, at: KeyPath, problems: Problems) -> None:
    check_one_line(section.title, (*at, "title"), problems)
    if section.level not in LEVELS:
        problems.add((*at, "level"), f"there is no heading level {section.level}", "use 1 to 6")


def check_one_line(text: str, at: KeyPath, problems: Problems) -> None:
    """Report a text that says nothing, or that does not stand on one line."""
    if not text.strip():
        problems.add(at, f"`{at[-1]}` is empty", "write a few words")
    elif "\n" in text:
        problems.add(at, f"`{at[-1]}` has more than one line", "put it on one")


def _check_question(question: Question, at: KeyPath, problems: Problems) -> None:
    check_one_line(question.ask, (*at, "ask"), problems)
    _check_field(question, at, problems)
    _check_columns(question, at, problems)
    if question.type == "note":
        for key in ("required", "check"):
            if getattr(question, key):
                problems.add(
                    (*at, key), f"a note has no answer: `{key}` has no meaning", "remove it"
                )
    if question.type in ("table", "note") and question.suggest is not None:
        problems.add((*at, "suggest"), f"a {question.type} has no suggestion", "remove it")
    if question.metadata and not _METADATA_KEY.fullmatch(question.metadata):
        problems.add(
            (*at, "metadata"), f'"{question.metadata}" cannot be a key', "use letters, digits, _ -"
        )
    if question.metadata and question.type in ("table", "note"):
        problems.add((*at, "metadata"), f"a {question.type} cannot fill front matter", "remove it")
    is_table = question.type == "table"
    printed = question.output.printed
    if (printed == "table" and not is_table) or (
        is_table and printed in ("paragraph", "item", "code")
    ):
        problems.add((*at, "output"), f"a {question.type} cannot be printed as {printed}")


def _check_field(field: Question | Column, at: KeyPath, problems: Problems) -> None:
    if field.label:
        check_one_line(field.label, (*at, "label"), problems)
    for i, check in enumerate(field.check):
        check_one_line(check.message, (*at, "check", i, "message"), problems)
    for key, types in TYPES_OF_KEY.items():
        given = getattr(field, "columns" if key == "column" else key, None)
        if given and field.type not in types:
            allowed = " or ".join(types)
            article = "an" if field.type == "integer" else "a"
            problems.add(
                (*at, key),
                f"`{key}` has no meaning for {article} {field.type}",
                f"it goes with {allowed}",
            )
    if KEY_OF_TYPE.get(field.type) == "options":
        _check_options(field, at, problems)


def _check_options(field: Field, at: KeyPath, problems: Problems) -> None:
    if not field.choices:
        problems.add(at, "`options` is missing", "add at least one")
    seen: set[str] = set()
    for i, option in enumerate(field.choices):
        key = (*at, "options", i)
        shown = option.label or option.id
        if not _ID.fullmatch(option.id):
            if not option.id and not option_id(option.label):
                message = f'no option id can be made of "{shown}"'
                problems.add(key, message, f'write {{ id = "...", label = "{shown}" }}')
            else:
                message = f'"{option.id}" cannot be the id of an option'
                problems.add(key, message, _better_id(option.id))
        elif option.id in seen:
            problems.add(key, f'there is an option "{option.id}" already', "give it another id")
        seen.add(option.id)
        if option.label:
            check_one_line(option.label, (*key, "label"), problems)
        _check_option(option, field, key, problems)


def _check_option(option: Option, field: Field, key: KeyPath, problems: Problems) -> None:
    holds_several = isinstance(field, Question) and field.type == "multiselect"
    if option.exclusive and not holds_several:
        problems.add(key, "`exclusive` has no meaning where one option is chosen", "remove it")
    if option.specify and isinstance(field, Column):
        problems.add(key, "an option of a column cannot ask for a text", "add a text column")


def _check_columns(question: Question, at: KeyPath, problems: Problems) -> None:
    if question.type == "table" and not question.columns:
        problems.add(at, "a table needs columns", "add a `[[section.question.column]]`")
    seen: set[str] = set()
    for i, column in enumerate(question.columns):
        here = (*at, "column", i)
        key = (*here, "id")
        if not _ID.fullmatch(column.id):
            problems.add(key, f'"{column.id}" cannot be the id of a column', _better_id(column.id))
        elif column.id in RESERVED_FOR_COLUMNS:
            message = f'"{column.id}" is a word of the condition language'
            problems.add(key, message, "choose another id")
        elif column.id in seen:
            problems.add(key, f'there is a column "{column.id}" already', "choose another id")
        seen.add(column.id)
        _check_field(column, here, problems)


def _check_piping(bank: BankFile, problems: Problems) -> None:
    questions = {q.id: q for section in bank.sections for q in section.questions}
    for i, section in enumerate(bank.sections):
        for j, question in enumerate(section.questions):
            for key, text in (("ask", question.ask), ("help", question.help)):
                if "{" in text or "}" in text:
                    at: KeyPath = ("section", i, "question", j, key)
                    check_pipes(text, question.id, questions, at, problems)


def check_pipes(
    text: str,
    asked: str,
    questions: Mapping[str, Question],
    at: KeyPath,
    problems: Problems,
) -> None:
    """Report what is wrong with the names in braces in a text of the question `asked`."""
    try:
        names = piped_names(text)
    except ValueError as error:
        problems.add(at, f"`{at[-1]}` has {error}")
        return
    for name in names:
        shown = f"`{{{name}}}`"
        table = questions.get(name.partition(".")[0])
        if not name:
            problems.add(
                at, f"{shown} names no question", "write the id of one, or {{}} for braces"
            )
        elif name not in questions and table is not None and table.columns:
            problems.add(at, f"{shown} is a cell: that cannot stand in a sentence")
        elif name not in questions:
            near = did_you_mean(name, questions)
            problems.add(at, f"{shown}: there is no question `{name}`", near)
        elif name == asked:
            problems.add(at, f"{shown} is the answer that is asked for", "leave it out")
        elif questions[name].type in NOT_PIPED:
            kind = questions[name].type
            problems.add(at, f"{shown} is a {kind}: that cannot stand in a sentence")
