"""Taking the card out from inside: to a file, over nobody's work, or to the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Static

from cardtui.app.fields.line import LineInput
from cardtui.app.screens.export import MOST_COPIED, SURELY_COPIED, ExportScreen
from cardtui.app.screens.reading import ReadingScreen
from cardtui.app.widgets.format_line import FormatLine
from cardtui.card.model import Answer
from cardtui.formats import registry
from cardtui.formats.registry import FORMATS, Format
from cardtui.formats.seals import COMMENT
from cardtui.interview.session import Session
from cardtui.text.words import size_text
from support.every_type import every_type_session
from support.pilot import interview, press, running, typed, until


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    session = every_type_session(Path())
    session.set_value("name", "Whisper")
    session.set_value("about", "It listens.")
    session.save()
    return session


def document(session: Session, name: str = "markdown") -> str:
    each = FORMATS[name]
    text = each.render(session.bank, session.card, session.state)
    return each.seal.sealed(text, session.card.id)


async def opened(pilot: Pilot[None]) -> ExportScreen:
    await press(pilot, "f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    await until(pilot, lambda: bool(str(screen.query_one("#size", Static).content)))
    return screen


def size_shown(screen: ExportScreen) -> str:
    return str(screen.query_one("#size", Static).content)


def outcome(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#outcome", Static).content)


async def told(pilot: Pilot[None], what: str) -> None:
    await until(pilot, lambda: what in outcome(pilot))
    await pilot.pause()


async def name_it(pilot: Pilot[None], name: str) -> None:
    """Write to this file."""
    await press(pilot, "ctrl+u")
    await typed(pilot, name)
    await press(pilot, "enter")


@pytest.mark.parametrize("name", FORMATS)
async def test_the_size_that_is_shown_is_that_of_the_file(name: str, session: Session) -> None:
    """With the line by which it is known again."""
    session.set_value("about", "Schön.\n\n" * 300)
    async with running(session) as pilot:
        screen = await opened(pilot)
        line = screen.query_one(FormatLine)
        line.focus()
        while line.chosen.name != name:
            shown = size_shown(screen)
            await press(pilot, "right")
            await until(pilot, lambda shown=shown: size_shown(screen) != shown)
        screen.query_one(LineInput).focus()
        await press(pilot, "enter")
        await told(pilot, "Written to card.")
        (written,) = {*Path().glob("card.*")} - {Path("card.toml")}
        content = written.read_bytes()
        lines = f"{content.count(10)} lines"
        assert size_shown(screen) == f"{lines}, {size_text(len(content))}."
        assert size_text(len(content)) in outcome(pilot)


async def test_enter_writes_beside_the_card(session: Session) -> None:
    """Where to is proposed; what went where and how large it is is said, and escape leads back."""
    async with running(session) as pilot:
        await opened(pilot)
        await press(pilot, "enter")
        size = len(document(session).encode())
        await told(pilot, f"Written to card.md, {size} bytes.")
        assert Path("card.md").read_text() == document(session)
        await press(pilot, "escape")
        assert pilot.app.screen is interview(pilot)


async def test_it_writes_over_its_own_export_again(session: Session) -> None:
    """With what has been answered since, also the letters that no pause has followed."""
    async with running(session, at="name") as pilot:
        await opened(pilot)
        await press(pilot, "enter")
        await told(pilot, "Written to card.md")
        await press(pilot, "enter", "X", "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        await press(pilot, "enter")
        await told(pilot, "Written to card.md")
    assert session.card.answers["name"].value == "WhisperX"
    assert Path("card.md").read_text() == document(session)


@pytest.mark.parametrize("is_changed", [False, True])
async def test_the_work_of_others_is_overwritten_only_if_a_person_says_so(
    session: Session, is_changed: bool
) -> None:
    """It is told, and stays; another step, and never enter alone, takes it."""
    theirs = document(session).replace("It listens", "It hears") if is_changed else "# Mine\n"
    Path("mine.md").write_text(theirs)
    async with running(session) as pilot:
        screen = await opened(pilot)
        await name_it(pilot, "mine.md")
        why = "changed by hand" if is_changed else "not written by cardtui"
        await told(pilot, why)
        assert "left as it is" in outcome(pilot)
        assert "--force" not in outcome(pilot)
        await press(pilot, "enter")
        await told(pilot, why)
        assert Path("mine.md").read_text() == theirs
        assert screen.query_one("#overwrite").display
        await press(pilot, "tab", "tab", "enter")
        await told(pilot, "Written to mine.md")
    assert Path("mine.md").read_text() == document(session)


async def test_to_overwrite_is_offered_for_one_name_alone(session: Session) -> None:
    """With another name typed there is nothing to overwrite."""
    Path("mine.md").write_text("# Mine\n")
    async with running(session) as pilot:
        screen = await opened(pilot)
        await name_it(pilot, "mine.md")
        await told(pilot, "left as it is")
        await press(pilot, "backspace")
        assert not screen.query_one("#overwrite").display
        assert outcome(pilot) == ""


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("card.toml", "this is the file that the document is made of"),
        ("no/such/folder.md", "no/such/folder.md"),
        (".", "this is a folder"),
        ("", "Name a file"),
    ],
)
async def test_what_cannot_be_written_is_said(session: Session, name: str, what: str) -> None:
    """In the dialog, which stays; nothing is offered that would not help, and nothing is lost."""
    before = Path("card.toml").read_bytes()
    async with running(session) as pilot:
        screen = await opened(pilot)
        await name_it(pilot, name)
        await told(pilot, what)
        assert not screen.query_one("#overwrite").display
        await name_it(pilot, "good.md")
        await told(pilot, "Written to good.md")
    assert Path("card.toml").read_bytes() == before


async def test_every_format_is_offered(session: Session) -> None:
    """With the keys; the name of the file goes along until a person has typed one."""
    async with running(session) as pilot:
        screen = await opened(pilot)
        for name, suffix in (("html", ".html"), ("json", ".json")):
            if not isinstance(pilot.app.focused, FormatLine):
                screen.query_one(FormatLine).focus()
            await press(pilot, "right")
            assert screen.query_one(LineInput).value == f"card{suffix}"
            screen.query_one(LineInput).focus()
            await press(pilot, "enter")
            await told(pilot, f"Written to card{suffix}")
            assert Path(f"card{suffix}").read_text() == document(session, name)
        screen.query_one(LineInput).focus()
        await name_it(pilot, "mine.txt")
        await told(pilot, "Written to mine.txt")
        screen.query_one(FormatLine).focus()
        await press(pilot, "left")
        assert screen.query_one(LineInput).value == "mine.txt"


async def test_a_format_more_is_offered_by_itself(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list has one place."""
    more = Format("words", ".txt", "for this test", lambda *_: "WORDS\n", COMMENT)
    monkeypatch.setitem(registry.FORMATS, "words", more)
    async with running(session) as pilot:
        screen = await opened(pilot)
        assert "words" in str(screen.query_one(FormatLine).content)
        await press(pilot, "shift+tab", "left", "tab", "enter")
        await told(pilot, "Written to card.txt")
    assert Path("card.txt").read_text().startswith("WORDS\n")


async def test_what_the_document_does_not_say_is_said(session: Session) -> None:
    """What is required and open, how much else is, and answers that do not fit."""
    session.set_answer("name", None)
    session.set_answer("layers", Answer(value="many"))
    async with running(session) as pilot:
        screen = await opened(pilot)
        said = "\n".join(str(each.content) for each in screen.query(".said").results(Static))
    assert "1 required question is open: Name; " in said
    assert "1 answer is not printed: Layers." in said


async def test_it_can_be_copied(session: Session) -> None:
    """The document as it is printed, without the mark of a file."""
    async with running(session) as pilot:
        screen = await opened(pilot)
        await press(pilot, "tab", "tab", "enter")
        await told(pilot, "Copied")
        copied = pilot.app.clipboard
        assert not screen.query_one("#overwrite").display
    assert copied == FORMATS["markdown"].render(session.bank, session.card, session.state)


@pytest.mark.parametrize(
    ("size", "what", "is_copied"),
    [
        (SURELY_COPIED // 2, "lets programs copy.", True),
        (SURELY_COPIED, "Many take 75.0 kB at most: look at what arrives.", True),
        (MOST_COPIED, "are too much for a clipboard", False),
    ],
)
async def test_the_limits_of_a_clipboard_are_said(
    session: Session, size: int, what: str, is_copied: bool
) -> None:
    """What some terminals cut is copied with a warning, what none takes is not."""
    session.set_value("about", "word " * (size // 5))
    async with running(session, at="layers") as pilot:
        await opened(pilot)
        await press(pilot, "tab", "tab", "enter")
        await told(pilot, what)
        assert bool(pilot.app.clipboard) is is_copied


async def test_control_characters_are_copied_as_escapes(session: Session) -> None:
    """Who pastes into a shell is not harmed by what a stranger wrote."""
    session.set_value("about", "a\x1b[31m\u202e[/]\x07")
    async with running(session, at="layers") as pilot:
        await opened(pilot)
        await press(pilot, "tab", "tab", "enter")
        await told(pilot, "Copied")
        copied = pilot.app.clipboard
    assert not set(copied) & set("\x1b\u202e\x07")
    assert r"\x1b" in copied


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
@pytest.mark.parametrize("what", ["", "refused", "written"])
async def test_everything_is_in_sight(
    session: Session, size: tuple[int, int], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, the buttons and what became of it, in the smallest terminal too."""
    Path("mine.md").write_text("# Mine\n")
    async with running(session, size=size) as pilot:
        screen = await opened(pilot)
        if what:
            await name_it(pilot, "mine.md" if what == "refused" else "good.md")
            await told(pilot, "mine.md" if what == "refused" else "Written")
        dialog = screen.query_one("#export").region
        for widget in (*screen.query(Button), *screen.query(LineInput), *screen.query("#outcome")):
            if widget.display:
                assert widget.region.bottom <= dialog.bottom
                assert widget.region.right <= dialog.right
        assert dialog.bottom <= size[1]


async def test_it_opens_from_the_reading_screen_and_leads_back_there(session: Session) -> None:
    """Who has read the card takes it out from where they are."""
    async with running(session) as pilot:
        await press(pilot, "f11")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadingScreen))
        await opened(pilot)
        await press(pilot, "f12")
        assert isinstance(pilot.app.screen, ReadingScreen)


async def test_the_clock_of_a_slow_document_stops_nobody(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog is there at once; what is asked for meanwhile is done when the document is."""
    import threading

    is_wanted = threading.Event()

    def slow(*_: object) -> str:
        assert is_wanted.wait(20)
        return "SLOW\n"

    monkeypatch.setitem(registry.FORMATS, "markdown", Format("slow", ".md", "", slow, COMMENT))
    async with running(session) as pilot:
        await press(pilot, "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        await press(pilot, "enter")
        assert outcome(pilot) == ""
        is_wanted.set()
        await told(pilot, "Written to card.md")
    assert Path("card.md").read_text().startswith("SLOW\n")
