"""What all fields have in common."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from cardtui.app.entered import Entered


class ShowsAnyText:
    """An input that takes any paste as it is, and shows it safely. Others are given it cleaned."""


class Legend(Static):
    """Says which characters of a field stand for others; nothing where none do."""

    DEFAULT_CSS = """
    Legend { color: $text-muted; display: none; }
    """

    def show(self, said: str) -> None:
        """Say it."""
        if bool(said) != self.display or said:
            self.update(Content(said))
            self.display = bool(said)


class Field(Vertical):
    """Shows what is stored for a question, and says when a person has entered something else."""

    DEFAULT_CSS = """
    Field { height: auto; width: 100%; }
    Field > .keys { color: $text-muted; height: auto; }
    """

    class Changed(Message):
        """A person has changed what is entered."""

        def __init__(self, *, at_once: bool) -> None:
            super().__init__()
            self.at_once = at_once
            """Whether it is a choice, to be taken at once, and not a key of many."""

    class Submitted(Message):
        """A person is done with this question."""

    ENTER_GOES_ON = True
    """Whether the enter key goes to the next question."""

    def __init__(self) -> None:
        super().__init__()
        self._legend: Legend | None = None

    def say_stand_ins(self, legend: str) -> None:
        """Say which characters stand for others. Hardly a field ever has any, so it is mounted then."""
        if self._legend is not None:
            self._legend.show(legend)
        elif legend:
            self._legend = Legend()
            self._legend.show(legend)
            self.mount(self._legend)

    @property
    def is_kept(self) -> bool:
        """Whether it is kept for another question: it may `become` one of the same class."""
        return False

    def become(self, other: Field) -> bool:
        """Show from now on what `other` would, one of the same class that is not mounted.

        Whether that can be. A class that keeps more than its base takes it over too.
        """
        raise NotImplementedError

    @property
    def entered(self) -> Entered:
        """What the field holds now."""
        raise NotImplementedError

    @property
    def is_begun(self) -> bool:
        """Whether what stands there is probably only the beginning of what a person means."""
        return False

    def holds_back(self) -> bool:
        """Whether something is missing that a person is shown before they go on: once, not again."""
        return False

    @property
    def text_to_edit(self) -> str | None:
        """The text that an editor can be opened on; None where the answer is none."""
        return None

    def put_text(self, text: str) -> None:
        """Put a text in the place of the one that is there, as a person who types it would."""
        raise NotImplementedError

    @property
    def cursor_share(self) -> float:
        """How far in a long text the cursor is, from 0 to 1."""
        return 0.0

    def focus_field(self) -> None:
        """Put the cursor where a person would start to answer."""
        raise NotImplementedError
