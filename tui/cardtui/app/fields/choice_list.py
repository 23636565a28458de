"""Options with a box each. Space and a click choose; of few, a digit chooses and a first letter leads
to one; of many, typing a part of what they are called does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.fields.field_input import FieldInput
from cardtui.app.hanging import Hanging
from cardtui.bank.model import Option
from cardtui.text.folding import folded
from cardtui.text.words import count_of

_FEW = 9
"""As many options have a digit each."""


def is_long(options: Sized) -> bool:
    """Whether there are so many options that one finds them by typing."""
    return len(options) > _FEW


class ChoiceList(FieldInput, OptionList):
    """Options with a box each: space chooses, enter goes on."""

    GROUP: ClassVar[str] = "choice"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Choose", show=False),
        Binding("enter", "submit", "Next", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceList { height: auto; max-height: 50vh; }
    """

    class Toggled(Message):
        """A person has chosen something else."""

    class Submitted(Message):
        """A person is done choosing."""

    class Narrowed(Message):
        """A person looks for an option: others are shown than before."""

    def __init__(self, options: Iterable[Option], chosen: Iterable[str], *, several: bool) -> None:
        self._take(options, chosen, several=several)
        super().__init__(*self._as_lines(), markup=False)
        self._highlight_first()

    def start_again(
        self, options: Iterable[Option], chosen: Iterable[str], *, several: bool
    ) -> None:
        """Show options as if it had been made with them."""
        self._take(options, chosen, several=several)
        self.set_options(self._as_lines())
        self._highlight_first()

    def _take(self, options: Iterable[Option], chosen: Iterable[str], *, several: bool) -> None:
        self._choices = tuple(options)
        self._several = several
        self._chosen = set(chosen)
        self._wanted = ""
        """What a person has typed to find an option."""
        self._shown = self._choices
        self._is_touched = False
        """Whether a person has chosen or taken back anything."""
        self._is_looked_at = False
        """Whether a letter has led to an option."""
        self._has_said_nothing = False
        """Whether it was said that nothing is chosen."""

    def _highlight_first(self) -> None:
        # Where enter takes what is highlighted, nothing is until a person moves there.
        nothing = 0 if self._several else None
        chosen_places = (i for i, o in enumerate(self._choices) if o.id in self._chosen)
        self.highlighted = self._first = next(chosen_places, nothing)

    def _as_lines(self) -> Iterable[Line]:
        return [Line(self._prompt(option)) for option in self._shown]

    def _prompt(self, option: Option) -> Hanging:
        is_chosen = option.id in self._chosen
        marks = "■□" if self._several else "●○"
        label = line(_label(option))
        if option.help:
            label = label + line(f"  {option.help}", "$foreground-muted not bold")
        return Hanging(Content(f"{marks[0 if is_chosen else 1]} "), label)

    @property
    def chosen(self) -> list[str]:
        """The chosen options, in the order of the bank."""
        return [option.id for option in self._choices if option.id in self._chosen]

    @property
    def is_long(self) -> bool:
        """Whether typing finds options."""
        return is_long(self._choices)

    @property
    def keys(self) -> str:
        """How an option is reached, or what a person looks for."""
        if self._has_said_nothing and not self._is_touched:
            return "Nothing is chosen: space chooses, enter goes on without."
        if not self.is_long:
            most = len(self._choices)
            return f"space or 1-{most} chooses" if most > 1 else "space chooses"
        if not self._wanted:
            return f"{count_of(len(self._choices), 'option')}: type to find one, space chooses"
        found = len(self._shown) or "none"
        return f"{self._wanted}▏  {found} of {len(self._choices)}   esc all"

    def says_nothing_is_chosen(self) -> bool:
        """Whether to say so now: once, to who went to one of several options and chose none.

        Where one option is to be chosen, enter chooses it; a hand that knows that is told here.
        """
        is_somewhere = self._is_looked_at or self.highlighted != self._first
        is_none = self._several and not self._chosen and not self._is_touched
        if self._has_said_nothing or not (is_none and is_somewhere):
            return False
        self._has_said_nothing = True
        return True

    def choose(self, option: Option) -> None:
        """Choose an option; of several, take it back if it is chosen."""
        self._is_touched = True
        if option.id in self._chosen:
            if self._several:
                self._chosen.discard(option.id)
        else:
            if not self._several or option.exclusive:
                self._chosen.clear()
            self._chosen -= {other.id for other in self._choices if other.exclusive}
            self._chosen.add(option.id)
        if self._wanted:
            self._look_for("", option)
        else:
            for i, each in enumerate(self._shown):
                self.replace_option_prompt_at_index(i, self._prompt(each))
        self.post_message(self.Toggled())

    def action_select(self) -> None:
        """Choose what is highlighted, the first where nothing is; a click does the same."""
        if self.highlighted is None:
            self.action_first()
        if self.highlighted is not None:
            self.choose(self._shown[self.highlighted])

    def action_submit(self) -> None:
        """Go on. Where one option is to be chosen, the highlighted one is."""
        if self.highlighted is not None and not self._several:
            option = self._shown[self.highlighted]
            if option.id not in self._chosen:
                self.choose(option)
        self.post_message(self.Submitted())

    def on_key(self, event: events.Key) -> None:
        """Go to the option that a key stands for."""
        character = event.character if event.is_printable and event.key != "space" else None
        if self.is_long:
            is_taken = self._search(event.key, character)
        else:
            is_taken = character is not None and self._go_to(character)
        if is_taken:
            event.stop()
            event.prevent_default()

    def _go_to(self, character: str) -> bool:
        """Choose by a digit, or highlight the next option that begins with a letter."""
        if character in "123456789":
            place = int(character) - 1
            if place < len(self._choices):
                self.highlighted = place
                self.choose(self._choices[place])
            return True
        start = -1 if self.highlighted is None else self.highlighted
        places = range(len(self._choices))
        for place in (*places[start + 1 :], *places[: start + 1]):
            if folded(_label(self._choices[place])).startswith(folded(character)):
                self.highlighted = place
                self._is_looked_at = True
                return True
        return False

    def _search(self, key: str, character: str | None) -> bool:
        """Show the options that have in them what is typed."""
        if character is not None:
            self._look_for(self._wanted + character)
        elif key == "backspace" and self._wanted:
            self._look_for(self._wanted[:-1])
        elif key == "escape" and self._wanted:
            self._look_for("")
        else:
            return False
        return True

    def _look_for(self, wanted: str, found: Option | None = None) -> None:
        """Show the options with `wanted` in them, and highlight the best, or the one found."""
        self._is_looked_at = True
        self._wanted = wanted
        looked_for = folded(wanted)
        self._shown = tuple(o for o in self._choices if looked_for in folded(_label(o)))
        self.set_options(self._as_lines())
        beginning = [o for o in self._shown if folded(_label(o)).startswith(looked_for)]
        best = found or (next(iter(beginning or self._shown), None) if wanted else None)
        self.highlighted = None if best is None else self._shown.index(best)
        self.post_message(self.Narrowed())


def _label(option: Option) -> str:
    return option.label or option.id
