"""The section at the right: it follows the question and what is typed, and makes nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

import cardtui.formats.markdown.document
from cardtui.app.widgets.document_view import DocumentView
from cardtui.interview.session import Session
from support.every_type import every_type_session
from support.long_cards import long_card, long_text
from support.pilot import interview, press, running, typed, until


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = every_type_session(tmp_path)
    session.set_value("name", "Whisper")
    session.set_value("about", "It listens.")
    session.set_value("layers", 3)
    return session


async def page(pilot: Pilot[None]) -> DocumentView:
    """The section, once it is drawn for the question on screen."""
    preview = interview(pilot).query_one("#preview")
    await until(pilot, lambda: any(view.lines for view in preview.query(DocumentView)))
    await settled(pilot)
    return preview.query_one(DocumentView)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what is due is drawn."""
    preview = interview(pilot).query_one("#preview")
    pause = preview._pause  # type: ignore[attr-defined]
    await until(pilot, lambda: pause._wished_since is None)
    await until(pilot, lambda: not [w for w in pilot.app.workers if w.group == "preview"])
    await pilot.pause()


def marked(view: DocumentView) -> str:
    """The lines that are marked as where one is."""
    return " ".join(view.lines[y].text for y in view.here)


def seen(view: DocumentView) -> str:
    """What is in sight."""
    return "\n".join(view.render_line(y).text for y in range(view.size.height))


async def test_the_question_is_marked_where_it_prints(session: Session) -> None:
    """And the mark goes along."""
    async with running(session, at="name") as pilot:
        view = await page(pilot)
        assert marked(view) == "• Name: Whisper"
        await press(pilot, "enter")
        await until(pilot, lambda: marked(view) == "It listens.")
        assert "▎ It listens." in seen(view)


async def test_an_open_question_has_a_place_too(session: Session) -> None:
    """Where its answer will be; typed, it is there."""
    async with running(session, at="latency") as pilot:
        view = await page(pilot)
        assert marked(view) == "Latency …"
        lines = [line.text for line in view.lines]
        assert lines.index("• Layers: 3") < lines.index("Latency …")
        await typed(pilot, "12")
        await until(pilot, lambda: marked(view) == "• Latency: 12 ms")
        assert "Still open: Snippet, Deployed," in " ".join(seen(view).split())


async def test_it_follows_what_is_typed_in_a_long_text(tmp_path: Path) -> None:
    """At the end of five kilobytes, at their beginning, and on to the next question."""
    session = long_card(tmp_path)
    async with running(session, at="text5") as pilot:
        view = await page(pilot)
        await press(pilot, "enter", "enter")
        await typed(pilot, "HERE")
        await until(pilot, lambda: "HERE" in seen(view))
        await press(pilot, "ctrl+home")
        await typed(pilot, "THERE")
        await until(pilot, lambda: "THERE" in seen(view))
        assert "HERE" in "\n".join(line.text for line in view.lines)


async def test_only_what_has_changed_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter in one of twenty long texts reads that text again, and no other."""
    session = long_card(tmp_path)
    read: list[str] = []
    contained = cardtui.formats.markdown.document.contained

    def counted(text: str) -> str:
        read.append(text)
        return contained(text)

    monkeypatch.setattr("cardtui.formats.markdown.document.contained", counted)
    async with running(session, at="text9") as pilot:
        view = await page(pilot)
        assert 0 < len(read) < 20
        read.clear()
        await press(pilot, "enter", "enter")
        await typed(pilot, "x")
        await until(pilot, lambda: any(line.text == "x" for line in view.lines))
        await settled(pilot)
        assert read
        begins = str(session.card.answers["text9"].value)[:40]
        assert all(text.startswith(begins) for text in read)


async def test_a_very_long_answer_says_where_the_rest_is(session: Session) -> None:
    """As much of it as helps, and the key that shows all."""
    session.set_value("about", long_text(60_000, 1))
    async with running(session, at="name") as pilot:
        view = await page(pilot)
        text = " ".join(line.text for line in view.lines)
        assert "… the rest is in the reading screen: f11" in text
        assert len(text) < 30_000


async def test_a_long_section_is_drawn_around_the_question(tmp_path: Path) -> None:
    """What is far above and below is left to the reading screen, and said so."""
    session = long_card(tmp_path)
    async with running(session, at="text10") as pilot:
        view = await page(pilot)
        lines = [line.text for line in view.lines]
        assert "Text 10" in lines
        assert "Text 0" not in lines
        assert "Text 19" not in lines
        assert lines[0].startswith("… the rest")
        assert "▎" in seen(view)


async def test_a_narrow_terminal_shows_it_over_the_question(session: Session) -> None:
    """By its key, drawn to its own width."""
    async with running(session, size=(40, 12), at="about") as pilot:
        await press(pilot, "f6")
        view = await page(pilot)
        await until(pilot, lambda: view.size.width > 30)
        assert "It listens." in seen(view)
        assert all(line.width <= view.room for line in view.lines)


async def test_a_section_that_prints_nothing_says_what_is_open(tmp_path: Path) -> None:
    """And no heading that the document will not have."""
    async with running(every_type_session(tmp_path), at="name") as pilot:
        view = await page(pilot)
        assert "Simple" not in [line.text for line in view.lines]
        assert seen(view).strip().startswith("Still open: Name, About")
