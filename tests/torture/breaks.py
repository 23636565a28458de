"""Saves that are broken on purpose, so that it can be seen that the suite notices.

They are put in the place of parts of `cardtui.files.atomic`, here and in the processes that the
suite starts; the program itself knows nothing of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from cardtui.files import atomic

_VARIABLE = "TORTURE_BREAK"


def _no_fsync() -> None:
    """Nothing is ever flushed to the disk."""
    atomic._flush = lambda descriptor: None
    atomic._flush_folder = lambda folder: None


def _in_place() -> None:
    """The old file is opened, emptied and written."""

    def replace(target: str, content: bytes, allow: atomic.Allow, *, is_locked: bool) -> None:
        atomic._status_of(target)
        allow(atomic._content_of(target))
        flags = atomic.os.O_WRONLY | atomic.os.O_CREAT | atomic.os.O_TRUNC
        descriptor = atomic.os.open(target, flags, 0o666)
        try:
            atomic._write(descriptor, content)
            atomic._flush(descriptor)
        finally:
            atomic.os.close(descriptor)
        atomic._flush_folder(os.path.dirname(target))

    atomic._replace = replace


def _no_save() -> None:
    """Everything is called saved, and nothing is."""
    atomic.write_atomically = lambda path, text, allow=None: None


def _no_lock() -> None:
    """Nobody waits for anybody."""
    from cardtui.files import lock

    lock._is_locked = lambda descriptor: True


BREAKS: dict[str, Callable[[], None]] = {
    "no-fsync": _no_fsync,
    "in-place": _in_place,
    "no-lock": _no_lock,
    "no-save": _no_save,
}


def break_saves(name: str) -> None:
    """Break saving in this process, and in those that it starts from now on."""
    os.environ[_VARIABLE] = name
    BREAKS[name]()


def environment_of_break() -> dict[str, str]:
    """What tells a new process to break its saves like this one."""
    name = os.environ.get(_VARIABLE)
    return {_VARIABLE: name} if name else {}


def break_by_environment() -> None:
    """Break the saves of this process if the one that started it said so."""
    name = os.environ.get(_VARIABLE)
    if name:
        BREAKS[name]()
