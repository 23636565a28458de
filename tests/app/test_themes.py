"""Themes: reading them, those of the person, and changing them in the app."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES
from textual.widgets import OptionList

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.theme import ThemeScreen
from cardtui.app.settings import read_settings
from cardtui.app.theme import COLOURS, MAX_CHARACTERS, read_theme
from cardtui.errors import CardtuiError
from cardtui.files.user_folders import config_folder
from cardtui.interview.session import Session
from cardtui.sharing.opening import Opened
from cardtui.sharing.shipped import shipped_folder
from support.every_type import every_type_session
from support.pilot import interview, press, typed, until

SHIPPED = {path.stem: path for path in shipped_folder("themes").glob("*.toml")}
SLATE = SHIPPED["slate"].read_text(encoding="utf-8")


def with_line(key: str, line: str) -> str:
    """The default theme with another line for a key."""
    changed = re.sub(f"(?m)^{key} = .*$", line, SLATE)
    assert changed != SLATE
    return changed


# Reading


def test_there_are_dark_and_light_ones_of_high_contrast_and_of_the_terminal() -> None:
    """At least six, and each has every colour."""
    themes = [read_theme(path) for path in SHIPPED.values()]
    assert len(themes) >= 6
    assert {theme.dark for theme in themes if "contrast" in theme.name} == {True, False}
    assert [sum(t.dark is dark and not t.ansi for t in themes) for dark in (True, False)] >= [2, 2]
    assert [theme.name for theme in themes if theme.ansi] == ["terminal"]
    for path in SHIPPED.values():
        assert list(tomllib.loads(path.read_text(encoding="utf-8"))) == list(COLOURS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (with_line("accent", 'acent = "#7aa2f7"'), "9:1: a theme has no `acent`; did you mean `accent`?"),
        (SLATE + "dark = true\n", "13:1: a theme has no `dark`; leave it out"),
        (with_line("accent", 'accent = "#7aa2f"'), '9:1: `accent` is no colour: "#7aa2f"; write it as'),
        (with_line("accent", 'accent = ""'), '9:1: `accent` is no colour: ""'),
        (with_line("accent", 'accent = "blau"'), '9:1: `accent` is no colour: "blau"'),
        (with_line("accent", "accent = 12"), '9:1: `accent` is no text; write a colour as "#1f6feb"'),
        (with_line("accent", 'accent = ["red"]'), "9:1: `accent` is no text"),
        (with_line("accent", "[accent]"), "9:1: `accent` is no text"),
        (with_line("accent", 'accent = "#7aa2f780"'), "9:1: `accent` lets through what is behind it"),
        (with_line("accent", 'accent = "transparent"'), "9:1: `accent` lets through"),
        (with_line("accent", ""), "12: `accent` is missing; it is the colour of where one is"),
        (with_line("accent", 'accent = "ansi_blue"'), "9:1: `background` is a colour of its own, and"),
        (with_line("background", 'background = "ansi_default"'), "3:1: `background` is a colour of the"),
        ("", "1: `background` is missing; it is the colour of the page"),
        ("accent = ", "1:10: this is not TOML: a value is missing"),
        ("#" * (MAX_CHARACTERS + 1), " this is longer than 64 KiB; is it a theme?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    """In one line, before Textual sees any of it."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(CardtuiError) as caught:
        read_theme(path)
    assert str(caught.value).startswith(f"{path}:{said}")
    assert "\n" not in str(caught.value)


def test_the_name_of_a_theme_is_plain(tmp_path: Path) -> None:
    """It becomes a class of the style sheet, and a value in the settings."""
    path = tmp_path / "my theme, too.toml"
    path.write_text(SLATE)
    with pytest.raises(CardtuiError, match="made of letters, digits, - and _; rename the file"):
        read_theme(path)


def test_the_example_of_the_readme_is_a_theme(tmp_path: Path) -> None:
    """And the table there has every key, in the words of the program."""
    readme = (shipped_folder("themes") / "README.md").read_text(encoding="utf-8")
    example = next(
        block for block in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "panel" in block
    )
    (tmp_path / "forest.toml").write_text(example)
    assert read_theme(tmp_path / "forest.toml").dark
    for key, purpose in COLOURS.items():
        assert re.search(rf"\| `{key}` \| {re.escape(purpose)}", readme), key
    for name in SHIPPED:
        assert f"`{name}`" in readme


# Beginning with one


@pytest.fixture
def own_themes() -> Path:
    """The folder for the themes of the person."""
    folder = config_folder() / "themes"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return every_type_session(tmp_path)


def app_of(session: Session, theme: str | None = None) -> CardtuiApp:
    """The app as the command starts it."""
    opened = Opened(session.path, session)
    return CardtuiApp(opened, settings=read_settings(), theme=theme)


def set_in_settings(text: str) -> Path:
    path = config_folder() / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def said(pilot: Pilot[None]) -> str:
    return "\n".join(each.message for each in pilot.app._notifications)


def background(pilot: Pilot[None]) -> str:
    """The colour that is drawn in the corner of the page."""
    strip = pilot.app.screen._compositor.render_strips()[2]
    style = next(iter(strip)).style
    assert style is not None
    assert style.bgcolor is not None
    return style.bgcolor.get_truecolor().hex


def test_only_the_theme_in_use_is_read_at_the_start(session: Session) -> None:
    """And it is there from the first moment."""
    set_in_settings('theme = "paper"')
    app = app_of(session)
    assert app.theme == "paper"
    assert list(app.available_themes) == ["paper"]
    assert app.stylesheet._variables["background"] == "#FAF7F0"


def test_a_theme_that_is_asked_for_goes_before_the_one_that_is_set(session: Session) -> None:
    """Once, for this start."""
    set_in_settings('theme = "paper"')
    assert app_of(session, theme="mist").theme == "mist"


@pytest.mark.parametrize("name", ["papr", "../paper", "paper,mist", ""])
def test_a_theme_that_is_asked_for_and_is_not_there_is_told_at_once(
    name: str, session: Session
) -> None:
    """Instead of opening in another one."""
    with pytest.raises(CardtuiError) as caught:
        app_of(session, theme=name)
    assert str(caught.value).startswith(f'there is no theme "{name}"; ')


async def test_an_unknown_theme_in_the_settings_is_told_and_the_default_used(
    session: Session,
) -> None:
    """With its line, and with what was probably meant."""
    path = set_in_settings('\ntheme = "papr"')
    app = app_of(session)
    assert app.theme == "slate"
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: bool(said(pilot)))
        assert said(pilot) == f'{path}:2:1: there is no theme "papr"; did you mean `paper`?'


async def test_a_theme_of_the_person_goes_before_a_shipped_one(
    session: Session, own_themes: Path
) -> None:
    """Of the same name, be it the default."""
    (own_themes / "slate.toml").write_text(with_line("background", 'background = "#102030"'))
    async with app_of(session).run_test(notifications=True) as pilot:
        await pilot.pause()
        assert background(pilot) == "#102030"
        assert said(pilot) == ""


async def test_bad_themes_are_told_and_the_others_work(session: Session, own_themes: Path) -> None:
    """Each with its file and line, once the card is open."""
    (own_themes / "good.toml").write_text(SLATE)
    (own_themes / "poor.toml").write_text(with_line("accent", 'accent = "blau"'))
    (own_themes / "slate.toml").write_text("akzent = 1")
    (own_themes / "folder.toml").mkdir()
    async with app_of(session, theme="good").run_test(notifications=True) as pilot:
        await until(pilot, lambda: bool(said(pilot)))
        assert said(pilot).splitlines() == [
            f"{own_themes}/folder.toml: this is a folder; name a TOML file",
            f'{own_themes}/poor.toml:9:1: `accent` is no colour: "blau"; write it as "#1f6feb"',
            f"{own_themes}/slate.toml:1:1: a theme has no `akzent`; did you mean `accent`?",
        ]
        assert pilot.app.theme == "good"
        await open_themes(pilot)
        assert {"good", "slate", "paper"} <= set(names(pilot))
        assert not {"poor", "folder"} & set(names(pilot))


async def test_a_bad_theme_that_is_set_gives_way_to_the_default(
    session: Session, own_themes: Path
) -> None:
    """And is told."""
    (own_themes / "mine.toml").write_text("x")
    set_in_settings('theme = "mine"')
    async with app_of(session).run_test(notifications=True) as pilot:
        assert pilot.app.theme == "slate"
        await until(pilot, lambda: "mine.toml:1" in said(pilot))


async def test_without_a_home_there_are_the_shipped_ones(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said; a choice that cannot be kept is."""

    def nowhere() -> Path:
        raise RuntimeError("there is no home folder")

    monkeypatch.setattr("cardtui.app.themes.config_folder", nowhere)
    monkeypatch.setattr("cardtui.app.remember.config_folder", nowhere)
    async with app_of(session).run_test(notifications=True) as pilot:
        await open_themes(pilot)
        assert set(names(pilot)) == set(SHIPPED)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: "not remembered: there is no home folder" in said(pilot))


# Changing it


async def open_themes(pilot: Pilot[None]) -> None:
    """As a person would who has read the line at the bottom."""
    await press(pilot, "ctrl+p")
    await typed(pilot, "theme")
    palette = pilot.app.screen.query_one(OptionList)
    await until(pilot, lambda: palette.option_count > 0)
    await until(pilot, lambda: "theme" in str(palette.options[0].prompt))
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThemeScreen))
    await pilot.pause()


def names(pilot: Pilot[None]) -> list[str]:
    """The names in the list."""
    options = pilot.app.screen.query_one(OptionList).options
    return [str(option.prompt).split()[0] for option in options]


async def test_the_list_holds_our_own_themes_and_begins_with_the_one_in_use(
    session: Session,
) -> None:
    """The dark ones first. Those of Textual are not there: nobody has looked at them."""
    async with app_of(session).run_test() as pilot:
        await open_themes(pilot)
        assert set(names(pilot)) == set(SHIPPED)
        assert not set(names(pilot)) & set(BUILTIN_THEMES)
        shown = pilot.app.screen.query_one(OptionList)
        assert names(pilot)[shown.highlighted or 0] == "slate"


async def test_each_theme_is_seen_and_escape_brings_the_old_one_back(session: Session) -> None:
    """On the screen behind the list, as the cursor comes to it."""
    async with app_of(session).run_test() as pilot:
        await open_themes(pilot)
        await press(pilot, "end")
        assert names(pilot)[-2] == "paper"
        await press(pilot, "up")
        await until(pilot, lambda: background(pilot) == "#faf7f0")
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is interview(pilot))
        await until(pilot, lambda: background(pilot) == "#16181f")
    assert not (config_folder() / "config.toml").exists()


async def test_a_theme_that_is_chosen_is_remembered(session: Session) -> None:
    """The next start has it; comments and other settings are as they were."""
    before = '# mine\ntheme = "slate"  # for the night\n\n[keys]\n"interview.undo" = "ctrl+u" # as ever\n'
    path = set_in_settings(before)
    async with app_of(session).run_test() as pilot:
        await open_themes(pilot)
        await press(pilot, "end", "up", "enter")
        await until(pilot, lambda: path.read_text() == before.replace('"slate"', '"paper"'))
    assert app_of(session).theme == "paper"


async def test_a_theme_is_remembered_where_there_were_no_settings(session: Session) -> None:
    """The file and its folder are made."""
    path = config_folder() / "config.toml"
    async with app_of(session).run_test() as pilot:
        await open_themes(pilot)
        await press(pilot, "end", "enter")
        await until(pilot, path.exists)
    assert path.read_text() == 'theme = "terminal"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[keys]\nx = 'y'", "theme = \"mist\"\n\n[keys]\nx = 'y'"),
        ("\ufeff# a\r\ntheme = 'x'\r\n", '\ufeff# a\r\ntheme = "mist"\r\n'),
        ("# a\r\n[keys]\r\n", '# a\r\ntheme = "mist"\r\n\r\n[keys]\r\n'),
    ],
)
def test_the_rest_of_the_settings_stays_as_it_is(before: str, after: str) -> None:
    """Line ends and byte order mark, too."""
    from cardtui.app.remember import remember

    path = config_folder() / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(before.encode())
    remember("theme", "mist")
    assert path.read_bytes().decode() == after


async def test_settings_that_are_no_toml_are_left_alone(session: Session) -> None:
    """The theme is used, and it is said why it is not remembered."""
    path = set_in_settings("theme = ")
    app = CardtuiApp(Opened(session.path, session))
    async with app.run_test(notifications=True) as pilot:
        await open_themes(pilot)
        await press(pilot, "end", "enter")
        await until(pilot, lambda: "not remembered" in said(pilot))
        assert f"{path}:1" in said(pilot)
        assert pilot.app.theme == "terminal"
    assert path.read_text() == "theme = "


async def test_a_folder_that_cannot_be_made_is_told(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app goes on in the theme."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    app = CardtuiApp(Opened(session.path, session))
    async with app.run_test(notifications=True) as pilot:
        await open_themes(pilot)
        await press(pilot, "end", "enter")
        await until(pilot, lambda: "not remembered" in said(pilot))
        assert "this folder cannot be made" in said(pilot)
        assert pilot.app.theme == "terminal"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_the_list_fits_every_terminal(session: Session, size: tuple[int, int]) -> None:
    """With its title and its keys."""
    async with app_of(session).run_test(size=size) as pilot:
        pilot.app.action_change_theme()
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemeScreen))
        await pilot.pause()
        for part in (".title", "OptionList", ".keys"):
            region = pilot.app.screen.query_one(part).region
            assert region.height >= 1
            assert pilot.app.screen.region.contains_region(region), part


async def test_the_list_is_not_opened_twice(session: Session) -> None:
    """The palette can be called in front of it."""
    async with app_of(session).run_test() as pilot:
        await open_themes(pilot)
        pilot.app.action_change_theme()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2


def test_nothing_of_the_person_is_read_from_the_real_home() -> None:
    """In the tests: each has a home of its own, which is not even there."""
    assert not config_folder().exists()
    assert str(config_folder()).startswith(os.environ["XDG_CONFIG_HOME"])
