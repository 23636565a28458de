"""The system as a save sees it, with somebody in between: a shim that works on every Unix.

`cardtui.files.atomic` and `cardtui.files.lock` ask the system for everything through `os` and
`fcntl`. Here they get stand-ins that hand each call to a watcher, which may note it, do a part of
it, fail it, or end the process.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cardtui.files import atomic, lock

CALLS = frozenset(
    {
        "access",
        "close",
        "fchmod",
        "fchown",
        "flock",
        "fstat",
        "fsync",
        "getxattr",
        "link",
        "listxattr",
        "lseek",
        "lstat",
        "open",
        "read",
        "replace",
        "setxattr",
        "stat",
        "sync",
        "unlink",
        "write",
    }
)
"""All that a save asks of the system."""
Call = Callable[..., Any]
Watcher = Callable[[str, Call, tuple[Any, ...]], Any]
"""Gets the name of a call, what does it, and its arguments; gives back what the call would."""


class _StandIn:
    """A module whose calls go through a watcher."""

    def __init__(self, module: object, watcher: Watcher) -> None:
        self._module = module
        self._watcher = watcher

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._module, name)
        if name not in CALLS:
            return real

        def call(*arguments: Any) -> Any:
            return self._watcher(name, real, arguments)

        return call


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Let a watcher see every call of the saves inside."""
    real_atomic, real_lock = atomic.os, lock.os
    real_flock = fcntl.flock
    atomic.os = lock.os = _StandIn(os, watcher)  # type: ignore[assignment]
    fcntl.flock = lambda *arguments: watcher("flock", real_flock, arguments)
    try:
        yield
    finally:
        atomic.os, lock.os = real_atomic, real_lock
        fcntl.flock = real_flock
