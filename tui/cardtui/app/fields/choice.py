"""Answers that are chosen: yes or no, one option, several options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.fields.line import SpecifyInput
from cardtui.bank.model import Column, Option, Question

YES, NO = "yes", "no"
YES_OR_NO = (Option(id=YES, label="Yes"), Option(id=NO, label="No"))


class ChoiceList(OptionList):
    """Options with a box each: space chooses, enter goes on."""

    GROUP: ClassVar[str] = "choice"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Choose", show=False),
        Binding("enter", "submit", "Next", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceList { height: auto; max-height: 100%; }
    """

    class Toggled(Message):
        """A person has chosen something else."""

    class Submitted(Message):
        """A person is done choosing."""

    def __init__(self, options: Iterable[Option], chosen: Iterable[str], *, several: bool) -> None:
        self._choices = tuple(options)
        self._several = several
        self._chosen = set(chosen)
        super().__init__(*(Line(self._prompt(option)) for option in self._choices), markup=False)
        # Where enter takes what is highlighted, nothing is until a person moves there.
        nothing = 0 if several else None
        chosen_places = (i for i, o in enumerate(self._choices) if o.id in self._chosen)
        self.highlighted = next(chosen_places, nothing)

    def _prompt(self, option: Option) -> Content:
        is_chosen = option.id in self._chosen
        marks = "■□" if self._several else "●○"
        label = line(f"{marks[0 if is_chosen else 1]} {option.label or option.id}")
        return label + line(f"  {option.help}", "dim") if option.help else label

    @property
    def chosen(self) -> list[str]:
        """The chosen options, in the order of the bank."""
        return [option.id for option in self._choices if option.id in self._chosen]

    def choose(self, index: int) -> None:
        """Choose the option at `index`, or take it back if it is chosen."""
        option = self._choices[index]
        if option.id in self._chosen:
            self._chosen.discard(option.id)
        else:
            if not self._several or option.exclusive:
                self._chosen.clear()
            self._chosen -= {other.id for other in self._choices if other.exclusive}
            self._chosen.add(option.id)
        for i, each in enumerate(self._choices):
            self.replace_option_prompt_at_index(i, self._prompt(each))
        self.post_message(self.Toggled())

    def action_select(self) -> None:
        """Choose what is highlighted, the first where nothing is; a click does the same."""
        if self.highlighted is None:
            self.action_first()
        if self.highlighted is not None:
            self.choose(self.highlighted)

    def action_submit(self) -> None:
        """Go on. Where one option is to be chosen, the highlighted one is."""
        highlighted = self.highlighted
        is_new = highlighted is not None and self._choices[highlighted].id not in self._chosen
        if highlighted is not None and is_new and not self._several:
            self.choose(highlighted)
        self.post_message(self.Submitted())


class ChoiceField(Field):
    """A list of options, and a line for each chosen one that asks for a text."""

    DEFAULT_CSS = """
    ChoiceField SpecifyInput { display: none; width: 100%; }
    ChoiceField SpecifyInput.-asked { display: block; }
    """

    def __init__(
        self, question: Question | Column, value: object, specify: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._question = question
        self._stored = value
        self._specify = dict(specify or {})
        self._several = question.type == "multiselect"
        self._is_touched = False

    @property
    def _options(self) -> tuple[Option, ...]:
        return YES_OR_NO if self._question.type == "bool" else self._question.choices

    def _stored_choice(self) -> list[str]:
        if isinstance(self._stored, bool):
            return [YES if self._stored else NO]
        stored = self._stored if isinstance(self._stored, list) else [self._stored]
        return [item for item in stored if isinstance(item, str)]

    def compose(self) -> ComposeResult:
        """The options, then the lines of those that ask for a text."""
        yield ChoiceList(self._options, self._stored_choice(), several=self._several)
        for option in self._options:
            if option.specify:
                label = option.label or option.id
                yield SpecifyInput(option.id, label, self._specify.get(option.id, ""))

    def on_mount(self) -> None:
        """Show the lines of what is chosen already."""
        self._show_specify()

    def _show_specify(self) -> None:
        chosen = self.query_one(ChoiceList).chosen
        for asked in self.query(SpecifyInput):
            asked.set_class(asked.option in chosen, "-asked")

    @property
    def entered(self) -> Entered:
        """What is stored until something is chosen; a dead option goes with the first choice."""
        texts = {asked.option: asked.text for asked in self.query(SpecifyInput)}
        specify = {**self._specify, **texts}
        kept = {
            option: text
            for option, text in specify.items()
            if text.strip() or (option in self._specify and text == self._specify[option])
        }
        return Entered(self._value(), kept)

    def _value(self) -> object:
        if not self._is_touched:
            return self._stored
        chosen = self.query_one(ChoiceList).chosen
        if self._several:
            return chosen
        if not chosen:
            return None
        return chosen[0] == YES if self._question.type == "bool" else chosen[0]

    def focus_field(self) -> None:
        """Put the cursor on the options."""
        self.query_one(ChoiceList).focus()

    @on(ChoiceList.Toggled)
    def _toggled(self, event: ChoiceList.Toggled) -> None:
        event.stop()
        self._is_touched = True
        self._show_specify()
        self.post_message(self.Changed(at_once=True))

    @on(ChoiceList.Submitted)
    @on(Input.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        waiting = next((i for i in self.query(SpecifyInput) if self._is_waiting(i)), None)
        if isinstance(event, ChoiceList.Submitted) and waiting is not None:
            waiting.focus()
        else:
            self.post_message(self.Submitted())

    @staticmethod
    def _is_waiting(asked: SpecifyInput) -> bool:
        return asked.has_class("-asked") and not asked.value

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(at_once=False))
