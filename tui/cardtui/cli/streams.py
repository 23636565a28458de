"""Standard output and its like where a shell has closed them, or nothing can be written to them."""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def open_closed_streams() -> None:
    """Put something in the place of what was closed (`>&-`), so that no card gets its number.

    What is printed to a standard output that is closed is an error that can be told.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDONLY)
            if name == "stdout":
                raw = io.FileIO(descriptor, "w", closefd=False)
                sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8")


class _Pipe(io.FileIO):
    """A pipe whose reader may leave before the end, as `head` does."""

    def write(self, printed: ReadableBuffer, /) -> int:
        """Write, or lose what nobody reads any more."""
        try:
            return super().write(printed)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            return memoryview(printed).nbytes


def outlive_readers() -> None:
    """Go on to the end though nobody reads any more, so that the exit code stays that of the card.

    Else `cardtui check | head -1` would pass or fail by how fast `head` is.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not getattr(sys, f"__{name}__") or not _is_pipe(stream):
            continue
        pipe = io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False))
        is_by_line = stream.line_buffering
        new = io.TextIOWrapper(pipe, stream.encoding, stream.errors, line_buffering=is_by_line)
        setattr(sys, name, new)


def _is_pipe(stream: io.TextIOWrapper | None) -> bool:
    if stream is None:
        return False
    mode = os.fstat(stream.fileno()).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def print_remaining() -> None:
    """Have written what was printed so far. Raises `OSError`."""
    sys.stdout.flush()


def is_of_printing(error: OSError) -> bool:
    """Whether an error was met in printing, and not somewhere in the program."""
    import click

    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return at is not None and at.tb_frame.f_code in (click.echo.__code__, print_remaining.__code__)


def forget_output() -> None:
    """Let go of what cannot be printed: Python would complain once more when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal() -> bool:
    """Whether a person sits in front of all three. Textual draws on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def is_plain_wanted() -> bool:
    """Whether the person, or the terminal, asks for lines instead of a full screen."""
    is_asked_for = os.environ.get("ACCESSIBLE", "") not in {"", "0"}
    return is_asked_for or os.environ.get("TERM") == "dumb"
