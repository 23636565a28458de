"""An answer in the person's own editor, in a real terminal: nothing that an editor does loses it.

The editor is a small Python script: it says that it is there, reads a line, and does what it says.
"""

from __future__ import annotations

import shlex
import signal
import sys
import termios
import tomllib
from pathlib import Path

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
id = "about"
type = "longtext"
ask = "What does it do?"
[[section.question]]
id = "snippet"
type = "code"
language = "Python"
ask = "How is it loaded?"
[[section.question]]
id = "words"
type = "list"
ask = "Which words?"
[[section.question]]
id = "name"
type = "text"
ask = "What is it called?"
[[section.question]]
id = "size"
type = "integer"
ask = "How many?"
"""
EDITOR = """
import os, signal, stat, sys, termios, tty
path = sys.argv[-1]
folder = os.path.dirname(path)
modes = [oct(stat.S_IMODE(os.stat(p).st_mode)) for p in (folder, path)]
print("EDITOR", *sys.argv[1:-1], os.path.basename(path), *modes, flush=True)
print("TEXT", repr(open(path, newline="").read()), flush=True)
if sys.argv[1] == "saves-when-told":
    def save(number, frame):
        with open(path, "a") as file:
            file.write("saved at the end\\n")
        # Nothing is printed where there is no terminal any more.
        os._exit(int(sys.argv[2]) if sys.argv[2:-1] else 0)
    signal.signal(signal.SIGTERM, save)
    signal.signal(signal.SIGHUP, save)
    print("DO nothing", flush=True)
    while True:
        signal.pause()
if sys.argv[1] == "ignores-signals":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    while True:
        signal.pause()
does = input("DO ")
if does.startswith("write "):
    open(path, "a").write(does.removeprefix("write ") + "\\n")
elif does == "empty":
    open(path, "w")
elif does == "fail":
    sys.exit(3)
elif does == "spoil":
    open(path, "a").write("nearly lost")
    sys.exit(3)
elif does == "swap and fail":
    open(path + ".swp", "w").write("nearly lost")
    sys.exit(3)
elif does == "remove":
    os.remove(path)
elif does == "latin-1":
    open(path, "wb").write(b"caf\\xe9")
elif does == "replace":
    open(path + "~", "w").write("one\\r\\ntwo\\x1b[2J\\r\\n")
    os.replace(path + "~", path)
elif does == "crash":
    tty.setraw(0)
    os.kill(os.getpid(), signal.SIGKILL)
"""


class Desk:
    """A card, an editor, and a folder for temporary files that nothing else uses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card = folder / "card.toml"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        (folder / "bank.toml").write_text(BANK)
        script = folder / "my editor.py"
        script.write_text(EDITOR)
        self._editor = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"

    def opened(self, how: str = "plainly", at: str = "about", **environment: str) -> Terminal:
        """The app at a question, where the arguments of the editor are `how`."""
        command = [installed_cardtui(), "card.toml", "--bank", "bank.toml", "--at", at]
        named = {"EDITOR": f"{self._editor} {how}", "VISUAL": "", "TMPDIR": str(self.temporary)}
        return Terminal(command, environment={**named, **environment}, folder=self.folder)

    def stored(self, question: str) -> object:
        """What the file on disk holds."""
        return tomllib.loads(self.card.read_text())["answers"][question]["value"]

    @property
    def left(self) -> list[Path]:
        """Files that were not taken away."""
        return [path for path in self.temporary.rglob("*") if path.is_file()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def typed_and_edited(terminal: Terminal, text: str) -> None:
    """Type a beginning, and open the editor on it."""
    terminal.wait_for("ctrl+e editor")
    terminal.type(text)
    terminal.press("ctrl+e")
    terminal.wait_for("DO")


def words(terminal: Terminal) -> str:
    """The message on the screen, its lines joined."""
    return " ".join(" ".join(terminal.lines).replace("│", "").split())


def left_in_order(terminal: Terminal) -> None:
    """Leave, and find the terminal as it was."""
    terminal.press("ctrl+q")
    assert terminal.wait_until_gone() == 0
    assert terminal.settings & termios.ECHO
    assert terminal.settings & termios.ICANON


def test_a_text_goes_to_the_editor_and_comes_back(desk: Desk) -> None:
    """Saved before, with arguments as a shell reads them, in a file for its owner alone."""
    with desk.opened("--wait 'two words'") as terminal:
        typed_and_edited(terminal, "Hello")
        assert "EDITOR --wait two words about.md 0o700 0o600" in terminal.screen
        assert r"TEXT 'Hello\n'" in terminal.screen
        assert desk.stored("about") == "Hello\n"
        assert terminal.settings & termios.ICANON
        terminal.type("write from my editor\r")
        terminal.wait_for("from my editor")
        terminal.wait_for("saved")
        assert not terminal.settings & termios.ICANON
        assert desk.stored("about") == "Hello\nfrom my editor\n"
        terminal.type(", and on")
        terminal.wait_for("from my editor, and on")
        left_in_order(terminal)
    assert desk.stored("about") == "Hello\nfrom my editor, and on\n"
    assert desk.left == []


@pytest.mark.parametrize(
    ("question", "file", "stored"),
    [
        ("snippet", "snippet.py", "a\nb\n"),
        ("words", "words.txt", ["a", "b"]),
        ("name", "name.txt", "a b"),
    ],
)
def test_other_texts_go_to_the_editor_too(
    desk: Desk, question: str, file: str, stored: object
) -> None:
    """Code under the suffix of its language; the lines of a one-line answer are joined."""
    with desk.opened(at=question) as terminal:
        terminal.wait_for("tab next" if question != "name" else "enter next")
        terminal.type("a")
        terminal.press("ctrl+e")
        terminal.wait_for("DO")
        assert f"plainly {file}" in terminal.screen
        terminal.type("write b\r")
        terminal.wait_for("saved")
        left_in_order(terminal)
    assert desk.stored(question) == stored


def test_what_an_editor_saves_in_its_own_way_is_read(desk: Desk) -> None:
    """As another file of the name, with the line ends of another system; and it is undone by f8."""
    with desk.opened() as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.type("replace\r")
        terminal.wait_for("two␛[2J")
        terminal.wait_for("saved")
        assert desk.stored("about") == "one\ntwo\x1b[2J\n"
        terminal.press("f8")
        terminal.wait_for("Hello")
        left_in_order(terminal)
    assert desk.stored("about") == "Hello\n"


@pytest.mark.parametrize(
    ("does", "said", "left"),
    [
        ("fail", "ended with code 3", None),
        ("spoil", "What it left is in", "Hello\nnearly lost"),
        ("swap and fail", "What it left is in", "nearly lost"),
        ("remove", "there is no such file", None),
        ("latin-1", "this is not UTF-8 text", "caf\xe9"),
        ("crash", "ended by signal 9", None),
    ],
)
def test_an_editor_that_fails_loses_nothing(
    desk: Desk, does: str, said: str, left: str | None
) -> None:
    """The answer is as it was; what the editor has left is kept, and it is said where."""
    with desk.opened() as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.type(f"{does}\r")
        as_it_was = "Your answer is as it was."
        terminal.wait_until(
            lambda: said in words(terminal) and as_it_was in words(terminal), f"{said}. {as_it_was}"
        )
        terminal.press("escape")
        terminal.wait_while("Your answer is as it was")
        left_in_order(terminal)
    assert desk.stored("about") == "Hello\n"
    kept = [path.read_text("latin-1") for path in desk.left]
    assert (left in kept) if left is not None else kept == []


def test_an_emptied_answer_can_be_brought_back(desk: Desk) -> None:
    """And that is said."""
    with desk.opened() as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.type("empty\r")
        terminal.wait_for("The answer is empty now")
        terminal.press("f8")
        terminal.wait_for("Hello")
        left_in_order(terminal)
    assert desk.stored("about") == "Hello\n"


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("no-such-editor --wait", 'There is no editor "no-such-editor"'),
        ("vi 'a", "a quote without its partner"),
        ("true", "without a change"),
    ],
)
def test_an_editor_that_cannot_be_used_is_told(desk: Desk, editor: str, said: str) -> None:
    """With what to do; `$VISUAL` comes before `$EDITOR`."""
    with desk.opened(VISUAL=editor) as terminal:
        terminal.wait_for("ctrl+e editor")
        terminal.type("Hello")
        terminal.press("ctrl+e")
        terminal.wait_for(said)
        left_in_order(terminal)
    assert desk.stored("about") == "Hello\n"


def test_where_there_is_no_text_no_editor_opens(desk: Desk) -> None:
    """It says where one does."""
    with desk.opened(at="size") as terminal:
        terminal.wait_for("How many?")
        terminal.type("5")
        terminal.press("ctrl+e")
        terminal.wait_for("An editor opens for texts")
        left_in_order(terminal)


def test_an_interrupt_is_for_the_editor_alone(desk: Desk) -> None:
    """ctrl+c ends an editor that lets it; the app goes on."""
    with desk.opened() as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.press("ctrl+c")
        terminal.wait_for("Your answer is as it was")
        terminal.press("escape")
        terminal.wait_while("Your answer is as it was")
        terminal.type(" again")
        terminal.wait_for("Hello again")
        left_in_order(terminal)
    assert desk.stored("about") == "Hello again\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_takes_what_the_editor_saves(desk: Desk, number: signal.Signals) -> None:
    """The editor is told, gets a moment, and what it saved is in the card."""
    with desk.opened("saves-when-told") as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.kill(number)
        assert terminal.wait_until_gone() == 128 + number
        assert terminal.settings & termios.ECHO
    assert desk.stored("about") == "Hello\nsaved at the end\n"
    assert desk.left == []


def test_what_an_editor_leaves_at_the_end_is_told(desk: Desk) -> None:
    """One that says that it failed may have left half a text: the answer stays as it was."""
    with desk.opened("saves-when-told 1") as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.kill(signal.SIGTERM)
        terminal.wait_until_gone()
        (left,) = desk.left
        assert f"What it left is in {left}" in terminal.screen.replace("\n", "")
    assert desk.stored("about") == "Hello\n"
    assert left.read_text() == "Hello\nsaved at the end\n"


def test_an_editor_that_does_not_end_is_ended(desk: Desk) -> None:
    """Nothing holds up a program that is told to end, and the answer is there."""
    with desk.opened("ignores-signals") as terminal:
        terminal.wait_for("ctrl+e editor")
        terminal.type("Hello")
        terminal.press("ctrl+e")
        terminal.wait_for("TEXT")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_until_gone() == 128 + signal.SIGTERM
    assert desk.stored("about") == "Hello\n"


def test_a_closed_window_takes_what_the_editor_saves(desk: Desk) -> None:
    """The terminal is gone, and the editor with it."""
    with desk.opened("saves-when-told") as terminal:
        typed_and_edited(terminal, "Hello")
        terminal.hang_up()
    assert desk.stored("about") == "Hello\nsaved at the end\n"
