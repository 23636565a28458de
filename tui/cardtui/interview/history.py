"""Undo and redo of answers: steps across all questions, each the change of one answer.

What is typed into one question is one step until it ends: when the question is left, and around
every change that is made at once (a status, a choice, a row, an answer taken away).
"""

from __future__ import annotations

from collections import deque

from msgspec import Struct
from msgspec.structs import replace

from cardtui.card.model import Answer

MOST_STEPS = 1_000
MOST_CHARACTERS = 16_000_000
"""Of the answers in all steps that can be undone, as far as that leaves one."""


class Step(Struct, frozen=True):
    """The answer to a question before and after; None where there is none."""

    question: str
    before: Answer | None
    after: Answer | None

    @property
    def is_about_note(self) -> bool:
        """Whether nothing but the note at the question has changed."""
        before, after = (replace(each or Answer(), note="") for each in (self.before, self.after))
        return before == after

    @property
    def size(self) -> int:
        """About how many characters it holds."""
        return _size(self.before) + _size(self.after)


class History:
    """What can be undone, and what has been undone and can be redone."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque()
        self._undone: list[Step] = []
        self._is_open = False
        self._characters = 0

    def record(self, question: str, before: Answer | None, after: Answer | None) -> None:
        """Take note of a change, as part of the step that is open for its question.

        What was undone before cannot be redone any more.
        """
        self._undone.clear()
        if self._is_open and self._done[-1].question == question:
            before = self._drop_last().before
        if before == after:
            self._is_open = False
            return
        self._add(Step(question, before, after))
        self._is_open = True

    def end_step(self) -> None:
        """Make the next change a step of its own."""
        self._is_open = False

    def undo(self) -> Step | None:
        """The step to be taken back, if there is one."""
        self.end_step()
        if not self._done:
            return None
        step = self._drop_last()
        self._undone.append(step)
        return step

    def redo(self) -> Step | None:
        """The step to be made again, if there is one."""
        self.end_step()
        if not self._undone:
            return None
        step = self._undone.pop()
        self._add(step)
        return step

    def _add(self, step: Step) -> None:
        self._done.append(step)
        self._characters += step.size
        while len(self._done) > MOST_STEPS or (
            self._characters > MOST_CHARACTERS and len(self._done) > 1
        ):
            self._characters -= self._done.popleft().size

    def _drop_last(self) -> Step:
        step = self._done.pop()
        self._characters -= step.size
        return step


def _size(answer: Answer | None) -> int:
    if answer is None:
        return 0
    cells = (cell for row in answer.rows for cell in row.cells.values())
    texts = [answer.reason, answer.note, *answer.specify.values()]
    return sum(map(_length, [answer.value, *texts, *cells]))


def _length(value: object) -> int:
    if isinstance(value, list):
        return sum(map(_length, value))
    return len(value) if isinstance(value, str) else 8
