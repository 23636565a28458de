"""Writing a file so that a reader, or a machine that stops, sees the old text or the new.

The steps are those that Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), found
necessary: write a temporary file in the same folder, flush it to the disk, rename it over the old
one, flush the folder. A flush that failed is never tried again on the same file: the system may
have dropped what it could not write, and say so once (Rebello et al., "Can Applications Recover
from fsync Failures?", ATC 2020). Libraries weighed: atomicwrites is no longer kept; safer and
atomicwriter leave out the folder, the owner or the symbolic link.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cardtui.errors import FileError, Problem
from cardtui.files.lock import UNSUPPORTED, locked_folder

TEMPORARY_SUFFIX = ".cardtui-tmp"
_NAME_KEPT = 50
"""Characters of a name that its temporary file keeps, so that it does not become too long."""
_STALE_AFTER = 60.0
"""Seconds after which a temporary file is left over, where no lock tells."""
_ACCESS_LIST = "system.posix_acl_access"
_NO_TEMPORARY = "you may not make files in its folder, which a safe save needs"

Allow = Callable[[bytes | None], None]
"""Looks at what the file holds right before it is replaced, None where there is none. Raises a
`CardtuiError` to leave it so."""


def _anything(_: bytes | None) -> None:
    """Allow whatever is there to be replaced."""


def write_atomically(path: str | Path, text: str, allow: Allow = _anything) -> None:
    """Replace the file at `path` by `text`, as UTF-8 with the line ends that `text` has.

    A symbolic link is followed, mode, owner and attributes are kept, a file that may not be
    written is respected. No other cardtui writes in the folder meanwhile. Raises `FileError`; the
    old file is then as it was, unless the error came after the last step but one: then the new
    one may be there. Raises what `allow` raises, too.
    """
    name = os.fspath(path)
    try:
        content = text.encode("utf-8")
        target = os.path.realpath(name)
        with locked_folder(os.path.dirname(target)) as is_locked:
            _replace(target, content, allow, is_locked=is_locked)
    except UnicodeEncodeError:
        raise FileError(
            Problem("the text holds half a character (a lone surrogate)", "retype it", name)
        ) from None
    except ValueError:
        raise FileError(Problem("no file can have this name", "", name)) from None
    except OSError as error:
        raise FileError(unwritable(name, error)) from None


def _replace(target: str, content: bytes, allow: Allow, *, is_locked: bool) -> None:
    before = _status_of(target)
    temporary = temporary_beside(target)
    descriptor = _created(temporary, 0o666 if before is None else 0o600, is_locked=is_locked)
    try:
        try:
            if before is not None:
                _take_over(descriptor, target, before)
            _write(descriptor, content)
            _flush(descriptor)
            if _read(descriptor) != content:
                raise OSError(errno.EIO, "what was written is read back differently")
        finally:
            os.close(descriptor)
        allow(_content_of(target))
        _put_in_place(temporary, target, allow, is_new=before is None)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _flush_folder(os.path.dirname(target))


def _status_of(target: str) -> os.stat_result | None:
    """The status of a file that is there and may be written."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    if not os.access(target, os.W_OK) or not status.st_mode & 0o222:
        raise PermissionError
    return status


# The temporary file


def temporary_beside(target: str) -> str:
    """The one name that the temporary file of `target` has, so that what is left is found."""
    folder, base = os.path.split(target)
    return os.path.join(folder, f".{base[:_NAME_KEPT]}{TEMPORARY_SUFFIX}")


def _created(temporary: str, mode: int, *, is_locked: bool) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(temporary, flags, mode)
    except FileExistsError:
        _sweep(temporary, is_locked=is_locked)
    except PermissionError:
        raise PermissionError(errno.EACCES, _NO_TEMPORARY) from None
    return os.open(temporary, flags, mode)


def _sweep(temporary: str, *, is_locked: bool) -> None:
    """Take away what a save that was killed has left: under the lock nobody else saves here."""
    if not is_locked and time.time() - os.lstat(temporary).st_mtime < _STALE_AFTER:
        raise TimeoutError
    os.unlink(temporary)


def _take_over(descriptor: int, target: str, before: os.stat_result) -> None:
    """Give the temporary file owner, mode and attributes of the file that it will replace.

    Where the group or the access list cannot be had, the group may do what all others may.
    """
    if sys.platform == "win32":
        return
    mode = stat.S_IMODE(before.st_mode)
    for_others = mode & ~0o070 | (mode & 0o007) << 3
    os.fchmod(descriptor, mode if _has_taken_owner(descriptor, before) else for_others)
    if not _has_taken_attributes(descriptor, target):
        os.fchmod(descriptor, for_others)


def _has_taken_owner(descriptor: int, before: os.stat_result) -> bool:
    """Owner if possible, else the group alone; whether the group is the right one."""
    created = os.fstat(descriptor)
    if created.st_uid != before.st_uid:
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, before.st_uid, before.st_gid)
            return True
    if created.st_gid == before.st_gid:
        return True
    with contextlib.suppress(PermissionError):
        os.fchown(descriptor, -1, before.st_gid)
        return True
    return False


def _has_taken_attributes(descriptor: int, target: str) -> bool:
    """Extended attributes as far as may be; whether the access list is among them, if any."""
    if sys.platform != "linux":
        return True
    has_access_list = True
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            try:
                os.setxattr(descriptor, name, os.getxattr(target, name))
            except OSError:
                has_access_list = has_access_list and name != _ACCESS_LIST
    return has_access_list


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        written = os.write(descriptor, rest)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def _read(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _flush(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # There fsync leaves the data in the disk's own memory; not every volume can do more.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


# The exchange


def _content_of(target: str) -> bytes | None:
    try:
        descriptor = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    try:
        return _read(descriptor)
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)


def _put_in_place(temporary: str, target: str, allow: Allow, *, is_new: bool) -> None:
    """Rename; where there was no file, none that another program has just made is replaced."""
    if is_new:
        try:
            os.link(temporary, target)
        except FileExistsError:
            allow(_content_of(target))
        except (OSError, NotImplementedError):
            # No hard links here.
            pass
        else:
            os.unlink(temporary)
            return
    os.replace(temporary, target)


def _flush_folder(folder: str) -> None:
    """Make the rename last. Raises `OSError` where the disk fails, not where it need not be done."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # A folder that may not be listed cannot be flushed alone.
        os.sync()
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            said = f"the disk does not confirm what was written: {error.strerror}"
            raise OSError(error.errno, said) from None
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)


def unwritable(name: str, error: OSError) -> Problem:
    """The operating system's refusal to write `name`, in words."""
    said = error.strerror or type(error).__name__
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem(f"there is no room left to save ({said})", "make some and go on", name)
    if error.errno == errno.EROFS:
        return Problem("this disk can be read only", "choose another place", name)
    if error.errno == errno.ELOOP:
        return Problem("its symbolic links lead round in a circle", "name a file", name)
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        message = "it is mounted by itself, and so cannot be replaced in one step"
        return Problem(message, "mount its folder instead", name)
    if isinstance(error, TimeoutError) and error.errno is None:
        return Problem("another program is saving in this folder", "try again", name)
    if isinstance(error, PermissionError):
        message = said if said == _NO_TEMPORARY else "you may not write here"
        return Problem(message, "check the permissions or choose another", name)
    if isinstance(error, FileNotFoundError):
        return Problem("there is no such folder", "make it first, or choose another", name)
    if isinstance(error, IsADirectoryError):
        return Problem("this is a folder", "name a file", name)
    if isinstance(error, NotADirectoryError):
        return Problem("a part of this path is a file, not a folder", "check the path", name)
    return Problem(f"cannot be written ({said})", "", name)
