"""The cards that were opened last, by their paths: a small file that is of help and never in the way.

`recent.json` in the folder for what the program keeps: a list, the newest first.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from cardtui.errors import CardtuiError
from cardtui.files.reading import TextFile, read_text_file
from cardtui.files.rewriting import rewrite
from cardtui.files.user_folders import made_state_folder

RECENT_FILE = "recent.json"
MOST_RECENT = 20
"""Paths that are kept."""


def recent_paths() -> list[str]:
    """The paths, the newest first, whether or not anything is there. Raises nothing."""
    try:
        return _paths_in(read_text_file(_file()))
    except (CardtuiError, OSError, RuntimeError):
        return []


def note_opened(path: str) -> None:
    """Put a path first. Where it cannot be kept, it is not. Raises nothing."""
    opened = os.path.abspath(path)

    def with_it_first(before: TextFile | None) -> str:
        others = [each for each in _paths_in(before) if each != opened]
        return json.dumps([opened, *others][:MOST_RECENT], indent=1) + "\n"

    try:
        rewrite(_file(), with_it_first)
    except (CardtuiError, OSError, RuntimeError):
        return


def _file() -> Path:
    return made_state_folder() / RECENT_FILE


def _paths_in(file: TextFile | None) -> list[str]:
    """What a file holds that can be a path; anyone may have written into it."""
    try:
        paths = json.loads(file.content) if file is not None else []
    except (ValueError, RecursionError):
        return []
    if not isinstance(paths, list):
        return []
    return [each for each in paths if isinstance(each, str) and os.path.isabs(each)][:MOST_RECENT]
