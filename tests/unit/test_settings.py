"""The settings of a person: read as they are meant, and every slip told with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cardtui.app.actions import GROUPS
from cardtui.app.keys import FIXED_KEYS, KEPT_KEYS, KEYS, Keys, shown, shown_key
from cardtui.app.remapping import Remapped, canonical, is_sent, remapped
from cardtui.app.settings import Settings, read_settings
from cardtui.files.user_folders import SETTINGS_FILE, config_folder


def written(text: str | bytes) -> Path:
    """The file of settings with this in it."""
    file = config_folder() / SETTINGS_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def told(text: str | bytes) -> tuple[list[str], Settings, Remapped]:
    """What is said of a file of settings, with the file left out, and what is made of it."""
    file = written(text)
    settings = read_settings()
    chosen = remapped(settings)
    said = map(str, (*settings.problems, *chosen.problems, *chosen.warnings))
    return [each.replace(f"{file}:", "") for each in said], settings, chosen


def test_without_a_file_everything_is_as_declared() -> None:
    assert read_settings() == Settings()
    assert remapped(Settings()).keys == Keys()


def test_a_missing_file_costs_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is opened, listed or made for somebody without settings."""
    looked_at: list[str] = []
    lstat = os.lstat

    def noted(path: str | Path) -> os.stat_result:
        looked_at.append(os.fspath(path))
        return lstat(path)

    monkeypatch.setattr(os, "lstat", noted)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("something is opened"))
    assert read_settings() == Settings()
    assert looked_at == [str(config_folder() / SETTINGS_FILE)]
    assert not config_folder().exists()


def test_without_a_home_there_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "~/nowhere")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: Path("~/nowhere"))
    assert read_settings() == Settings()


def test_nobody_lives_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of /dev/null, as services have it, is one without settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", f"{os.devnull}/config")
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    "keys",
    [
        'interview.undo = "ctrl+f12, ctrl+u"',
        '"interview.undo" = ["ctrl+f12", "ctrl+u"]',
        'interview = { undo = "Ctrl+F12,Ctrl-U" }',
        "'interview.undo' = 'ctrl+f12,control+u,ctrl+f12'",
    ],
)
def test_the_ways_to_write_a_key(keys: str) -> None:
    """With quotes and without, as a text and as a list, as other programs spell it."""
    said, settings, chosen = told(f'theme = "slate"\n[keys]\n{keys}\n')
    assert said == []
    assert settings.theme == "slate"
    assert chosen.keys.chosen == {"interview.undo": "ctrl+f12,ctrl+u"}
    assert chosen.keys.of("interview.undo") == ("ctrl+f12", "ctrl+u")
    assert chosen.keys.of("interview.redo") == ("f9",)


WRONG = {
    "not TOML": ("keys", ["1:5: this is not TOML: `=` is missing after a key; put a key with other signs than letters, digits, _ and - in quotes"]),
    "not UTF-8": (b"theme = '\xff'", ["1: this is not UTF-8 text; save the file as UTF-8"]),
    "an unknown setting": ('themes = "slate"', ["1:1: there is no setting `themes`; did you mean `theme`?"]),
    "a setting like no other": ("[[bank]]", ["1:1: there is no setting `bank`"]),
    "a theme that is no name": ("theme = 3", ['1:1: `theme` is the name of a theme; write theme = "slate"']),
    "a language that is none": ('language = "français"', ['1:1: `language` is the code of a language; write language = "fr", or a code such as pt-BR']),
    "keys that are no table": ('keys = "f8"', ["1:1: `keys` is a table; write [keys], and below it a line for each action"]),
    "a key that is a number": ("[keys]\ninterview.undo = 8", ['2:1: `interview.undo` is no key; write interview.undo = "f8", or ["f8", "ctrl+u"] for several']),
    "no key at all": ('[keys]\n"interview.undo" = ""', ['2:1: `interview.undo` is no key; write interview.undo = "f8", or ["f8", "ctrl+u"] for several']),
    "an empty list": ("[keys]\ninterview.undo = []", ['2:1: `interview.undo` is no key; write interview.undo = "f8", or ["f8", "ctrl+u"] for several']),
    "a table of nothing": ("[keys]\ninterview = {}", ['2:1: `interview` is no key; write interview = "f8", or ["f8", "ctrl+u"] for several']),
    "one action twice": ('[keys]\n"interview.undo" = "ctrl+f12"\ninterview.undo = "ctrl+f11"', ["3:1: `interview.undo` is there twice, with quotes and without; keep one of the two"]),
    "an unknown action": ('[keys]\ninterview.undoo = "ctrl+f12"', ["2:1: there is no action `interview.undoo`; did you mean `interview.undo`?"]),
    "an action without its group": ('[keys]\nundo = "ctrl+f12"', ["2:1: there is no action `undo`; did you mean `interview.undo`?"]),
    "an action like no other": ('[keys]\nxyz = "ctrl+f12"', ["2:1: there is no action `xyz`"]),
    "an action of hostile characters": ('[keys]\n"\\u001b[31m" = "ctrl+f12"', ["1:1: there is no action `\x1b[31m`"]),
    "a key that there is not": ('[keys]\ninterview.undo = "f8x"', ["2:1: `f8x` is no key; did you mean `f8`?"]),
    "a key like no other": ('[keys]\ninterview.undo = "the big one"', ['2:1: `the big one` is no key; write it like "f8", "ctrl+u" or "alt+u"']),
    "a misspelt modifier": ('[keys]\ninterview.undo = "ctl+u"', ["2:1: `ctl+u` is no key; did you mean `ctrl+u`?"]),
    "one of several wrong": ('[keys]\ninterview.undo = "ctrl+f12, f25"', ["2:1: `f25` is no key; did you mean `f5`?"]),
    "a way that stays": ('[keys]\nrow.cancel = "ctrl+f12"', ["2:1: `row.cancel` keeps its key, esc; leave it out"]),
    "what a list does": ('[keys]\nchoice.choose = "ctrl+f12"', ["2:1: `choice.choose` keeps its key, space; leave it out"]),
    "what several keys do": ('[keys]\noutline.move = "j,k"', ["2:1: `outline.move` keeps its key, up and down; leave it out"]),
    "enter": ('[keys]\ninterview.undo = "enter"', ["2:1: `enter` means the same everywhere; choose another key"]),
    "escape": ('[keys]\ntable.add_row = "Esc"', ["2:1: `Esc` means the same everywhere; choose another key"]),
    "the way out": ('[keys]\ninterview.undo = "ctrl+q"', ["2:1: `ctrl+q` means the same everywhere; choose another key"]),
    "the palette": ('[keys]\ninterview.undo = "ctrl+p"', ["2:1: `ctrl+p` means the same everywhere; choose another key"]),
    "a letter": ('[keys]\ninterview.undo = "u"', ["2:1: `u` is needed for typing; choose a function key, or one with ctrl"]),
    "a capital letter": ('[keys]\ninterview.undo = "shift+u"', ["2:1: `shift+u` is needed for typing; choose a function key, or one with ctrl"]),
    "a sign": ('[keys]\napp.help = "?"', ["2:1: `?` is needed for typing; choose a function key, or one with ctrl"]),
    "a comma": ('[keys]\napp.help = ","', ["2:1: `comma` is needed for typing; choose a function key, or one with ctrl"]),
    "the space bar": ('[keys]\nrow.keep = "space"', ["2:1: `space` is needed for typing; choose a function key, or one with ctrl"]),
    "what moves in a text": ('[keys]\nrow.keep = "ctrl+left"', ["2:1: `ctrl+left` is needed for typing; choose a function key, or one with ctrl"]),
    "the clipboard": ('[keys]\ninterview.undo = "ctrl+v"', ["2:1: `ctrl+v` is needed for typing; choose a function key, or one with ctrl"]),
    "the key of another": ('[keys]\ninterview.undo = "f9"', ["2:1: `f9` is the key of `interview.redo` already; give one of the two another key; `interview.undo` stays as it was"]),
    "one key for two": ('[keys]\ninterview.undo = "ctrl+f12"\ninterview.redo = "ctrl+u,ctrl+f12"', ["3:1: `ctrl+f12` is the key of `interview.undo` already; give one of the two another key; `interview.redo` stays as it was"]),
    "the key of a screen around it": ('[keys]\ntable.add_row = "f8"', ["2:1: `f8` is the key of `interview.undo` already; give one of the two another key; `table.add_row` stays as it was"]),
    "the key of a part of it": ('[keys]\ninterview.undo = "ctrl+f12"\ntable.add_row = "ctrl+f12"', ["3:1: `ctrl+f12` is the key of `interview.undo` already; give one of the two another key; `table.add_row` stays as it was"]),
    "what a list needs": ('[keys]\ntable.add_row = "e"', ["2:1: `e` is the key of `table.edit_row` already; give one of the two another key; `table.add_row` stays as it was"]),
    "a key that is there everywhere": ('[keys]\nrow.keep = "f10"', ["2:1: `f10` is the key of `app.help` already; give one of the two another key; `row.keep` stays as it was"]),
    "a key of some screen for all": ('[keys]\napp.help = "f8"', ["2:1: `f8` is the key of `interview.undo` already; give one of the two another key; `app.help` stays as it was"]),
    "a swap of which one half is wrong": ('[keys]\ninterview.undo = "f9"\ninterview.redo = "f99"', ["3:1: `f99` is no key; did you mean `f9`?", "2:1: `f9` is the key of `interview.redo` already; give one of the two another key; `interview.undo` stays as it was"]),
    "a key that is often not sent": ('[keys]\ninterview.undo = "ctrl+enter"', ["2:1: many terminals cannot send `ctrl+enter`; if it does nothing in yours, choose another key"]),
    "a key that is often another": ('[keys]\ninterview.undo = "ctrl+i"', ["2:1: many terminals cannot send `ctrl+i`: they send tab for it; if it does nothing in yours, choose another key"]),
    "a sign that is often another": ('[keys]\ninterview.undo = "ctrl+["', ["2:1: many terminals cannot send `ctrl+[`: they send esc for it; if it does nothing in yours, choose another key"]),
}  # fmt: skip
"""By what is wrong: the file, and what is said of it."""
KEPT = {
    "one action twice": {"interview.undo": "ctrl+f12"},
    "one key for two": {"interview.undo": "ctrl+f12"},
    "the key of a part of it": {"interview.undo": "ctrl+f12"},
    "a key that is often not sent": {"interview.undo": "ctrl+enter"},
    "a key that is often another": {"interview.undo": "ctrl+i"},
    "a sign that is often another": {"interview.undo": "ctrl+left_square_bracket"},
}
"""What counts all the same; nothing where nothing is named."""


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_with_its_place(what: str) -> None:
    """In these words; the actions concerned keep their keys."""
    text, expected = WRONG[what]
    said, _, chosen = told(text)
    assert sorted(said) == sorted(expected)
    assert chosen.keys.chosen == KEPT.get(what, {})


def test_what_is_right_counts_beside_what_is_wrong() -> None:
    """A slip costs the line that it is in."""
    said, settings, chosen = told(
        'them = "x"\ntheme = "slate"\n[keys]\ninterview.undo = "u"\ninterview.redo = "ctrl+f12"\n'
    )
    assert len(said) == 2
    assert settings.theme == "slate"
    assert chosen.keys.chosen == {"interview.redo": "ctrl+f12"}


def test_a_swap_is_no_clash() -> None:
    """Nor is a ring of three."""
    said, _, chosen = told(
        "[keys]\ninterview.undo = 'f9'\ninterview.redo = 'f8'\n"
        "app.help = 'f7'\ninterview.overview = 'f6'\ninterview.toggle_card = 'f10'\n"
    )
    assert said == []
    assert chosen.keys.of("app.help") == ("f7",)


def test_the_ways_to_everything_and_out_stay_beside_others() -> None:
    """A terminal in an editor may take ctrl+p and ctrl+q for itself."""
    said, _, chosen = told(
        "[keys]\napp.quit = 'ctrl+f12'\napp.command_palette = ['ctrl+f11', 'ctrl+p']\n"
    )
    assert said == []
    assert chosen.keys.of("app.quit") == ("ctrl+f12", "ctrl+q")
    assert chosen.keys.of("app.command_palette") == ("ctrl+f11", "ctrl+p")
    assert chosen.keys.keymap["app.quit"] == "ctrl+f12,ctrl+q"


def test_letters_are_keys_where_nobody_types() -> None:
    """As in the rows of a table."""
    said, _, chosen = told('[keys]\ntable.add_row = "n"\ntable.delete_row = ["x", "?"]\n')
    assert said == []
    assert chosen.keys.of("table.delete_row") == ("x", "question_mark")


@pytest.mark.parametrize("kind", ["folder", "dangling", "forbidden", "pipe", "huge"])
def test_a_file_that_cannot_be_read_is_told(kind: str) -> None:
    """And nothing hangs."""
    file = config_folder() / SETTINGS_FILE
    file.parent.mkdir(parents=True)
    if kind == "folder":
        file.mkdir()
    elif kind == "dangling":
        file.symlink_to(file.parent / "nowhere")
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.touch()
        os.truncate(file, 17 * 1024 * 1024 if kind == "huge" else 0)
        file.chmod(0o000 if kind == "forbidden" else 0o600)
        if kind == "forbidden" and os.access(file, os.R_OK):
            pytest.skip("who runs this may read everything")
    settings = read_settings()
    assert len(settings.problems) == 1
    assert str(file) in str(settings.problems[0])
    assert (settings.theme, settings.keys) == (None, {})


@pytest.mark.parametrize(
    ("written", "key", "read"),
    [
        ("F8", "f8", "f8"),
        ("Ctrl-U", "ctrl+u", "ctrl+u"),
        ("ctrl+U", "ctrl+u", "ctrl+u"),
        ("Shift+Ctrl+U", "ctrl+shift+u", "ctrl+shift+u"),
        ("shift+u", "U", "U"),
        ("U", "U", "U"),
        ("?", "question_mark", "?"),
        ("+", "plus", "+"),
        ("-", "minus", "-"),
        ("ctrl++", "ctrl+plus", "ctrl++"),
        ("ctrl+\\", "ctrl+backslash", "ctrl+\\"),
        ("question_mark", "question_mark", "?"),
        ("Esc", "escape", "esc"),
        ("PgDn", "pagedown", "pgdn"),
        ("Return", "enter", "enter"),
        ("option+u", "alt+u", "alt+u"),
        ("space", "space", "space"),
        ("tab", "tab", "tab"),
        ("shift+tab", "shift+tab", "shift+tab"),
        ("ü", "ü", "ü"),
    ],
)
def test_names_of_keys(written: str, key: str, read: str) -> None:
    """As people write them, as Textual calls them, and as they are shown."""
    assert canonical(written) == key
    assert shown(key) == read


def test_every_declared_key_can_be_sent_and_is_well_named() -> None:
    """By nearly all terminals."""
    for action in (action for group in GROUPS for action in group.actions):
        for key in action.key.split(","):
            assert canonical(key) == key, action.id
            assert is_sent(key) or key in FIXED_KEYS, action.id
    assert all(is_sent(key) for key in KEPT_KEYS)


@pytest.mark.parametrize(
    "key",
    [
        *("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket", "ctrl+enter"),
        *("shift+enter", "ctrl+shift+u", "ctrl+1", "super+u", "f13", "ctrl+space", "alt+1"),
    ],
)
def test_keys_that_many_terminals_cannot_send(key: str) -> None:
    assert not is_sent(key)


def test_messages_name_the_key_that_is_in_use() -> None:
    """Each app has its own; without one they are those of the declaration."""
    assert shown_key("undo") == shown_key("interview.undo") == "f8"
    token = KEYS.set(Keys({"interview.undo": "ctrl+u,ctrl+f12"}))
    try:
        assert shown_key("undo") == "ctrl+u"
        assert shown_key("redo") == "f9"
    finally:
        KEYS.reset(token)
