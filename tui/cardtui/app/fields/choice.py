"""Answers that are chosen: yes or no, one option, several options."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label, Static

from cardtui.app.content import line
from cardtui.app.entered import Entered
from cardtui.app.fields.base import Field
from cardtui.app.fields.choice_list import ChoiceList, is_long
from cardtui.app.fields.line import SpecifyInput
from cardtui.bank.fixed_words import FixedWords
from cardtui.bank.model import Column, Option, Question

YES, NO = "yes", "no"


def options_of(question: Question | Column, words: FixedWords) -> tuple[Option, ...]:
    """What is chosen from; yes and no in the language of the bank."""
    if question.type == "bool":
        return Option(id=YES, label=words.yes), Option(id=NO, label=words.no)
    return question.choices


class ChoiceField(Field):
    """A list of options, and a line for each chosen one that asks for a text."""

    DEFAULT_CSS = """
    ChoiceField > .keys { margin-top: 1; }
    ChoiceField > .keys.-above { margin: 0 0 1 0; }
    ChoiceField .specify { display: none; height: auto; }
    ChoiceField .specify.-asked { display: block; }
    ChoiceField .specify Label { max-width: 50%; padding: 1 1 1 3; color: $text-secondary; }
    """

    def __init__(
        self,
        question: Question | Column,
        value: object,
        specify: Mapping[str, str],
        options: tuple[Option, ...],
    ) -> None:
        super().__init__()
        self._question = question
        self._stored = value
        self._specify = dict(specify)
        self._options = options
        self._several = question.type == "multiselect"
        self._is_touched = False
        self._has_held_back = False
        """Whether it was said that a text is missing."""

    def _stored_choice(self) -> list[str]:
        if isinstance(self._stored, bool):
            return [YES if self._stored else NO]
        stored = self._stored if isinstance(self._stored, list) else [self._stored]
        return [item for item in stored if isinstance(item, str)]

    def compose(self) -> ComposeResult:
        """The options, the lines of those that ask for a text, and the keys."""
        choices = ChoiceList(self._options, self._stored_choice(), several=self._several)
        keys = Static(line(choices.keys), classes="keys")
        keys.set_class(choices.is_long, "-above")
        if choices.is_long:
            # What is typed to find an option stands above the options, where it does not move.
            yield keys
        yield choices
        for option in self._options:
            if option.specify:
                label = option.label or option.id
                with Horizontal(classes="specify"):
                    yield Label(line(f"{label}:"))
                    yield SpecifyInput(option.id, label, self._specify.get(option.id, ""))
        if not choices.is_long:
            yield keys

    @property
    def is_kept(self) -> bool:
        """An option that asks for a text has a line of its own."""
        return not any(option.specify for option in self._options)

    def become(self, other: Field) -> bool:
        """Other options, with the keys on the same side of them."""
        assert isinstance(other, ChoiceField)
        choices, options = self.query_one(ChoiceList), other._options  # noqa: SLF001 - of its own class
        if not other.is_kept or choices.is_long != is_long(options):
            return False
        self._question, self._stored, self._specify = other._question, other._stored, other._specify  # noqa: SLF001 - of its own class
        self._options = options
        self._several, self._is_touched = other._several, False  # noqa: SLF001 - of its own class
        choices.start_again(options, self._stored_choice(), several=self._several)
        self.query_one(".keys", Static).update(line(choices.keys))
        return True

    def on_mount(self) -> None:
        """Show the lines of what is chosen already."""
        self._show_specify()

    def _show_specify(self) -> None:
        chosen = self.query_one(ChoiceList).chosen
        for asked in self.query(SpecifyInput):
            assert asked.parent is not None
            asked.parent.set_class(asked.option in chosen, "-asked")

    @property
    def entered(self) -> Entered:
        """What is stored until something is chosen; a dead option goes with the first choice."""
        texts = {
            asked.option: asked.text.strip() if asked.is_changed else asked.text
            for asked in self.query(SpecifyInput)
        }
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

    @property
    def is_begun(self) -> bool:
        """Whether an option that asks for a text waits for it, and nobody wanted to go on yet."""
        return not self._has_held_back and self._waiting is not None

    @property
    def _waiting(self) -> SpecifyInput | None:
        """The first text that an option asks for and that is empty."""
        return next((i for i in self.query(SpecifyInput) if self._is_waiting(i)), None)

    def holds_back(self) -> bool:
        """Show that a text is missing, with the cursor where it goes."""
        waiting = self._waiting
        if waiting is None or self._has_held_back:
            return False
        self._has_held_back = True
        waiting.focus()
        self.post_message(self.Changed(at_once=True))
        return True

    def focus_field(self) -> None:
        """Put the cursor on the options."""
        self.query_one(ChoiceList).focus()

    @on(ChoiceList.Toggled)
    def _toggled(self, event: ChoiceList.Toggled) -> None:
        event.stop()
        self._is_touched = True
        self._has_held_back = False
        self.query_one(".keys", Static).update(line(self.query_one(ChoiceList).keys))
        self._show_specify()
        self.post_message(self.Changed(at_once=True))

    @on(ChoiceList.Narrowed)
    def _narrowed(self, event: ChoiceList.Narrowed) -> None:
        event.stop()
        self.query_one(".keys", Static).update(line(self.query_one(ChoiceList).keys))

    @on(ChoiceList.Submitted)
    @on(Input.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        choices, waiting = self.query_one(ChoiceList), self._waiting
        if isinstance(event, ChoiceList.Submitted) and waiting is not None:
            waiting.focus()
        elif choices.has_focus and choices.says_nothing_is_chosen():
            self.query_one(".keys", Static).update(line(choices.keys))
        else:
            self.post_message(self.Submitted())

    @staticmethod
    def _is_waiting(asked: SpecifyInput) -> bool:
        return asked.parent is not None and asked.parent.has_class("-asked") and not asked.value

    @on(Input.Changed)
    def _text_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(at_once=False))
