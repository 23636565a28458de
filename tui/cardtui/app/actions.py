"""Every action of the interview, declared once: it feeds the keys, the hints and the palette."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do with a key."""

    id: str
    """The screen that offers it says by this what it does."""
    key: str
    label: str
    """One or two words, for the hints at the bottom."""
    help: str
    """A sentence, for the palette."""
    key_shown: str = ""

    @property
    def shown(self) -> str:
        """The key as people read it."""
        return self.key_shown or self.key.split(",")[0]


INTERVIEW_ACTIONS = (
    Action("next_question", "ctrl+n", "next", "Go to the next question"),
    Action("previous_question", "ctrl+b", "back", "Go back to the question before"),
    Action("next_open", "ctrl+o", "next open", "Go to the next question without an answer"),
    Action("not_applicable", "f2", "n/a", "Say that this does not apply, and why"),
    Action("do_not_know", "f3", "not known", "Say that this is not known, and why"),
    Action("clear_answer", "f4", "clear", "Take the answer to this question away"),
    Action("why", "f1", "why", "See why this question is asked, and what it comes from"),
    Action("toggle_outline", "f5", "outline", "Look at the outline, or go back to the question"),
    Action("toggle_card", "f6", "card", "Look at the section as it will read, or go back"),
    Action("read_card", "f11", "read", "Read the whole card, and search it"),
    Action("export", "f12", "export", "Write the card as a document, or copy it"),
    Action("overview", "f7", "overview", "See how far the card is and what is left"),
    # Every terminal sends these, no field needs them, and they mean the same in all of them:
    # ctrl+z and ctrl+y are what a text area undoes its own typing with.
    Action("undo", "f8", "undo", "Undo the last change of an answer, wherever it was"),
    Action("redo", "f9", "redo", "Make the change again that was undone last"),
    Action("choose_versions", "ctrl+t", "versions", "Choose between two versions of an answer"),
    Action("quit_interview", "ctrl+q", "quit", "Save and leave"),
)
"""In the order of the palette."""
PALETTE_KEY = "ctrl+p"
SAID = 4
"""Seconds for which it is said what was done."""


def shown_key(action: str) -> str:
    """The key of an action, by its id, as people read it."""
    return next(each.shown for each in INTERVIEW_ACTIONS if each.id == action)


def bindings(actions: tuple[Action, ...]) -> list[BindingType]:
    """The key bindings of actions, with ids by which a user's configuration can name them."""
    return [
        Binding(a.key, f"do('{a.id}')", a.label, show=False, tooltip=a.help, id=f"interview.{a.id}")
        for a in actions
    ]
