"""The keys that a person has chosen for actions, checked before Textual sees them.

Textual passes over an action that it does not know, and where two actions have one key it drops one
of them without a word. So each is told here, and what is wrong leaves an action as it was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase, punctuation

from textual.keys import KEY_NAME_REPLACEMENTS

from cardtui.app.action import Group
from cardtui.app.actions import ACTION_OF, GROUP_OF, GROUPS
from cardtui.app.keys import (
    FIXED_KEYS,
    KEPT_KEYS,
    MOVING_KEYS,
    Keys,
    can_change,
    is_kept,
    shown,
    sign_of,
)
from cardtui.app.settings import Settings
from cardtui.errors import Problem
from cardtui.text.words import did_you_mean, join_words, nearest

_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual names them."""
_EDITING = ("backspace", "delete", "insert", "space")
_FUNCTION = tuple(f"f{number}" for number in range(1, 25))
_NAMED = (*_FUNCTION, *MOVING_KEYS, *_EDITING, "enter", "escape", "tab")
_SPELLED = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "control": "ctrl",
    "option": "alt",
    "cmd": "super",
}
"""What others call a key."""
_CLIPBOARD = frozenset({"ctrl+v", "ctrl+x"})
_WITH_CTRL = tuple(f"ctrl+{letter}" for letter in ascii_lowercase)
_SAME_AS = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""Keys for which many terminals send what they send for another one."""
_CONTROL_SIGNS = ("@", "backslash", "right_square_bracket", "circumflex_accent", "underscore")
_SENT_MODIFIED = (*MOVING_KEYS, *_FUNCTION[:12], "delete", "insert")
"""Keys that terminals send with ctrl, shift or alt held too."""


@dataclass(frozen=True, slots=True)
class Remapped:
    """The keys to use, and what is to be told about those that were asked for."""

    keys: Keys
    problems: tuple[Problem, ...] = ()
    """What is wrong; the actions concerned keep their keys."""
    warnings: tuple[Problem, ...] = ()
    """What may not work."""


def remapped(settings: Settings) -> Remapped:
    """The keys of the settings, as far as they can be used."""
    if not settings.keys:
        return Remapped(Keys())
    problems: list[Problem] = []
    chosen: dict[str, str] = {}
    for action, written in settings.keys.items():
        told = _unusable(action, written)
        if told is None:
            chosen[action] = ",".join(dict.fromkeys(map(canonical, written.split(","))))
        else:
            problems.append(settings.problem_of_key(*told, action))
    while (found := _clash(Keys(chosen), settings)) is not None:
        action, problem = found
        problems.append(problem)
        del chosen[action]
    return Remapped(
        Keys(chosen),
        tuple(sorted(problems, key=lambda problem: problem.line)),
        tuple(_warnings(chosen, settings)),
    )


def _unusable(action: str, written: str) -> tuple[str, str] | None:
    """What is wrong with the keys of one action, each by itself, and what to do."""
    if action not in ACTION_OF:
        near = nearest(action, ACTION_OF) or _of_any_group(action)
        return f"there is no action `{action}`", f"did you mean `{near}`?" if near else ""
    group, declared = _group(action), ACTION_OF[action].key.split(",")
    if not can_change(action):
        keys = join_words(map(shown, declared))
        return f"`{action}` keeps its key, {keys}", "leave it out"
    for key in written.split(","):
        if (wrong := _wrong(key, group, declared)) is not None:
            return wrong
    return None


def _of_any_group(action: str) -> str | None:
    """The action that is meant where its group is missing or another one."""
    name = action.rpartition(".")[2]
    return next((each for each in ACTION_OF if each.endswith(f".{name}")), None)


def _wrong(written: str, group: Group, declared: Iterable[str]) -> tuple[str, str] | None:
    key = canonical(written)
    if not _is_key(key):
        near = did_you_mean(written, (*_NAMED, *_WITH_CTRL))
        return f"`{written}` is no key", near or 'write it like "f8", "ctrl+u" or "alt+u"'
    if key in declared:
        return None
    if key in FIXED_KEYS or key in KEPT_KEYS:
        return f"`{written}` means the same everywhere", "choose another key"
    if group.is_typed_in and _is_typing(key):
        return f"`{written}` is needed for typing", "choose a function key, or one with ctrl"
    return None


def canonical(written: str) -> str:
    """A key as Textual names it: `ctrl+u` for `Ctrl-U`, `question_mark` for `?`."""
    *modifiers, base = _parts(written.strip())
    base = _SPELLED.get(base.lower(), base.lower()) if len(base) > 1 else base
    held = {_SPELLED.get(each.lower(), each.lower()) for each in modifiers}
    if len(base) == 1 and base.isalpha() and held:
        if held == {"shift"}:
            return base.upper()
        base = base.lower()
    return "+".join([*sorted(held), _name(base)])


def _parts(written: str) -> list[str]:
    """What is held, and the key: the signs that join them may be the key themselves."""
    sign = "-" if "-" in written[:-1] and "+" not in written else "+"
    before, last = written[:-1], written[-1:]
    if last == sign and (not before or before.endswith(sign)):
        return [*before[:-1].split(sign), last] if before else [last]
    return written.split(sign)


def _name(base: str) -> str:
    if len(base) != 1 or base.isalnum() or base == "@":
        return base
    name = unicodedata.name(base, base).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_key(key: str) -> bool:
    *modifiers, base = key.split("+")
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return False
    sign = sign_of(base)
    return base in _NAMED or bool(sign and (len(base) == 1 or sign in punctuation))


def _is_typing(key: str) -> bool:
    """Whether a field that a person types in needs a key."""
    *modifiers, base = key.split("+")
    if base in (*MOVING_KEYS, *_EDITING):
        return True
    return key in _CLIPBOARD or (base not in _NAMED and set(modifiers) <= {"shift"})


def _clash(keys: Keys, settings: Settings) -> tuple[str, Problem] | None:
    """The first chosen keys that stand in the way of another action, and what to tell."""
    for action in keys.chosen:
        for other in _acting_with(action):
            if other == action or (other in keys.chosen and _is_later(other, action, keys.chosen)):
                continue
            both = [key for key in keys.of(action) if key in keys.of(other) and not is_kept(key)]
            if both:
                message = f"`{shown(both[0])}` is the key of `{other}` already"
                remedy = f"give one of the two another key; `{action}` stays as it was"
                return action, settings.problem_of_key(message, remedy, action)
    return None


def _is_later(other: str, action: str, chosen: Mapping[str, str]) -> bool:
    order = list(chosen)
    return order.index(other) > order.index(action)


def _acting_with(action: str) -> list[str]:
    """The actions whose keys act at the same time as that of `action`."""
    group = _group(action)
    return [
        f"{other.id}.{each.id}"
        for other in GROUPS
        if _act_together(group, other)
        for each in (*other.actions, *other.always)
    ]


def _group(action: str) -> Group:
    return GROUP_OF[action.partition(".")[0]]


def _act_together(one: Group, other: Group) -> bool:
    """Whether both are there at once: the same, one in the other, or one is everywhere."""
    return (
        one is other
        or "app" in (one.id, other.id)
        or other.id in _around(one)
        or (one.id in _around(other))
    )


def _around(group: Group) -> tuple[str, ...]:
    return (group.inside, *_around(GROUP_OF[group.inside])) if group.inside else ()


def _warnings(chosen: Mapping[str, str], settings: Settings) -> list[Problem]:
    warnings = []
    for action, keys in chosen.items():
        for key in keys.split(","):
            if is_kept(key) or is_sent(key):
                continue
            same = f": they send {shown(_SAME_AS[key])} for it" if key in _SAME_AS else ""
            message = f"many terminals cannot send `{shown(key)}`{same}"
            remedy = "if it does nothing in yours, choose another key"
            warnings.append(settings.problem_of_key(message, remedy, action))
    return warnings


def is_sent(key: str) -> bool:
    """Whether nearly all terminals can send a key."""
    *modifiers, base = key.split("+")
    if not modifiers:
        return base not in _FUNCTION[12:]
    if len(base) == 1 and base.isascii() and base.isalpha():
        return (modifiers == ["ctrl"] and key not in _SAME_AS) or modifiers == ["alt"]
    if base in _CONTROL_SIGNS:
        return modifiers == ["ctrl"]
    return len(modifiers) == 1 and base in _SENT_MODIFIED
