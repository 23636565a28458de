"""The start screen: what `cardtui` alone shows where there is no card."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Label, OptionList

from cardtui.app.app import CardtuiApp
from cardtui.app.screens.interview import InterviewScreen
from cardtui.app.screens.message import MessageScreen
from cardtui.app.screens.start import StartScreen
from cardtui.app.widgets.path_input import PathInput
from cardtui.files.recent import note_opened, recent_paths
from support.commands import run_cardtui
from support.distilbert import distilbert_session
from support.every_type import EVERY_TYPE, every_type_session
from support.pilot import interview, press, running, typed, until
from support.repositories import Repository, bank_text, needs_git


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one is in, below a home with nothing in it."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def saved_card(folder: Path) -> str:
    """A card with one answer."""
    folder.mkdir(parents=True, exist_ok=True)
    session = every_type_session(folder)
    session.set_value("name", "Whisper")
    session.save()
    return session.path


@asynccontextmanager
async def at_the_start(
    size: tuple[int, int] = (80, 24), bank_name: str | None = None
) -> AsyncIterator[Pilot[None]]:
    """The app on its start screen, once there is something to choose from."""
    app = CardtuiApp(bank_name=bank_name)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await until(pilot, lambda: cards(pilot).option_count > 0)
        yield pilot


def cards(pilot: Pilot[None]) -> OptionList:
    return pilot.app.screen.query_one("#cards", OptionList)


def lines(pilot: Pilot[None]) -> list[str]:
    """What can be read in the list, with single spaces."""
    return [" ".join(str(option.prompt).split()) for option in cards(pilot).options]


def pointed_at(pilot: Pilot[None]) -> str:
    index = cards(pilot).highlighted
    assert index is not None
    return lines(pilot)[index]


async def test_with_nothing_there_enter_starts_a_card() -> None:
    """In the file whose name stands there already."""
    async with at_the_start() as pilot:
        assert lines(pilot) == ["New card", "Open another file"]
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(PathInput).value == "model-card.toml"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.path == "model-card.toml"
        assert interview(pilot).session.bank.id == "kaggle-model-card"


async def test_a_name_without_an_ending_gets_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said before; other commands look for files that end so. It is no question yet."""
    async with at_the_start() as pilot:
        await press(pilot, "enter")
        label = pilot.app.screen.query_one("#path > .label", Label)
        assert str(label.content).startswith("Before the first question: ")
        remark = pilot.app.screen.query_one("#path > .remark", Label)
        assert str(remark.content) == ""
        pilot.app.screen.query_one(PathInput).value = ""
        await typed(pilot, "Pico-1.5")
        await until(pilot, lambda: str(remark.content) == "The file will be called Pico-1.5.toml.")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.path == "Pico-1.5.toml"
        interview(pilot).session.set_value("model_name", "Pico")
        interview(pilot).session.save()
    assert "Pico-1.5.toml" in run_cardtui(capsys, "status", ".").out


async def test_a_file_that_is_there_without_an_ending_is_opened_as_it_is(here: Path) -> None:
    """Nobody wants a second one beside it."""
    os.rename(saved_card(here), here / "PicoNet")
    async with at_the_start() as pilot:
        await press(pilot, "enter")
        pilot.app.screen.query_one(PathInput).value = "PicoNet"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen | MessageScreen))
        assert not (here / "PicoNet.toml").exists()


async def test_a_name_that_is_taken_is_not_proposed(here: Path) -> None:
    """The next free one is."""
    (here / "model-card.toml").write_text("x = 1")
    async with at_the_start() as pilot:
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(PathInput).value == "model-card-2.toml"


async def test_recent_cards_come_first_each_with_progress_and_bank(
    tmp_path: Path, here: Path
) -> None:
    """The one opened last is one key away; those elsewhere show their folder; gone ones are out."""
    elsewhere = saved_card(tmp_path / "models" / "whisper")
    saved_card(here)
    distilbert_session(here).save()
    for path in ("card.toml", "gone.toml", elsewhere):
        note_opened(path)
    async with at_the_start() as pilot:
        assert lines(pilot) == [
            "Recent",
            "~/models/whisper/card.toml 1 answered every-type",
            "card.toml 1 answered every-type",
            "",
            "In this folder",
            "distilbert.toml 14 answered kaggle-model-card",
            "",
            "New card",
            "Open another file",
        ]
        assert pointed_at(pilot).startswith("~/models/whisper")
        await press(pilot, "down", "down")
        assert pointed_at(pilot).startswith("distilbert.toml")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.path == "distilbert.toml"


async def test_a_card_that_is_opened_is_a_recent_one(here: Path) -> None:
    """Also one that was named on the command line."""
    async with running(distilbert_session(here)) as pilot:
        await until(pilot, lambda: recent_paths() == [str(here / "distilbert.toml")])
        assert isinstance(pilot.app.screen, InterviewScreen)


async def test_what_cannot_be_remembered_is_not(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app goes on as if nothing were."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    async with running(distilbert_session(here)) as pilot:
        await until(pilot, lambda: not pilot.app.workers)
        assert isinstance(pilot.app.screen, InterviewScreen)
    async with at_the_start() as pilot:
        assert "New card" in lines(pilot)


async def test_the_banks_of_the_project_are_offered_beside_the_shipped_one(here: Path) -> None:
    """Only where there is more than one; the card is started with the one that was chosen."""
    (here / "team.toml").write_text(EVERY_TYPE)
    (here / "cardtui.toml").write_text('bank = [{source = "team.toml"}]')
    async with at_the_start() as pilot:
        assert lines(pilot) == [
            "New card: Every type every-type",
            "New card: Model card kaggle-model-card",
            "Open another file",
        ]
        await press(pilot, "down", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.bank.id == "kaggle-model-card"


@needs_git
async def test_a_bank_that_was_fetched_can_be_chosen(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no path, and a folder of its name is not taken for it."""
    Repository(tmp_path / "theirs").commit("v1", bank=bank_text("docs"))
    assert run_cardtui(capsys, "bank", "add", "../theirs", "--rev", "v1").code == 0
    (here / "docs").mkdir()
    async with at_the_start() as pilot:
        assert lines(pilot)[0] == "New card: Team docs"
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.bank.id == "docs"


async def test_a_bank_on_the_command_line_is_not_asked_for_again(here: Path) -> None:
    """There is one way to start a card, with that bank."""
    (here / "team.toml").write_text(EVERY_TYPE)
    async with at_the_start(bank_name="team.toml") as pilot:
        assert lines(pilot) == ["New card", "Open another file"]
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.bank.id == "every-type"


async def test_a_bad_project_is_told_and_the_rest_works(here: Path) -> None:
    """With its line; cards can be opened still."""
    (here / "cardtui.toml").write_text('\nbank = [{source = "tem.toml"}]')
    saved_card(here)
    async with at_the_start() as pilot:
        said = str(pilot.app.screen.query_one(".problem").content)  # type: ignore[attr-defined]
        assert 'cardtui.toml:2: there is no bank "tem.toml"' in said
        assert "card.toml 1 answered every-type" in lines(pilot)


async def test_another_file_is_completed_while_it_is_typed(tmp_path: Path) -> None:
    """A folder, then a card in it; tab takes what is proposed."""
    (tmp_path / "models" / "whisper").mkdir(parents=True)
    distilbert_session(tmp_path / "models" / "whisper").save()
    async with at_the_start() as pilot:
        await press(pilot, "end", "enter")
        for part in ("~/mod", "wh", "d"):
            await typed(pilot, part)
            path = pilot.app.screen.query_one(PathInput)
            before = path.value
            await until(pilot, lambda path=path, before=before: path._suggestion > before)  # type: ignore[misc]
            await press(pilot, "tab")
        assert pilot.app.screen.query_one(PathInput).value == "~/models/whisper/distilbert.toml"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert interview(pilot).session.path == str(
            tmp_path / "models" / "whisper" / "distilbert.toml"
        )


async def test_escape_comes_back_to_the_list_and_then_quits() -> None:
    """Without opening anything."""
    async with at_the_start() as pilot:
        await press(pilot, "end", "enter")
        assert not cards(pilot).display
        await press(pilot, "escape")
        assert cards(pilot).display
        assert cards(pilot).has_focus
        assert pointed_at(pilot) == "Open another file"
        await press(pilot, "escape")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_what_cannot_be_opened_is_told_in_words(here: Path) -> None:
    """And the start comes back."""
    (here / "model-card.toml").write_text("format = [")
    note_opened("model-card.toml")
    async with at_the_start() as pilot:
        assert "model-card.toml cannot be read" in lines(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MessageScreen))
        assert "model-card.toml:1" in pilot.app.screen.query_one("TextArea").text  # type: ignore[attr-defined]
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))


async def test_a_name_for_a_new_card_that_is_taken_opens_that_card(here: Path) -> None:
    """Nothing is overwritten."""
    distilbert_session(here).save()
    async with at_the_start() as pilot:
        await press(pilot, "down", "enter")
        await typed(pilot, "distilbert.toml")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        assert len(interview(pilot).session.card.answers) == 14


async def test_a_slow_disk_does_not_keep_one_waiting(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card can be started meanwhile, and the cursor stays where it is when the cards come."""
    from threading import Event

    saved_card(here)
    found = Event()
    monkeypatch.setattr("cardtui.app.screens.start._LONGEST_LOOK", 0.01)
    monkeypatch.setattr("cardtui.app.screens.start.recent_cards", lambda: [found.wait(), []][1])
    async with at_the_start() as pilot:
        assert lines(pilot) == ["New card", "Open another file"]
        await press(pilot, "down")
        found.set()
        await until(pilot, lambda: "card.toml 1 answered every-type" in lines(pilot))
        assert pointed_at(pilot) == "Open another file"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_it_fits_every_terminal(size: tuple[int, int], tmp_path: Path, here: Path) -> None:
    """Each line says how far its card is, and the end of a long path is seen."""
    for number in range(12):
        note_opened(saved_card(tmp_path / "models" / f"a-rather-long-name-of-a-model-{number}"))
    async with at_the_start(size=size) as pilot:
        await pilot.pause()
        shown = cards(pilot)
        assert pilot.app.screen.region.contains_region(shown.region)
        drawn = [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]
        assert drawn[0].strip() == "Recent"
        assert "card.toml" in drawn[1]
        assert "1 answered" in drawn[1]
        assert not any("…" in line[-1:] for line in drawn)
        await press(pilot, "end")
        await pilot.pause()
        drawn = [shown.render_line(y).text for y in range(shown.size.height)]
        assert any("Open another file" in line for line in drawn)


async def test_a_hostile_path_is_only_text(tmp_path: Path, here: Path) -> None:
    """Its control characters are escapes, its brackets are brackets."""
    name = "[/][@click=app.quit]x\x1b[2J"
    note_opened(saved_card(tmp_path / name))
    async with at_the_start() as pilot:
        assert "[/][@click=app.quit]x\\x1b[2J" in lines(pilot)[1]
        assert os.path.isfile(recent_paths()[0])
