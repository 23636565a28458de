"""What an action is, and a group of them."""

from __future__ import annotations

from msgspec import Struct


class Action(Struct, frozen=True):
    """Something a person can do with a key."""

    id: str
    """The screen that offers it says by this what it does."""
    key: str
    """As it is declared; several are separated by commas, and hints show the first."""
    label: str
    """A few words, for the hints at the bottom."""
    help: str
    """A sentence, for the palette and the help."""
    also: str = ""
    """What else a person may call it in the palette, separated by commas."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, the label first."""
        return self.label, *(each.strip() for each in self.also.split(",") if each.strip())


class Group(Struct, frozen=True):
    """What can be done on one screen, or in a part of one."""

    id: str
    title: str
    about: str
    """What this screen is for."""
    actions: tuple[Action, ...] = ()
    """What its keys do."""
    always: tuple[Action, ...] = ()
    """What lists and fields do there by themselves: named in hints and help, never bound by us."""
    inside: str = ""
    """The group of the screen that it is a part of: keys of both act."""
    is_typed_in: bool = False
    """Whether a person may be typing: no letter can be a key, and keys go before a field's own."""
    call: str = "{}"
    """How the screen is told what to do, with the id of the action in it."""
