"""The names of files that a path could go on with. Only the folder that is typed is looked into."""

from __future__ import annotations

import os
from itertools import islice

from cardtui.text.clean import unsafe_characters

_MOST_LOOKED_AT = 5000
"""Names of a folder; a folder may have millions."""


def paths_beginning(folder: str, typed: str) -> list[str]:
    """Paths that begin with `typed`, which is relative to `folder`; those of folders end with `/`.

    Hidden names come only where their dot is typed. A folder that cannot be read has none.
    """
    head, slash, begun = typed.rpartition("/")
    if typed.startswith("~") or "\0" in typed:
        return []
    found = []
    try:
        with os.scandir(os.path.join(folder or ".", f"{head}{slash}")) as entries:
            for entry in islice(entries, _MOST_LOOKED_AT):
                if entry.name.startswith(begun) and _may_be_offered(entry.name, begun):
                    end = "/" if _is_folder(entry) else ""
                    found.append(f"{head}{slash}{entry.name}{end}")
    except OSError:
        return []
    return sorted(found)


def files_beginning(typed: str, ending: str) -> list[str]:
    """Folders, and files whose names have an ending, that a path from here could go on with.

    The `~` of a home stays as it is typed.
    """
    home = os.path.expanduser("~/") if typed.startswith("~/") else ""
    shown = "~/" if home else ""
    found = paths_beginning(home, typed.removeprefix(shown))
    return [f"{shown}{path}" for path in found if path.endswith((ending, "/"))]


def _may_be_offered(name: str, begun: str) -> bool:
    is_asked_for = not name.startswith(".") or begun.startswith(".")
    return is_asked_for and not unsafe_characters(name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
