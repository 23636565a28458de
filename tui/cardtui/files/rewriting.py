"""Changing a part of a file that other programs change as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cardtui.errors import CardtuiError, FileError, Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.reading import TextFile, read_text_file

_ATTEMPTS = 50
"""Times that it is read again where another program has written meanwhile: each time one is done."""


class _Changed(CardtuiError):  # noqa: N818 - it says what has happened
    """The file is not the one that was read."""


def rewrite(path: Path, change: Callable[[TextFile | None], str]) -> None:
    """Replace a file by what `change` makes of it; None for one that is not there yet.

    Where another program has written meanwhile, its text is read and changed instead. Its folder is
    made if need be. Raises `CardtuiError`, and what `change` raises.
    """
    _make_folder(path.parent)
    for attempt in range(_ATTEMPTS):
        try:
            _rewrite_once(path, change)
        except _Changed as error:
            if attempt == _ATTEMPTS - 1:
                raise FileError(*error.problems) from None
        else:
            return


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"this folder cannot be made ({error.strerror})"
        raise FileError(Problem(message, "make it", str(folder))) from None


def _rewrite_once(path: Path, change: Callable[[TextFile | None], str]) -> None:
    before = read_text_file(path) if path.is_symlink() or path.exists() else None
    text = change(before)
    old = None if before is None else before.text

    def require_unchanged(content: bytes | None) -> None:
        if content != (None if old is None else old.encode()):
            message = "another program keeps changing this file"
            raise _Changed(Problem(message, "try again", str(path)))

    if text != old:
        write_atomically(path, text, require_unchanged)
