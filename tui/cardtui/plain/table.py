"""Answers in rows, line by line: add, edit and delete rows; a row is asked cell by cell."""

from __future__ import annotations

from collections.abc import Mapping

from cardtui.bank.model import Question
from cardtui.bank.values import is_empty
from cardtui.card.model import Answer, Row
from cardtui.interview.session import Session
from cardtui.interview.typed import NotAnAnswer
from cardtui.plain.answers import number_in, typed_cell
from cardtui.plain.commands import IN_A_ROW, Command, WrongCommand, help_lines, reply
from cardtui.plain.lines import EndOfInput, Lines
from cardtui.plain.words import how_to_answer, option_lines, refusal, row_words, stored_text
from cardtui.text.clean import joined

_VERBS = ("add", "edit", "delete")


class Rows:
    """Changes the rows of one table question."""

    def __init__(self, lines: Lines, session: Session, question: Question) -> None:
        self._lines = lines
        self._session = session
        self._question = question
        self._words = session.bank.words

    def change(self, line: str) -> None:
        """Do what a line says: `add`, `edit 2`, `delete 2`. Raises `NotAnAnswer`.

        Raises `EndOfInput`, too, where the input ends in a row: what was given of it is stored.
        """
        verb, _, place = line.strip().partition(" ")
        whole = [name for name in _VERBS if verb and name.startswith(verb.casefold())]
        if len(whole) != 1:
            raise NotAnAnswer("expected add, edit N or delete N")
        answer = self._session.card.answer(self._question.id) or Answer()
        rows = list(answer.rows)
        if whole[0] == "add":
            number = max([answer.last_row, *(row.number for row in rows)]) + 1
            self._ask(rows, Row(number), len(rows) + 1)
            return
        index = number_in(place, len(rows)) - 1
        if whole[0] == "delete":
            del rows[index]
            self._session.set_rows(self._question.id, tuple(rows))
        else:
            self._ask(rows, rows[index], index + 1)

    def _ask(self, rows: list[Row], row: Row, place: int) -> None:
        cells, goes_on = self._cells(row.cells, place)
        self._put(rows, Row(row.number, cells))
        if not goes_on:
            raise EndOfInput

    def _row_name(self, place: int) -> str:
        return f"{self._words.row.capitalize()} {place}"

    def _put(self, rows: list[Row], row: Row) -> None:
        numbers = [each.number for each in rows]
        index = numbers.index(row.number) if row.number in numbers else len(rows)
        if row.cells or row.number in numbers:
            rows[index : index + 1] = [row]
            self._session.set_rows(self._question.id, tuple(rows))
            colon = self._words.colon
            self._lines.say(
                f"{self._row_name(index + 1)}{colon} {row_words(self._question, row.cells, self._words)}"
            )

    def _cells(self, stored: Mapping[str, object], place: int) -> tuple[dict[str, object], bool]:
        """Ask for the cells of a row. With them, whether the input goes on behind them."""
        cells = dict(stored)
        columns = self._question.columns
        at = 0
        while at < len(columns):
            if columns[at].id not in self._relevant(cells):
                at += 1
                continue
            try:
                at = self._ask_cell(cells, at, place)
            except (NotAnAnswer, WrongCommand) as error:
                if not self._lines.is_interactive:
                    raise
                self._lines.say(refusal(str(error)))
            except EndOfInput:
                return cells, False
        return cells, True

    def _relevant(self, cells: dict[str, object]) -> frozenset[str]:
        interview, state = self._session.interview, self._session.state
        return interview.relevant_columns(state, self._question.id, cells)

    def _ask_cell(self, cells: dict[str, object], at: int, place: int) -> int:
        """Ask for one cell, and say which is next."""
        column = self._question.columns[at]
        unit = f", in {column.unit}" if column.unit else ""
        now = stored_text(column, cells[column.id], self._words) if column.id in cells else ""
        words = self._words
        kept = f" ({words.before}{words.colon} {now})" if now else ""
        self._lines.say(f"{self._row_name(place)}, {joined(column.name)}{unit}{kept}")
        for said in option_lines(column):
            self._lines.say(said)
        said_now = reply(self._lines.read(), IN_A_ROW)
        if isinstance(said_now, Command):
            return self._do(said_now, cells, at)
        if said_now.strip():
            value = typed_cell(column, joined(said_now), self._words).value
            if not is_empty(value):
                cells[column.id] = value
        return at + 1

    def _do(self, command: Command, cells: dict[str, object], at: int) -> int:
        column = self._question.columns[at]
        match command.name:
            case "back":
                relevant = self._relevant(cells)
                ids = [each.id for each in self._question.columns]
                return next((i for i in range(at - 1, -1, -1) if ids[i] in relevant), at)
            case "clear":
                cells.pop(column.id, None)
                return at + 1
            case "skip":
                return at + 1
            case "done":
                return len(self._question.columns)
            case "quit":
                raise EndOfInput
            case _:
                self._lines.say(column.help.strip("\n") or f"{how_to_answer(column, self._words)}.")
                for said in help_lines(IN_A_ROW):
                    self._lines.say(said)
                return at
