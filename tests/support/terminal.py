"""A program in a real pseudo-terminal, and what a person would see of it.

The pseudo-terminal is the program's standard input, output and error (Textual draws on the last)
and its controlling terminal. What it writes is kept as it is in `written`, and drawn on a screen
that pyte emulates. Nothing here sleeps: every wait ends with output, with the end of the program,
or with a time-out whose message shows the screen.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter
from types import TracebackType
from typing import Self

import pyte

from support.person import folders_of_a_person
from support.signals import act_as_in_a_shell

_PATIENCE = 30.0
"""Seconds until a wait fails: far more than is needed, also on a busy machine."""

_CONTROL_KEY = re.compile(r"ctrl\+([a-z])")
_KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f11": "\x1b[23~",
    "f12": "\x1b[24~",
    "ctrl+f12": "\x1b[24;5~",
}
"""What xterm sends."""

_ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),  # which terminal is this
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),  # synchronized output: yes
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),  # resizes told in band: no
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
)
"""Questions of programs to the terminal, and what a current terminal says."""
_LONGEST_QUESTION = 16

_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[@-~]"  # private sequences such as the keyboard protocol of kitty
    rb"|\x1b\[\?[0-9;]*\$p"
    rb"|\x1bP.*?\x1b\\"  # device control strings
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)",  # operating system commands
    re.DOTALL,
)
_NOT_TEXT = re.compile(rb"\x1b\[[0-9;:<>=?$]*[@-~]?|\x1b[()][A-Z0-9]|\x1b\][^\x07\x1b]*")
"""Control sequences, also one whose end has not come yet."""
_BEGUN_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-9;:<>=?$]*|P(?:[^\x1b]|\x1b(?!\\))*|\][^\x07\x1b]*\x1b?)?\Z"
)
"""An escape sequence whose end has not come yet."""
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
"""Around what a terminal with synchronized output shows at once."""


class Terminal:
    """Runs one program. As a context manager it ends the program when the block is left."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        rows: int = 40,
        columns: int = 120,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.written = bytearray()
        """Every byte that the program has written."""
        self._display = pyte.Screen(columns, rows)
        self._display.write_process_input = self._say_where_the_cursor_is
        self._stream = pyte.ByteStream(self._display)
        self._undrawn = b""
        self._unanswered = b""
        self._has_ended = False
        self._started_at = self._read_at = perf_counter()
        self._home: TemporaryDirectory[str] | None = None
        """That of the person at the keyboard, where nobody says who that is."""
        surroundings = _environment(environment or {})
        if "XDG_STATE_HOME" not in surroundings:
            self._home = TemporaryDirectory()
            surroundings |= folders_of_a_person(Path(self._home.name))
        self._ours, theirs = pty.openpty()
        try:
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            self._process = subprocess.Popen(
                [os.fspath(word) for word in command],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                cwd=folder,
                env=surroundings,
                start_new_session=True,
                preexec_fn=_take_terminal,  # noqa: PLW1509 - the tests run no threads
            )
        finally:
            os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1
        if self._home is not None:
            self._home.cleanup()

    # What a person sees

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return list(self._display.display)

    @property
    def screen(self) -> str:
        """The text on the screen."""
        return "\n".join(line.rstrip() for line in self.lines)

    def colours_of(self, characters: str) -> dict[tuple[int, int], str]:
        """The colour of each of these characters on the screen, such as those of a frame."""
        return {
            (row, column): cell.fg
            for row, cells in self._display.buffer.items()
            for column, cell in cells.items()
            if cell.data in characters
        }

    def bold_passages(self) -> list[str]:
        """Texts in bold: the lines that begin below one another joined, with single spaces."""
        passages: list[str] = []
        above: dict[int, str] = {}
        for row in range(self._display.lines):
            here: dict[int, str] = {}
            for start, text in self._bold_runs(row):
                here[start] = f"{above.pop(start)} {text}" if start in above else text
            passages += above.values()
            above = here
        return [" ".join(passage.split()) for passage in (*passages, *above.values())]

    def _bold_runs(self, row: int) -> list[tuple[int, str]]:
        """Where a text in bold begins on a row, and the text."""
        cells = self._display.buffer[row]
        runs: list[tuple[int, str]] = []
        end = -1
        for column in sorted(column for column, cell in cells.items() if cell.bold):
            if column == end:
                runs[-1] = (runs[-1][0], runs[-1][1] + cells[column].data)
            else:
                runs.append((column, cells[column].data))
            end = column + 1
        return runs

    @property
    def seconds(self) -> float:
        """From the start of the program until it wrote what was read last."""
        return self._read_at - self._started_at

    @property
    def has_ended(self) -> bool:
        """Whether the program has closed its side, as far as was read."""
        return self._has_ended

    @property
    def settings(self) -> int:
        """The local modes of the terminal, such as `termios.ECHO`."""
        modes: int = termios.tcgetattr(self._ours)[3]
        return modes

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self._process.pid

    # What a person does

    def type(self, text: str) -> None:
        """Type characters."""
        self._send(text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by their names: `enter`, `shift+tab`, `ctrl+q`, `f2`, or one character."""
        for key in keys:
            self._send(_bytes_of(key))

    def paste(self, text: str) -> None:
        """Paste, bracketed, as terminals do for programs that ask for it."""
        self._send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._send(data)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def hang_up(self) -> int:
        """Close the window, and wait for the end of the program: its exit code."""
        os.close(self._ours)
        self._ours = -1
        return self._process.wait(_PATIENCE)

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the window; the program is told by the system."""
        self._display.resize(rows, columns)
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Waiting

    def wait_for(self, text: str) -> None:
        """Wait until `text` stands on one line of the screen."""
        self.wait_until(lambda: text in self.screen, f"{text!r} on the screen")

    def wait_while(self, text: str) -> None:
        """Wait until `text` no longer stands on the screen."""
        self.wait_until(lambda: text not in self.screen, f"{text!r} gone from the screen")

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until `condition` is true of the screen; `what` says in words what is awaited."""
        end = monotonic() + _PATIENCE
        while not condition():
            if self._has_ended:
                raise AssertionError(f"the program ended before there was {what}:\n{self.screen}")
            if not self._read(end - monotonic()):
                raise AssertionError(f"waited in vain for {what}:\n{self.screen}")

    def watch(self, until: float, condition: Callable[[], bool] = lambda: False) -> None:
        """Take in what is drawn until `condition` is true, or the clock says `until`."""
        while not condition() and not self._has_ended and monotonic() < until:
            self._read(until - monotonic())

    def seconds_until_written(self, character: str) -> float:
        """Type a character, and take the time until the program has drawn it."""
        return self.seconds_until(lambda: self.type(character), character)

    def seconds_until(self, act: Callable[[], None], text: str) -> float:
        """Do something, and take the time until the program has written `text`.

        What the emulator takes to draw it counts for nobody.
        """
        seen = len(self.written)
        end = monotonic() + _PATIENCE
        start = perf_counter()
        act()
        while text.encode() not in _NOT_TEXT.sub(b"", bytes(self.written[seen:])):
            if self._has_ended or not self._read(end - monotonic()):
                raise AssertionError(f"waited in vain for {text!r}:\n{self.screen}")
        return self._read_at - start

    def wait_until_gone(self) -> int:
        """Wait for the end of the program: its exit code, or minus the signal that ended it."""
        end = monotonic() + _PATIENCE
        while not self._has_ended:
            if not self._read(end - monotonic()):
                raise AssertionError(f"waited in vain for the program to end:\n{self.screen}")
        return self._process.wait(_PATIENCE)

    # The wire

    def _send(self, data: bytes) -> None:
        while data:
            _, writable, _ = select.select([], [self._ours], [], _PATIENCE)
            if not writable:
                raise AssertionError(f"the program does not read what is typed:\n{self.screen}")
            data = data[os.write(self._ours, data) :]

    def _read(self, seconds: float) -> bool:
        """Take in what the program writes next. False if nothing comes for so long."""
        readable, _, _ = select.select([self._ours], [], [], max(seconds, 0.0))
        if not readable:
            return False
        try:
            data = os.read(self._ours, 65536)
            self._read_at = perf_counter()
        except OSError:  # Linux says EIO when the last program has closed the other side
            data = b""
        if data:
            self.written += data
            self._answer(data)
            self._draw(data)
        else:
            self._has_ended = True
        return True

    def _answer(self, data: bytes) -> None:
        data = self._unanswered + data
        rest = 0
        for question, answer in _ANSWERS:
            for found in question.finditer(data):
                rest = max(rest, found.end())
                with suppress(OSError):  # it may have ended since
                    self._send(answer)
        self._unanswered = data[max(rest, len(data) - _LONGEST_QUESTION) :]

    def _say_where_the_cursor_is(self, report: str) -> None:
        if report.endswith("R"):  # what else the emulator says of itself, `_ANSWERS` says better
            with suppress(OSError):
                self._send(report.encode())

    def _draw(self, data: bytes) -> None:
        data = _NOT_FOR_PYTE.sub(b"", self._undrawn + data)
        frame = data.rfind(_FRAME_BEGINS)
        if frame > data.rfind(_FRAME_ENDS):
            end = frame
        else:
            begun = _BEGUN_SEQUENCE.search(data)
            end = begun.start() if begun else len(data)
        self._undrawn = data[end:]
        self._stream.feed(data[:end])


_AS_USUAL = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TEXTUAL_ANIMATIONS": "none",
}
"""Animations would only add pictures between those that are waited for."""


def _bytes_of(key: str) -> bytes:
    if key in _KEYS:
        return _KEYS[key].encode()
    if control := _CONTROL_KEY.fullmatch(key):
        return bytes([ord(control[1]) - ord("a") + 1])
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"there is no key {key!r}")


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of the tests without what would change the picture."""
    ignored = ("NO_COLOR", "LINES", "COLUMNS", "ACCESSIBLE")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ignored and not name.startswith(("TEXTUAL", "CARDTUI"))
    }
    return {**kept, **_AS_USUAL, **more}


def _take_terminal() -> None:
    """In the new process: make standard input its controlling terminal."""
    act_as_in_a_shell()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
