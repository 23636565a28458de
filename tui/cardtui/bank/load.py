"""Loading a bank: everything that could go wrong while someone is asked goes wrong here."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardtui.bank.bank import Bank
from cardtui.bank.decode import decode_bank, refuse_other_formats
from cardtui.bank.dependencies import (
    column_needs,
    dependencies,
    evaluation_order,
    parents,
    shortest_cycle,
)
from cardtui.bank.expressions import Expressions, read_expressions
from cardtui.bank.fixed_words import fixed_words
from cardtui.bank.model import BankFile
from cardtui.bank.problems import Problems
from cardtui.bank.rules import check_rules
from cardtui.errors import BankError
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.toml import parse_toml
from cardtui.text.words import join_words

if TYPE_CHECKING:
    from cardtui.bank.bases import Parents
    from cardtui.bank.merged import Merged
    from cardtui.files.positions import KeyPath

BANK_FILE = "bank.toml"
"""The bank in a folder that also holds translations."""


def load_bank(path: str | Path) -> Bank:
    """Load a bank file, or the `bank.toml` of a folder, that extends no other.

    Raises `FileError`, `TomlError`, or `BankError` with all that is wrong, up to fifty problems.
    """
    return read_bank(read_bank_file(path))


def read_bank_file(path: str | Path) -> TextFile:
    """A bank file, or the `bank.toml` of a folder, as text. Raises `FileError`."""
    name = os.fspath(path)
    if os.path.isdir(name):
        name = os.path.join(name, BANK_FILE)
    return read_text_file(name)


def read_bank(file: TextFile, parents: Parents | None = None) -> Bank:
    """The bank in a file that has been read. Raises `TomlError` or `BankError`.

    `parents` finds the banks that it extends: for a name that is written under `extends` (without
    its range of versions), and the file that says it, the file of that bank.
    """
    with _nothing_collected():
        return _read_bank(file, parents)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Pause the garbage collector: a bank is all kept, and looking through it took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_bank(file: TextFile, parents: Parents | None) -> Bank:
    tables = parse_toml(file)
    if not tables.get("extends"):
        return _checked(tables, file, None)
    merged = _merged(tables, file, parents)
    try:
        return _checked(merged.tables(), file, merged)
    except BankError:
        # Is one of the others wrong by itself? That is told first, and nothing is looked at twice
        # where all is well.
        for base in reversed(merged.sources[1:]):
            alone = _merged(parse_toml(base.file), base.file, parents)
            _checked(alone.tables(), base.file, alone)
        raise


def _merged(tables: dict[str, Any], file: TextFile, parents: Parents | None) -> Merged:
    from cardtui.bank.bases import BaseReader

    return BaseReader(parents).read(tables, file, ())


def _checked(tables: dict[str, Any], file: TextFile, merged: Merged | None) -> Bank:
    problems = Problems(file, merged)
    refuse_other_formats(tables, file, problems)
    decoded = decode_bank(tables, problems)
    problems.raise_if_any()
    assert decoded is not None
    check_rules(decoded, problems)
    problems.raise_if_any()
    expressions = read_expressions(decoded, problems)
    problems.raise_if_any()
    return _linked(decoded, expressions, file, problems, merged)


def _linked(
    bank: BankFile,
    expressions: Expressions,
    file: TextFile,
    problems: Problems,
    merged: Merged | None,
) -> Bank:
    questions = {q.id: q for section in bank.sections for q in section.questions}
    section_of = {q.id: section for section in bank.sections for q in section.questions}
    needs = dependencies(bank, expressions)
    if evaluation_order(needs) is None:
        _report_cycle(bank, expressions, shortest_cycle(needs), problems)
    _report_cycles_in_rows(bank, expressions, problems)
    problems.raise_if_any()
    return Bank(
        file.path,
        merged.sha256 if merged else sha256(file.text.encode("utf-8")).hexdigest(),
        bank,
        questions,
        section_of,
        parents(bank.sections),
        expressions,
        fixed_words(bank.language),
        merged,
    )


def _report_cycles_in_rows(bank: BankFile, expressions: Expressions, problems: Problems) -> None:
    for i, section in enumerate(bank.sections):
        for j, question in enumerate(section.questions):
            needs = column_needs(question, expressions)
            if needs and evaluation_order(needs) is None:
                cycle = shortest_cycle(needs)
                column = [column.id for column in question.columns].index(cycle[0])
                at = ("section", i, "question", j, "column", column, "when")
                way = join_words((f"`row.{name}`" for name in cycle), "then")
                message = f"the cells of a row depend on each other in a circle: {way}"
                problems.add(at, message, "change one of these conditions")


def _report_cycle(
    bank: BankFile, expressions: Expressions, cycle: list[str], problems: Problems
) -> None:
    if len(cycle) == 1:
        message = f"whether `{cycle[0]}` is asked depends on its own answer"
    else:
        way = join_words((f"`{name}`" for name in cycle[1:]), "then")
        message = f"whether `{cycle[0]}` is asked depends on {way}, and that on `{cycle[0]}` again"
    at = _condition_about(bank, expressions, cycle[0], (cycle * 2)[1])
    which = "this condition" if len(cycle) == 1 else "the condition here or one of the others"
    problems.add(at, message, f"change {which}")


def _condition_about(bank: BankFile, expressions: Expressions, asked: str, needed: str) -> KeyPath:
    """The condition by which the question `asked` depends on `needed`: its own, or a section's."""
    ancestry = parents(bank.sections)
    places = {section.id: i for i, section in enumerate(bank.sections)}
    for section in bank.sections:
        for j, question in enumerate(section.questions):
            if question.id != asked:
                continue
            here: KeyPath = ("section", places[section.id], "question", j)
            conditions = [(expressions.questions.get(asked), (*here, "when"))]
            conditions += [
                (expressions.columns.get((asked, column.id)), (*here, "column", k, "when"))
                for k, column in enumerate(question.columns)
            ]
            conditions += [
                (expressions.sections.get(above.id), ("section", places[above.id], "when"))
                for above in ancestry[section.id]
            ]
            return next(at for found, at in conditions if found and needed in found.names)
    raise KeyError(asked)
