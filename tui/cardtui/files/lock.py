"""One writer at a time in a folder: a lock that ends with its process and leaves no file behind."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PATIENCE = 10.0
"""Seconds after which a writer that is not let in gives up. A save takes a few milliseconds."""
_PAUSE = 0.005
UNSUPPORTED = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOLCK, errno.EBADF}
)
"""What file systems say that cannot lock or flush a folder."""


@contextmanager
def locked_folder(folder: str) -> Iterator[bool]:
    """Keep other writers out of `folder`; gives whether they are.

    They are not on Windows, in a folder that may not be listed, and on file systems that have no
    locks. Raises `TimeoutError` where another writer does not come to an end.
    """
    descriptor = _opened(folder)
    if descriptor is None:
        yield False
        return
    try:
        yield _is_locked(descriptor)
    finally:
        _release(descriptor)


def _opened(folder: str) -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return None


def _release(descriptor: int) -> None:
    """Unlock and close; what the system says to that is no reason to call a save failed."""
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    with suppress(OSError):
        os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError from None
            time.sleep(_PAUSE)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise
            return False
        else:
            return True
