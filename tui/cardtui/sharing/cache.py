"""The files of fetched banks in the user's own cache folder, named by what they hold.

A file is called by the SHA-256 of its bytes, so what is asked for is what one gets: each file is
hashed again whenever it is read, and a wrong one is never used.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cardtui.errors import FileError, Problem
from cardtui.files.atomic import write_atomically
from cardtui.files.reading import read_text_file
from cardtui.files.user_folders import cache_folder
from cardtui.sharing.contents import hash_of

_FOLDER = Path("banks", "sha256")


def cached(sha256: str) -> str | None:
    """The text with that hash, or None where it is not kept here.

    Raises `FileError` where the file holds something else than its name says.
    """
    path = _path_of(sha256)
    if not path.exists():
        return None
    text = read_text_file(path).text
    if hash_of(text) != sha256:
        message = "this file of the cache was changed, so it is not used"
        raise FileError(Problem(message, "delete it, and run this again", str(path)))
    return text


def keep(texts: Iterable[str]) -> None:
    """Put texts into the cache. Raises `FileError` where they cannot be written."""
    for text in texts:
        sha256 = hash_of(text)
        path = _path_of(sha256)
        if path.exists() and cached(sha256) is not None:
            continue
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            message = f"the cache cannot be made ({error.strerror})"
            raise FileError(Problem(message, "make this folder", str(path.parent))) from None
        write_atomically(path, text)


def _path_of(sha256: str) -> Path:
    try:
        return cache_folder() / _FOLDER / sha256[:2] / sha256[2:]
    except RuntimeError as error:
        raise FileError(Problem(str(error), "set XDG_CACHE_HOME to a folder")) from None
