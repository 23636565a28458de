"""From the tables of a card file to a card.

What a person could have meant is kept even where it fits no question. What has no meaning at all
(a status that does not exist, an answer that is not a table) is refused with its line, because
writing the card again would lose it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, get_args

from cardtui.card.instead import kind_instead
from cardtui.card.model import FORMAT, TAKEN_AWAY, Answer, BankReference, Card, Place, Row, Status
from cardtui.errors import CardError, NewerCardError, Problem
from cardtui.files.reading import TextFile
from cardtui.text.words import did_you_mean, join_words

if TYPE_CHECKING:
    from cardtui.files.positions import KeyPath

_STATUSES: tuple[Status, ...] = get_args(Status)
ROW_NUMBER = "_row"
ABSENT = "absent"
PARTS = frozenset({"value", "status", "reason", "specify", "rows", "last_row", "asked", "note"})
"""The keys of an answer."""


def decode_card(tables: dict[str, Any], file: TextFile) -> Card:
    """The card that a file holds. Raises `CardError` with file and line."""
    return _Decoder(tables, file).card()


def decode_answer(place: Place, stored: object, file: TextFile) -> Answer:
    """One answer from its table. Raises `CardError`."""
    return _Decoder({}, file).answer(place, stored)


def decode_newer_card(tables: dict[str, Any], file: TextFile) -> Card:
    """What can be read of a card of a newer format. It must not be written.

    Raises `CardError` where not even its bank can be read.
    """
    return _Decoder(tables, file).what_can_be_read()


class _Decoder:
    def __init__(self, tables: dict[str, Any], file: TextFile) -> None:
        self._tables = tables
        self._file = file

    def _problem(self, key: KeyPath, message: str, remedy: str) -> Problem:
        from cardtui.files.positions import Positions

        place = Positions(self._file.content).of(key)
        return Problem(message, remedy, self._file.path, place.line, place.column)

    def _fail(self, key: KeyPath, message: str, remedy: str = "") -> NoReturn:
        raise CardError(self._problem(key, message, remedy))

    def card(self) -> Card:
        self._require_format()
        card_id = self._tables.get("id")
        if not isinstance(card_id, str) and card_id is not None:
            self._fail(("id",), "`id` is not a text", "put it in quotes")
        if not card_id:
            self._fail(("id",), "`id` is missing", "every card has one: restore it from git")
        return Card(
            card_id,
            self._bank(),
            self._answers("answers"),
            self._answers("retired"),
            {
                name: None if other is TAKEN_AWAY else other
                for name, other in self._answers("conflicts").items()
            },
        )

    def what_can_be_read(self) -> Card:
        card_id, stored = self._tables.get("id"), self._tables.get("answers")
        answers = {}
        for name, answer in stored.items() if isinstance(stored, dict) else ():
            try:
                answers[name] = self.answer(("answers", name), answer)
            except CardError:
                continue
        return Card(card_id if isinstance(card_id, str) else "", self._bank(), answers)

    def _require_format(self) -> None:
        if (instead := kind_instead(self._tables)) is not None:
            self._fail((), *instead)
        found = self._tables.get("format")
        if found is None:
            what = "this is not a card" if "bank" not in self._tables else "`format` is missing"
            self._fail((), what, "a card has `format = 1`, `id` and `bank`")
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            self._fail(("format",), f"there is no card format {found!r}", f"write {FORMAT}")
        if found > FORMAT:
            message = f"this card has format {found}, this version of cardtui reads {FORMAT}"
            raise NewerCardError(self._problem(("format",), message, "update cardtui"))

    def _bank(self) -> BankReference:
        bank = self._tables.get("bank")
        if not isinstance(bank, dict) or not isinstance(bank.get("id"), str):
            self._fail(("bank",), "`bank` does not name a bank", 'write `bank = { id = "..." }`')
        known = {key: bank.get(key, "") for key in ("version", "sha256")}
        for key, value in known.items():
            if not isinstance(value, str):
                self._fail(("bank", key), f"`{key}` is not a text", "put it in quotes")
        return BankReference(bank["id"], **known)

    def _answers(self, table: str) -> dict[str, Answer]:
        stored = self._tables.get(table, {})
        if not isinstance(stored, dict):
            self._fail((table,), f"`{table}` is not a table", f"write `[{table}.question_id]`")
        answers = {name: self.answer((table, name), answer) for name, answer in stored.items()}
        # A table may be left for the comments in it: it is no answer.
        return {name: answer for name, answer in answers.items() if answer != Answer()}

    def answer(self, at: Place, stored: object) -> Answer:
        if not isinstance(stored, dict):
            written = ".".join(at)
            self._fail(at, f"the answer `{at[1]}` is not a table", f"write `[{written}]`")
        if at[0] == "conflicts" and self._is_absent(at, stored):
            return TAKEN_AWAY
        return Answer(
            stored.get("value"),
            self._status(stored.get("status"), at),
            self._text(stored.get("reason", ""), (*at, "reason")),
            self._specify(stored.get("specify", {}), (*at, "specify")),
            self._rows(stored.get("rows", []), (*at, "rows")),
            self._last_row(stored, (*at, "last_row")),
            self._text(stored.get("asked", ""), (*at, "asked")),
            self._text(stored.get("note", ""), (*at, "note")),
        )

    def _is_absent(self, at: Place, stored: dict[str, Any]) -> bool:
        absent = stored.get(ABSENT, False)
        if not isinstance(absent, bool):
            remedy = "write true where the other side took the answer away"
            self._fail((*at, ABSENT), f"`{ABSENT}` is not true", remedy)
        if absent and not PARTS.isdisjoint(stored):
            message = f"the answer is `{ABSENT}`, and there is more in it"
            self._fail((*at, ABSENT), message, "take one of both away")
        return absent

    def _status(self, status: object, at: KeyPath) -> Status | None:
        if status is None or status in _STATUSES:
            return status
        near = did_you_mean(str(status), _STATUSES)
        known = f"there are {join_words(_STATUSES)}"
        self._fail((*at, "status"), f"there is no status {status!r}", near or known)

    def _text(self, value: object, at: KeyPath) -> str:
        if not isinstance(value, str):
            self._fail(at, f"`{at[-1]}` is not a text", "put it in quotes")
        return value

    def _specify(self, stored: object, at: KeyPath) -> dict[str, str]:
        if not isinstance(stored, dict):
            self._fail(at, "`specify` is not a table", 'write { option = "text" }')
        return {option: self._text(text, (*at, option)) for option, text in stored.items()}

    def _rows(self, stored: object, at: KeyPath) -> tuple[Row, ...]:
        if not isinstance(stored, list):
            self._fail(
                at, "`rows` is not a list of tables", f"write `[[{'.'.join(map(str, at))}]]`"
            )
        rows = tuple(self._row(row, (*at, i)) for i, row in enumerate(stored))
        seen: set[int] = set()
        for i, row in enumerate(rows):
            if row.number in seen:
                message = f"there is a row {row.number} already"
                self._fail((*at, i), message, "give it a new `_row`")
            seen.add(row.number)
        return rows

    def _row(self, stored: object, at: KeyPath) -> Row:
        if not isinstance(stored, dict):
            self._fail(at, "a row is not a table", "write its cells as keys")
        number = stored.get(ROW_NUMBER)
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            self._fail(at, f"a row has no `{ROW_NUMBER}`", "number the rows from 1")
        return Row(number, {key: cell for key, cell in stored.items() if key != ROW_NUMBER})

    def _last_row(self, stored: dict[str, Any], at: KeyPath) -> int:
        last = stored.get("last_row", 0)
        if not isinstance(last, int) or isinstance(last, bool) or last < 0:
            self._fail(at, "`last_row` is not a number", "write the highest `_row` there ever was")
        numbers: list[int] = [row[ROW_NUMBER] for row in stored.get("rows", [])]
        return max(last, *numbers, 0)
