"""One card being filled in: what every front end does, once.

A session holds a card, its file and its state. Changing an answer is instant and in memory;
saving writes what has changed since, and may run in a thread. A card that answers an older version
of the bank is migrated in memory when it is opened: `migrated` says what that changes, to be shown
before anything is saved.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardtui.bank.bank import Bank
from cardtui.bank.fingerprint import fingerprint
from cardtui.bank.model import Column, Question
from cardtui.bank.values import is_empty, with_final_newline, without_final_newline
from cardtui.card.file import CardFile, SaveError, read_card, save_card, unsaved_card
from cardtui.card.migrate import migrate
from cardtui.card.model import Answer, BankReference, Card, Row, Status, copied, new_card
from cardtui.card.same import canonical
from cardtui.card.storable import unstorable
from cardtui.errors import CardError, FileError, Problem
from cardtui.interview.history import History, Step
from cardtui.interview.interview import Interview
from cardtui.interview.state import State
from cardtui.text.words import did_you_mean

if TYPE_CHECKING:
    from cardtui.card.merge import Merged


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
        self.is_changed_by_opening = bool(self.migrated.changes) or not file.is_on_disk
        """Whether the card is not what its file holds: it was migrated, or freed of git's marks."""
        self._saved = None if self.is_changed_by_opening else self.card
        self._order = tuple(bank.questions)
        self._saving = Lock()
        self._beside: tuple[Card, str] | None = None

    @property
    def path(self) -> str:
        """Where the card is saved."""
        return self._file.path

    def question(self, name: str) -> Question:
        """The question with this id. Raises `CardError` where the bank has none."""
        require_question(self.bank, name, self.path)
        return self.bank.questions[name]

    def is_saved(self) -> bool:
        """Whether the file holds all that has been answered."""
        return self._saved is self.card and not (self._file.is_new and self.card.answers)

    def set_answer(self, question: str, answer: Answer | None) -> None:
        """Store an answer, or take it away, as a step of its own that can be undone.

        As all that change an answer, it raises `CardError` where the bank has no such question, or
        no file could hold the answer.
        """
        self.end_step()
        self._store(question, answer)
        self.end_step()

    def _store(self, question: str, answer: Answer | None) -> None:
        """Store an answer with the fingerprint of what was asked."""
        self.question(question)
        if answer is not None and answer != answer.when_cleared:
            asked = self.bank.original.questions[question]
            answer = replace(answer, asked=fingerprint(asked))
        self._keep(question, answer)

    def _keep(self, question: str, answer: Answer | None) -> None:
        """Store an answer as it is."""
        if answer is not None:
            self._require_storable(question, answer)
        before = self.card.answer(question)
        if answer == before:
            return
        self._history.record(question, before, answer)
        self._put(question, answer)

    def _require_storable(self, question: str, answer: Answer) -> None:
        if (kind := unstorable(answer)) is not None:
            message = f'the answer "{question}" holds a {kind}, which no file can hold'
            remedy = "give texts, numbers, dates, True or False, or lists of these"
            raise CardError(Problem(message, remedy, self.path))

    def _put(self, question: str, answer: Answer | None) -> None:
        self.card = self.card.with_answer(question, answer)
        self.state = self.interview.state_after(self.state, self.card, (question,))

    def set_value(
        self, question: str, value: object, specify: Mapping[str, str] | None = None
    ) -> None:
        """Answer with a value as a person gives it; `specify` holds the texts of options.

        Until the step ends, more values for the same question go on with it. A value that does not
        fit the question is kept, and is a finding. An empty one takes a value away, and leaves what
        is said instead of one. Raises `CardError` where the bank has no such
        question, or no file could hold the value.
        """
        old = self.card.answer(question) or Answer()
        stored = with_final_newline(self.question(question), value)
        kept = (
            old.specify if specify is None else _in_option_order(self.question(question), specify)
        )
        if is_empty(value) and old.status is not None:
            self._store(question, replace(old, value=None, specify=kept))
        elif is_empty(value) and not kept:
            self._store(question, old.when_cleared)
        else:
            self._store(question, replace(old, value=stored, status=None, reason="", specify=kept))

    def would_keep(self, question: str, value: object, specify: Mapping[str, str] | None) -> bool:
        """Whether `set_value` with these would change nothing, "not applicable" and all."""
        answer = self.card.answer(question) or Answer()
        asked = self.question(question)
        stored = without_final_newline(asked, answer.value)
        same_value = canonical(Answer(value)) == canonical(Answer(stored)) or (
            is_empty(value) and is_empty(stored)
        )
        return same_value and (specify is None or dict(specify) == dict(answer.specify))

    def clear(self, question: str) -> None:
        """Take an answer away. A value behind a status comes back first.

        What was noted beside it stays, and so do the row numbers used.
        """
        old = self.card.answer(self.question(question).id)
        if old is None:
            return
        if old.status is not None and old.has_value:
            self.set_answer(question, replace(old, status=None, reason=""))
        else:
            self.set_answer(question, old.when_cleared)

    def set_rows(self, question: str, rows: tuple[Row, ...]) -> None:
        """Answer a table. Numbers of rows that are gone are never given again."""
        columns = self.question(question).columns
        rows = tuple(_in_column_order(columns, row) for row in rows)
        old = self.card.answer(question) or Answer()
        last = max([old.last_row, *(row.number for row in rows)])
        changed = replace(old, rows=rows, last_row=last)
        if rows:
            changed = replace(changed, status=None, reason="")
        is_gone = not last and changed.status is None
        self.set_answer(question, changed.when_cleared if is_gone else changed)

    def set_status(self, question: str, status: Status, reason: str = "") -> None:
        """Say why there is no answer. A value that was given before is kept beside it."""
        old = self.card.answer(question) or Answer()
        self.set_answer(question, replace(old, status=status, reason=reason))

    def set_note(self, question: str, note: str) -> None:
        """Write something down beside a question, answered or not; nothing takes it away.

        It is for whoever fills the card and goes into no document. It confirms no answer.
        """
        self.end_step()
        old = self.card.answer(self.question(question).id) or Answer()
        self._require_storable(question, Answer(note=note))
        noted = replace(old, note=note.strip("\n") if note.strip() else "")
        self._keep(question, None if noted == Answer() else noted)
        self.end_step()

    def confirm(self, question: str) -> None:
        """Keep the answer to a question that has changed since: it was asked as it is now."""
        if self.question(question).id in self.state.reconfirm:
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
            if self._beside is not None:
                from cardtui.card.beside import forget_beside

                forget_beside(self._beside[1], self._beside[0])
                self._beside = None

    def merge_from_disk(self) -> Merged:
        """Take in what another program has saved; what it changed too has two versions then.

        Nothing is written: `save` does that, and does not find the card changed any more. Raises
        `CardtuiError` where the card on disk cannot be read or is another one.
        """
        from cardtui.card.merge import merge_cards
        from cardtui.card.merge_file import read_conflicted

        with self._saving:
            file = read_conflicted(self.path)
            theirs = migrate(file.card, self.bank)
            if self._file.is_new:
                # What was never saved is a version of the card that is there now.
                merged = merge_cards(None, replace(self.card, id=file.card.id), theirs.card)
            else:
                base = migrate(self._file.card, self.bank).card
                merged = merge_cards(base, self.card, theirs.card)
            self._file = replace(file, moved=theirs.moved)
            self._saved = file.card
            self.card = merged.card
            self.state = self.interview.state(self.card)
            return merged

    def choose(self, question: str, chosen: Answer | None) -> None:
        """End a conflict with one of the two versions of an answer, or with another answer."""
        self.end_step()
        before = self.card.answer(question)
        self.card = self.card.resolved(question, chosen)
        self._history.record(question, before, self.card.answer(question))
        self.end_step()
        self.state = self.interview.state_after(self.state, self.card, (question,))

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


def _in_option_order(question: Question, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts of options as the options stand, in whatever order they were given."""
    known = {option.id: texts[option.id] for option in question.choices if option.id in texts}
    return {**known, **texts}


def _in_column_order(columns: Sequence[Column], row: Row) -> Row:
    """The row with its cells as the columns stand, in whatever order they were given."""
    known = {column.id: row.cells[column.id] for column in columns if column.id in row.cells}
    return replace(row, cells={**known, **row.cells})


def require_question(bank: Bank, name: str, path: str) -> None:
    """Raise `CardError` where the bank of a card has no such question."""
    if name not in bank.questions:
        hint = did_you_mean(name, bank.questions) or "`cardtui status --json` lists their ids"
        raise CardError(Problem(f'there is no question "{name}"', hint, path))


def require_bank(bank: Bank, file: CardFile) -> None:
    """Raise `CardError` where a card answers another bank, which this one does not extend either."""
    if file.card.bank.id not in (bank.id, *(base.id for base in bank.bases)):
        message = f'this card answers the bank "{file.card.bank.id}", not "{bank.id}"'
        raise CardError(Problem(message, f"use --bank {file.card.bank.id}", file.path))


def reference_to(bank: Bank) -> BankReference:
    """How a card names a bank."""
    return BankReference(bank.id, bank.version, bank.sha256)


def new_session(bank: Bank, path: str) -> Session:
    """A session on a card that does not exist yet; its file appears with the first save.

    Raises `FileError` where there is a file already: `open_session` goes on with a card.
    """
    _require_free(path)
    return Session(bank, unsaved_card(path, new_card(reference_to(bank))))


def _require_free(path: str) -> None:
    if os.path.lexists(path):
        message = "there is a file of this name already"
        raise FileError(Problem(message, "open it, or give the new card another name", path))


def copy_session(old: Session, path: str) -> Session:
    """A session on a new card with the answers of another, each to be confirmed.

    Nothing is saved. Raises `FileError` where there is a file already, and `CardError` where the old
    card has two versions of an answer, as only a person can choose between them.
    """
    if old.card.conflicts:
        from cardtui.text.words import join_words

        message = f"nobody has chosen yet between two versions of {join_words(old.card.conflicts)}"
        raise CardError(Problem(message, f"open it and choose: cardtui {old.path}", old.path))
    _require_free(path)
    card = replace(copied(old.card), bank=reference_to(old.bank))
    return Session(old.bank, unsaved_card(path, card))


def open_session(bank: Bank, path: str) -> Session:
    """A session on a card on disk. Raises `FileError`, `TomlError` or `CardError`."""
    return Session(bank, read_card(path))
