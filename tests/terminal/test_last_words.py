"""What ends the app from outside, or from within: all that was typed is in the card by then."""

from __future__ import annotations

import re
import signal
import sys
import termios
import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.at_the_keyboard import installed_cardtui
from support.terminal import Terminal

BANK = """
format = 1
id = "small"
version = "1.0.0"
title = "Small"

[[section]]
id = "only_section"
title = "Only"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
[[section.question]]
id = "about"
type = "longtext"
ask = "What does it do?"
[[section.question]]
id = "kind"
type = "select"
ask = "Of which kind is it?"
options = [{ id = "other", label = "Other", specify = true }]
[[section.question]]
id = "results"
type = "table"
ask = "What are the results?"
[[section.question.column]]
id = "metric"
type = "text"
[[section.question.column]]
id = "value"
type = "number"
"""
ASKS = {
    "name": "What is it called?",
    "about": "What does it do?",
    "kind": "Of which kind is it?",
    "results": "What are the results?",
}
MISHAPS = {
    "in what a key does": """
def crash(screen):
    raise ValueError("this is not [/right]\\nat all")
""",
    "in a worker": """
def crash(screen):
    async def work():
        raise ValueError("this is not [/right]\\nat all")
    screen.run_worker(work())
""",
    "in a timer": """
def crash(screen):
    def tick():
        raise ValueError("this is not [/right]\\nat all")
    screen.set_timer(0.01, tick)
""",
}
CRASHES = {
    "in a handler": """
def crash(screen):
    def handle():
        raise ValueError("this is not [/right]\\nat all")
    screen.call_later(handle)
""",
    "in a worker, again and again": """
def crash(screen):
    async def work():
        raise ValueError("this is not [/right]\\nat all")
    for _ in range(4):
        screen.run_worker(work())
""",
    "in the thread that reads keys": """
def crash(screen):
    from rich.traceback import Traceback
    try:
        raise ValueError("this is not [/right] at all")
    except ValueError:
        screen.app.call_later(screen.app.panic, Traceback())
""",
    "in drawing": """
def crash(screen):
    def render(self):
        raise ValueError("this is not [/right]\\nat all")
    type(screen.query_one("#hints")).render = render
    screen.query_one("#hints").refresh()
""",
}
CRASHING = """
import sys
from cardtui.app.screens.surroundings import Surroundings
from cardtui.cli import main
{crash}
def crash_there(surroundings):
    return crash(surroundings._screen)
Surroundings.toggle_card = crash_there
main(sys.argv[1:])
"""
HANGING = """
def crash(screen):
    import os, threading
    os.write(2, b"HANGS")
    threading.Event().wait()
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "bank.toml").write_text(BANK)
    return tmp_path


def begun(folder: Path, at: str = "name", *, before: tuple[str | Path, ...] = ()) -> Terminal:
    """The app on a card with a first answer, at a question."""
    (folder / "card.toml").write_text(
        'format = 1\nid = "x"\nbank = { id = "small" }\n[answers.name]\nvalue = "first"\n'
    )
    return started(folder, [*before, installed_cardtui()], at)


def started(folder: Path, command: list[str | Path], at: str) -> Terminal:
    """A command on the card, once the question is on screen and can be answered."""
    state = {"XDG_STATE_HOME": str(folder / "state")}
    arguments = ["card.toml", "--bank", "bank.toml", "--at", at]
    terminal = Terminal([*command, *arguments], folder=folder, environment=state)
    terminal.wait_for(ASKS[at])
    terminal.wait_for(" next")
    return terminal


def stored(folder: Path) -> dict[str, Any]:
    """The answers on disk."""
    answers: dict[str, Any] = tomllib.loads((folder / "card.toml").read_text())["answers"]
    return answers


def is_restored(terminal: Terminal) -> bool:
    """Whether the program left the other screen, and shows the cursor again."""
    end = bytes(terminal.written).rpartition(b"\x1b[?1049l")
    return bool(end[1]) and b"\x1b[?25h" in end[2] and b"\x1b[?1049h" not in end[2]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_saves_what_was_typed_right_before_it(name: str, folder: Path) -> None:
    """Typed and ended in the same instant: it is on disk, and the terminal is as it was."""
    number = signal.Signals[name]
    with begun(folder) as terminal:
        terminal.type(" and last")
        terminal.kill(number)
        assert terminal.wait_until_gone() == 128 + number
        assert is_restored(terminal)
        assert "Traceback" not in terminal.screen
    assert stored(folder)["name"]["value"] == "first and last"


def test_a_closed_terminal_saves_what_was_typed(folder: Path) -> None:
    """The window is closed right after a key has appeared in it."""
    with begun(folder) as terminal:
        terminal.type(" and last")
        terminal.wait_for("first and last")
        assert terminal.hang_up() == 128 + signal.SIGHUP
    assert stored(folder)["name"]["value"] == "first and last"


def test_a_closed_terminal_is_noticed_where_nobody_tells(folder: Path) -> None:
    """Where SIGHUP is ignored, as under nohup, the app saves and ends all the same."""
    with begun(folder, before=("sh", "-c", "trap '' HUP; exec \"$@\"", "sh")) as terminal:
        terminal.type(" and last")
        terminal.wait_for("first and last")
        assert terminal.hang_up() == 128 + signal.SIGHUP
    assert stored(folder)["name"]["value"] == "first and last"


def test_long_texts_and_texts_of_options_are_saved(folder: Path) -> None:
    """Whatever kind of field it is typed into."""
    with begun(folder, "about") as terminal:
        terminal.paste("One.\nTwo.")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
    assert stored(folder)["about"]["value"] == "One.\nTwo.\n"
    with started(folder, [installed_cardtui()], "kind") as terminal:
        terminal.press("home", "space")
        terminal.wait_for("● Other")
        terminal.press("enter")
        terminal.wait_for("Other: what is it?")
        terminal.type("ternary")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
    assert stored(folder)["kind"] | {"asked": ""} == {
        "value": "other",
        "specify": {"other": "ternary"},
        "asked": "",
    }


def test_a_form_that_is_open_is_saved(folder: Path) -> None:
    """The cells of a row and the reason of a status, though nobody has pressed enter."""
    with begun(folder, "results") as terminal:
        terminal.press("a")
        terminal.wait_for("New row")
        terminal.type("accuracy")
        terminal.wait_for("accuracy")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
    assert stored(folder)["results"]["rows"] == [{"_row": 1, "metric": "accuracy"}]
    with started(folder, [installed_cardtui()], "about") as terminal:
        terminal.press("f2")
        terminal.wait_for("because")
        terminal.type("nobody knows")
        terminal.wait_for("nobody knows")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
    about = stored(folder)["about"]
    assert (about["status"], about["reason"]) == ("not_applicable", "nobody knows")


@pytest.mark.parametrize("where", CRASHES)
def test_a_crash_saves_what_was_typed_and_is_told_in_a_line(where: str, folder: Path) -> None:
    """No traceback: what went wrong, that the answers are saved, and where the log is."""
    begun(folder).close()
    script = folder / "crashing.py"
    script.write_text(CRASHING.format(crash=CRASHES[where]))
    with started(folder, [sys.executable, script], "name") as terminal:
        terminal.type(" and last")
        terminal.press("f6")
        assert terminal.wait_until_gone() == 2
        assert is_restored(terminal)
        said = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert stored(folder)["name"]["value"] == "first and last"
    lines = re.sub(r"\x1b\[[0-9?;<>]*[a-z]", "", said).split()
    log = folder / "state" / "cardtui" / "crash.log"
    assert " ".join(lines) == (
        "cardtui: this is a bug in cardtui: ValueError: this is not [/right] at all; "
        f"your answers are saved; please report it with {log}"
    )
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("where", MISHAPS)
def test_the_app_goes_on_after_an_error_that_breaks_nothing(where: str, folder: Path) -> None:
    """It is told at once, and on leaving; what is typed before and after is saved."""
    begun(folder).close()
    script = folder / "failing.py"
    script.write_text(CRASHING.format(crash=MISHAPS[where]))
    with started(folder, [sys.executable, script], "name") as terminal:
        terminal.type(" and last")
        terminal.press("f6")
        terminal.wait_for("Something went wrong")
        assert stored(folder)["name"]["value"] == "first and last"
        terminal.type(" of all")
        terminal.wait_for("first and last of all")
        terminal.press("ctrl+q")
        assert terminal.wait_until_gone() == 0
        said = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert stored(folder)["name"]["value"] == "first and last of all"
    assert "this is a bug in cardtui: ValueError: this is not [/right] at all" in said
    assert "Traceback" in (folder / "state" / "cardtui" / "crash.log").read_text()


def test_a_signal_saves_beside_what_another_program_has_saved(folder: Path) -> None:
    """Its work and ours are both in the card; of two versions of one answer, both."""
    with begun(folder) as terminal:
        terminal.type(" and last")
        theirs = (folder / "card.toml").read_text().replace("first", "theirs")
        (folder / "card.toml").write_text(f"{theirs}[answers.about]\nvalue = 'more'\n")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
        assert "cardtui:" not in terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert stored(folder)["name"]["value"] == "first and last"
    assert stored(folder)["about"]["value"] == "more"
    assert '"theirs"' in (folder / "card.toml").read_text()
    assert sorted(path.name for path in folder.glob("card*")) == ["card.toml"]


BROKEN = "<<<<<<< who did this\n"


def test_what_cannot_be_saved_in_its_place_is_saved_beside_it(folder: Path) -> None:
    """The card was broken meanwhile: it stays as it is, and it is said where the answers are."""
    with begun(folder) as terminal:
        terminal.type(" and last")
        (folder / "card.toml").write_text(BROKEN)
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
        said = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert_beside(folder, said)


def test_who_leaves_without_saving_is_told_where_it_is(folder: Path) -> None:
    """The same for a person who has seen that it cannot be saved, and leaves anyway."""
    with begun(folder) as terminal:
        (folder / "card.toml").write_text(BROKEN)
        terminal.type(" and last")
        terminal.wait_for("NOT SAVED")
        terminal.press("ctrl+q")
        terminal.wait_for("Leave anyway")
        terminal.press("tab", "tab", "enter")
        assert terminal.wait_until_gone() == 0
        said = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert_beside(folder, said)


def assert_beside(folder: Path, said: str) -> None:
    """The card is as it was, the answers are in a file beside it, and that is said."""
    assert (folder / "card.toml").read_text() == BROKEN
    ours = tomllib.loads((folder / "card.unsaved.toml").read_text())["answers"]
    assert ours["name"]["value"] == "first and last"
    assert "what you typed is in card.unsaved.toml" in said


def test_the_settings_of_the_terminal_are_restored(folder: Path) -> None:
    """Echo and line mode are on again after a signal."""
    with begun(folder) as terminal:
        before = terminal.settings
        assert not before & termios.ECHO
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
        assert terminal.settings & termios.ECHO
        assert terminal.settings & termios.ICANON


def test_an_app_that_hangs_still_saves(folder: Path) -> None:
    """As it does while a frozen connection takes no more output: what was typed is saved."""
    begun(folder).close()
    script = folder / "hanging.py"
    script.write_text(CRASHING.format(crash=HANGING))
    with started(folder, [sys.executable, script], "name") as terminal:
        terminal.type(" and last")
        terminal.press("f6")
        terminal.wait_for("HANGS")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 143
    assert stored(folder)["name"]["value"] == "first and last"
