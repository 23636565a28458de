"""A walk through every screen of the app and what can be seen on each, for tests of how it looks."""

from __future__ import annotations

import inspect
import re
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, DataTable, Input, OptionList, TextArea

import cardtui.app.screens
from cardtui.app.app import CardtuiApp
from cardtui.app.screens.banks import BankPicker
from cardtui.app.screens.changes import ChangesScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.read_only import ReadOnlyScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.widgets.document_view import DocumentView
from cardtui.app.widgets.reader import Reader
from cardtui.bank.load import read_bank
from cardtui.card.model import Answer, Row
from cardtui.files.reading import TextFile
from cardtui.files.recent import note_opened
from cardtui.interview.session import Session, open_session
from cardtui.sharing.opening import open_or_start
from support.every_type import EVERY_TYPE, every_type_session
from support.pilot import interview, press, until
from support.versions import older_card
from support.walk import settled

Walk = AsyncIterator[str]
"""What is on the screen, by a name."""
_TYPED_IN = {"name": "\u200b", "layers": "x", "about": "x", "snippet": "x"}
"""What is typed into one field of each kind: a character that is shown by another, a misfit."""
_OPENED_BY = {
    "go to": "ctrl+g",
    "search": "ctrl+f",
    "help": "f10",
}
_ASKED = re.compile(r'(\[answers\.released\].*?asked = ")\w{8}', re.DOTALL)


def every_state_session(folder: Path) -> Session:
    """A session whose outline shows every mark, with two versions of an answer to choose from."""
    session = every_type_session(folder)
    for question, value in {
        "name": "Whisper",
        "about": "A model.\n\n```python\nfrom whisper import x  # load it\n```\n\n- [one](a.md) `two`\n",
        "snippet": "from whisper import x  # load it\nprint(x.load('base'), 1.5)",
        "deployed": True,
        "layers": -1,
        "latency": 3.5,
        "released": "2026-01-31",
        "origin": "other",
        "compression": ["quantization", "other"],
        "bits": 8,
        "languages": ["en", "fr"],
    }.items():
        session.set_value(question, value)
    session.set_answer("page", Answer(status="unknown", reason="It has moved."))
    session.set_rows(
        "results", (Row(1, {"metric": "accuracy", "value": 0.9}), Row(2, {"gap": "?"}))
    )
    session.save()
    card = Path(session.path)
    card.write_text(_ASKED.sub(r"\g<1>00000000", card.read_text()))
    ours, theirs = open_session(session.bank, str(card)), open_session(session.bank, str(card))
    theirs.set_value("name", "Whisper, large")
    theirs.save()
    ours.set_value("name", "Whisper v3")
    ours.merge_from_disk()
    ours.save()
    return ours


async def every_screen(pilot: Pilot[None], folder: Path) -> Walk:
    """All that the app shows to a newcomer, of a session as above, in the folder that one is in."""
    await settled(pilot.app)
    yield "two versions"
    async for what in _buttons(pilot, "versions"):
        yield what
    await press(pilot, "escape")
    await until(pilot, lambda: pilot.app.screen is interview(pilot))
    await until(pilot, lambda: bool(interview(pilot).query("Greeting")))
    await pilot.pause()
    yield "greeting"
    for question in interview(pilot).session.bank.questions:
        await _go_to(pilot, question)
        yield f"question {question}"
        async for what in _of_field(pilot, question):
            yield what
    async for what in _around_the_question(pilot):
        yield what
    async for what in _dialogs(pilot):
        yield what
    async for what in _what_is_said(pilot):
        yield what
    async for what in _before_the_interview(pilot, folder):
        yield what


async def _go_to(pilot: Pilot[None], question: str) -> None:
    screen = interview(pilot)
    await screen._moving.leave_for(question)
    await pilot.pause()


async def _of_field(pilot: Pilot[None], question: str) -> Walk:
    """The states of the field that has the cursor: empty, selected, pointed at."""
    field = pilot.app.focused
    if question in _TYPED_IN:
        assert isinstance(field, Input | TextArea)
        field.select_all()
        await pilot.pause()
        yield f"{question}, selected"
        await press(pilot, "delete")
        yield f"{question}, empty"
        await press(pilot, _TYPED_IN[question])
        await pilot.pause()
        yield f"{question}, something else"
        await press(pilot, "f8")
    elif isinstance(field, OptionList | DataTable):
        await press(pilot, "down")
        await pilot.hover(type(field), offset=(3, 1))
        await pilot.pause()
        yield f"{question}, hovered over"


async def _around_the_question(pilot: Pilot[None]) -> Walk:
    await _go_to(pilot, "snippet")
    await until(pilot, lambda: "load" in _preview(pilot))
    yield "the card at the right"
    await press(pilot, "f5", "down")
    await pilot.hover("#outline", offset=(3, 6))
    yield "outline"
    await press(pilot, "escape", "f7", "down")
    await pilot.hover("#overview", offset=(5, 9))
    yield "overview"
    await press(pilot, "f7")
    await _go_to(pilot, "compression")
    await press(pilot, "home", "space")
    yield "follow-ups"
    await _open(pilot, "ctrl+k")
    yield "set aside"
    await _close(pilot)
    await press(pilot, "f8")
    yield "follow-ups that are back"


def _preview(pilot: Pilot[None]) -> str:
    pages = interview(pilot).query_one("#preview").query(DocumentView)
    return "\n".join(line.text for page in pages for line in page.lines)


async def _dialogs(pilot: Pilot[None]) -> Walk:
    await _go_to(pilot, "bits")
    await _open(pilot, "f1")
    yield "why"
    await _close(pilot)
    await _open(pilot, "f2")
    yield "reason"
    await press(pilot, "x", "escape")
    yield "reason, dropped"
    await _close(pilot)
    await _open(pilot, "ctrl+l")
    yield "note"
    await press(pilot, "x", "escape")
    yield "note, dropped"
    async for what in _buttons(pilot, "note"):
        yield what
    await press(pilot, "ctrl+l")
    await until(pilot, lambda: pilot.app.screen is interview(pilot))
    yield "note, below the question"
    await press(pilot, "f8")
    await _go_to(pilot, "results")
    await _open(pilot, "e")
    yield "row"
    await press(pilot, "tab", "x", "escape")
    yield "row, dropped"
    async for what in _buttons(pilot, "row"):
        yield what
    await _close(pilot)
    await _open(pilot, "ctrl+p")
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count > 3)
    await press(pilot, "down")
    yield "palette"
    await press(pilot, *"versions")
    await until(pilot, lambda: 0 < pilot.app.screen.query_one(OptionList).option_count < 12)
    yield "palette, searched"
    await _close(pilot)
    async for what in _whole_card(pilot):
        yield what
    for what, key in _OPENED_BY.items():
        await _open(pilot, key)
        if what == "search":
            await press(pilot, "w")
        yield what
        await _close(pilot)
    assert isinstance(pilot.app, CardtuiApp)
    pilot.app.action_change_theme()
    await until(pilot, lambda: pilot.app.screen is not interview(pilot))
    await pilot.hover("#themes OptionList", offset=(3, 1))
    pilot.app.clear_notifications()  # what was said before may lie over the list
    await settled(pilot.app)
    yield "themes"
    await _close(pilot)


async def _whole_card(pilot: Pilot[None]) -> Walk:
    """To read and search it, and to export it."""
    await _open(pilot, "f11")
    reader = pilot.app.screen.query_one(Reader)
    await until(pilot, lambda: reader.is_whole)
    yield "reading"
    await press(pilot, "home", "tab", "down")
    await pilot.hover(reader.contents, offset=(3, 1))
    yield "reading, contents"
    await press(pilot, "tab", "slash")
    yield "reading, nothing searched for"
    await press(pilot, "o", "enter", "n")
    yield "reading, searched"
    await press(pilot, "escape")
    await _close(pilot)
    await _open(pilot, "f12")
    yield "export"
    await press(pilot, "shift+tab", "right")
    yield "export, another format"
    Path("card.html").write_text("mine")
    path = pilot.app.screen.query_one(Input)
    path.focus()
    path.value = "card.html"
    await press(pilot, "enter")
    await until(pilot, lambda: pilot.app.screen.query_one("#overwrite").display)
    yield "export, refused"
    async for what in _buttons(pilot, "export"):
        yield what
    await press(pilot, "shift+tab", "enter")
    await _close(pilot)


async def _open(pilot: Pilot[None], key: str) -> None:
    await press(pilot, key)
    await until(pilot, lambda: pilot.app.screen is not interview(pilot))
    await pilot.pause()


async def _close(pilot: Pilot[None]) -> None:
    await press(pilot, "escape")
    await until(pilot, lambda: pilot.app.screen is interview(pilot))


async def _buttons(pilot: Pilot[None], what: str) -> Walk:
    """Each button with the cursor on it and the mouse over it."""
    for button in pilot.app.screen.query(Button):
        button.focus()
        await pilot.hover(button)
        await pilot.pause()
        yield f"{what}, button {button.label}"


async def _what_is_said(pilot: Pilot[None]) -> Walk:
    for severity in ("information", "warning", "error"):
        pilot.app.notify("Said.", title="Said", severity=severity, markup=False)  # type: ignore[arg-type]
    await until(pilot, lambda: len(pilot.app.screen.query("Toast")) >= 3)
    yield "notifications"
    pilot.app.clear_notifications()
    await _shown(pilot, lambda: MessageScreen("Not saved", "No space.", offer="Leave anyway"))
    yield "message"
    async for what in _buttons(pilot, "message"):
        yield what
    await press(pilot, "shift+tab", "shift+tab")
    yield "message, its text"
    await _close(pilot)


async def _before_the_interview(pilot: Pilot[None], folder: Path) -> Walk:
    (folder / "team.toml").write_text(EVERY_TYPE)
    (folder / "cardtui.toml").write_text('bank = [{source = "team.toml"}]')
    note_opened(interview(pilot).session.path)
    await _shown(pilot, StartScreen)
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count > 0)
    await pilot.hover("#cards", offset=(3, 3))
    yield "start"
    await press(pilot, "end", "enter")
    await press(pilot, "t")
    await until(pilot, lambda: bool(pilot.app.screen.query_one(Input)._suggestion))
    yield "start, a path"
    await press(pilot, "escape")
    await _close(pilot)
    banks = [read_bank(TextFile("bank", EVERY_TYPE))] * 2
    await _shown(pilot, lambda: BankPicker(banks))
    yield "banks"
    await _close(pilot)
    newer = open_or_start(older_card(folder)).session
    assert newer is not None
    await _shown(pilot, lambda: ChangesScreen(newer))
    yield "changes"
    await _close(pilot)
    shown = open_or_start(older_card(folder, format_number=2)).read_only
    assert shown is not None
    await _shown(pilot, lambda: ReadOnlyScreen(shown))
    yield "read only"
    await _close(pilot)


async def _shown(pilot: Pilot[None], make: Callable[[], Screen[object]]) -> None:
    screen = make()
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: pilot.app.screen is screen)
    await pilot.pause()


def screens_of_the_app() -> set[str]:
    """The names of all screens that the app has."""
    found: set[str] = set()
    for module in iter_modules(cardtui.app.screens.__path__, "cardtui.app.screens."):
        members = inspect.getmembers(import_module(module.name), inspect.isclass)
        found |= {
            name
            for name, member in members
            if issubclass(member, Screen) and member.__module__ == module.name
        }
    return found
