"""Without colours, and without anything that moves by itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from cardtui.app.app import CardtuiApp
from cardtui.app.marks import mark
from cardtui.app.screens.theme import ThemeScreen
from cardtui.interview.session import Session
from cardtui.interview.standing import Standing
from cardtui.sharing.opening import Opened
from cardtui.sharing.shipped import shipped_folder
from support.contrast import contrast, drawn_texts, own_colours, unmarked
from support.distilbert import distilbert_session
from support.every_type import every_type_session
from support.pilot import press, running, until

GREY = re.compile(r"#(..)\1\1")
OWN_COLOURS = sorted(
    path.stem for path in shipped_folder("themes").glob("*.toml") if path.stem != "terminal"
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return distilbert_session(tmp_path)


async def somewhere(pilot: Pilot[None], where: str) -> None:
    """Put the cursor into a list, a table, a button."""
    match where:
        case "outline":
            await press(pilot, "f5", "down")
        case "overview":
            await press(pilot, "f7", "down")
        case "themes":
            pilot.app.action_change_theme()  # type: ignore[attr-defined]
            await until(pilot, lambda: isinstance(pilot.app.screen, ThemeScreen))
        case "row":
            await press(pilot, "e", "shift+tab")
    await pilot.pause()


@pytest.mark.parametrize(
    ("where", "question"),
    [
        ("choice", "compression"),
        ("outline", "compression"),
        ("overview", "compression"),
        ("themes", "compression"),
        ("table", "results"),
        ("row", "results"),
    ],
)
@pytest.mark.parametrize("theme", [None, "slate", "paper"])
async def test_a_shape_says_where_one_is(
    where: str,
    question: str,
    theme: str | None,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Underlined or reversed, where with colours a colour is enough. Nothing but grey is drawn."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = CardtuiApp(Opened(session.path, session), at=question, theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        await somewhere(pilot, where)
        assert unmarked(app) == []
        if theme is None:
            assert app.theme == "terminal"
            assert own_colours(app) == set()
        else:
            inks = {colour for _, *both in drawn_texts(app) for colour in both}
            assert {ink for ink in inks if not GREY.fullmatch(ink)} == set()


async def test_with_colours_the_shape_is_not_needed(session: Session) -> None:
    """So that the test above can fail."""
    async with running(session, at="compression") as pilot:
        assert unmarked(pilot.app) != []


def test_each_standing_has_a_shape_of_its_own() -> None:
    """A question that fails looks different from one that warns, one that is required from others."""
    shapes = [str(mark(standing)) for standing in Standing]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("theme", OWN_COLOURS)
async def test_greys_can_be_read(
    theme: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left of a theme has the contrast that the theme promises."""
    monkeypatch.setenv("NO_COLOR", "1")
    least = 7.0 if theme.startswith("contrast") else 4.5
    app = CardtuiApp(Opened(session.path, session), at="results", theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        drawn = {(ink, ground) for _, ink, ground in drawn_texts(app)}
        assert len(drawn) > 4
        assert [pair for pair in drawn if contrast(*pair) < least] == []
    # Few inks are left, and few grounds: no other screen can draw a pair that is worse.
    file = tomllib.loads((shipped_folder("themes") / f"{theme}.toml").read_text(encoding="utf-8"))
    inks = [grey(file[name]) for name in ("foreground", "secondary", "muted")]
    grounds = [grey(file[name]) for name in ("background", "surface", "panel")]
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= least


def grey(colour: str) -> str:
    """As Textual makes it."""
    from textual.color import Color

    return Color.parse(colour).monochrome.hex


async def test_a_theme_can_be_changed_without_colours(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the terminal's colours to greys, and back to none."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = CardtuiApp(Opened(session.path, session))
    async with app.run_test(size=(120, 40)) as pilot:
        app.themes.read_all()
        app.theme = "paper"
        await until(pilot, lambda: bool(own_colours(app)))
        assert all(GREY.match(colour.partition("'")[2][:7]) for colour in own_colours(app))
        app.theme = "terminal"
        await until(pilot, lambda: not own_colours(app))


# Motion


@pytest.mark.parametrize(("level", "steps"), [("none", 1), ("full", 3)])
async def test_scrolling_does_not_glide_where_nothing_is_to_move(
    level: str, steps: int, session: Session
) -> None:
    """The page is where it should be at once; otherwise it goes there in steps."""
    async with running(session, size=(120, 20)) as pilot:
        pilot.app.animation_level = level  # type: ignore[assignment]
        await press(pilot, "f7")
        overview = pilot.app.screen.query_one("#overview", OptionList)
        places: list[float] = []

        def note(place: float) -> None:
            places.append(place)

        pilot.app.screen.watch(overview, "scroll_y", note, init=False)
        overview.scroll_to(y=8, duration=0.3)
        await until(pilot, lambda: overview.scroll_y == 8)
        await pilot.pause()
        assert (len(places) == 1) if steps == 1 else (len(places) >= steps)


@pytest.mark.parametrize(("level", "blinks"), [("none", False), ("full", True)])
@pytest.mark.parametrize("question", ["name", "about"])
async def test_no_cursor_blinks_where_nothing_is_to_move(
    question: str, level: str, blinks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in a line nor in a text of several; nor in a field that is focused later."""
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", level)
    async with running(every_type_session(tmp_path), at=question) as pilot:
        await pilot.pause()
        field = pilot.app.focused
        assert isinstance(field, Input | TextArea)
        assert field.cursor_blink is blinks
        await press(pilot, "ctrl+n")
        later = pilot.app.focused
        assert isinstance(later, Input | TextArea)
        assert later is not field
        assert later.cursor_blink is blinks
