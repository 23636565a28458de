"""Whatever keys a person chooses: every action can be done, and no key means two things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding, BindingsMap

from cardtui.app.action import Group
from cardtui.app.actions import ACTION_OF, GROUP_OF, GROUPS
from cardtui.app.keys import FIXED_KEYS, Keys, bindings, can_change
from cardtui.app.remapping import remapped
from cardtui.app.settings import Settings

CHANGEABLE = sorted(action for action in ACTION_OF if can_change(action))
FREE = [f"f{number}" for number in range(1, 13)] + [f"ctrl+{c}" for c in "abefgklnorstuwy"]
NOT_FREE = ["enter", "escape", "ctrl+q", "ctrl+p", "ctrl+v", "u", "?", "space", "up", "nokey", ""]
LETTERS = list("acdenx")

any_keys = st.lists(st.sampled_from(FREE + NOT_FREE + LETTERS), min_size=1, max_size=3)
any_settings = st.dictionaries(
    st.sampled_from([*ACTION_OF, "interview.nothing", "nothing"]), any_keys.map(",".join)
)


@st.composite
def valid_settings(draw: st.DrawFn) -> dict[str, str]:
    """Different keys for some actions, and for all whose keys those are by default."""
    free = draw(st.permutations(FREE))
    chosen = draw(st.lists(st.sampled_from(CHANGEABLE), unique=True, max_size=len(FREE) // 2))
    while moved := [
        each for each in CHANGEABLE if each not in chosen and taken_from(each, chosen, free)
    ]:
        chosen += moved
    return dict(zip(chosen, free, strict=False)) if len(chosen) <= len(free) else {}


def taken_from(action: str, chosen: list[str], free: list[str]) -> bool:
    """Whether one of the chosen actions gets a key that this one has by default."""
    return not set(free[: len(chosen)]).isdisjoint(ACTION_OF[action].key.split(","))


def acting_together() -> Iterator[list[Group]]:
    """The groups whose keys act at the same time, with the one that is everywhere."""
    for group in GROUPS:
        together = [group]
        while together[-1].inside:
            together.append(GROUP_OF[together[-1].inside])
        yield together if group.id == "app" else [*together, GROUP_OF["app"]]


def bound(group: Group, keymap: Mapping[str, str]) -> dict[str, set[str]]:
    """From each action to its keys, as Textual has them with these keys chosen."""
    found = BindingsMap(bindings(group.id))
    found.apply_keymap(keymap)
    keys: dict[str, set[str]] = {}
    for key, ways in found.key_to_bindings.items():
        does = {way.action for way in ways}
        assert len(does) == 1, (key, does)
        keys.setdefault(does.pop(), set()).add(key)
    return keys


def check_that_all_can_be_done(keys: Keys) -> None:
    keymap = keys.keymap
    for together in acting_together():
        seen: dict[str, str] = {}
        for group in together:
            actual = bound(group, keymap)
            assert len(actual) == len(group.actions)
            for action in group.actions:
                name = f"{group.id}.{action.id}"
                mine = actual[group.call.format(action.id)]
                assert mine == set(keys.of(name)), name
                for key in mine - FIXED_KEYS:
                    assert seen.setdefault(key, name) == name, key


def test_as_declared_every_action_can_be_done() -> None:
    check_that_all_can_be_done(Keys())


@given(valid_settings())
def test_valid_keys_are_taken_as_they_are(chosen: dict[str, str]) -> None:
    """Also where actions swap their keys: nothing is said, and all of them count."""
    result = remapped(Settings(keys=chosen))
    assert (result.problems, result.warnings) == ((), ())
    assert result.keys.chosen == chosen
    check_that_all_can_be_done(result.keys)
    for action, key in chosen.items():
        assert result.keys.of(action)[0] == key


@given(any_settings)
def test_whatever_is_chosen_every_action_can_be_done(chosen: dict[str, str]) -> None:
    """What is wrong is told, once for each action, and leaves it as it was."""
    result = remapped(Settings(keys=chosen))
    check_that_all_can_be_done(result.keys)
    assert len(result.problems) == len(chosen) - len(result.keys.chosen)
    for action in ACTION_OF:
        if action not in result.keys.chosen:
            assert result.keys.of(action) == tuple(ACTION_OF[action].key.split(","))


def test_the_check_can_fail() -> None:
    """Two actions with one key are found, by us and by Textual."""
    for wrong in ({"interview.undo": "f9"}, {"app.help": "f8"}):
        try:
            check_that_all_can_be_done(Keys(wrong))
        except AssertionError:
            continue
        raise AssertionError("two actions have one key, and nobody noticed")
    assert isinstance(bindings("app")[0], Binding)
