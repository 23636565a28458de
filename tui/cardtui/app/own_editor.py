"""A text in the person's own editor: what `$VISUAL` or `$EDITOR` names, on a file that goes again.

The terminal is the editor's meanwhile (the caller has given it up), and this process waits. Whatever
the editor does, the text that was there is not touched here, and what the editor leaves is either
given back or kept where the person is told.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType

from cardtui.bank.model import Question
from cardtui.errors import FileError
from cardtui.files.reading import read_text_file

_FALLBACKS = ("nano", "vi", "notepad")
"""Where the person has named none: the first that is there."""
_SUFFIXES = {
    "bash": ".sh",
    "bibtex": ".bib",
    "c++": ".cpp",
    "cpp": ".cpp",
    "go": ".go",
    "html": ".html",
    "java": ".java",
    "javascript": ".js",
    "json": ".json",
    "julia": ".jl",
    "latex": ".tex",
    "markdown": ".md",
    "python": ".py",
    "r": ".R",
    "rust": ".rs",
    "sh": ".sh",
    "shell": ".sh",
    "sql": ".sql",
    "toml": ".toml",
    "typescript": ".ts",
    "xml": ".xml",
    "yaml": ".yaml",
}
"""By which an editor knows a language. A bank may name any language, so only these are used."""
_LOOK_EVERY = 0.1
"""Seconds between two looks at whether this process is to end."""
_TIME_TO_END = 1.0
"""Seconds that an editor gets to save when this process is to end."""
_AT_ONCE = 1.0
"""Seconds: one that comes back earlier without a change has not waited for the person."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it."""

    text: str | None = None
    """The new text; None where it is the old one."""
    remark: str = ""
    """Said in passing."""
    problem: str = ""
    """To be read: what went wrong."""
    left: str = ""
    """The file with what the editor has left and nobody took; empty where it is gone."""

    @property
    def told(self) -> str:
        """What went wrong, and where the text is."""
        return f"{self.problem} What it left is in {self.left}." if self.left else self.problem


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The words of the command. Raises `ValueError`, in words, where there is none."""
    name = next((n for n in ("VISUAL", "EDITOR") if environment.get(n, "").strip()), None)
    if name is None:
        found = next((each for each in _FALLBACKS if shutil.which(each)), None)
        if found is None:
            raise ValueError("No editor is set: name yours in $VISUAL or $EDITOR.")
        return [found]
    try:
        words = shlex.split(environment[name])
    except ValueError:
        raise ValueError(f"${name} has a quote without its partner: {environment[name]}") from None
    if not words or shutil.which(words[0]) is None:
        missing = words[0] if words else environment[name]
        raise ValueError(f'There is no editor "{missing}": ${name} names it.')
    return words


def suffix_for(question: Question) -> str:
    """The end of the file's name, by which an editor knows what is in it."""
    if question.type == "longtext":
        return ".md"
    return _SUFFIXES.get(question.language.casefold(), ".txt")


def edited(text: str, name: str, command: list[str]) -> Edited:
    """Let the command edit `text` in a file called `name`, which nobody else may read."""
    try:
        folder = tempfile.mkdtemp(prefix="cardtui-")
        path = os.path.join(folder, name)
        # As editors end a file: they would add the line end, which is not part of the answer.
        before = f"{text}\n" if text else ""
        with open(path, "x", encoding="utf-8", newline="", opener=_for_its_owner) as file:
            file.write(before)
    except OSError as error:
        reason = error.strerror or error
        return Edited(problem=f"No file could be made for the editor ({reason}).")
    outcome = _outcome(path, before, command)
    if not outcome.left:
        shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _outcome(path: str, before: str, command: list[str]) -> Edited:
    shown = Path(command[0]).name
    began = monotonic()
    try:
        with _terminal_as_it_was(), _signals_noted() as noted:
            process = subprocess.Popen([*command, path])  # noqa: S603 - the person's own command
            code = _end_of(process, noted)
    except OSError as error:
        return Edited(problem=f'"{shown}" could not be started ({error.strerror or error}).')
    is_kept = "Your answer is as it was."
    try:
        after = read_text_file(path).content.replace("\r", "\n")
    except FileError as error:
        problem = f'"{shown}" left no text: {error.problems[0].message}. {is_kept}'
        return Edited(problem=problem, left=path if os.path.lexists(path) else "")
    if code == 0:
        return _taken(before, after, monotonic() - began)
    how = f"with code {code}" if code > 0 else f"by signal {-code}"
    # It may have changed the file, or kept its work in another one beside it.
    has_left = after != before or len(os.listdir(os.path.dirname(path))) > 1
    return Edited(problem=f'"{shown}" ended {how}. {is_kept}', left=path if has_left else "")


def _taken(before: str, after: str, seconds: float) -> Edited:
    if after != before:
        return Edited(after.removesuffix("\n"))
    if seconds < _AT_ONCE:
        advice = "An editor with a window of its own must wait for you, as `code --wait` does."
        return Edited(remark=f"The editor came back at once without a change. {advice}")
    return Edited()


def _end_of(process: subprocess.Popen[bytes], noted: list[int]) -> int:
    """Wait for the end of an editor, and bring it about where this process is to end."""
    while not noted:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOK_EVERY)
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        return process.wait(_TIME_TO_END)
    process.kill()
    return process.wait()


@contextmanager
def _signals_noted() -> Iterator[list[int]]:
    """The signals that have come to end this process; who handled them before still does.

    An interrupt from the keyboard is for the editor alone.
    """
    noted: list[int] = []
    before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def note(number: int, frame: FrameType | None) -> None:
        noted.append(number)
        handler = before[number]
        if callable(handler):
            handler(number, frame)

    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and (handler := signal.getsignal(number)) is not signal.SIG_IGN:
            is_from_keyboard = name in ("SIGINT", "SIGQUIT")
            before[number] = handler
            # No `SIG_IGN`, which the editor would inherit.
            signal.signal(number, (lambda *_: None) if is_from_keyboard else note)
    try:
        yield noted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _terminal_as_it_was() -> Iterator[None]:
    """Put the modes of the terminal back, which a crashing editor leaves changed."""
    if sys.platform == "win32":
        yield
        return
    import termios

    try:
        modes = termios.tcgetattr(0)
    except termios.error:
        yield
        return
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, modes)


def said_while_waiting(command: list[str]) -> str:
    """For the terminal, where an editor opens a window of its own."""
    return f"cardtui waits for {Path(command[0]).name}: close the answer there to go on here."
