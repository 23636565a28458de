"""Writing a file so that a reader, or a machine that stops, sees the old text or the new.

The steps are those that Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), found
necessary: write a temporary file in the same folder, flush it to the disk, rename it over the old
one, flush the folder. Libraries weighed: atomicwrites is no longer kept; safer and atomicwriter
leave out the folder, the owner or the symbolic link.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from cardtui.errors import FileError, Problem

TEMPORARY_SUFFIX = ".cardtui-tmp"


def write_atomically(path: str | Path, text: str) -> None:
    """Replace the file at `path` by `text`, as UTF-8 with the line ends that `text` has.

    A symbolic link is followed, mode and owner are kept, a file that may not be written is
    respected. Raises `FileError`; the old file is then as it was.
    """
    name = os.fspath(path)
    target = os.path.realpath(name)
    try:
        before = _status_of(target)
        _replace(target, text.encode("utf-8"), before)
    except UnicodeEncodeError:
        raise FileError(
            Problem("the text holds half a character (a lone surrogate)", "retype it", name)
        ) from None
    except OSError as error:
        raise FileError(unwritable(name, error)) from None


def _status_of(target: str) -> os.stat_result | None:
    """The status of a file that is there and may be written."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not os.access(target, os.W_OK) or not status.st_mode & 0o222:
        raise PermissionError
    return status


def _replace(target: str, content: bytes, before: os.stat_result | None) -> None:
    folder, base = os.path.split(target)
    temporary = os.path.join(folder, f".{base[:100]}.{os.urandom(4).hex()}{TEMPORARY_SUFFIX}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(descriptor, "wb") as file:
            _take_over(descriptor, before)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _flush_folder(folder)


def _take_over(descriptor: int, before: os.stat_result | None) -> None:
    """Give the temporary file the mode and owner of the file that it will replace."""
    if before is None:
        return
    created = os.fstat(descriptor)
    if (created.st_uid, created.st_gid) != (before.st_uid, before.st_gid):
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, before.st_uid, before.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _flush_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unwritable(name: str, error: OSError) -> Problem:
    """The operating system's refusal to write `name`, in words."""
    if isinstance(error, PermissionError):
        return Problem("you may not write here", "check the permissions or choose another", name)
    if isinstance(error, FileNotFoundError):
        return Problem("there is no such folder", "make it first, or choose another", name)
    if isinstance(error, IsADirectoryError):
        return Problem("this is a folder", "name a file", name)
    if isinstance(error, NotADirectoryError):
        return Problem("a part of this path is a file, not a folder", "check the path", name)
    return Problem(f"cannot be written ({error.strerror or error})", "", name)
