"""Numbers and dates: lines on which the arrow keys go one up or down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from cardtui.app.content import line
from cardtui.app.fields.line import LineField, LineInput
from cardtui.bank.model import Column, Question
from cardtui.bank.typed_text import text_of_value
from cardtui.bank.values import is_empty

_EXACT = 1e15
"""From here on a step of one is lost in a number."""
_TODAY = "today"


class SteppedField(LineField):
    """A line with values that have a next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "One more", show=False),
        Binding("down", "step(-1)", "One less", show=False),
    ]

    def action_step(self, by: int) -> None:
        """Put the value that is `by` steps away in the place of the one that is entered."""
        value = self.entered.value
        beside = self._beside(None if is_empty(value) else value, by)
        if beside is not None:
            shown = self.query_one(LineInput)
            shown.value = text_of_value(beside)
            shown.cursor_position = len(shown.value)

    def _beside(self, value: object, by: int) -> object:
        """The value `by` steps from one; None where there is none."""
        raise NotImplementedError


class NumberField(SteppedField):
    """A number: a step changes its last decimal."""

    GROUP: ClassVar[str] = "number"

    def _beside(self, value: object, by: int) -> object:
        return number_beside(value, by)


def number_beside(value: object, by: int) -> object:
    """A number whose last decimal is `by` more; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= _EXACT:
        return None
    if isinstance(value, int):
        return value + by
    exact = Decimal(str(value))
    decimals = exact.as_tuple().exponent
    assert isinstance(decimals, int)
    return float(exact + by * Decimal(1).scaleb(min(decimals, 0)))


class DateField(SteppedField):
    """A day: a step is a day, and the first one goes to today."""

    GROUP: ClassVar[str] = "date"

    def __init__(self, question: Question | Column, value: object, placeholder: str = "") -> None:
        written = ", ".join(filter(None, ("year-month-day", placeholder)))
        super().__init__(question, value, written)

    def compose(self) -> ComposeResult:
        """The line, and below it the key that is worth knowing."""
        yield from super().compose()
        yield Static(line("up today"), classes="keys")

    def _beside(self, value: object, by: int) -> object:
        return day_beside(value, by)

    @on(Input.Changed)
    def _take_the_word(self, event: Input.Changed) -> None:
        """Today has a date."""
        if event.value.strip().casefold() == _TODAY:
            self.query_one(LineInput).value = _today().isoformat()


def day_beside(value: object, by: int) -> object:
    """The day `by` days later; today where there is none yet; None where no calendar has it."""
    if value is None:
        return _today()
    if not isinstance(value, date):
        return None
    try:
        return value + timedelta(days=by)
    except OverflowError:
        return None


def _today() -> date:
    return datetime.now().astimezone().date()
