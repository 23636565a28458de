"""Keys that do the same everywhere, so that no input must take them for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from textual.binding import Binding, BindingType

from cardtui.app.actions import INTERVIEW_ACTIONS

_OURS = {key for action in INTERVIEW_ACTIONS for key in action.key.split(",")}


def without_our_keys(theirs: Iterable[BindingType]) -> Iterator[BindingType]:
    """The bindings of a widget of Textual without the keys of the interview's actions."""
    for binding in theirs:
        if not isinstance(binding, Binding):
            yield binding
        elif kept := [key for key in binding.key.split(",") if key not in _OURS]:
            yield replace(binding, key=",".join(kept))
