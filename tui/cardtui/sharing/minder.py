"""What a program that strangers feed is started through: it sets limits, then becomes that program.

    python -I -S minder.py WATCHED MEMORY FILE_SIZE FOLDER PROGRAM ARGUMENT...

It leaves a watcher in the group of the program. WATCHED is the reading end of a pipe whose other end
cardtui alone holds: where that closes while the watcher lives, cardtui was killed, and the watcher
ends the group and takes FOLDER away. Where all is well, cardtui ends the group first, and the watcher
with it.

It runs by itself, before anything of cardtui can be imported. `preexec_fn` was weighed: it may hang
in a program with threads, as the app is. PR_SET_PDEATHSIG was, too: it is of Linux alone, and does
not hold for what git starts.
"""

from __future__ import annotations

import os
import resource
import sys

try:
    # `signal` makes enumerations of all numbers first, which is half of the time that this takes.
    import _signal as signal  # type: ignore[import-not-found]
except ImportError:
    import signal

_ATTEMPTS = 100
_PAUSE = 0.05
"""Seconds until it is tried again to take away a folder that someone who is dying has written in."""


def main(watched: str, memory: str, file_size: str, folder: str, *command: str) -> None:
    """Become the command, watched and limited."""
    _leave_watcher(int(watched), folder)
    os.close(int(watched))
    # RLIMIT_AS would count packs that are looked at in place, which may be larger than all memory.
    _limit(resource.RLIMIT_DATA, int(memory))
    _limit(resource.RLIMIT_FSIZE, int(file_size))
    _limit(resource.RLIMIT_CORE, 0)
    # Python ignores these, and what is ignored stays so in what it becomes.
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606 - there is no shell, on purpose


def _limit(kind: int, value: int) -> None:
    """Set a limit, or leave a lower one; macOS knows that of memory, and keeps it for little of it."""
    _, highest = resource.getrlimit(kind)
    if highest != resource.RLIM_INFINITY:
        value = min(value, highest)
    try:
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):
        return


def _leave_watcher(watched: int, folder: str) -> None:
    """Start a process that is no child of the program: that waits for none but its own."""
    first = os.fork()
    if first:
        os.waitpid(first, 0)
        return
    if os.fork() == 0:
        for descriptor in range(3):
            os.close(descriptor)
        os.read(watched, 1)
        _end(folder)
    os._exit(0)


def _end(folder: str) -> None:
    import shutil
    import time

    group = os.getpgrp()
    os.setpgid(0, 0)
    os.killpg(group, signal.SIGKILL)
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(_PAUSE)


if __name__ == "__main__":
    main(*sys.argv[1:])
