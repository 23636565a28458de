"""The answers of a card on their way to a newer bank: what is where, and what was done to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.model import Migration, Question
from cardtui.bank.type_words import TYPE_WORDS
from cardtui.bank.typed_text import text_of_value
from cardtui.bank.values import is_empty
from cardtui.card.model import Answer, Card, Place, Row
from cardtui.card.renaming import (
    joined_rows,
    options_named,
    renamed,
    renamed_texts,
    renamed_value,
    split_rows,
    with_option,
)
from cardtui.card.retype import read_as
from cardtui.text.words import count_of, join_words

_LONGEST_SHOWN = 40


class _Held(Struct, frozen=True):
    """An answer, and where it stands in the file; None where it is made of parts of another."""

    answer: Answer
    origin: Place | None


class _Taken(Struct, frozen=True):
    """A migration that a card has taken, and what it called the old names."""

    migration: Migration
    old_names: Mapping[str, str]


class Migrating:
    """Takes migrations one after the other, then settles what they leave open."""

    def __init__(self, card: Card, bank: Bank) -> None:
        self._bank = bank
        self._answers = {n: _Held(a, ("answers", n)) for n, a in card.answers.items()}
        self._retired = {n: _Held(a, ("retired", n)) for n, a in card.retired.items()}
        self._taken: list[_Taken] = []
        self._said: list[str] = []

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers as they are now."""
        return {name: held.answer for name, held in self._answers.items()}

    @property
    def retired(self) -> dict[str, Answer]:
        """What is retired now."""
        return {name: held.answer for name, held in self._retired.items()}

    @property
    def moved(self) -> dict[Place, Place]:
        """Where answers stand now, by where they stood."""
        return {old: new for new, old in self._origins() if old != new}

    def _origins(self) -> Iterator[tuple[Place, Place]]:
        for table, held_by_name in (("answers", self._answers), ("retired", self._retired)):
            for name, held in held_by_name.items():
                if held.origin is not None:
                    yield (table, name), held.origin

    @property
    def changes(self) -> list[str]:
        """What has happened, in words."""
        renamed = [
            f"`{old}` is now `{new}`"
            for (table, new), (old_table, old) in self._origins()
            if table == old_table == "answers" and new != old
        ]
        return renamed + self._said

    def take(self, migration: Migration) -> None:
        """Change what one migration says."""
        old_names = {new: old for old, new in migration.rename.items()}
        self._taken.append(_Taken(migration, old_names))
        for name in migration.retire:
            self._retire_named(name)
        questions = {old: new for old, new in migration.rename.items() if "." not in old}
        self._rename_questions(questions)
        columns: dict[str, dict[str, str]] = {}
        for old, new in migration.rename.items():
            table, dot, column = old.partition(".")
            if dot:
                names = columns.setdefault(questions.get(table, table), {})
                names[column] = new.partition(".")[2]
        for table, names in columns.items():
            self._rename_columns(table, names)
        for name, options in migration.values.items():
            self._rename_options(name, options)

    def settle(self) -> None:
        """Bring back what is asked again, retire what is not asked, read what was retyped."""
        self._bring_back()
        self._retire_unasked()
        for name, held in self._answers.items():
            question = self._bank.questions[name]
            answer = self._retyped(question, held.answer)
            self._answers[name] = replace(held, answer=self._reprinted(question, answer))

    # Retiring

    def _retire_named(self, name: str) -> None:
        table, dot, column = name.partition(".")
        if dot:
            self._retire_columns(table, {column})
        elif table in self._answers:
            self._retire_answer(table)

    def _retire_answer(self, name: str) -> None:
        held = self._answers.pop(name)
        shown = "" if is_empty(held.answer.value) else f" ({_shown(held.answer.value)})"
        kept = "note" if held.answer == held.answer.when_cleared else f"answer{shown}"
        self._said.append(f"`{name}` is not asked any more: its {kept} is kept under [retired]")
        self._retire(name, held)

    def _retire(self, name: str, held: _Held) -> None:
        """Keep an answer without a question; one retired before under this name makes room."""
        if name in self._retired:
            number = 2
            while f"{name}-{number}" in self._retired:
                number += 1
            self._retired[f"{name}-{number}"] = self._retired.pop(name)
        self._retired[name] = held

    def _retire_columns(self, table: str, columns: set[str]) -> None:
        """Take the cells of columns out of a table and keep them."""
        held = self._answers.get(table)
        if held is None:
            return
        kept, left = split_rows(held.answer.rows, lambda _, column: column not in columns)
        if not left:
            return
        self._answers[table] = replace(held, answer=replace(held.answer, rows=kept))
        self._retire_cells(table, left)
        gone = join_words(sorted({f"`{column}`" for row in left for column in row.cells}))
        self._said.append(
            f"{self._label(table)}: {gone} not asked any more, the cells are kept under [retired]"
        )

    def _retire_cells(self, table: str, rows: tuple[Row, ...]) -> None:
        before = self._retired.get(table)
        cells = before.answer.rows if before and _is_cells(before.answer) else ()
        joined = joined_rows(cells, rows)
        if before is not None and cells and joined is not None:
            self._retired[table] = replace(before, answer=_cells(joined))
        else:
            self._retire(table, _Held(_cells(rows), None))

    def _retire_unasked(self) -> None:
        for name, held in list(self._answers.items()):
            question = self._bank.questions.get(name)
            is_said = held.answer != held.answer.when_cleared
            if question is None or (question.type == "note" and is_said):
                # The name comes from the card: a dot in it means nothing.
                self._retire_answer(name)
            elif question.type == "table":
                rows = held.answer.rows
                known = {column.id for column in question.columns}
                self._retire_columns(name, {c for row in rows for c in row.cells} - known)

    # Bringing back

    def _bring_back(self) -> None:
        """Answer what is asked again, unless it was retired just now."""
        for name, held in list(self._retired.items()):
            question = self._bank.questions.get(name)
            was_retired = held.origin is not None and held.origin[0] == "retired"
            if question is None or question.type == "note" or not was_retired:
                continue
            if name not in self._answers:
                self._answers[name] = self._retired.pop(name)
                self._said.append(f"{self._label(name)}: asked again, its answer is back")
            elif question.type == "table" and _is_cells(held.answer):
                self._bring_back_cells(question, held)

    def _bring_back_cells(self, question: Question, held: _Held) -> None:
        """Fill empty cells of rows that are still there."""
        name = question.id
        answer = self._answers[name].answer
        rows = {row.number: row.cells for row in answer.rows}
        known = {column.id for column in question.columns}

        def has_room(number: int, column: str) -> bool:
            return column in known and number in rows and is_empty(rows[number].get(column))

        back, left = split_rows(held.answer.rows, has_room)
        filled = joined_rows(answer.rows, (row for row in back if row.cells))
        if filled is None or not any(row.cells for row in back):
            return
        answer = replace(answer, rows=filled)
        self._answers[name] = replace(self._answers[name], answer=answer)
        if left:
            self._retired[name] = replace(held, answer=_cells(left))
        else:
            del self._retired[name]
        columns = join_words(sorted({f"`{column}`" for row in back for column in row.cells}))
        self._said.append(f"{self._label(name)}: {columns} asked again, the cells are back")

    # Other names

    def _rename_questions(self, names: Mapping[str, str]) -> None:
        self._retired, left = renamed(self._retired, names)
        for name, held in left.items():
            self._retire(name, held)
        self._answers, left = renamed(self._answers, names)
        for name, held in left.items():
            new = names[name]
            self._said.append(
                f"`{new}` has an answer already: that to `{name}` is kept under [retired]"
            )
            self._retire(name, held)

    def _rename_columns(self, table: str, names: Mapping[str, str]) -> None:
        for held_by_name in (self._retired, self._answers):
            held = held_by_name.get(table)
            if held is None:
                continue
            answer = held.answer
            used = {old for row in answer.rows for old in row.cells}.intersection(names)
            cells = [(row.number, *renamed(row.cells, names)) for row in answer.rows]
            rows = tuple(Row(number, kept) for number, kept, _ in cells)
            left = tuple(Row(number, clashing) for number, _, clashing in cells if clashing)
            held_by_name[table] = replace(held, answer=replace(answer, rows=rows))
            if left:
                self._retire_cells(table, left)
            if used and held_by_name is self._answers:
                self._say_renamed(f"{self._label(table)}: column", used, names)

    def _rename_options(self, name: str, names: Mapping[str, str]) -> None:
        table, dot, column = name.partition(".")
        for held_by_name in (self._answers, self._retired):
            held = held_by_name.get(table)
            if held is None:
                continue
            answer = held.answer
            if dot:
                rows = tuple(with_option(row, column, names) for row in answer.rows)
                changed = replace(answer, rows=rows)
                values = [row.cells.get(column) for row in answer.rows]
            else:
                value, texts = renamed_value(answer.value, names), renamed_texts(answer, names)
                changed = replace(answer, value=value, specify=texts)
                values = [answer.value, list(answer.specify)]
            held_by_name[table] = replace(held, answer=changed)
            used = options_named(values).intersection(names)
            if used and held_by_name is self._answers:
                self._say_renamed(f"{self._label(name)}:", used, names)

    def _say_renamed(self, what: str, used: set[str], names: Mapping[str, str]) -> None:
        said = [f"`{old}` is now `{new}`" for old, new in names.items() if old in used]
        self._said.append(f"{what} {join_words(said)}")

    # Other types

    def _retyped(self, question: Question, answer: Answer) -> Answer:
        if question.type == "table":
            return self._retyped_cells(question, answer)
        value = answer.value if answer.rows else read_as(question, answer.value)
        if _is_same(value, answer.value):
            return answer
        self._said.append(f"{question.name}: {_shown(answer.value)} is read as {_shown(value)}")
        return replace(answer, value=value)

    def _retyped_cells(self, question: Question, answer: Answer) -> Answer:
        columns = {column.id: column for column in question.columns}
        read: dict[str, int] = {}
        rows = []
        for row in answer.rows:
            cells = dict(row.cells)
            for name, column in columns.items():
                cell = read_as(column, cells.get(name))
                if not _is_same(cell, cells.get(name)):
                    cells[name] = cell
                    read[name] = read.get(name, 0) + 1
            rows.append(Row(row.number, cells))
        for name, count in read.items():
            self._said.append(
                f"{question.name}: {count_of(count, 'cell')} of {columns[name].name} "
                f"{'is' if count == 1 else 'are'} read as {TYPE_WORDS[columns[name].type]}"
            )
        return replace(answer, rows=tuple(rows)) if read else answer

    def _reprinted(self, question: Question, answer: Answer) -> Answer:
        """The answer with a new fingerprint where nothing but names of ours differs."""
        question = self._bank.original.questions[question.id]
        now = fingerprint(question)
        if not answer.asked or answer.asked == now:
            return answer
        was = fingerprint(_as_it_was(question, self._taken))
        return replace(answer, asked=now) if was == answer.asked else answer

    def _label(self, name: str) -> str:
        """What a person calls a question or a column; its id where the bank has it no more."""
        table, dot, column = name.partition(".")
        question = self._bank.questions.get(table)
        if question is None:
            return f"`{name}`"
        known = [each for each in question.columns if dot and each.id == column]
        return f"{question.name}, {known[0].name}" if known else question.name


def _as_it_was(question: Question, taken: Sequence[_Taken]) -> Question:
    """A question with the ids that its options and columns had before these migrations."""
    name = question.id
    options = [option.id for option in question.choices]
    columns = [column.id for column in question.columns]
    for each in reversed(taken):
        old_names = each.old_names
        old_options = {new: old for old, new in each.migration.values.get(name, {}).items()}
        options = [old_options.get(option, option) for option in options]
        full = [f"{name}.{column}" for column in columns]
        columns = [old_names.get(column, column).partition(".")[2] for column in full]
        name = old_names.get(name, name)
    return msgspec.structs.replace(
        question,
        options=tuple(
            msgspec.structs.replace(option, id=old)
            for option, old in zip(question.choices, options, strict=True)
        ),
        columns=tuple(
            msgspec.structs.replace(column, id=old)
            for column, old in zip(question.columns, columns, strict=True)
        ),
    )


# Cells that were taken out of a table


def _cells(rows: tuple[Row, ...]) -> Answer:
    return Answer(rows=rows, last_row=max(row.number for row in rows))


def _is_cells(answer: Answer) -> bool:
    """Whether it holds nothing but rows: a whole answer has a fingerprint, too."""
    return bool(answer.rows) and answer == Answer(rows=answer.rows, last_row=answer.last_row)


# Words


def _is_same(one: object, other: object) -> bool:
    return type(one) is type(other) and (one == other or one is other)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return join_words(map(_shown, value))
    text = text_of_value(value)
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return f'"{short}"' if isinstance(value, str) else short
