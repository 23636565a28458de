"""Which keys a person presses in the app to answer."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, TextArea

from cardtui.app.fields.choice_list import ChoiceList
from cardtui.app.screens.row import RowScreen
from cardtui.bank.model import Column, Question
from cardtui.interview.navigation import asked_questions
from cardtui.interview.session import Session
from support.deeds import (
    AddRow,
    Because,
    ChangeRow,
    Chosen,
    Cleared,
    Deed,
    DeleteRow,
    Kept,
    Listed,
    Redone,
    Said,
    Skipped,
    Step,
    Undone,
    Written,
    asked_cells,
    asked_steps,
    has_row,
)
from support.pilot import interview, press, running, typed, until

_SIZE = (60, 20)
"""A terminal in which the question is alone, so that keys are fast."""
_LONGEST_TYPED = 8
"""Longer texts, and those that have no keys, are pasted."""


async def answered_in_the_app(session: Session, steps: Iterable[Step]) -> None:
    """Do it all with keys, and wait until it is on disk."""
    async with running(session, size=_SIZE) as pilot:
        person = AtTheKeys(pilot, session)
        for name, deed in asked_steps(session, steps):
            if has_row(session, name, deed):
                await person.do(name, deed)
        await until(pilot, session.is_saved)


class AtTheKeys:
    """A person who knows the questions by their order."""

    def __init__(self, pilot: Pilot[None], session: Session) -> None:
        self._pilot = pilot
        self._session = session

    async def press(self, *keys: str) -> None:
        """Press keys."""
        if keys:
            await press(self._pilot, *keys)

    async def do(self, name: str, deed: Deed) -> None:
        """Go to a question and do one thing there."""
        await self._go_to(name)
        question = self._session.bank.questions[name]
        match deed:
            case Said(text):
                await self._fill(text)
                await self.press("enter")
            case Written(text):
                await self._fill(text)
                await self.press("tab")
            case Listed(items):
                await self._fill("\n".join(items))
                await self.press("tab")
            case Chosen():
                await self._choose(question, deed)
            case AddRow() | ChangeRow() | DeleteRow():
                await self._change_rows(question, deed)
            case Because(status, reason):
                stored = self._session.card.answer(name)
                await self.press("f2" if status == "not_applicable" else "f3")
                if not reason.strip() and stored is not None and stored.status != status:
                    # The reason of the other status is offered here, and nobody wants it.
                    await self._fill("")
                await self._type(reason)
                await self.press("enter")
            case Kept():
                await self.press("tab" if question.type in _OF_LINES else "enter")
            case _:
                await self.press(_KEYS[type(deed)])

    async def _go_to(self, name: str) -> None:
        """Question by question; from the overview back."""
        while (current := interview(self._pilot).current) != name:
            asked = asked_questions(self._session.bank, self._session.state)
            is_ahead = current is not None and asked.index(name) > asked.index(current)
            await self.press("ctrl+n" if is_ahead else "ctrl+b")
            assert interview(self._pilot).current != current, (current, name)

    async def _type(self, text: str) -> None:
        """A few keys, or a paste."""
        # Pilot cannot press what is no key of a plain keyboard.
        if len(text) <= _LONGEST_TYPED and text.isascii() and text.isprintable():
            await typed(self._pilot, text)
        else:
            self._pilot.app.post_message(events.Paste(text))
            await self._pilot.pause()
            await self.press()

    async def _fill(self, text: str) -> None:
        """Put a text in the place of the one that is there."""
        field = self._pilot.app.focused
        if isinstance(field, TextArea):
            lines = field.wrapped_document.height
            await self.press(*["up"] * lines, *["shift+down"] * lines)
        else:
            assert isinstance(field, Input), field
            await self.press("end", "shift+home")
        if text.strip():
            await self._type(text)
        else:
            await self.press("backspace")

    async def _choose(self, question: Question, deed: Chosen) -> None:
        choices = self._pilot.app.focused
        assert isinstance(choices, ChoiceList), choices
        ids = [option.id for option in question.choices] or ["yes", "no"]
        if question.type == "multiselect":
            wrong = [option for option in choices.chosen if option not in deed.options]
            for option in wrong:
                await self._toggle(ids.index(option))
        for option in deed.options:
            if option not in choices.chosen:
                await self._toggle(ids.index(option))
        texts = [o for o in question.choices if o.specify and o.id in deed.options]
        for option in texts:
            await self.press("tab")
            if deed.texts.get(option.id, "").strip():
                await self._fill(deed.texts[option.id])
        await self.press("enter")
        if interview(self._pilot).current == question.id:
            # It was said what is missing; the second time it may be.
            await self.press("enter")

    async def _toggle(self, place: int) -> None:
        await self.press("home", *["down"] * place, "space")

    async def _change_rows(self, question: Question, deed: AddRow | ChangeRow | DeleteRow) -> None:
        grid = self._pilot.app.focused
        assert isinstance(grid, DataTable), grid
        if isinstance(deed, AddRow):
            await self.press("a")
        else:
            ups, downs = ["up"] * grid.row_count, ["down"] * (deed.place - 1)
            await self.press(*ups, "home", *downs)
            await self.press("d" if isinstance(deed, DeleteRow) else "e")
        if not isinstance(deed, DeleteRow):
            for column in asked_cells(self._session, question.id, deed):
                await self._fill_cell(column, deed)
            if isinstance(self._pilot.app.screen, RowScreen):
                await self.press("ctrl+s")

    async def _fill_cell(self, column: Column, deed: AddRow | ChangeRow) -> None:
        if column.id in deed.cells:
            text = deed.cells[column.id]
            field = self._pilot.app.focused
            if isinstance(field, ChoiceList):
                ids = [option.id for option in column.choices] or ["yes", "no"]
                if text:
                    await self.press("home", *["down"] * ids.index(text))
                elif field.chosen:
                    await self.press("f4")
            else:
                await self._fill(text)
        await self.press("enter")


_OF_LINES = ("longtext", "code", "list")
"""Where enter begins a new line."""
_KEYS: dict[type[Deed], str] = {
    Cleared: "f4",
    Skipped: "ctrl+n",
    Undone: "f8",
    Redone: "f9",
}
