"""The main screens as pictures. Look at each before accepting it: it is a page of the product."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList, Static

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.changes import ChangesScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.read_only import ReadOnlyScreen
from cardtui.app.screens.reading import ReadingScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.screens.theme import ThemeScreen
from cardtui.app.screens.versions import VersionsScreen
from cardtui.app.widgets.key_hints import KeyHints
from cardtui.app.widgets.path_input import PathInput
from cardtui.app.widgets.reader import Reader
from cardtui.files.recent import note_opened
from cardtui.interview.session import open_session
from cardtui.sharing.opening import Opened, open_existing, open_or_start
from cardtui.sharing.shipped import shipped_folder
from support.distilbert import distilbert_session
from support.pilot import drawn, interview, picture, press, running, typed, until
from support.versions import older_card

SamePicture = Callable[[str, str], None]
WIDE, SMALL = (120, 40), (80, 24)
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x40", "80x24"])


def named(what: str, size: tuple[int, int]) -> str:
    return f"{what}-{size[0]}x{size[1]}"


@SIZES
@pytest.mark.parametrize(
    ("what", "question"),
    [
        ("question", "compression"),
        ("long-text", "overview"),
        ("code", "loading_snippet"),
        ("number", "quantization_bits"),
        ("table", "results"),
        ("choice", "split"),
    ],
)
async def test_a_question(
    what: str, question: str, size: tuple[int, int], tmp_path: Path, same_picture: SamePicture
) -> None:
    """One question with what is around it."""
    async with running(distilbert_session(tmp_path), size=size, at=question) as pilot:
        await drawn(pilot)
        same_picture(named(what, size), await picture(pilot))


@SIZES
async def test_a_new_card(size: tuple[int, int], tmp_path: Path, same_picture: SamePicture) -> None:
    """The first thing that a newcomer sees."""
    session = distilbert_session(tmp_path)
    for question in session.bank.questions:
        session.clear(question)
    async with running(session, size=size) as pilot:
        await drawn(pilot)
        same_picture(named("new-card", size), await picture(pilot))


@SIZES
async def test_the_overview(
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left, and how to get the document."""
    monkeypatch.chdir(tmp_path)
    async with running(distilbert_session(Path()), size=size) as pilot:
        await press(pilot, "f7")
        assert interview(pilot).current is None
        await drawn(pilot)
        same_picture(named("overview", size), await picture(pilot))


async def open_reason(pilot: Pilot[None]) -> None:
    await press(pilot, "f2")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    await typed(pilot, "It is never deployed")


async def open_row(pilot: Pilot[None]) -> None:
    await press(pilot, "e")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)


async def open_why(pilot: Pilot[None]) -> None:
    await press(pilot, "f1")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)


@SIZES
@pytest.mark.parametrize(
    ("what", "question", "do"),
    [
        ("not-applicable", "latency", open_reason),
        ("row", "results", open_row),
        ("why", "quantization_bits", open_why),
    ],
)
async def test_a_dialog(
    what: str,
    question: str,
    do: Callable[[Pilot[None]], Awaitable[None]],
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
) -> None:
    """What is asked in front of a question."""
    async with running(distilbert_session(tmp_path), size=size, at=question) as pilot:
        await drawn(pilot)
        await do(pilot)
        same_picture(named(what, size), await picture(pilot))


@SIZES
async def test_two_versions_of_an_answer(
    size: tuple[int, int], tmp_path: Path, same_picture: SamePicture
) -> None:
    """What another program has saved differently, to choose from."""
    session = distilbert_session(tmp_path)
    session.save()
    other = open_session(session.bank, session.path)
    other.set_value("overview", "A distilled BERT.\n\nIt is 40% smaller and 60% faster.")
    other.save()
    session.set_value("overview", "A smaller BERT for English text.")
    session.merge_from_disk()
    session.save()
    async with running(session, size=size, at="overview") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        await drawn(pilot)
        same_picture(named("two-versions", size), await picture(pilot))


@SIZES
async def test_an_answer_that_fails_its_check(
    size: tuple[int, int], tmp_path: Path, same_picture: SamePicture
) -> None:
    """It is said beside the field, in words."""
    session = distilbert_session(tmp_path)
    session.set_value("quantization_bits", 64)
    async with running(session, size=size, at="quantization_bits") as pilot:
        await drawn(pilot)
        same_picture(named("failing-check", size), await picture(pilot))


@SIZES
async def test_a_message(size: tuple[int, int], tmp_path: Path, same_picture: SamePicture) -> None:
    """Something that could not be done: it can be read and copied."""
    async with running(distilbert_session(tmp_path), size=size) as pilot:
        await drawn(pilot)
        text = "distilbert.toml: cannot be written (No space left on device)"
        pilot.app.push_screen(MessageScreen("The card could not be saved", text))
        await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
        same_picture(named("message", size), await picture(pilot))


@SIZES
@pytest.mark.parametrize(
    ("what", "format_number", "screen"),
    [("newer-bank", 1, ChangesScreen), ("newer-format", 2, ReadOnlyScreen)],
)
async def test_a_card_of_another_version(
    what: str,
    format_number: int,
    screen: type[Screen[object]],
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a newer bank changes in it; and a card of a newer format, which is only shown."""
    older_card(tmp_path, format_number=format_number)
    monkeypatch.chdir(tmp_path)
    app = CardtuiApp(open_or_start("card.toml"))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, screen))
        await pilot.pause()
        same_picture(named(what, size), await picture(pilot))


@SIZES
async def test_a_question_that_has_changed(
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Since it was answered: the outline and the question say so."""
    older_card(tmp_path)
    monkeypatch.chdir(tmp_path)
    session = open_existing("card.toml")
    session.save()
    async with running(open_existing("card.toml"), size=size, at="name") as pilot:
        await drawn(pilot)
        same_picture(named("changed-question", size), await picture(pilot))


@SIZES
async def test_an_undone_answer(
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The question that changed is shown, what is back with it, and what was done."""
    monkeypatch.setattr("cardtui.app.screens.changing.SAID", 600)
    monkeypatch.setattr("cardtui.app.screens.announcing._MARKED", 600)
    session = distilbert_session(tmp_path)
    app = CardtuiApp(Opened(session.path, session), at="compression")
    async with app.run_test(size=size, notifications=True) as pilot:
        await press(pilot, "space", "ctrl+n", "f8")
        await drawn(pilot)
        same_picture(named("undone", size), await picture(pilot))


@pytest.mark.parametrize("size", [WIDE, SMALL, (40, 12)], ids=["120x40", "80x24", "40x12"])
@pytest.mark.parametrize("what", ["start", "start-path", "start-nothing"])
async def test_the_start(
    what: str,
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Recent cards, those of the folder, a new one; a path being typed; and nothing to go on with."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("work", "models/whisper-large-v3"):
        (tmp_path / folder).mkdir(parents=True)
        if what != "start-nothing":
            session = distilbert_session(tmp_path / folder)
            session.save()
            note_opened(session.path)
    monkeypatch.chdir(tmp_path / "work")
    app = CardtuiApp()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        cards = app.screen.query_one(OptionList)
        await until(pilot, lambda: cards.option_count > 0)
        if what == "start-path":
            await press(pilot, "end", "enter")
            await typed(pilot, "~/mod")
            path = app.screen.query_one(PathInput)
            await until(pilot, lambda: path._suggestion == "~/models/")
        await pilot.pause()
        same_picture(named(what, size), await picture(pilot))


@pytest.mark.parametrize("size", [WIDE, SMALL, (40, 12)], ids=["120x40", "80x24", "40x12"])
async def test_the_choice_of_a_theme(
    size: tuple[int, int], tmp_path: Path, same_picture: SamePicture
) -> None:
    """Seen on the screen behind it."""
    async with running(distilbert_session(tmp_path), size=size, at="compression") as pilot:
        await drawn(pilot)
        pilot.app.action_change_theme()  # type: ignore[attr-defined]
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemeScreen))
        await press(pilot, "end", "up")
        await until(pilot, lambda: pilot.app.theme == "paper")
        await pilot.pause()
        same_picture(named("theme-picker", size), await picture(pilot))


@pytest.mark.parametrize("theme", sorted(p.stem for p in shipped_folder("themes").glob("*.toml")))
async def test_a_theme(theme: str, tmp_path: Path, same_picture: SamePicture) -> None:
    """A choice, with what is around it; the README shows these."""
    session = distilbert_session(tmp_path)
    app = CardtuiApp(Opened(session.path, session), at="compression", theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await drawn(pilot)
        same_picture(named(f"theme-{theme}", WIDE), await picture(pilot))


async def test_without_colours(
    tmp_path: Path, same_picture: SamePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`NO_COLOR`, and no theme chosen."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(distilbert_session(tmp_path), size=WIDE, at="compression") as pilot:
        await drawn(pilot)
        same_picture(named("no-colour", WIDE), await picture(pilot))


async def write_note(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+l")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    await typed(pilot, "Ask Maria for the GPU hours")
    await press(pilot, "enter")
    await typed(pilot, "and Jan for the dates")


async def keep_note(pilot: Pilot[None]) -> None:
    await write_note(pilot)
    await press(pilot, "ctrl+s")
    await until(pilot, lambda: len(pilot.app.screen_stack) == 1)


async def leave_note_behind(pilot: Pilot[None]) -> None:
    await keep_note(pilot)
    await press(pilot, "f7")


async def come(pilot: Pilot[None]) -> None:
    await press(pilot, "down", "space")


async def be_left(pilot: Pilot[None]) -> None:
    await press(pilot, "home", "down", "enter")


async def open_list(pilot: Pilot[None]) -> None:
    await press(pilot, "space", "ctrl+k")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)


async def not_know(pilot: Pilot[None]) -> None:
    await press(pilot, "f3")
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    await typed(pilot, "Maria knows")
    await press(pilot, "enter")
    await until(pilot, lambda: interview(pilot).current != "layers")
    await press(pilot, "shift+tab")


ANSWERS_BECOME = {
    "note-written": ("layers", write_note),
    "note-below": ("layers", keep_note),
    "note-overview": ("layers", leave_note_behind),
    "not-known": ("layers", not_know),
    "follow-ups-came": ("compression", come),
    "follow-ups-next": ("initialization", be_left),
    "set-aside": ("compression", open_list),
}
LOW = (40, 12)


@pytest.mark.parametrize(
    ("what", "size"),
    [
        *((what, size) for what in ANSWERS_BECOME for size in (WIDE, SMALL)),
        *((what, LOW) for what in ("note-written", "follow-ups-came", "set-aside")),
    ],
    ids=lambda each: each if isinstance(each, str) else f"{each[0]}x{each[1]}",
)
async def test_what_becomes_of_an_answer(
    what: str,
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Notes to self, follow-ups as they come, and what is set aside."""
    monkeypatch.setattr("cardtui.app.screens.announcing._MARKED", 600)
    monkeypatch.setattr("cardtui.app.screens.announcing.SAID", 600)
    monkeypatch.chdir(tmp_path)
    question, do = ANSWERS_BECOME[what]
    session = distilbert_session(Path())
    session.save()
    async with running(session, size=size, at=question) as pilot:
        await drawn(pilot)
        await do(pilot)
        await drawn(pilot)
        hints = interview(pilot).query_one(KeyHints)
        await until(pilot, lambda: session.is_saved() and hints.saved != "…")
        same_picture(named(what, size), await picture(pilot))


async def read_the_card(pilot: Pilot[None], *keys: str) -> None:
    await press(pilot, "f11")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
    reader = pilot.app.screen.query_one(Reader)
    await until(pilot, lambda: reader.is_whole)
    await pilot.pause()
    await press(pilot, *keys)


@pytest.mark.parametrize("size", [WIDE, SMALL, (40, 12)], ids=["120x40", "80x24", "40x12"])
@pytest.mark.parametrize(
    ("what", "keys"),
    [
        ("reading", ()),
        ("reading-contents", ("tab",)),
        ("reading-search", ("home", "slash", *"bert")),
    ],
)
async def test_the_whole_card(
    what: str,
    keys: tuple[str, ...],
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
) -> None:
    """As it will be exported, from the question on; its contents; and a search in it."""
    async with running(distilbert_session(tmp_path), size=size, at="compression") as pilot:
        await drawn(pilot)
        await read_the_card(pilot, *keys)
        same_picture(named(what, size), await picture(pilot))


@pytest.mark.parametrize("size", [WIDE, SMALL, (40, 12)], ids=["120x40", "80x24", "40x12"])
@pytest.mark.parametrize("what", ["export", "export-refused", "export-written"])
async def test_the_export(
    what: str,
    size: tuple[int, int],
    tmp_path: Path,
    same_picture: SamePicture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where to and in which format; a file of someone else; what was written."""
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("# Mine")
    async with running(distilbert_session(Path()), size=size, at="compression") as pilot:
        await drawn(pilot)
        await press(pilot, "f12")
        screen = pilot.app.screen
        await until(pilot, lambda: bool(str(screen.query_one("#size", Static).content)))
        if what == "export-refused":
            await press(pilot, "ctrl+u", *"README.md")
        if what != "export":
            await press(pilot, "enter")
            said = screen.query_one("#outcome", Static)
            await until(pilot, lambda: bool(str(said.content)))
        same_picture(named(what, size), await picture(pilot))
