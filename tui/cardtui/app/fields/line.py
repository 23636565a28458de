"""Answers on one line: texts, numbers, dates, addresses, paths."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Label

from cardtui.app.content import line, shown_line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field, ShowsAnyText
from cardtui.app.fields.field_input import FieldInput
from cardtui.app.fields.too_long import too_long
from cardtui.app.stand_ins import StandIns
from cardtui.bank.model import Column, Question
from cardtui.bank.typed_text import is_begun, text_of_value, value_of_text
from cardtui.text.clean import joined

_WITH_UNITS = ("integer", "number")
"""Types of questions that may have a unit."""


class LineInput(ShowsAnyText, FieldInput, Input):
    """An input that shows any text safely and joins the lines of a paste with spaces."""

    DEFAULT_CSS = """
    LineInput { width: 1fr; }
    """
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """How long its text is. It is as wide as its column all the same, so that no key lays out more."""

    def __init__(self, text: str, *, placeholder: str = "", select_on_focus: bool = True) -> None:
        self._stand_ins = StandIns(one_line=True)
        self._shown = self._stand_ins.hide(text)
        # There are no validators, and Textual would style the input anew for each verdict of none.
        super().__init__(
            self._shown,
            placeholder=placeholder,
            select_on_focus=select_on_focus,
            validate_on=(),
        )

    def start_again(self, text: str, placeholder: str) -> None:
        """Show a text as if it had been made with it. Nobody is told of a change."""
        self._stand_ins = StandIns(one_line=True)
        self._shown = self._stand_ins.hide(text)
        with self.prevent(Input.Changed):
            self.value = self._shown
        self.placeholder = placeholder
        self.cursor_position = len(self._shown)

    @property
    def is_changed(self) -> bool:
        """Whether it shows something else than at first."""
        return self.value != self._shown

    @property
    def text(self) -> str:
        """What it stands for, where `value` is what it shows."""
        return self._stand_ins.restore(self.value)

    @property
    def legend(self) -> str:
        """Which of its characters stand for others."""
        return self._stand_ins.legend(self.value)

    def put(self, text: str) -> None:
        """Show another text, its lines joined."""
        self.value = self._stand_ins.hide(joined(text.strip()), self.value)
        self.cursor_position = len(self.value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another: every way of typing comes here."""
        super().replace(self._stand_ins.hide_joiners(text, self.value), start, end)

    def action_paste(self) -> None:
        """Take what was copied here in the same way."""
        self.on_paste(events.Paste(self.app.clipboard))

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines, where Textual would take the first."""
        event.prevent_default()
        event.stop()
        if why := too_long(self.value + event.text):
            self.notify(f"Nothing was pasted: {why}.", severity="warning", markup=False)
            return
        text = self._stand_ins.hide(joined(event.text.strip()), self.value)
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
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """An input, and its unit behind it."""
        shown = LineInput(
            text_of_value(self._stored),
            placeholder=shown_line(self._placeholder),
            select_on_focus=False,
        )
        if self._question.type not in _WITH_UNITS:
            yield shown
            return
        with Horizontal():
            yield shown
            unit = Label(line(self._question.unit), classes="unit")
            unit.display = bool(self._question.unit)
            yield unit

    def on_mount(self) -> None:
        """Say what stands for other characters in what is stored."""
        self.say_stand_ins(self.query_one(LineInput).legend)

    @property
    def is_kept(self) -> bool:
        """All lines of a kind are alike."""
        return True

    def become(self, other: Field) -> bool:
        """The unit may be another one, or none."""
        assert isinstance(other, LineField)
        self._question, self._stored = other._question, other._stored  # noqa: SLF001 - of its own class
        self._placeholder = other._placeholder  # noqa: SLF001 - of its own class
        shown = self.query_one(LineInput)
        shown.start_again(text_of_value(self._stored), shown_line(self._placeholder))
        for unit in self.query(".unit").results(Label):
            unit.update(line(self._question.unit))
            unit.display = bool(self._question.unit)
        self.say_stand_ins(shown.legend)
        return True

    @property
    def entered(self) -> Entered:
        """What is stored, as long as the text is the one that was shown for it."""
        shown = self.query_one(LineInput)
        if not shown.is_changed:
            return Entered(self._stored)
        return Entered(value_of_text(self._question, shown.text))

    @property
    def is_begun(self) -> bool:
        """Whether a number, a date or an address is half typed."""
        shown = self.query_one(LineInput)
        return shown.is_changed and is_begun(self._question, shown.text)

    @property
    def text_to_edit(self) -> str | None:
        """The line as it is shown, where it is a text and no number or the like."""
        return self.query_one(LineInput).value if self._question.type == "text" else None

    def put_text(self, text: str) -> None:
        """Put a text in, its lines joined."""
        self.query_one(LineInput).put(text)

    def focus_field(self) -> None:
        """Put the cursor behind the text."""
        self.query_one(LineInput).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.say_stand_ins(self.query_one(LineInput).legend)
        self.post_message(self.Changed(at_once=False))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())


class SpecifyInput(LineInput):
    """The text behind an option such as "Other"."""

    def __init__(self, option: str, label: str, text: str) -> None:
        super().__init__(text, placeholder=f"{shown_line(label)}: what is it?")
        self.option = option
