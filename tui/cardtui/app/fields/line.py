"""Answers on one line: texts, numbers, dates, addresses, paths."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from cardtui.app.content import line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.bank.model import Column, Question
from cardtui.bank.typed_text import text_of_value, value_of_text
from cardtui.text.clean import one_line


class LineInput(Input):
    """An input that shows any text safely and joins the lines of a paste with spaces."""

    DEFAULT_CSS = """
    LineInput { width: 1fr; }
    """

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines, where Textual would take the first."""
        event.prevent_default()
        event.stop()
        text = one_line(event.text.strip())
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


class LineField(Field):
    """One line, with the unit behind it."""

    DEFAULT_CSS = """
    LineField Horizontal { height: auto; }
    LineField .unit { width: auto; padding: 1 1; color: $text-muted; }
    """

    def __init__(self, question: Question | Column, value: object, placeholder: str = "") -> None:
        super().__init__()
        self._question = question
        self._stored = value
        self._shown = one_line(text_of_value(value))
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """An input and its unit."""
        with Horizontal():
            yield LineInput(
                self._shown, placeholder=one_line(self._placeholder), select_on_focus=False
            )
            if self._question.unit:
                yield Label(line(self._question.unit), classes="unit")

    @property
    def entered(self) -> Entered:
        """What is stored, as long as the text is the one that was shown for it."""
        text = self.query_one(LineInput).value
        if text == self._shown:
            return Entered(self._stored)
        return Entered(value_of_text(self._question, text))

    def focus_field(self) -> None:
        """Put the cursor behind the text."""
        self.query_one(LineInput).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(at_once=False))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())


class SpecifyInput(LineInput):
    """The text behind an option such as "Other"."""

    def __init__(self, option: str, label: str, text: str) -> None:
        super().__init__(one_line(text), placeholder=f"{one_line(label)}: what is it?")
        self.option = option
        self._stored = text
        self._shown = one_line(text)

    @property
    def text(self) -> str:
        """What is stored, as long as it was not changed."""
        return self._stored if self.value == self._shown else self.value
