"""One card being filled in: what every front end does, once.

A session holds a card, its file and its state. Changing an answer is instant and in memory;
saving writes what has changed since, and may run in a thread. A card that answers an older version
of the bank is migrated in memory when it is opened: `migrated` says what that changes, to be shown
before anything is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.values import is_empty, with_final_newline, without_final_newline
from cardtui.card.file import CardFile, SaveError, read_card, save_card, unsaved_card
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, BankReference, Card, Row, Status, new_card
from cardtui.card.same import canonical
from cardtui.errors import CardError, Problem
from cardtui.interview.history import History, Step
from cardtui.interview.interview import Interview
from cardtui.interview.state import State


class Session:
    """A bank, a card, and what they come to together."""

    def __init__(self, bank: Bank, file: CardFile) -> None:
        require_bank(bank, file)
        self.bank = bank
        self.interview = Interview(bank)
        self.migrated = migrate(file.card, bank)
        self.card: Card = self.migrated.card
        self.state: State = self.interview.state(self.card)
        self._history = History()
        self._file = replace(file, moved=self.migrated.moved)
        # The number of a newer version alone is no reason to write a card that someone looks at.
        self._saved = file.card if self.migrated.changes else self.card
        self._order = tuple(bank.questions)
        self._saving = Lock()
        self._beside: tuple[Card, str] | None = None

    @property
    def path(self) -> str:
        """Where the card is saved."""
        return self._file.path

    def is_saved(self) -> bool:
        """Whether the file holds all that has been answered."""
        return self._saved is self.card and not (self._file.is_new and self.card.answers)

    def set_answer(self, question: str, answer: Answer | None) -> None:
        """Store an answer, or take it away, as a step of its own that can be undone."""
        self.end_step()
        self._store(question, answer)
        self.end_step()

    def _store(self, question: str, answer: Answer | None) -> None:
        """Store an answer with the fingerprint of what was asked."""
        if answer is not None:
            answer = replace(answer, asked=fingerprint(self.bank.questions[question]))
        before = self.card.answer(question)
        if answer == before:
            return
        self._history.record(question, before, answer)
        self._put(question, answer)

    def _put(self, question: str, answer: Answer | None) -> None:
        self.card = self.card.with_answer(question, answer)
        self.state = self.interview.state_after(self.state, self.card, (question,))

    def set_value(
        self, question: str, value: object, specify: Mapping[str, str] | None = None
    ) -> None:
        """Answer with a value as a person gives it; `specify` holds the texts of options.

        Until the step ends, more values for the same question go on with it.
        """
        old = self.card.answer(question) or Answer()
        stored = with_final_newline(self.bank.questions[question], value)
        kept = old.specify if specify is None else specify
        if is_empty(value) and not kept:
            self._store(question, None)
            return
        self._store(question, replace(old, value=stored, status=None, reason="", specify=kept))

    def would_keep(self, question: str, value: object, specify: Mapping[str, str] | None) -> bool:
        """Whether `set_value` with these would change nothing, "not applicable" and all."""
        answer = self.card.answer(question) or Answer()
        asked = self.bank.questions[question]
        stored = without_final_newline(asked, answer.value)
        same_value = canonical(Answer(value)) == canonical(Answer(stored)) or (
            is_empty(value) and is_empty(stored)
        )
        return same_value and (specify is None or dict(specify) == dict(answer.specify))

    def clear(self, question: str) -> None:
        """Take an answer away. A value behind a status comes back first; row numbers stay used."""
        old = self.card.answer(question)
        if old is None:
            return
        has_value = not is_empty(old.value) or bool(old.rows)
        if old.status is not None and has_value:
            self.set_answer(question, replace(old, status=None, reason=""))
        else:
            kept = Answer(last_row=old.last_row) if old.last_row else None
            self.set_answer(question, kept)

    def set_rows(self, question: str, rows: tuple[Row, ...]) -> None:
        """Answer a table. Numbers of rows that are gone are never given again."""
        old = self.card.answer(question) or Answer()
        last = max([old.last_row, *(row.number for row in rows)])
        changed = replace(old, rows=rows, last_row=last, status=None, reason="")
        if not rows and not last:
            self.set_answer(question, None)
            return
        self.set_answer(question, changed)

    def set_status(self, question: str, status: Status, reason: str = "") -> None:
        """Say why there is no answer. A value that was given before is kept beside it."""
        old = self.card.answer(question) or Answer()
        self.set_answer(question, replace(old, status=status, reason=reason))

    def confirm(self, question: str) -> None:
        """Keep the answer to a question that has changed since: it was asked as it is now."""
        if question in self.state.reconfirm:
            self.set_answer(question, self.card.answer(question))

    # Undoing

    def end_step(self) -> None:
        """Make the next change a step of its own: a question is left, a choice was made."""
        self._history.end_step()

    def undo(self) -> Step | None:
        """Take the last change of an answer back, and say which it was."""
        step = self._history.undo()
        if step is not None:
            self._put(step.question, step.before)
        return step

    def redo(self) -> Step | None:
        """Make the change again that was undone last, and say which it was."""
        step = self._history.redo()
        if step is not None:
            self._put(step.question, step.after)
        return step

    def save(self) -> None:
        """Write what is not yet on disk. Raises `FileError` or `CardError`."""
        with self._saving:
            card = self.card
            if self.is_saved():
                return
            try:
                self._file = save_card(self._file, card, self._order)
            except SaveError as error:
                self._file = error.file
                raise
            self._saved = card

    def save_beside(self) -> str:
        """Save under another name what cannot be saved in its place, and give back the name.

        Raises `FileError` or `CardError`.
        """
        from cardtui.card.beside import save_beside

        with self._saving:
            card = self.card
            kept, path = self._beside or (None, None)
            if kept is not card or path is None:
                path = save_beside(self._file, card, self._order, path)
                self._beside = (card, path)
            return path


def require_bank(bank: Bank, file: CardFile) -> None:
    """Raise `CardError` where a card answers another bank."""
    if file.card.bank.id != bank.id:
        message = f'this card answers the bank "{file.card.bank.id}", not "{bank.id}"'
        raise CardError(Problem(message, f"use --bank {file.card.bank.id}", file.path))


def reference_to(bank: Bank) -> BankReference:
    """How a card names a bank."""
    return BankReference(bank.id, bank.version, bank.sha256)


def new_session(bank: Bank, path: str) -> Session:
    """A session on a card that does not exist yet; its file appears with the first answer."""
    return Session(bank, unsaved_card(path, new_card(reference_to(bank))))


def open_session(bank: Bank, path: str) -> Session:
    """A session on a card on disk. Raises `FileError`, `TomlError` or `CardError`."""
    return Session(bank, read_card(path))
