"""The keys that actions have: as declared or as a person chose, bound, and shown as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.keys import REPLACED_KEYS, key_to_character

from cardtui.app.action import Group
from cardtui.app.actions import ACTION_OF, GROUP_OF

MOVING_KEYS = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
FIXED_KEYS = frozenset(("enter", "tab", "shift+tab", "escape", "ctrl+c", *MOVING_KEYS))
"""Keys that mean the same everywhere: no action can be given one, and none loses its own."""
KEPT_KEYS = frozenset({"ctrl+p", "ctrl+q"})
"""The ways to everything and out: another key may stand beside them, never instead."""


class Keys(Struct, frozen=True):
    """Which keys the actions have: those of the declaration, unless a person has chosen others."""

    chosen: Mapping[str, str] = {}
    """From the id of an action to its keys, separated by commas. They are checked already."""

    def of(self, action: str) -> tuple[str, ...]:
        """All keys of an action, the one that is shown first."""
        declared = ACTION_OF[action].key.split(",")
        chosen = self.chosen[action].split(",") if action in self.chosen else declared
        return tuple(dict.fromkeys([*chosen, *(key for key in declared if is_kept(key))]))

    @property
    def keymap(self) -> Mapping[str, str]:
        """What is other than declared, as Textual takes it."""
        return {
            action: ",".join(key for key in self.of(action) if key not in FIXED_KEYS)
            for action in self.chosen
        }


KEYS: ContextVar[Keys] = ContextVar("KEYS", default=Keys())  # noqa: B039 - it cannot be changed
"""The keys of the app that runs: each app sets its own before it draws, as Textual does."""


def is_kept(key: str) -> bool:
    """Whether an action that is declared with this key keeps it."""
    return key in FIXED_KEYS or key in KEPT_KEYS


def can_change(action: str) -> bool:
    """Whether a person can give an action other keys."""
    is_bound = ACTION_OF[action] not in GROUP_OF[action.partition(".")[0]].always
    return is_bound and any(key not in FIXED_KEYS for key in ACTION_OF[action].key.split(","))


def shown_key(action: str) -> str:
    """The key of an action as people read it. The group of the interview may be left out."""
    return in_short(KEYS.get().of(_full(action)))


def in_short(keys: Sequence[str]) -> str:
    """The first of several keys that do the same, or all of those that move."""
    is_moving = all(key in MOVING_KEYS for key in keys)
    return "/".join(map(shown, keys)) if is_moving else shown(keys[0])


def hints_of(*actions: str) -> list[tuple[str, str]]:
    """The keys of actions and their labels."""
    return [(shown_key(action), ACTION_OF[_full(action)].label) for action in actions]


def hint_line(*actions: str) -> str:
    """The same as a line of text."""
    return "   ".join(f"{key} {label}" for key, label in hints_of(*actions))


def _full(action: str) -> str:
    return action if "." in action else f"interview.{action}"


_SHORT = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del"}


def shown(key: str) -> str:
    """A key as people read it: `esc`, `?`."""
    *modifiers, base = key.split("+")
    return "+".join([*modifiers, _SHORT.get(base, sign_of(base) or base)])


def sign_of(base: str) -> str:
    """The sign that a key types, `?` for `question_mark`; empty for one that types none."""
    character = key_to_character(REPLACED_KEYS.get(base, base)) or ""
    return character if character.isprintable() and not character.isspace() else ""


def bindings(group: str) -> list[BindingType]:
    """The key bindings of a group. By its id a person's settings can give an action other keys."""
    declared = GROUP_OF[group]
    found: list[BindingType] = []
    for action in declared.actions:
        does, keys = declared.call.format(action.id), action.key.split(",")
        if fixed := ",".join(key for key in keys if key in FIXED_KEYS):
            found.append(Binding(fixed, does, action.label, show=False))
        if free := ",".join(key for key in keys if key not in FIXED_KEYS):
            found.append(_changeable(f"{group}.{action.id}", free, does, declared))
    return found


def _changeable(action: str, keys: str, does: str, group: Group) -> Binding:
    label, tooltip = ACTION_OF[action].label, ACTION_OF[action].help
    first = group.is_typed_in
    return Binding(keys, does, label, show=False, priority=first, tooltip=tooltip, id=action)


def same_key(action: str, does: str) -> Binding:
    """A binding of the key of an action elsewhere, which goes back where it led."""
    return Binding(ACTION_OF[action].key, does, show=False, id=action)
