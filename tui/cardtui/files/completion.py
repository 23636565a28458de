"""Completing a path that is being typed."""

from __future__ import annotations

import os

from cardtui.text.clean import one_line


def completed_path(typed: str, ending: str) -> str | None:
    """`typed` and the rest of the first path that begins so; a folder, or a file with an ending.

    A `~` stays as it was typed. Names that cannot be shown as they are, and hidden ones unless a
    dot is typed, are left out. Raises nothing.
    """
    folder, _, begun = typed.rpartition(os.sep)
    folder = folder + os.sep if os.sep in typed else ""
    try:
        with os.scandir(os.path.expanduser(folder) or os.curdir) as entries:
            names = [
                entry.name + os.sep if entry.is_dir() else entry.name
                for entry in entries
                if entry.name.startswith(begun)
                and (begun or not entry.name.startswith("."))
                and (entry.name.endswith(ending) or entry.is_dir())
                and one_line(entry.name) == entry.name
            ]
    except (OSError, ValueError):
        return None
    completed = min(names, default="")
    return folder + completed if completed not in {"", begun} else None
