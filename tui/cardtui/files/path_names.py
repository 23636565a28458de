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


def completed_path(typed: str, ending: str) -> str | None:
    """`typed` and the rest of the first path that begins so: a folder, or a file with this ending.

    It goes on from where the program runs; a `~` stays as it was typed.
    """
    folder, slash, begun = typed.rpartition("/")
    head = f"{folder}{slash}"
    there = os.path.expanduser(head)
    for path in paths_beginning("", f"{there}{begun}"):
        name = path[len(there) :]
        if name.endswith(("/", ending)) and name != begun:
            return f"{head}{name}"
    return None


def _may_be_offered(name: str, begun: str) -> bool:
    is_asked_for = not name.startswith(".") or begun.startswith(".")
    return is_asked_for and not unsafe_characters(name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
