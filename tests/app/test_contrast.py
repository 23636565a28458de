"""Every text on every screen can be read in every theme: the cells that are drawn are looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from cardtui.app.app import CardtuiApp
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.files.user_folders import config_folder
from cardtui.sharing.opening import Opened
from cardtui.sharing.shipped import shipped_folder
from support.contrast import contrast, own_colours, poor_texts, unmarked
from support.every_screen import every_screen, every_state_session, screens_of_the_app
from support.person import newcomer
from support.pilot import interview, press, until
from support.sampling import those_in
from support.walk import settled

LEAST = 4.5
LEAST_IN_HIGH_CONTRAST = 7.0
_THEMES = sorted(path.stem for path in shipped_folder("themes").glob("*.toml"))
_SAMPLE = {"contrast-light"}
OWN_COLOURS = those_in(_SAMPLE, (name for name in _THEMES if name != "terminal"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, place in newcomer(tmp_path / "home").items():
        monkeypatch.setenv(name, place)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Look = Callable[[CardtuiApp], Iterable[object]]
"""Finds what is wrong with what is drawn."""


async def wrong_on_every_screen(theme: str, folder: Path, look: Look) -> dict[str, list[str]]:
    """What is wrong, by where it is."""
    session = every_state_session(folder)
    app = CardtuiApp(Opened(session.path, session), theme=theme)
    found: dict[str, list[str]] = {}
    seen = set()
    async with app.run_test(size=(120, 26), notifications=True) as pilot:
        await until(pilot, lambda: app.screen is not interview(pilot))
        async for what in every_screen(pilot, folder):
            seen.add(type(app.screen).__name__)
            # An input looks as one with the cursor once all else has been drawn.
            await settled(app)
            if wrong := list(map(str, look(app))):
                found[what] = wrong
    assert screens_of_the_app() <= seen, "a screen that nobody has looked at"
    return found


@pytest.mark.parametrize("theme", OWN_COLOURS)
async def test_every_text_can_be_read(theme: str, folder: Path) -> None:
    """At least 4.5 to 1 against what is behind it; 7 to 1 in the themes of high contrast."""
    least = LEAST_IN_HIGH_CONTRAST if theme.startswith("contrast") else LEAST

    def look(app: CardtuiApp) -> Iterable[object]:
        return poor_texts(app, least)

    assert await wrong_on_every_screen(theme, folder, look) == {}


async def test_the_terminal_decides_on_all_colours_and_a_shape_says_where_one_is(
    folder: Path,
) -> None:
    """In the theme of its colours: nothing has a colour of its own, and the cursor is seen."""

    def look(app: CardtuiApp) -> Iterable[object]:
        return [*own_colours(app), *unmarked(app)]

    assert await wrong_on_every_screen("terminal", folder, look) == {}


async def test_a_poor_theme_is_found_out(folder: Path) -> None:
    """Where its colours are on the screen, and only there: this test can fail."""
    themes = config_folder() / "themes"
    themes.mkdir(parents=True)
    slate = (shipped_folder("themes") / "slate.toml").read_text()
    (themes / "poor.toml").write_text(re.sub('muted = ".*"', 'muted = "#5a5f70"', slate))
    session = every_state_session(folder)
    app = CardtuiApp(Opened(session.path, session), theme="poor")
    async with app.run_test(size=(120, 26)) as pilot:
        await until(pilot, lambda: app.screen is not interview(pilot))
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen is interview(pilot))
        await until(pilot, lambda: bool(str(app.screen.query_one(KeyHints).content).strip()))
        await pilot.pause()
        poor = {(each.ink, each.ground) for each in poor_texts(app, LEAST)}
    assert poor == {("#5a5f70", "#16181f"), ("#5a5f70", "#262a37")}


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_guidelines(ink: str, ground: str, ratio: float) -> None:
    """Well-known pairs, either way round."""
    assert round(contrast(ink, ground), 2) == ratio
    assert round(contrast(ground, ink), 2) == ratio
