"""A long answer in the person's own editor, and back in its field."""

from __future__ import annotations

import os
import sys
from typing import Protocol, runtime_checkable

from textual.app import SuspendNotSupported
from textual.screen import Screen

from cardtui.app.actions import SAID
from cardtui.app.keys import shown_key
from cardtui.app.own_editor import Edited, edited, editor_command, said_while_waiting, suffix_for
from cardtui.app.screens.answering import Answering
from cardtui.app.screens.saving import Saving
from cardtui.app.widgets.question import QuestionView
from cardtui.text.clean import one_line

_NOTICE = 8
"""Seconds for something that takes a moment to read."""


@runtime_checkable
class SaysAtTheEnd(Protocol):
    """An app that can say something after it has given the terminal back."""

    def say_at_the_end(self, text: str) -> None:
        """Have it said."""
        raise NotImplementedError


class Editing:
    """Gives the terminal to an editor, for the question on the screen of one interview."""

    def __init__(
        self, screen: Screen[None], view: QuestionView, answering: Answering, saving: Saving
    ) -> None:
        self._screen = screen
        self._view = view
        self._answering = answering
        self._saving = saving

    async def open_editor(self) -> None:
        """Save, wait for the editor, take what it leaves, and save again."""
        question, field = self._view.question, self._view.field
        if question is None or field is None or field.text_to_edit is None:
            self._say("An editor opens for texts, code and lists: go to such a question first.")
            return
        self._answering.chosen()
        if not await self._saving.now():
            return
        try:
            command = editor_command(os.environ)
        except ValueError as error:
            self._say(str(error), seconds=_NOTICE)
            return
        try:
            with self._screen.app.suspend():
                print(one_line(said_while_waiting(command)), file=sys.__stdout__, flush=True)
                name = f"{question.id}{suffix_for(question)}"
                outcome = edited(field.text_to_edit, name, command)
                # Before the terminal is ours again, which it may never be: what is in the field
                # is saved whatever ends this program.
                if outcome.text is not None:
                    field.put_text(outcome.text)
        except SuspendNotSupported:
            self._say("Here the terminal cannot be given to an editor.")
            return
        field.focus_field()
        self._answering.chosen()
        self._tell(outcome)
        await self._saving.now()

    def _tell(self, outcome: Edited) -> None:
        app: object = self._screen.app
        if outcome.left and isinstance(app, SaysAtTheEnd):
            app.say_at_the_end(outcome.told)
        if outcome.problem:
            from cardtui.app.screens.message import MessageScreen

            self._screen.app.push_screen(MessageScreen("The editor", outcome.told))
        elif outcome.remark:
            self._say(outcome.remark, seconds=_NOTICE)
        elif outcome.text == "":
            self._say(f"The answer is empty now: {shown_key('undo')} brings it back.")

    def _say(self, text: str, seconds: int = SAID) -> None:
        self._screen.notify(one_line(text), timeout=seconds, markup=False)
