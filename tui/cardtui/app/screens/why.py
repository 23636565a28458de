"""Why a question is asked, and a way to the questions that it comes from."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option as Line

from cardtui.app.content import line
from cardtui.app.keys import bindings, hint_line, same_key
from cardtui.app.screens.heights import HEIGHTS
from cardtui.bank.bank import Bank
from cardtui.interview.explanation import Explanation, Reason, Verdict

_MARKS = {
    Verdict.TRUE: ("✓", "$text-success"),
    Verdict.FALSE: ("✗", "$text-error"),
    Verdict.UNDECIDED: ("?", "$text-warning"),
    Verdict.UNKNOWN: ("–", "$text-error"),
}
"""A shape and a colour for each verdict; the shape alone is enough."""


class WhyScreen(ModalScreen[str | None]):
    """Gives back the question that the person wants to go to, or None."""

    CSS_PATH = "dialog.tcss"
    GROUP: ClassVar[str] = "why"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("why"),
        same_key("interview.why", "close"),
        # The cursor is in the list, but it is the text that may be longer than the screen.
        Binding("pagedown", "read_on", "More", priority=True),
        Binding("pageup", "read_back", "Back", priority=True),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, explanation: Explanation, bank: Bank) -> None:
        super().__init__()
        self._explanation = explanation
        self._bank = bank

    def compose(self) -> ComposeResult:
        """The sentence, the conditions, and below them where one can go."""
        ways = self._explanation.ways
        with Vertical(classes="dialog", id="why"):
            yield Label(line(self._explanation.label), classes="title")
            with VerticalScroll():
                yield Static(line(self._explanation.sentence))
                for remark in self._explanation.remarks:
                    yield Static(line(remark), classes="said")
                for reason in self._explanation.reasons:
                    yield from _parts(reason)
            if ways:
                yield Label(line("Go to"), classes="label")
                yield OptionList(
                    *(Line(line(self._bank.questions[name].name)) for name in ways), markup=False
                )
            yield Label("", classes="keys")

    def on_mount(self) -> None:
        """The cursor is where one can go; without that, arrow keys scroll."""
        self.query_one(OptionList if self._explanation.ways else VerticalScroll).focus()
        self._show_keys()
        self.call_after_refresh(self._show_keys)

    def on_resize(self) -> None:
        """What fitted may not fit any more."""
        self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        keys = ["why.go"] if self._explanation.ways else []
        keys += ["why.read_on"] if self.query_one(VerticalScroll).max_scroll_y else []
        self.query_one(".keys", Label).update(line(hint_line(*keys, "why.close")))

    def action_read_on(self) -> None:
        """Show the rest of a long explanation."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def action_read_back(self) -> None:
        """Show the beginning again."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._explanation.ways[event.option_index])

    def action_close(self) -> None:
        """Go nowhere."""
        self.dismiss(None)


def _parts(reason: Reason) -> ComposeResult:
    """A condition with its mark, and below it what it comes from."""
    shape, colour = _MARKS[reason.verdict]
    with Horizontal(classes="reason"):
        yield Static(Content.styled(shape, colour), classes="mark")
        yield Static(line(reason.whole_words), classes="words")
    if reason.deciding_words:
        yield Static(line(reason.deciding_words), classes="behind")
    elif reason.verdict is Verdict.UNKNOWN:
        yield Static(line(f"{reason.verdict_words}."), classes="behind")
    for source in reason.sources:
        yield Static(
            Content.assemble(line(source.label), (": ", ""), line(source.words)), classes="behind"
        )
