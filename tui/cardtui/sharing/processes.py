"""Running a program that strangers feed: in a time, with so much memory and disk, alone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from time import monotonic
from typing import IO

from msgspec import Struct

from cardtui.errors import FileError, Problem

_LOOKED_EVERY = 0.25
"""Seconds between two looks at what has been written."""

_NO_MEMORY = re.compile(
    r"^(?!remote:).*(?:out of memory|cannot allocate memory)", re.IGNORECASE | re.MULTILINE
)
"""What git says where it gets no more; not what another machine says of itself."""

Run = Callable[[Sequence[str], bytes], bytes]
"""Runs a command with what it is given to read, and gives back what it printed."""


class Failed(Exception):  # noqa: N818 - it says what has happened
    """A program that ended with another code than 0, and what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Limits(Struct, frozen=True):
    """What the commands in a folder may take."""

    seconds: float
    """All together."""
    disk: int
    """Bytes of the folder, and of what one of them prints."""
    memory: int
    """Bytes that each process may ask for. Linux keeps it, and no other system: see SECURITY.md."""


def run_limited(folder: Path, environment: Mapping[str, str], limits: Limits) -> Run:
    """What runs commands in a folder until, all together, their time is over.

    Nobody is asked for a password: there is no terminal. Whatever a command has started ends with
    it, and all ends where this program is killed; the folder is then taken away. It raises `Failed`,
    or `FileError` where a program is missing or takes too much.
    """
    end = monotonic() + limits.seconds

    def run(command: Sequence[str], given: bytes) -> bytes:
        if shutil.which(command[0], path=environment.get("PATH")) is None:
            message = f"{command[0]} is not installed"
            raise FileError(Problem(message, "install it, or name a folder"))
        with TemporaryFile() as read, TemporaryFile() as out, TemporaryFile() as err:
            read.write(given)
            read.seek(0)

            def require_room() -> None:
                _require_room(limits.disk, folder, out.fileno(), err.fileno())

            with _started(command, folder, environment, limits, (read, out, err)) as process:
                # A thread that waits wakes at once; a wait with a time looks only now and then.
                waiting = Thread(target=process.wait, daemon=True)
                waiting.start()
                try:
                    while waiting.is_alive():
                        _require_time(end, limits.seconds, command[0])
                        require_room()
                        waiting.join(min(_LOOKED_EVERY, max(end - monotonic(), 0)))
                finally:
                    _end(process)
                    waiting.join()
            require_room()
            out.seek(0)
            err.seek(0)
            if process.returncode:
                raise _failure(err.read(1 << 16).decode("utf-8", "replace"), command[0], limits)
            return out.read()

    return run


@contextmanager
def _started(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    limits: Limits,
    streams: tuple[IO[bytes], IO[bytes], IO[bytes]],
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is to be ended in here; see `minder` for where this program ends before."""
    read, out, err = streams
    watched, held = os.pipe()
    try:
        minder: list[str] = []
        if sys.platform != "win32":
            # A file may take a byte more than all of them together, so that it is told as such.
            sizes = (str(watched), str(limits.memory), str(limits.disk + 1))
            program = str(Path(__file__).with_name("minder.py"))
            minder = [sys.executable, "-I", "-S", program, *sizes, str(folder)]
        # What runs is named by the program itself, and by no shell.
        yield subprocess.Popen(  # noqa: S603
            [*minder, *command],
            cwd=folder,
            env=environment,
            stdin=read,
            stdout=out,
            stderr=err,
            start_new_session=True,
            pass_fds=(watched,) if minder else (),
        )
    finally:
        os.close(watched)
        os.close(held)


def _failure(said: str, program: str, limits: Limits) -> Exception:
    """Why a program failed: it was short of memory, or what it says itself."""
    if _NO_MEMORY.search(said):
        message = f"{program} needs more than {limits.memory // (1024 * 1024)} MiB of memory for it"
        return FileError(Problem(message, "ask who keeps it: no bank needs so much"))
    return Failed(said)


def _require_time(end: float, seconds: float, program: str) -> None:
    if monotonic() >= end:
        message = f"{program} had no answer after {round(seconds, 1):g} seconds"
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
