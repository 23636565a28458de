"""Running a program that strangers feed: in a time, with so much on the disk, alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from time import monotonic

from cardtui.errors import FileError, Problem

_LOOKED_EVERY = 0.25
"""Seconds between two looks at what has been written."""

Run = Callable[[Sequence[str], bytes], bytes]
"""Runs a command with what it is given to read, and gives back what it printed."""


class Failed(Exception):  # noqa: N818 - it says what has happened
    """A program that ended with another code than 0, and what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def run_limited(folder: Path, environment: Mapping[str, str], seconds: float, most: int) -> Run:
    """What runs commands in a folder until, all together, their time is over.

    Nobody is asked for a password: there is no terminal. Whatever a command has started ends with
    it. It raises `Failed`, or `FileError` where a program is missing, takes too long, or has put
    more than `most` bytes into the folder or its output.
    """
    end = monotonic() + seconds

    def run(command: Sequence[str], given: bytes) -> bytes:
        with TemporaryFile() as read, TemporaryFile() as out, TemporaryFile() as err:
            read.write(given)
            read.seek(0)
            try:
                # What runs is named by the program itself, and by no shell.
                process = subprocess.Popen(  # noqa: S603
                    command,
                    cwd=folder,
                    env=environment,
                    stdin=read,
                    stdout=out,
                    stderr=err,
                    start_new_session=True,
                )
            except FileNotFoundError:
                message = f"{command[0]} is not installed"
                raise FileError(Problem(message, "install it, or name a folder")) from None
            # A thread that waits wakes at once; a wait with a time looks only now and then.
            waiting = Thread(target=process.wait, daemon=True)
            waiting.start()
            try:
                while waiting.is_alive():
                    _require_time(end, seconds, command[0])
                    _require_room(most, folder, out.fileno(), err.fileno())
                    waiting.join(min(_LOOKED_EVERY, max(end - monotonic(), 0)))
            finally:
                _end(process)
                waiting.join()
            _require_room(most, folder, out.fileno(), err.fileno())
            out.seek(0)
            err.seek(0)
            if process.returncode:
                raise Failed(err.read(1 << 16).decode("utf-8", "replace"))
            return out.read()

    return run


def _require_time(end: float, seconds: float, program: str) -> None:
    if monotonic() >= end:
        message = f"{program} had no answer after {seconds:g} seconds"
        raise FileError(Problem(message, "check the address and the network, and try again"))


def _require_room(most: int, folder: Path, *descriptors: int) -> None:
    size = sum(os.fstat(descriptor).st_size for descriptor in descriptors)
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(place, name)).st_size
    if size > most:
        message = f"there is more than {most // (1024 * 1024)} MiB to fetch"
        raise FileError(Problem(message, "keep the bank in a repository of its own"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and all that it has started and left behind."""
    if sys.platform == "win32":
        process.kill()
    else:
        # The group is called so as long as anyone is in it, also where its first process has ended.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
